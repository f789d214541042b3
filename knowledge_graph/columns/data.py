"""What the columns of a generation hold, and how they are read from a graph by plain SELECT queries.

Every query asks for one predicate of the index, so that any SPARQL endpoint answers it, in pages if need be.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.columns.amounts import Amounts
from knowledge_graph.columns.postings import Postings
from knowledge_graph.identifiers import ATTRIBUTE, item_id_of
from knowledge_graph.namespaces import (
    AVAILABLE,
    HAS_ATTRIBUTE,
    HAS_VALUE,
    IN_CATEGORY,
    INDEX,
    NAME_WORD,
    PROMOTED,
    SCHEMA,
    TYPE,
)
from knowledge_graph.request import Order
from knowledge_graph.sparql import iri

PRICE: Final = SCHEMA.price
RATING: Final = SCHEMA.ratingValue
RATING_COUNT: Final = SCHEMA.ratingCount
RELEASED: Final = SCHEMA.releaseDate
FACETS: Final = (IN_CATEGORY, SCHEMA.brand, HAS_VALUE, HAS_ATTRIBUTE)
FLAGS: Final = "flags"
_NEVER: Final = np.iinfo(np.int64).max


class Source(Protocol):
    """Whatever answers a SELECT with rows of text."""

    def rows(self, sparql: str) -> Iterator[tuple[str | None, ...]]: ...


@dataclass(frozen=True, slots=True)
class ColumnData:
    """The columns of one generation; a row is a position in `items`."""

    items: Sequence[str]  # item ids, ascending
    postings: Mapping[str, Postings]  # predicate (of FACETS, NAME_WORD, FLAGS) -> key -> rows
    amounts: Mapping[str, Amounts]  # numeric attribute, price, rating, rating count, release day -> amounts
    ranks: Mapping[Order, NDArray[np.int32]]  # place of each row in an order, ties by item id
    thing_offsets: NDArray[np.int64]  # a row's things are `things[thing_offsets[row]:thing_offsets[row + 1]]`
    things: NDArray[np.int32]  # places in the keys of FACETS, one list after another


class IndexReader(ABC):
    """The triples of an index, one predicate after another; a row is a position in `items`, ascending ids."""

    items: list[str]

    @abstractmethod
    def pairs(self, predicate: str) -> Iterator[tuple[int, str]]:
        """(row, object) of each triple with this predicate."""

    def amounts(self, predicate: str) -> Iterator[tuple[int, Decimal]]:
        """As `pairs`, of numbers."""
        return ((row, Decimal(amount)) for row, amount in self.pairs(predicate))

    def days(self) -> Iterator[tuple[int, Decimal]]:
        """Days as their ordinal numbers, of which the first of January of the year 1 is 1."""
        return ((row, Decimal(date.fromisoformat(day).toordinal())) for row, day in self.pairs(RELEASED))

    def flags(self) -> Iterator[tuple[int, str]]:
        """Which rows can be had, and which are promoted."""
        for flag in (AVAILABLE, PROMOTED):
            yield from ((row, flag) for row, truth in self.pairs(flag) if truth == "true")


def read_columns(source: Source, page_size: int | None = None) -> ColumnData:
    """All columns of a graph, asked for in pages of at most `page_size` rows (None: each at once)."""
    return columns_of(_Reader(source, page_size))


def columns_of(reader: IndexReader) -> ColumnData:
    """All columns of an index."""
    size = len(reader.items)
    postings = {
        predicate: Postings.of_pairs(reader.pairs(predicate), size) for predicate in (*FACETS, NAME_WORD)
    }
    postings[FLAGS] = Postings.of_pairs(reader.flags(), size)
    numeric = [key for key in postings[HAS_ATTRIBUTE].keys if key.startswith(ATTRIBUTE)]
    amounts = {
        predicate: Amounts.of_pairs(reader.amounts(predicate), size)
        for predicate in (PRICE, RATING, RATING_COUNT, *numeric)
    }
    amounts[RELEASED] = Amounts.of_pairs(reader.days(), size)
    held = {predicate: column for predicate, column in amounts.items() if len(column.rows)}
    kept = {predicate: amounts[predicate] for predicate in (PRICE, RATING, RATING_COUNT, RELEASED)} | held
    return ColumnData(reader.items, postings, kept, _ranks(kept, size), *_forward(postings, size))


class _Reader(IndexReader):
    def __init__(self, source: Source, page_size: int | None) -> None:
        self._source = source
        self._page_size = page_size
        pattern = f"GRAPH {iri(INDEX)} {{ ?item {iri(TYPE)} {iri(SCHEMA.Product)} }}"
        iris = [item for (item,) in self._rows("?item", pattern) if item]
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

    def pairs(self, predicate: str) -> Iterator[tuple[int, str]]:
        """As IndexReader; what is promoted is asserted, and so not in the index."""
        row_of = self._row_of
        pattern = f"?item {iri(predicate)} ?thing"
        if predicate != PROMOTED:
            pattern = f"GRAPH {iri(INDEX)} {{ {pattern} }}"
        for item, thing in self._rows("?item ?thing", pattern):
            row = row_of.get(item or "")
            if row is not None and thing is not None:
                yield row, thing


def _ranks(amounts: Mapping[str, Amounts], size: int) -> dict[Order, NDArray[np.int32]]:
    """The place of each row in each order; what lacks the amount comes last, ties by item id."""
    price, rating = _keys(amounts[PRICE], size), _keys(amounts[RATING], size)
    count, released = _keys(amounts[RATING_COUNT], size), _keys(amounts[RELEASED], size)
    rows = np.arange(size)
    # A rating without a count is one that nobody gave.
    counts = amounts[RATING_COUNT].decimals
    nobody = 0 if counts and counts[0] == 0 else -1
    counted = np.where(count == _NEVER, nobody, count)
    ordered = {
        Order.PRICE_UP: (rows, price),
        Order.PRICE_DOWN: (rows, _downward(price)),
        Order.NEWEST: (rows, _downward(released)),
        Order.RATING: (rows, -counted, _downward(rating)),
        Order.POPULAR: (rows, _downward(count)),
    }
    ranks: dict[Order, NDArray[np.int32]] = {}
    for order, keys in ordered.items():
        ranks[order] = np.empty(size, dtype=np.int32)
        ranks[order][np.lexsort(keys)] = np.arange(size, dtype=np.int32)
    return ranks


def _keys(column: Amounts, size: int) -> NDArray[np.int64]:
    """The rank of each row's least amount; the greatest of all numbers for none."""
    keys = np.full(size, _NEVER, dtype=np.int64)
    np.minimum.at(keys, column.rows, column.ranks.astype(np.int64))
    return keys


def _downward(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.where(keys == _NEVER, _NEVER, -keys)


def _forward(postings: Mapping[str, Postings], size: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """For each row all that it has of FACETS: the postings turned around."""
    lengths = np.concatenate([np.diff(postings[predicate].offsets) for predicate in FACETS])
    codes = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    rows = np.concatenate([postings[predicate].rows for predicate in FACETS])
    offsets = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=size), out=offsets[1:])
    return offsets, codes[np.argsort(rows, kind="stable")]
