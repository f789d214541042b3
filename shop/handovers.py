"""Handing a conversation to a person, as the shopper sees it: asked for, waited for, a message left.

One handover of a conversation is open at most. What staff do with it is in attending.py.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Self

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from shop.afterwards import say_afterwards
from shop.database import Database
from shop.errors import NotWaitingError
from shop.people_tables import Handover
from shop.tables import Conversation
from shop.telling import tell
from shop.transcript import Talk, talk_of

State = Literal["waiting", "message", "taken"]
NOT_ASKED = "none"
_MOST_AT_ONCE = 200  # parameters a statement
_TALK_OF = (
    select(Conversation, Handover)
    .outerjoin(Handover, and_(Handover.conversation_id == Conversation.id, Handover.ended_at.is_(None)))
    .where(Conversation.token_hash == bindparam("token_hash"))
)


@dataclass(frozen=True, slots=True)
class Handing:
    """An open handover: waiting for somebody, a message left instead, or taken by a member of staff."""

    state: State
    taken_by: str | None
    asked_at: datetime
    due_at: datetime
    offered: bool  # whether the shopper was asked for a message already

    @classmethod
    def of(cls, row: Handover) -> Self:
        """The handover in `row`."""
        state: State = "taken" if row.taken_by else "waiting" if row.message is None else "message"
        return cls(state, row.taken_by, row.asked_at, row.due_at, row.offered_at is not None)

    @property
    def is_overdue(self) -> bool:
        """Whether nobody came in the time that the shop gives itself."""
        return self.state == "waiting" and datetime.now(UTC) >= self.due_at

    @property
    def is_due(self) -> bool:
        """Whether a message is to be asked for now."""
        return self.is_overdue and not self.offered

    @property
    def takes_message(self) -> bool:
        """Whether the form for a message is open to the shopper."""
        return self.state == "waiting" and self.offered


class Handovers:
    """The handovers of one shop; `wait_min` is how many minutes a shopper waits before a message is taken."""

    def __init__(self, database: Database, wait_min: float) -> None:
        self._database = database
        self._wait = timedelta(minutes=wait_min)

    def ask(self, conversation: int) -> Handing:
        """Let a shopper wait for a person, unless they do already; the open handover either way."""
        with self._database.change() as books:
            row = open_handover(books, conversation)
            if row is None:
                now = datetime.now(UTC)
                row = Handover(conversation_id=conversation, asked_at=now, due_at=now + self._wait)
                books.add(row)
                tell_of_person(books, conversation, row)
            return Handing.of(row)

    def of(self, conversation: int) -> Handing | None:
        """The open handover of a conversation."""
        with self._database.read() as books:
            row = open_handover(books, conversation)
            return None if row is None else Handing.of(row)

    def talk_of(self, token_hash: str) -> tuple[Talk | None, Handing | None]:
        """The conversation of a token and its open handover, by one question: it is asked at every turn."""
        with self._database.read() as books:
            found = books.execute(_TALK_OF, {"token_hash": token_hash}).first()
        if found is None:
            return None, None
        talk, row = found
        return talk_of(talk), None if row is None else Handing.of(row)

    def offer_message(self, conversation: int, payloads: Sequence[dict[str, Any]] = ()) -> bool:
        """Note that an overdue shopper is asked for a message, and say so afterwards; once a handover.

        False where it is not due, or done: then nothing is said.
        """
        with self._database.change() as books:
            row = open_handover(books, conversation)
            if row is None or not Handing.of(row).is_due:
                return False
            row.offered_at = datetime.now(UTC)
            if payloads:
                say_afterwards(books, conversation, payloads)
            return True

    def overdue(self, among: Collection[int]) -> Sequence[Talk]:
        """Those of `among` whose shopper waits for longer than is fair, and was not asked for a message yet."""
        numbers, found = sorted(among), list[Talk]()
        if not numbers:
            return found
        with self._database.read() as books:
            for first in range(0, len(numbers), _MOST_AT_ONCE):
                rows = books.scalars(
                    select(Conversation)
                    .join(Handover, Handover.conversation_id == Conversation.id)
                    .where(
                        Conversation.id.in_(numbers[first : first + _MOST_AT_ONCE]),
                        Handover.ended_at.is_(None),
                        Handover.offered_at.is_(None),
                        Handover.taken_by.is_(None),
                        Handover.message_at.is_(None),
                        Handover.due_at <= datetime.now(UTC),
                    )
                )
                found += [talk_of(row) for row in rows]
        return found


def leave_message(books: Session, conversation: int, values: Mapping[str, str]) -> None:
    """Keep what a shopper leaves for staff, in the caller's transaction; raises NotWaitingError."""
    row = open_handover(books, conversation)
    if row is None or not Handing.of(row).takes_message:
        raise NotWaitingError(conversation)
    row.message, row.message_at = dict(values), datetime.now(UTC)
    tell_of_person(books, conversation, row)


def tell_of_person(books: Session, conversation: int, row: Handover | None) -> None:
    """Tell how it stands now with the handover in `row`, or that none is open; in the caller's transaction."""
    handing = None if row is None else Handing.of(row)
    state = NOT_ASKED if handing is None else handing.state
    tell(books, conversation, "person", data={"state": state, "name": handing and handing.taken_by})


def open_handover(books: Session, conversation: int) -> Handover | None:
    """The row of a conversation's open handover."""
    return books.scalar(select(Handover).filter_by(conversation_id=conversation, ended_at=None))
