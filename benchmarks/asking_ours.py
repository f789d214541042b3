"""Our side of the benchmark of asking: columns, the index of words, and comparisons of what the graph holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from benchmarks.asking_sides import Held, Side
from knowledge_graph import Request
from knowledge_graph.columns import Columns
from knowledge_graph.comparison import Comparison, compare
from knowledge_graph.full_text import TextIndex
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.identifiers import item_iri
from knowledge_graph.product_triples import read_products
from knowledge_graph.products import Product
from knowledge_graph.results import Facet, Match
from knowledge_graph.sparql import bind, iri
from knowledge_graph.terms import AnyTerm

_EVERY_WORD = 0.9  # relevance from which on every word of a text was met


class Ours(Side):
    """Ours, as a catalogue puts it together."""

    name = "ours"

    def __init__(
        self, columns: Columns, words: TextIndex, store: GraphStore, terms: Mapping[str, AnyTerm]
    ) -> None:
        super().__init__(terms)
        self._columns = columns
        self._words = words
        self._store = store

    def search(self, request: Request) -> Sequence[Match]:
        kinds = [self.terms[category].label("en") or "" for category in request.categories]
        return self._columns.search(request, kinds)

    def item_ids(self, request: Request) -> list[str]:
        return [match.item_id for match in self.search(request)]

    def count(self, request: Request) -> int:
        return self._columns.count(request)

    def amounts(self, request: Request, attribute: str | None) -> Sequence[Decimal]:
        return self._columns.amounts(request, attribute)

    def facets(self, request: Request) -> Sequence[Facet]:
        """The five best questions of all attributes, brands, levels of categories, and bands of price and weight."""
        return self._columns.facets(request)

    def counts(self, request: Request) -> dict[str, int]:
        """Without what has one answer, which is no question, and what the request has fixed."""
        return {
            choice.iri: choice.count
            for facet in self._columns.facets(request, len(self.terms))
            if facet.kind in ("attribute", "brand")
            for choice in facet.choices
            if choice.iri
        }

    def compare(self, item_ids: Sequence[str]) -> Comparison:
        """Side by side, with the words to show, which is better, and where they differ first."""
        return compare(self._products(item_ids), self.terms, self._label)

    def _products(self, item_ids: Sequence[str]) -> list[Product]:
        rows = self._store.terms(bind("products", [(iri(item_iri(item_id)),) for item_id in item_ids]))
        found = {product.item_id: product for product in read_products(rows)}
        return [found[item_id] for item_id in item_ids]

    def _label(self, thing: str) -> str:
        return self.terms[thing].label("en") or thing

    def held(self, item_ids: Sequence[str]) -> set[Held]:
        compared = self.compare(item_ids)
        return {
            Held(item_id, fact.value_iri or fact.value)
            for row in compared.rows
            for item_id, fact in zip(compared.items, row.cells, strict=True)
            if fact is not None
        }

    def text(self, request: Request) -> Sequence[Match]:
        """Of everything that has a word of the text, what fits best."""
        return self._columns.search(request, hits=self._words.match(request.text))

    def having_all_words(self, request: Request) -> set[str]:
        hits, whole = self._words.match(request.text), replace(request, page_size=None)
        found = self._columns.search(whole, hits=hits, limit=len(self._columns.item_ids))
        return {match.item_id for match in found if match.relevance >= _EVERY_WORD}


class KeptProducts(Ours):
    """Ours, where the products have been shown before they are compared, and so need not be read again."""

    name = "ours, shown before"

    def __init__(
        self, columns: Columns, words: TextIndex, store: GraphStore, terms: Mapping[str, AnyTerm]
    ) -> None:
        super().__init__(columns, words, store, terms)
        self._kept: dict[str, Product] = {}

    def show(self, item_ids: Sequence[str]) -> None:
        """Read these products, and keep them."""
        self._kept |= {product.item_id: product for product in super()._products(item_ids)}

    def _products(self, item_ids: Sequence[str]) -> list[Product]:
        return [self._kept[item_id] for item_id in item_ids]
