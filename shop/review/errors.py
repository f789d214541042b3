"""What can keep staff from marking or correcting."""

from typing import Literal

from shop.errors import ShopError


class ReviewError(ShopError):
    """A mark or a correction cannot be made."""


class MarkError(ReviewError):
    """A label or a note is empty or too long."""

    def __init__(self, what: Literal["label", "note"], longest: int) -> None:
        super().__init__(f"A {what} has 1 to {longest} characters; write a shorter one.")
        self.what = what


class NothingTypedError(ReviewError):
    """The shopper chose a button in this turn: there is no sentence to be understood otherwise."""

    def __init__(self, conversation: int, turn: int) -> None:
        super().__init__(
            f"Nothing was typed in turn {turn} of conversation {conversation}; choose another turn."
        )


class NoteOfAnotherError(ReviewError):
    """A note is taken back by whoever wrote it, or by an owner."""

    def __init__(self, number: int, by: str) -> None:
        super().__init__(f"Note {number} was written by {by}; only they or an owner can take it back.")


class CorrectionUnknownError(ReviewError):
    """The conversation has no such correction."""

    def __init__(self, conversation: int, number: int) -> None:
        super().__init__(f"Conversation {conversation} has no correction {number}; read it again.")


class TaughtAlreadyError(ReviewError):
    """The trainers have made an example of this turn already; what it means is theirs to change."""

    def __init__(self, conversation: int, turn: int) -> None:
        super().__init__(
            f"Turn {turn} of conversation {conversation} is an example already; change it among the examples."
        )


class CorrectionSettledError(ReviewError):
    """Somebody has settled the correction already, or there never was one."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Correction {number} is not waiting; look into the inbox again.")
