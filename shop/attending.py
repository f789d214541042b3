"""What staff do for shoppers who wait: see them, take a talk, say something in it, hand it back.

Each act is in the log of what staff did, in its own transaction, without what was said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.afterwards import say_afterwards
from shop.database import Database
from shop.errors import NotWaitingError, TakenByAnotherError
from shop.handovers import Handing, open_handover, tell_of_person
from shop.people_tables import Handover
from shop.staff.audit import Actor, record
from shop.tables import Conversation, Turn

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open handover, as staff see it. `message` is what was left, by the form's fields."""

    conversation: int
    language: str
    handing: Handing
    last_said: str
    message: Mapping[str, str] | None


class Attending:
    """The open handovers of one shop, for its staff."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self) -> Sequence[Waiting]:
        """The oldest 200, whoever asked first first."""
        with self._database.read() as books:
            rows = books.execute(
                select(Handover, Conversation.language)
                .join(Conversation, Conversation.id == Handover.conversation_id)
                .where(Handover.ended_at.is_(None))
                .order_by(Handover.asked_at, Handover.number)
                .limit(MOST_LISTED)
            ).all()
            return [_waiting(books, row, language) for row, language in rows]

    def take(self, conversation: int, by: Actor, greeting: Sequence[dict[str, Any]] = ()) -> bool:
        """Take a talk: from now on the bot is silent in it. False where `by` has it already.

        `greeting` is said to the shopper. Raises NotWaitingError, TakenByAnotherError.
        """
        with self._database.change() as books:
            row = _open(books, conversation)
            if row.taken_by is not None:
                _own(row, by)
                return False
            row.taken_by, row.taken_at = by.name, datetime.now(UTC)
            tell_of_person(books, conversation, row)
            say_afterwards(books, conversation, greeting)
            record(books, by, "handover.take", str(conversation))
            return True

    def say(self, conversation: int, payloads: Sequence[dict[str, Any]], by: Actor) -> None:
        """Say something as a person, in a talk that `by` has taken; raises NotWaitingError, TakenByAnotherError."""
        with self._database.change() as books:
            _own(_open(books, conversation), by)
            say_afterwards(books, conversation, payloads, speaker="staff")
            record(books, by, "handover.say", str(conversation))

    def hand_back(
        self, conversation: int, by: Actor, farewell: Sequence[dict[str, Any]] = (), *, anybodys: bool = False
    ) -> None:
        """End a handover: the bot answers again. With `anybodys`, one that a colleague has taken, too.

        `farewell` is said where somebody had taken the talk. Raises NotWaitingError, TakenByAnotherError.
        """
        with self._database.change() as books:
            row = _open(books, conversation)
            if row.taken_by is not None:
                if not anybodys:
                    _own(row, by)
                say_afterwards(books, conversation, farewell)
            row.ended_at = datetime.now(UTC)
            tell_of_person(books, conversation, None)
            record(books, by, "handover.end", str(conversation))


def _open(books: Session, conversation: int) -> Handover:
    row = open_handover(books, conversation)
    if row is None:
        raise NotWaitingError(conversation)
    return row


def _own(row: Handover, by: Actor) -> None:
    if row.taken_by is None:
        raise NotWaitingError(row.conversation_id)
    if row.taken_by != by.name:
        raise TakenByAnotherError(row.conversation_id, row.taken_by)


def _waiting(books: Session, row: Handover, language: str) -> Waiting:
    last = books.scalar(
        select(Turn.text).filter_by(conversation_id=row.conversation_id).order_by(Turn.n.desc()).limit(1)
    )
    return Waiting(row.conversation_id, language, Handing.of(row), last or "", row.message)
