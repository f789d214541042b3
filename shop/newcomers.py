"""Products that were imported after the last training: told to the model that serves, so that they have content.

Nothing is trained, and nothing is kept on disk; the next training learns them like all others.
"""

import threading
from collections.abc import Sequence

from knowledge_graph import Catalogue
from recommender import Hybrid
from shop.descriptions import described_products

AT_ONCE = 50  # described in one answer, which must not wait for a whole import; the others have their turn


class Newcomers:
    """The newcomers of one shop."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        """`language` is the shop's, in which the words of names are told."""
        self._catalogue, self._language = catalogue, language
        self._lock = threading.Lock()
        self._trained: Hybrid | None = None
        self._generation = -1
        self._model: Hybrid | None = None

    def described(self, model: Hybrid, item_ids: Sequence[str]) -> Hybrid:
        """The model, knowing what these items are as far as AT_ONCE new ones go; the first ones first.

        A product whose description changed after the training keeps the old one until the next.
        """
        with self._lock:
            generation = self._catalogue.generation
            if self._model is None or self._trained is not model or self._generation != generation:
                self._trained, self._generation, self._model = model, generation, model
            new = self._model.undescribed(item_ids)[:AT_ONCE]
            if new:
                products = self._catalogue.known(new)
                self._model = self._model.describing(*described_products(products, self._language))
            return self._model
