"""What products hold, read from a graph by plain SELECT queries.

Every query asks for one path of schema.org's words, so that any SPARQL endpoint answers it, in pages if need
be; closures are taken here, from the terms.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

from knowledge_graph.closures import Closures
from knowledge_graph.column_keys import (
    AVAILABLE,
    FLAGS,
    HAS_ATTRIBUTE,
    HAS_VALUE,
    IN_CATEGORY,
    LIST_PRICE,
    NAME_WORD,
    OF_BRAND,
    PRICE,
    PROMOTED_FLAG,
    RATING,
    RATING_COUNT,
)
from knowledge_graph.columns.data import PairReader
from knowledge_graph.identifiers import item_id_of
from knowledge_graph.namespaces import INDEX, NAMED_AS, PROMOTED, SCHEMA, TYPE
from knowledge_graph.sparql import iri
from knowledge_graph.words import index_words_of

_HELD: Final = f"?item {iri(SCHEMA.additionalProperty)}"
_PATHS: Final[Mapping[str, str]] = {
    IN_CATEGORY: f"?item {iri(SCHEMA.category)} ?thing",
    OF_BRAND: f"?item {iri(SCHEMA.brand)} ?thing",
    HAS_VALUE: f"{_HELD}/{iri(SCHEMA.value)} ?thing FILTER(isIRI(?thing))",
    HAS_ATTRIBUTE: f"{_HELD}/{iri(SCHEMA.propertyID)} ?thing",
    NAME_WORD: f"?item {iri(SCHEMA.name)}|{iri(SCHEMA.alternateName)} ?thing",
    PRICE: f"?item {iri(SCHEMA.offers)}/{iri(SCHEMA.price)} ?thing",
    LIST_PRICE: (
        f"?item {iri(SCHEMA.offers)}/{iri(SCHEMA.priceSpecification)} ?specified . "
        f"?specified {iri(SCHEMA.priceType)} {iri(SCHEMA.ListPrice)} ; {iri(SCHEMA.price)} ?thing"
    ),
    RATING: f"?item {iri(SCHEMA.aggregateRating)}/{iri(SCHEMA.ratingValue)} ?thing",
    RATING_COUNT: f"?item {iri(SCHEMA.aggregateRating)}/{iri(SCHEMA.ratingCount)} ?thing",
}
_AVAILABILITY: Final = f"?item {iri(SCHEMA.offers)}/{iri(SCHEMA.availability)} ?thing"


class Source(Protocol):
    """Whatever answers a SELECT with rows of text."""

    def rows(self, sparql: str) -> Iterator[tuple[str | None, ...]]: ...


class GraphReader(PairReader):
    """A finished graph, asked in pages of at most `page_size` rows (None: each query at once)."""

    def __init__(self, source: Source, closures: Closures, page_size: int | None = None) -> None:
        self._source = source
        self._closures = closures
        self._page_size = page_size
        iris = [item for (item,) in self._rows("?item", f"?item {iri(TYPE)} {iri(SCHEMA.Product)}") if item]
        ordered = sorted((item_id_of(item), item) for item in iris)
        self.items = [item_id for item_id, _ in ordered]
        self._row_of = {item: row for row, (_, item) in enumerate(ordered)}

    def _rows(self, columns: str, pattern: str) -> Iterator[tuple[str | None, ...]]:
        query = f"SELECT {columns} WHERE {{ {pattern} }}"
        if self._page_size is None:
            yield from self._source.rows(query)
            return
        offset = 0
        while True:
            page = f"{query} ORDER BY {columns} LIMIT {self._page_size} OFFSET {offset}"
            found = list(self._source.rows(page))
            yield from found
            if len(found) < self._page_size:
                return
            offset += len(found)

    def _found(self, pattern: str) -> Iterator[tuple[int, str]]:
        for item, thing in self._rows("?item ?thing", pattern):
            row = self._row_of.get(item or "")
            if row is not None and thing is not None:
                yield row, thing

    def pairs(self, key: str) -> Iterator[tuple[int, str]]:
        """As PairReader."""
        if key == FLAGS:
            yield from self._flags()
            return
        for row, thing in self._found(_PATHS[key]):
            if key in (IN_CATEGORY, HAS_VALUE):
                yield from ((row, above) for above in self._closures.wider(thing))
            elif key == NAME_WORD:
                yield from ((row, word) for word in index_words_of(thing))
            else:
                yield row, thing
        if key == IN_CATEGORY:
            yield from self._found(f"GRAPH {iri(INDEX)} {{ ?item {iri(NAMED_AS)} ?thing }}")

    def _flags(self) -> Iterator[tuple[int, str]]:
        for row, state in self._found(_AVAILABILITY):
            if state == SCHEMA.InStock:
                yield row, AVAILABLE
        for row, truth in self._found(f"?item {iri(PROMOTED)} ?thing"):
            if truth == "true":
                yield row, PROMOTED_FLAG

    def amounts(self, key: str) -> Iterator[tuple[int, Decimal]]:
        """As PairReader."""
        pattern = _PATHS.get(key) or (
            f"{_HELD} ?held . ?held {iri(SCHEMA.propertyID)} {iri(key)} ; {iri(SCHEMA.value)} ?thing "
            "FILTER(isNumeric(?thing))"
        )
        return ((row, Decimal(amount)) for row, amount in self._found(pattern))

    def days(self) -> Iterator[tuple[int, date]]:
        """As PairReader."""
        found = self._found(f"?item {iri(SCHEMA.releaseDate)} ?thing")
        return ((row, date.fromisoformat(day)) for row, day in found)
