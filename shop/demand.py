"""What is in demand since a model was trained: the deeds of all shoppers from then on, counted as they come."""

import threading
from collections.abc import Mapping

from sqlalchemy import select

from recommender import EVENT_CONFIDENCES
from shop.database import Database
from shop.deeds import DEEDS
from shop.tables import Event


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
                rows = books.execute(
                    select(Event.event_id, Event.shopper_id, Event.item_id, Event.name)
                    .where(Event.event_id > self._read_to)
                    .order_by(Event.event_id)
                ).all()
            if rows:
                self._count([(shopper, item, name) for _, shopper, item, name in rows])
                self._read_to = rows[-1][0]
            return self._items

    def _count(self, rows: list[tuple[str, str, str]]) -> None:
        items = dict(self._items)  # whoever was given the old one may still be reading it
        for shopper, item, name in rows:
            sure = max(EVENT_CONFIDENCES[DEEDS[name]], 0.0) if name in DEEDS else 0.0
            before = self._pairs.get((shopper, item), 0.0)
            if sure > before:
                self._pairs[shopper, item] = sure
                items[item] = items.get(item, 0.0) + sure - before
        self._items = items
