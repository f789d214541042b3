"""The SPARQL side of the benchmark of asking: schema.org's words as they are asserted, and nothing derived.

A category's closure is a path. What is picky comes first, and what nearly everything has (a price, a stock) is
read of what is left and then filtered: a pattern that names the value would be begun with, being taken for rare.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from benchmarks.asking_sides import Held, Side, grams
from benchmarks.scaled_catalogue import WEIGHT
from knowledge_graph import Order, Request
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.identifiers import item_id_of, item_iri
from knowledge_graph.namespaces import BROADER, SCHEMA
from knowledge_graph.sparql import decimal, iri, literal
from knowledge_graph.terms import AnyTerm

_TURN: Final = {Order.PRICE_UP: "ASC", Order.PRICE_DOWN: "DESC"}
_PROPERTY, _VALUE, _BRAND = iri(SCHEMA.additionalProperty), iri(SCHEMA.value), iri(SCHEMA.brand)
_OFFER: Final = f"?item {iri(SCHEMA.offers)} ?offer ."
_PRICE: Final = (_OFFER, f"?offer {iri(SCHEMA.price)} ?price .")
_THINGS: Final = (f"?item {_BRAND}|({_PROPERTY}/{_VALUE}) ?thing .", "FILTER(isIRI(?thing))")


class SparqlSide(Side):
    """Plain SPARQL over a store of what is asserted."""

    def __init__(self, name: str, store: GraphStore, terms: Mapping[str, AnyTerm], *, every: int) -> None:
        super().__init__(terms)
        self.name = name
        self.every = every
        self._store = store

    def _where(self, request: Request, wanted: Sequence[str] = ()) -> str:
        """All conditions, with what else is `wanted` of the items before anything is taken away."""
        parts = [f"?item {iri(SCHEMA.category)}/{iri(BROADER)}* {iri(one)} ." for one in request.categories]
        parts += [f"?item {_BRAND} {iri(brand)} ." for brand in request.brands]
        parts += [f"?item {_PROPERTY}/{_VALUE} {iri(value)} ." for value in request.values]
        if request.price and request.price.high is not None:
            parts += [*_PRICE, f"FILTER(?price <= {decimal(request.price.high)})"]
        weight = grams(request)
        if weight and weight.high is not None:
            parts.append(
                f"?item {_PROPERTY} ?held . ?held {iri(SCHEMA.propertyID)} ?of ; {_VALUE} ?weight . "
                f"FILTER(?of = {iri(WEIGHT)} && ?weight <= {decimal(weight.high)})"
            )
        if request.in_stock:
            available = f"?offer {iri(SCHEMA.availability)} ?stock . FILTER(?stock = {iri(SCHEMA.InStock)})"
            parts += [_OFFER, available]
        parts += wanted
        # MINUS is worked out once; NOT EXISTS was seen to be worked out for each item, ten times as slow.
        parts += [f"MINUS {{ ?item {_PROPERTY}/{_VALUE} {iri(value)} }}" for value in request.without]
        return " ".join(dict.fromkeys(parts))

    def search(self, request: Request) -> list[tuple[str | None, ...]]:
        turn = _TURN.get(request.order)
        order = f"{turn}(?price) ?item" if turn else "?item"
        where = self._where(request, _PRICE)
        return self._rows(
            f"SELECT ?item ?price WHERE {{ {where} }} ORDER BY {order} LIMIT {request.page_size}"
        )

    def _rows(self, query: str) -> list[tuple[str | None, ...]]:
        return list(self._store.rows(query))

    def item_ids(self, request: Request) -> list[str]:
        return [item_id_of(item) for item, _ in self.search(request) if item]

    def count(self, request: Request) -> int:
        ((number,),) = self._rows(f"SELECT (COUNT(DISTINCT ?item) AS ?n) WHERE {{ {self._where(request)} }}")
        return int(number or 0)

    def amounts(self, request: Request, attribute: str | None) -> Sequence[Decimal]:
        assert attribute is None, "the requests that are relaxed move a price"
        rows = self._rows(f"SELECT ?price WHERE {{ {self._where(request, _PRICE)} }} ORDER BY ?price")
        return [Decimal(price) for (price,) in rows if price]

    def facets(self, request: Request) -> list[tuple[str | None, ...]]:
        """Values and brands alike, by one path of alternatives: half the time of two queries."""
        where = self._where(request, _THINGS)
        return self._rows(f"SELECT ?thing (COUNT(?item) AS ?n) WHERE {{ {where} }} GROUP BY ?thing")

    def counts(self, request: Request) -> dict[str, int]:
        return {thing: int(number or 0) for thing, number in self.facets(request) if thing}

    def compare(self, item_ids: Sequence[str]) -> list[tuple[str | None, ...]]:
        """Rows of (item, what is held)."""
        items = " ".join(iri(item_iri(item_id)) for item_id in item_ids)
        own = "|".join(
            [
                _BRAND,
                iri(SCHEMA.category),
                f"({iri(SCHEMA.offers)}/{iri(SCHEMA.price)})",
                f"({iri(SCHEMA.aggregateRating)}/{iri(SCHEMA.ratingValue)})",
                f"({_PROPERTY}/{_VALUE})",
            ]
        )
        return self._rows(f"SELECT ?item ?what WHERE {{ VALUES ?item {{ {items} }} ?item {own} ?what }}")

    def held(self, item_ids: Sequence[str]) -> set[Held]:
        return {
            Held(item_id_of(item), what if what.startswith("urn:") else Decimal(what))
            for item, what in self.compare(item_ids)
            if item and what
        }

    def text(self, request: Request) -> Sequence[object]:
        """Names that hold all words, also within a word; nothing here tells which fits best."""
        return self._rows(f"{self._named(request)} ORDER BY ?item LIMIT {request.page_size}")

    def _named(self, request: Request) -> str:
        held = " && ".join(f"CONTAINS(LCASE(STR(?name)), {literal(word)})" for word in request.text.split())
        named = f"?item {iri(SCHEMA.name)} ?name . FILTER({held})"
        return f"SELECT DISTINCT ?item WHERE {{ {named} {self._where(request)} }}"

    def having_all_words(self, request: Request) -> set[str]:
        return {item_id_of(item) for (item,) in self._rows(self._named(request)) if item}
