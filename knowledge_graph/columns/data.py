"""What the columns of a generation hold, and how they are made of (row, thing) pairs.

Where the pairs come from is told by a reader: products in memory, or a graph. Nothing here asks either.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

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
    RATING,
    RATING_COUNT,
    RELEASED,
    SHARE_OFF,
)
from knowledge_graph.columns.amounts import Amounts, spelt
from knowledge_graph.columns.postings import Postings
from knowledge_graph.identifiers import ATTRIBUTE
from knowledge_graph.reductions import shares_off
from knowledge_graph.request import Order

FACETS: Final = (IN_CATEGORY, OF_BRAND, HAS_VALUE, HAS_ATTRIBUTE)
_NEVER: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class ColumnData:
    """The columns of one generation; a row is a position in `items`."""

    items: Sequence[str]  # item ids, ascending
    postings: Mapping[str, Postings]  # FACETS, NAME_WORD and FLAGS -> thing -> rows
    amounts: Mapping[str, Amounts]  # numeric attribute, price, list price, share off, rating, ... -> amounts
    ranks: Mapping[Order, NDArray[np.int32]]  # place of each row in an order, ties by item id
    thing_offsets: NDArray[np.int64]  # a row's things are `things[thing_offsets[row]:thing_offsets[row + 1]]`
    things: NDArray[np.int32]  # places in the keys of FACETS, one list after another


class PairReader(ABC):
    """What products hold, one key of `column_keys` after another; a row is a position in `items`, ascending ids."""

    items: list[str]

    @abstractmethod
    def pairs(self, key: str) -> Iterator[tuple[int, str]]:
        """(row, thing) of each thing held: IRIs, words, or for FLAGS the flags that are true."""

    @abstractmethod
    def amounts(self, key: str) -> Iterator[tuple[int, Decimal]]:
        """As `pairs`, of numbers; the key is an attribute's IRI, PRICE, LIST_PRICE, RATING or RATING_COUNT."""

    @abstractmethod
    def days(self) -> Iterator[tuple[int, date]]:
        """The days of release."""


def columns_of(reader: PairReader) -> ColumnData:
    """All columns of what a reader tells."""
    size = len(reader.items)
    postings = {key: Postings.of_pairs(reader.pairs(key), size) for key in (*FACETS, NAME_WORD, FLAGS)}
    numeric = [key for key in postings[HAS_ATTRIBUTE].keys if key.startswith(ATTRIBUTE)]
    told = (PRICE, LIST_PRICE, RATING, RATING_COUNT, *numeric)
    amounts = {key: Amounts.of_pairs(reader.amounts(key), size) for key in told}
    amounts[SHARE_OFF] = _shares_off(amounts[PRICE], amounts[LIST_PRICE], size)
    # A day counts as its ordinal number, of which the first of January of the year 1 is 1.
    days = ((row, Decimal(day.toordinal())) for row, day in reader.days())
    amounts[RELEASED] = Amounts.of_pairs(days, size)
    held = {key: column for key, column in amounts.items() if len(column.rows)}
    always = (PRICE, LIST_PRICE, SHARE_OFF, RATING, RATING_COUNT, RELEASED)
    kept = {key: amounts[key] for key in always} | held
    return ColumnData(reader.items, postings, kept, _ranks(kept, size), *_forward(postings, size))


def with_offers(
    data: ColumnData, prices: Mapping[str, Decimal | None], available: Mapping[str, bool]
) -> ColumnData:
    """The columns with these prices and availabilities, by item id, in place of theirs."""
    size = len(data.items)
    row_of = {item_id: row for row, item_id in enumerate(data.items)}
    priced = {row_of[item_id]: price for item_id, price in prices.items()}
    price = Amounts.of_pairs(
        [
            *((row, amount) for row, amount in data.amounts[PRICE].pairs() if row not in priced),
            *((row, spelt(amount)) for row, amount in priced.items() if amount is not None),
        ],
        size,
    )
    stocked = {row_of[item_id]: here for item_id, here in available.items()}
    flags = [
        (row, flag) for row, flag in data.postings[FLAGS].pairs() if flag != AVAILABLE or row not in stocked
    ]
    flags += [(row, AVAILABLE) for row, here in stocked.items() if here]
    share_off = _shares_off(price, data.amounts[LIST_PRICE], size)
    amounts = {**data.amounts, PRICE: price, SHARE_OFF: share_off}
    postings = {**data.postings, FLAGS: Postings.of_pairs(flags, size)}
    return ColumnData(data.items, postings, amounts, _ranks(amounts, size), data.thing_offsets, data.things)


def _shares_off(price: Amounts, listed: Amounts, size: int) -> Amounts:
    return Amounts.of_pairs(shares_off(price.pairs(), listed.pairs()), size)


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
        Order.REDUCED: (rows, _downward(_keys(amounts[SHARE_OFF], size))),
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
    lengths = np.concatenate([np.diff(postings[key].offsets) for key in FACETS])
    codes = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    rows = np.concatenate([postings[key].rows for key in FACETS])
    offsets = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=size), out=offsets[1:])
    return offsets, codes[np.argsort(rows, kind="stable")]
