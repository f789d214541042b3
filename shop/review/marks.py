"""What staff put on conversations: flags, labels, notes, "reviewed". Each can be taken back, and each is logged.

Every change is one transaction with its line in the log of acts; doing it twice does it once, and the
first stays: whoever was told that nothing changed has nothing to take back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.database import Database
from shop.errors import ConversationUnknownError, TurnUnknownError
from shop.review.errors import MarkError, NoteOfAnotherError
from shop.review.tables import SHOPPER_SAID, MessageFlag, TalkLabel, TalkNote, TalkReview
from shop.staff.audit import Actor, record
from shop.tables import Conversation, Message, Turn

LONGEST_LABEL = 40
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of one conversation; `flags` are (turn, position), the shopper's words at SHOPPER_SAID."""

    flags: frozenset[tuple[int, int]]
    labels: tuple[str, ...]
    notes: tuple[TalkNote, ...]
    review: TalkReview | None


class Marking:
    """The marks of one shop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, conversation: int) -> Marks:
        """What a conversation bears; notes oldest first."""
        with self._database.read() as books:
            flags = books.scalars(select(MessageFlag).filter_by(conversation_id=conversation)).all()
            labels = books.scalars(
                select(TalkLabel.label).filter_by(conversation_id=conversation).order_by(TalkLabel.label)
            ).all()
            notes = books.scalars(
                select(TalkNote).filter_by(conversation_id=conversation).order_by(TalkNote.number)
            ).all()
            return Marks(
                frozenset((flag.turn_n, flag.position) for flag in flags),
                tuple(labels),
                tuple(notes),
                books.get(TalkReview, conversation),
            )

    def flag(self, conversation: int, turn: int, position: int, by: Actor, *, on: bool = True) -> bool:
        """Flag a message, or take the flag off; whether that changed anything.

        Raises TurnUnknownError where there is no such message.
        """
        with self._database.change() as books:
            _must_have_message(books, conversation, turn, position)
            row = books.get(MessageFlag, (conversation, turn, position))
            if on and row is None:
                books.add(
                    MessageFlag(
                        conversation_id=conversation, turn_n=turn, position=position, by=by.name, at=_now()
                    )
                )
            elif not on and row is not None:
                books.delete(row)
            else:
                return False
            record(books, by, "talk.flag" if on else "talk.unflag", f"{conversation}/{turn}/{position}")
            return True

    def label(self, conversation: int, label: str, by: Actor, *, on: bool = True) -> bool:
        """Label a talk, or take the label off; whether that changed anything.

        Raises ConversationUnknownError; MarkError for an unusable label.
        """
        label = " ".join(label.split())
        if not 0 < len(label) <= LONGEST_LABEL:
            raise MarkError("label", LONGEST_LABEL)
        with self._database.change() as books:
            _must_exist(books, conversation)
            row = books.get(TalkLabel, (conversation, label))
            if on and row is None:
                books.add(TalkLabel(conversation_id=conversation, label=label, by=by.name, at=_now()))
            elif not on and row is not None:
                books.delete(row)
            else:
                return False
            record(books, by, "talk.label" if on else "talk.unlabel", str(conversation), label=label)
            return True

    def note(self, conversation: int, text: str, by: Actor) -> int:
        """Add a note; answers its number. Raises ConversationUnknownError; MarkError where it is empty or too long."""
        text = text.strip()
        if not 0 < len(text) <= LONGEST_NOTE:
            raise MarkError("note", LONGEST_NOTE)
        with self._database.change() as books:
            _must_exist(books, conversation)
            row = TalkNote(conversation_id=conversation, text=text, by=by.name, at=_now())
            books.add(row)
            books.flush()
            record(books, by, "talk.note", str(conversation), note=row.number)
            return row.number

    def withdraw_note(self, conversation: int, number: int, by: Actor, *, anybodys: bool = False) -> bool:
        """Take a note of one's own back, or with `anybodys` any; False where it is gone already.

        Raises NoteOfAnotherError.
        """
        with self._database.change() as books:
            row = books.get(TalkNote, number)
            if row is None or row.conversation_id != conversation:
                return False
            if row.by != by.name and not anybodys:
                raise NoteOfAnotherError(number, row.by)
            books.delete(row)
            record(books, by, "talk.unnote", str(conversation), note=number)
            return True

    def review(self, conversation: int, by: Actor, *, on: bool = True) -> bool:
        """Mark a talk as read up to its last turn, or take that back; whether that changed anything.

        A review stands as it is until it is taken back. Raises ConversationUnknownError.
        """
        with self._database.change() as books:
            _must_exist(books, conversation)
            row = books.get(TalkReview, conversation)
            if on is (row is not None):
                return False
            if row is not None:
                books.delete(row)
            else:
                last = books.scalar(select(func.max(Turn.n)).filter_by(conversation_id=conversation)) or 0
                books.add(TalkReview(conversation_id=conversation, last_turn=last, by=by.name, at=_now()))
            record(books, by, "talk.review" if on else "talk.unreview", str(conversation))
            return True


def _now() -> datetime:
    return datetime.now(UTC)


def _must_exist(books: Session, conversation: int) -> None:
    if books.get(Conversation, conversation) is None:
        raise ConversationUnknownError(conversation)


def _must_have_message(books: Session, conversation: int, turn: int, position: int) -> None:
    kept: Sequence[object] = [
        books.get(Turn, (conversation, turn))
        if position == SHOPPER_SAID
        else books.get(Message, (conversation, turn, position))
    ]
    if kept == [None]:
        raise TurnUnknownError(conversation, turn)
