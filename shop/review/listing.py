"""The list of conversations: filtered, newest activity first, page by page; each page costs the same.

Conditions on turns (intent, confidence, fallback, ...) must be met by one turn, words by one turn of the same talk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from shop.database import Database
from shop.erasing import NOBODY
from shop.review.tables import MessageFlag, TalkLabel, TalkNote, TalkReview, TurnInsight
from shop.review.words import talks_saying
from shop.tables import Conversation, Turn

PAGE = 50
LOW_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Filters:
    """What conversations must be like; what is None or empty is no condition. Times are of the last activity."""

    since: datetime | None = None
    until: datetime | None = None  # excluded
    language: str | None = None
    intent: str | None = None
    below: float | None = None  # a turn whose intent was less sure than this, 0 to 1
    fallback: bool = False
    no_result: bool = False
    action_failed: bool = False
    flagged: bool = False
    label: str | None = None
    reviewed: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: the activity and number of its last conversation."""

    active_at: datetime
    conversation: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One conversation in the list. `lowest` is the least confidence of its turns, None where none is known."""

    conversation: int
    language: str
    created_at: datetime
    active_at: datetime
    turns: int
    last_said: str
    fallback: bool
    no_result: bool
    action_failed: bool
    lowest: float | None
    flags: int
    notes: int
    labels: tuple[str, ...]
    reviewed: bool

    @property
    def place(self) -> Place:
        """For the page that follows this one."""
        return Place(self.active_at, self.conversation)


class Talks:
    """The conversations of one shop, as staff look for them. Nothing is changed here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, filters: Filters, after: Place | None = None, limit: int = PAGE) -> list[Listed]:
        """At most `limit` conversations that follow `after`, newest activity first."""
        wanted = select(Conversation).order_by(Conversation.active_at.desc(), Conversation.id.desc())
        with self._database.read() as books:
            wanted = wanted.where(*_conditions(books, filters))
            if after is not None:
                wanted = wanted.where(_follows(after))
            return _listed(books, books.scalars(wanted.limit(limit)).all())

    def all(self, filters: Filters) -> Iterator[Listed]:
        """Every one, read page by page as it is asked for."""
        after = None
        while page := self.page(filters, after, PAGE):
            yield from page
            after = page[-1].place

    def count(self, filters: Filters) -> int:
        """How many there are."""
        with self._database.read() as books:
            wanted = select(func.count()).select_from(Conversation)
            return books.scalar(wanted.where(*_conditions(books, filters))) or 0

    def intents(self) -> list[str]:
        """Every intent that was understood so far, by name."""
        with self._database.read() as books:
            return _distinct(books, TurnInsight.intent)

    def labels(self) -> list[str]:
        """Every label in use, the most used first."""
        counted = select(TalkLabel.label).group_by(TalkLabel.label)
        with self._database.read() as books:
            return list(books.scalars(counted.order_by(func.count().desc(), TalkLabel.label)).all())


def _distinct(books: Session, column: Any) -> list[str]:
    """The values of an indexed column, jumping from one to the next: reading all rows would cost with each row."""
    found: list[str] = []
    latest = books.scalar(select(func.min(column)))
    while latest is not None:
        found.append(latest)
        latest = books.scalar(select(func.min(column)).where(column > latest))
    return found


def _follows(place: Place) -> ColumnElement[bool]:
    earlier = Conversation.active_at < place.active_at
    same = and_(Conversation.active_at == place.active_at, Conversation.id < place.conversation)
    return and_(Conversation.active_at <= place.active_at, or_(earlier, same))


def _conditions(books: Session, filters: Filters) -> Iterator[ColumnElement[bool]]:
    yield Conversation.shopper_id != NOBODY  # nothing is left of those but their numbers
    if filters.since is not None:
        yield Conversation.active_at >= filters.since
    if filters.until is not None:
        yield Conversation.active_at < filters.until
    if filters.language:
        yield Conversation.language == filters.language
    turns = list(_turn_conditions(filters))
    if turns:
        yield Conversation.id.in_(select(TurnInsight.conversation_id).where(*turns))
    if filters.flagged:
        yield Conversation.id.in_(select(MessageFlag.conversation_id))
    if filters.label:
        yield Conversation.id.in_(select(TalkLabel.conversation_id).filter_by(label=filters.label))
    if filters.reviewed is not None:
        read = exists().where(TalkReview.conversation_id == Conversation.id)
        yield read if filters.reviewed else ~read
    saying = talks_saying(filters.words, books.get_bind().dialect.name)
    if saying is not None:
        yield Conversation.id.in_(saying)


def _turn_conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.intent:
        yield TurnInsight.intent == filters.intent
    if filters.below is not None:
        yield TurnInsight.confidence < filters.below
    for name in ("fallback", "no_result", "action_failed"):
        if getattr(filters, name):
            yield getattr(TurnInsight, name).is_(True)


def _listed(books: Session, rows: Sequence[Conversation]) -> list[Listed]:
    """The rows with what is known of their turns and marks, in a few queries for all of them."""
    ids = [row.id for row in rows]
    last = _last_said(books, ids)
    seen = _seen(books, ids)
    flags, notes = (_counts(books, table, ids) for table in (MessageFlag, TalkNote))
    labels: dict[int, list[str]] = {}
    for mark in books.scalars(select(TalkLabel).where(TalkLabel.conversation_id.in_(ids))):
        labels.setdefault(mark.conversation_id, []).append(mark.label)
    read = set(
        books.scalars(select(TalkReview.conversation_id).where(TalkReview.conversation_id.in_(ids))).all()
    )
    return [
        Listed(
            conversation=row.id,
            language=row.language,
            created_at=row.created_at,
            active_at=row.active_at,
            turns=last[row.id][0] if row.id in last else 0,
            last_said=last[row.id][1] if row.id in last else "",
            fallback=bool(seen[row.id].fallback) if row.id in seen else False,
            no_result=bool(seen[row.id].no_result) if row.id in seen else False,
            action_failed=bool(seen[row.id].failed) if row.id in seen else False,
            lowest=seen[row.id].lowest if row.id in seen else None,
            flags=flags.get(row.id, 0),
            notes=notes.get(row.id, 0),
            labels=tuple(sorted(labels.get(row.id, ()))),
            reviewed=row.id in read,
        )
        for row in rows
    ]


def _last_said(books: Session, ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """By conversation: the number of its last turn, and what was said in it."""
    newest = (
        select(Turn.conversation_id, func.max(Turn.n).label("n"))
        .where(Turn.conversation_id.in_(ids))
        .group_by(Turn.conversation_id)
        .subquery()
    )
    wanted = select(Turn.conversation_id, Turn.n, Turn.text).join(
        newest, and_(Turn.conversation_id == newest.c.conversation_id, Turn.n == newest.c.n)
    )
    return {conversation: (n, said) for conversation, n, said in books.execute(wanted)}


def _seen(books: Session, ids: Sequence[int]) -> dict[int, Any]:
    """By conversation: whether any of its turns had a fault, and the least confidence."""

    def any_(column: Any) -> ColumnElement[int]:
        return func.sum(cast(column, Integer))

    wanted = (
        select(
            TurnInsight.conversation_id,
            any_(TurnInsight.fallback).label("fallback"),
            any_(TurnInsight.no_result).label("no_result"),
            any_(TurnInsight.action_failed).label("failed"),
            func.min(TurnInsight.confidence).label("lowest"),
        )
        .where(TurnInsight.conversation_id.in_(ids))
        .group_by(TurnInsight.conversation_id)
    )
    return {row.conversation_id: row for row in books.execute(wanted)}


def _counts(books: Session, table: type[MessageFlag] | type[TalkNote], ids: Sequence[int]) -> dict[int, int]:
    wanted = select(table.conversation_id, func.count()).where(table.conversation_id.in_(ids))
    counted = books.execute(wanted.group_by(table.conversation_id))
    return {conversation: int(count) for conversation, count in counted}
