"""What people did with items, as rows for the recommender: imported or simulated history, and this shop's events.

Rows are kept and read here; what they come to is told by deeds.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, func, insert, select, tuple_
from sqlalchemy.orm import Session

from shop.database import Database
from shop.deeds import DEEDS, RATING, TOLD, Deed, History, deeds_of
from shop.tables import Event, Interaction

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Happening:
    """One interaction to keep: `kind` is rating, view, like, dislike, add_to_cart or purchase."""

    user_id: str
    item_id: str
    kind: str
    value: float
    unix_time: int


def keep(books: Session, happenings: Iterable[Happening], *, source: str, generation: int) -> int:
    """Insert rows of one import inside its transaction, in batches; answers how many."""
    count, batch = 0, []
    for one in happenings:
        batch.append(
            {
                "generation": generation,
                "user_id": one.user_id,
                "item_id": one.item_id,
                "kind": one.kind,
                "value": one.value,
                "happened_at": datetime.fromtimestamp(one.unix_time, UTC),
                "source": source,
            }
        )
        if len(batch) == _BATCH:
            books.execute(insert(Interaction), batch)
            count, batch = count + len(batch), []
    if batch:
        books.execute(insert(Interaction), batch)
    return count + len(batch)


def drop_superseded(books: Session, oldest: int, source: str) -> None:
    """Delete the history of `source` that an import up to the generation `oldest` has replaced."""
    newest = (
        select(func.max(Interaction.generation))
        .where(Interaction.generation <= oldest, Interaction.source == source)
        .scalar_subquery()
    )
    books.execute(delete(Interaction).where(Interaction.generation < newest, Interaction.source == source))


def _counting(generation: int) -> ColumnElement[bool]:
    """The rows that count as of `generation`: of each source, those of the newest import until then."""
    newest = (
        select(Interaction.source, func.max(Interaction.generation))
        .where(Interaction.generation <= generation)
        .group_by(Interaction.source)
    )
    return tuple_(Interaction.source, Interaction.generation).in_(newest)


def history(database: Database, generation: int) -> History:
    """Everything that counts as of `generation`, in the order of time; of a pair's ratings the last import's."""
    with database.read() as books:
        kept = books.execute(
            select(
                Interaction.user_id,
                Interaction.item_id,
                Interaction.kind,
                Interaction.value,
                Interaction.happened_at,
            )
            .where(_counting(generation))
            .order_by(Interaction.generation)
        ).all()
        told = books.execute(
            select(Event.shopper_id, Event.item_id, Event.name, Event.created_at)
            .where(Event.name.in_(TOLD))
            .order_by(Event.event_id)
        ).all()
    ratings = {(u, i): (float(v), int(at.timestamp())) for u, i, kind, v, at in kept if kind == RATING}
    deeds: list[Deed] = [
        (user, item, DEEDS[kind], max(float(times), 1.0), int(at.timestamp()))
        for user, item, kind, times, at in kept
        if kind in DEEDS
    ]
    deeds += deeds_of((shopper, item, name, int(at.timestamp())) for shopper, item, name, at in told)
    return History([(u, i, value, at) for (u, i), (value, at) in ratings.items()], deeds)


def last_event(database: Database) -> int:
    """The number of the newest event of the outbox, 0 without any; later events have greater ones."""
    with database.read() as books:
        return books.scalar(select(func.max(Event.event_id))) or 0


def mark(database: Database, generation: int) -> str:
    """A short text that changes when the imported history does; the shop's own events do not change it."""
    with database.read() as books:
        count, newest = books.execute(
            select(func.count(), func.max(Interaction.generation)).where(_counting(generation))
        ).one()
    return f"{count}@{newest or 0}"
