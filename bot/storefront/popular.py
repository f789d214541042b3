"""What each department is known for, ranked now and then: a ranking of all departments is too dear for each visitor.

Only the order is kept. What a product costs and whether it can be had is never known from here.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge_graph import Order, Request
from shop.shop import Shop

KEPT_S = 10.0


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Item ids by category, as of a generation and a time of this process's clock."""

    generation: int
    at: float
    item_ids: Mapping[str, Sequence[str]]


class Popular:
    """The popular products of one shop's departments."""

    def __init__(self, departments: int, of_each: int) -> None:
        self._departments = departments
        self._of_each = of_each
        self._ranking = threading.Lock()
        self._kept: _Ranking | None = None

    def of(self, shop: Shop) -> Mapping[str, Sequence[str]]:
        """Item ids by category (IRI), of what could be had at most 10 s ago, the best first.

        The categories come as the catalogue has them, and nothing is of an earlier generation of it. Raises
        CatalogueError.
        """
        with self._ranking:  # one visitor ranks, the others wait for it
            generation, now = shop.catalogue.generation, time.monotonic()
            kept = self._kept
            if kept is None or kept.generation != generation or now - kept.at > KEPT_S:
                kept = self._kept = _Ranking(generation, now, self._rank(shop))
            return kept.item_ids

    def _rank(self, shop: Shop) -> dict[str, list[str]]:
        ranked = {}
        for category in shop.catalogue.main_categories(self._departments):
            request = Request(categories=(category,), in_stock=True, order=Order.POPULAR)
            shelf = shop.shelves.fill(request, None, want=self._of_each)
            ranked[category] = [item.product.item_id for item in shelf.items]
        return ranked
