"""What is in demand since a model was trained: the deeds of all shoppers from then on, counted as they come."""

import threading
from collections.abc import Mapping

from sqlalchemy import Select, func, select

from recommender import EVENT_CONFIDENCES
from shop.database import Database
from shop.deeds import DEEDS
from shop.tables import Event

# What speaks for an item, and how surely.
_SURE = {name: EVENT_CONFIDENCES[kind] for name, kind in DEEDS.items() if EVENT_CONFIDENCES[kind] > 0}


class Demand:
    """The demand in one shop. Events are read once each, in the order of their numbers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._start = self._read_to = -1
        self._pairs: dict[tuple[str, str], float] = {}
        self._items: dict[str, float] = {}

    def since(self, event_id: int) -> Mapping[str, float]:
        """By item_id the sum over shoppers of their surest deed after that event, each from 0 to 1.

        Costs one look at the end of the table of events, and what is new there.
        """
        with self._lock:
            if event_id != self._start:
                self._start = self._read_to = event_id
                self._pairs, self._items = {}, {}
            with self._database.read() as books:
                newest = books.scalar(select(func.max(Event.event_id))) or 0
                # Most events are cards that were shown, which say nothing: they are not even read.
                rows = [] if newest <= self._read_to else books.execute(self._telling(newest)).all()
            if newest > self._read_to:
                self._count([(shopper, item, name) for shopper, item, name in rows])
                self._read_to = newest
            return self._items

    def _telling(self, newest: int) -> Select[str, str, str]:
        return (
            select(Event.shopper_id, Event.item_id, Event.name)
            .where(Event.event_id > self._read_to, Event.event_id <= newest, Event.name.in_(_SURE))
            .order_by(Event.event_id)
        )

    def _count(self, rows: list[tuple[str, str, str]]) -> None:
        items = dict(self._items)  # whoever was given the old one may still be reading it
        for shopper, item, name in rows:
            sure = _SURE[name]
            before = self._pairs.get((shopper, item), 0.0)
            if sure > before:
                self._pairs[shopper, item] = sure
                items[item] = items.get(item, 0.0) + sure - before
        self._items = items
