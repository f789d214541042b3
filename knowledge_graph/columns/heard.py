"""The columns of a graph whose index is being written: its lines are heard on their way into the store.

Reads what `search_index.py` writes and nothing else: one triple a line, in the spelling of N-Triples.
"""

from collections.abc import Iterable, Iterator, Sequence

from knowledge_graph.columns.data import IndexReader
from knowledge_graph.identifiers import item_iri
from knowledge_graph.namespaces import PROMOTED
from knowledge_graph.products import Product


class HeardIndex(IndexReader):
    """The triples of an index by predicate, each as (row, object); `products` come by item id."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.items = [product.item_id for product in products]
        self._row_of = {f"<{item_iri(item_id)}>": row for row, item_id in enumerate(self.items)}
        self._promoted = [row for row, product in enumerate(products) if product.promoted]
        self._pairs: dict[str, list[tuple[int, str]]] = {}

    def hear(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines as they are; what they say is remembered."""
        pairs, row_of = self._pairs, self._row_of
        for line in lines:
            item, predicate, value = line.split(" ", 2)
            # <iri> . or "text" . or "text"^^<datatype> .
            text = value[1:-4] if value[0] == "<" else value[1 : value.rindex('"')]
            pairs.setdefault(predicate[1:-1], []).append((row_of[item], text))
            yield line

    def pairs(self, predicate: str) -> Iterator[tuple[int, str]]:
        """As IndexReader; what is promoted is asserted, and so not in the index."""
        if predicate == PROMOTED:
            return ((row, "true") for row in self._promoted)
        return iter(self._pairs.get(predicate, ()))
