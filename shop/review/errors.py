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


class CorrectionSettledError(ReviewError):
    """Somebody has settled the correction already, or there never was one."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Correction {number} is not waiting; look into the inbox again.")
