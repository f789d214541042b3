"""What one shopper did in this shop, as a ranking asks for it. Read from the outbox at each answer; nothing is kept."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from sqlalchemy import select

from shop.database import Database
from shop.deeds import TOLD, confidences, deeds_of
from shop.tables import Event

# The latest word on an item: 1 is liking it, −1 is not, 0 takes back what was said.
TASTES = {"like": 1, "add_to_cart": 1, "purchase": 1, "remove_from_cart": 0, "clear_taste": 0, "dislike": -1}


@dataclass(frozen=True, slots=True)
class Doings:
    """Item ids: what a shopper likes and does not, what they bought; and what all their deeds come to."""

    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    bought: frozenset[str] = frozenset()
    sure: dict[str, float] = field(default_factory=dict)  # confidences from −1 to 1, by item_id

    @classmethod
    def of(cls, database: Database, shopper_id: str | None, half_life_days: float | None = None) -> Self:
        """All that the outbox tells of a shopper; a deed of an age of `half_life_days` counts half."""
        told = _told(database, shopper_id) if shopper_id else []
        if not told:
            return cls()
        tastes = {item: TASTES[name] for _, item, name, _ in told if name in TASTES}
        deeds = deeds_of(told)
        return cls(
            tuple(item for item, way in tastes.items() if way > 0),
            tuple(item for item, way in tastes.items() if way < 0),
            frozenset(item for _, item, name, _ in told if name == "purchase"),
            confidences(deeds, time.time(), half_life_days) if deeds else {},
        )


def _told(database: Database, shopper_id: str) -> Sequence[tuple[str, str, str, int]]:
    with database.read() as books:
        rows = books.execute(
            select(Event.item_id, Event.name, Event.created_at)
            .where(Event.shopper_id == shopper_id, Event.name.in_(TOLD))
            .order_by(Event.event_id)
        ).all()
    return [(shopper_id, item, name, int(at.timestamp())) for item, name, at in rows]
