"""How many of an item can be sold: the shop's own number in SQL, laid over what the feed said.

A number belongs to the generation that set it; the newest published one counts, so that an import that
was never published changes nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, delete, insert, select, update
from sqlalchemy.orm import Session

from shop.database import Database
from shop.tables import Stock

_BATCH = 500  # parameters a statement: SQLite takes 999 in its older builds


class Stocks:
    """The stock of one shop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, item_ids: Sequence[str], generation: int) -> Mapping[str, int]:
        """What is left of each item as of `generation`; an item that no feed counted is left out."""
        with self._database.read() as books:
            counted = counted_by(books, item_ids, generation)
        return {item_id: quantity for item_id, (_, quantity) in counted.items()}


def counted_by(books: Session, item_ids: Sequence[str], generation: int) -> Mapping[str, tuple[int, int]]:
    """For each counted item the generation whose number counts as of `generation`, and that number."""
    found: dict[str, tuple[int, int]] = {}
    for start in range(0, len(item_ids), _BATCH):
        rows = books.execute(
            select(Stock.item_id, Stock.generation, Stock.quantity)
            .where(Stock.item_id.in_(item_ids[start : start + _BATCH]))
            .where(Stock.generation <= generation)
        )
        for item_id, set_by, quantity in rows:
            if item_id not in found or set_by > found[item_id][0]:
                found[item_id] = (set_by, quantity)
    return found


def move_stock(books: Session, item_id: str, by: int, generation: int) -> bool:
    """Take from what is left (`by` below 0) or give back to it, inside the caller's transaction.

    False where less is left than is taken: then nothing has changed. An item that nobody counted is endless.
    """
    counted = counted_by(books, [item_id], generation).get(item_id)
    if counted is None:
        return True
    # The database itself compares: two orders that run at once cannot both have the last one.
    moved = books.execute(
        update(Stock)
        .where(Stock.item_id == item_id, Stock.generation == counted[0], Stock.quantity + by >= 0)
        .values(quantity=Stock.quantity + by)
        .execution_options(synchronize_session=False)
    )
    return bool(cast("CursorResult[Any]", moved).rowcount)


def set_stock(books: Session, counted: Mapping[str, int], generation: int) -> None:
    """Write what a feed counted, inside the import's own transaction."""
    rows = [
        {"generation": generation, "item_id": item_id, "quantity": left} for item_id, left in counted.items()
    ]
    if rows:
        books.execute(insert(Stock), rows)


def drop_superseded(books: Session, oldest: int) -> None:
    """Delete numbers that a generation up to `oldest` has replaced; a later one may still be rolled back from."""
    counted = select(Stock.generation).where(Stock.generation <= oldest).distinct()
    for generation in books.scalars(counted).all():
        newest = select(Stock.item_id).where(Stock.generation == generation)
        books.execute(delete(Stock).where(Stock.generation < generation, Stock.item_id.in_(newest)))
