"""What people did with items, as rows for the recommender: imported or simulated history, and this shop's events.

Ratings stay on their own scale. Where there are none, what people did is brought to a scale of 1 to 5
by the recommender's weights: the highest counts, save that a dislike said last counts alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, func, insert, select, tuple_
from sqlalchemy.orm import Session

from recommender import INTERACTION_WEIGHTS, event_value
from shop.database import Database
from shop.tables import Event, Interaction

RATING = "rating"
_BATCH = 5000

Row = tuple[str, str, float, int]  # user, item, value, unix time


@dataclass(frozen=True, slots=True)
class Happening:
    """One interaction to keep: `kind` is rating, view, like, dislike, add_to_cart or purchase."""

    user_id: str
    item_id: str
    kind: str
    value: float
    unix_time: int


@dataclass(frozen=True, slots=True)
class History:
    """All that the recommender may learn from, one row a (user, item) pair."""

    rows: list[Row]
    explicit: bool  # True: the values are ratings that people gave


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
    """Everything that counts as of `generation`."""
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
            .where(Event.name.in_(INTERACTION_WEIGHTS))
            .order_by(Event.event_id)
        ).all()
    ratings = {(u, i): (float(v), int(at.timestamp())) for u, i, kind, v, at in kept if kind == RATING}
    if ratings:
        return History([(u, i, value, at) for (u, i), (value, at) in ratings.items()], explicit=True)
    done = [(u, i, kind, int(at.timestamp())) for u, i, kind, _, at in kept]
    done += [(shopper, item, name, int(at.timestamp())) for shopper, item, name, at in told]
    return History(list(_weighed(done)), explicit=False)


def _weighed(done: Iterable[tuple[str, str, str, int]]) -> Iterator[Row]:
    pairs: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for user, item, kind, at in done:
        pairs.setdefault((user, item), []).append((at, kind))
    for (user, item), acts in sorted(pairs.items()):
        acts.sort()
        yield user, item, event_value([kind for _, kind in acts]), acts[-1][0]


def mark(database: Database, generation: int) -> str:
    """A short text that changes when the imported history does; the shop's own events do not change it."""
    with database.read() as books:
        count, newest = books.execute(
            select(func.count(), func.max(Interaction.generation)).where(_counting(generation))
        ).one()
    return f"{count}@{newest or 0}"
