"""One conversation to read: its turns as they were said, a stretch at a time, and the insight of each.

Nothing is changed here, and nothing tells who the shopper is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.database import Database
from shop.erasing import NOBODY
from shop.errors import ConversationUnknownError, TurnUnknownError
from shop.review.tables import TurnInsight
from shop.tables import Conversation, Message, Turn

STRETCH = 50


@dataclass(frozen=True, slots=True)
class Spoke:
    """One message of an answer; `payload` is as actions/messages.py describes it."""

    position: int
    speaker: str
    payload: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class TurnRead:
    """One turn. `insight` is None where none was kept: before insights were, or where Rasa did not answer."""

    conversation: int
    n: int
    kind: str
    text: str
    language: str
    status: str
    received_at: datetime
    messages: tuple[Spoke, ...]
    insight: TurnInsight | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a conversation is, besides its turns."""

    conversation: int
    language: str
    created_at: datetime
    active_at: datetime


class Reading:
    """The conversations of one shop, to be read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def head(self, conversation: int) -> Head:
        """Raises ConversationUnknownError."""
        with self._database.read() as books:
            row = books.get(Conversation, conversation)
            if row is None or row.shopper_id == NOBODY:
                raise ConversationUnknownError(conversation)
            return Head(row.id, row.language, row.created_at, row.active_at)

    def stretch(self, conversation: int, before: int | None = None, limit: int = STRETCH) -> list[TurnRead]:
        """The last `limit` turns, of those numbered below `before`, oldest of them first."""
        wanted = select(Turn).filter_by(conversation_id=conversation)
        if before is not None:
            wanted = wanted.where(Turn.n < before)
        with self._database.read() as books:
            rows = books.scalars(wanted.order_by(Turn.n.desc()).limit(limit)).all()[::-1]
            if not rows:
                return []
            return _read(books, conversation, rows)

    def turn(self, conversation: int, n: int) -> TurnRead:
        """One turn; raises TurnUnknownError."""
        with self._database.read() as books:
            row = books.get(Turn, (conversation, n))
            if row is None:
                raise TurnUnknownError(conversation, n)
            return _read(books, conversation, [row])[0]

    def all(self, conversation: int) -> Iterator[TurnRead]:
        """Every turn, oldest first, read stretch by stretch as they are asked for."""
        after = 0
        while True:
            with self._database.read() as books:
                rows = books.scalars(
                    select(Turn)
                    .filter_by(conversation_id=conversation)
                    .where(Turn.n > after)
                    .order_by(Turn.n)
                    .limit(STRETCH)
                ).all()
                turns = _read(books, conversation, rows) if rows else []
            yield from turns
            if len(turns) < STRETCH:
                return
            after = turns[-1].n


def _read(books: Session, conversation: int, rows: Any) -> list[TurnRead]:
    """These neighbouring turns with their answers and insights."""
    first, last = rows[0].n, rows[-1].n
    messages: dict[int, list[Spoke]] = {}
    for said in books.scalars(
        select(Message)
        .filter_by(conversation_id=conversation)
        .where(Message.turn_n.between(first, last))
        .order_by(Message.turn_n, Message.position)
    ):
        spoke = Spoke(said.position, said.speaker, said.payload, said.created_at)
        messages.setdefault(said.turn_n, []).append(spoke)
    insights = {
        row.turn_n: row
        for row in books.scalars(
            select(TurnInsight)
            .filter_by(conversation_id=conversation)
            .where(TurnInsight.turn_n.between(first, last))
        )
    }
    return [
        TurnRead(
            conversation,
            row.n,
            row.kind,
            row.text,
            row.language,
            row.status,
            row.received_at,
            tuple(messages.get(row.n, ())),
            insights.get(row.n),
        )
        for row in rows
    ]
