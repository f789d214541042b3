"""Which rows meet a request: the rarest condition gives rows, and each other one keeps some of them."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from knowledge_graph.column_keys import (
    AVAILABLE,
    FLAGS,
    HAS_ATTRIBUTE,
    HAS_VALUE,
    IN_CATEGORY,
    OF_BRAND,
    PRICE,
    SHARE_OFF,
    key_of,
)
from knowledge_graph.columns.amounts import Amounts
from knowledge_graph.columns.data import ColumnData
from knowledge_graph.columns.postings import Mask, Postings, Rows
from knowledge_graph.identifiers import ATTRIBUTE, ITEM, item_id_of, item_iri
from knowledge_graph.request import Bound, Request
from knowledge_graph.search_query import AUDIENCE, by_attribute, suiting
from knowledge_graph.sorted_rows import each_once
from knowledge_graph.sparql import iri, storable
from knowledge_graph.terms import Attribute
from knowledge_graph.units import convert_bound

_NOTHING: Final[Rows] = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: about how many rows meet it, all of them, and which of some rows do."""

    size: int
    rows: Callable[[], Rows]
    keep: Callable[[Rows], Mask]


@dataclass(slots=True)
class Selection:
    """The rows that meet a request, each once, in no order; and what of it they all met, or some."""

    rows: Rows
    always: tuple[str, ...]
    flags: tuple[tuple[str, Mask], ...]  # IRI -> truth for each row of the catalogue


def select(request: Request, data: ColumnData, attributes: Mapping[str, Attribute]) -> Selection:
    """The rows for all conditions of `request` but text and `like`; raises as `compile_request` does."""
    picker = _Picker(data)
    picker.any_of(IN_CATEGORY, request.categories)
    picker.any_of(OF_BRAND, request.brands)
    for attribute, values in by_attribute(request.values).items():
        picker.values(attribute, values)
    for value in request.all_of:
        for attribute, values in by_attribute([value]).items():
            picker.values(attribute, values)
    picker.without(request.without)
    if request.price is not None:
        picker.amount(PRICE, request.price)
        picker.always.append("price")
    for wanted in request.ranges:
        held = attributes.get(wanted.attribute)
        picker.range(wanted.attribute, convert_bound(wanted.bound, wanted.unit, held.unit if held else None))
    if request.on_sale:
        picker.amount(SHARE_OFF, Bound())
    if request.in_stock:
        picker.masked(data.postings[FLAGS].mask(AVAILABLE))
    return Selection(picker.rows(), tuple(picker.always), tuple(picker.flags))


class _Picker:
    def __init__(self, data: ColumnData) -> None:
        self._data = data
        self._size = len(data.items)
        self._conditions: list[Condition] = []
        self.always: list[str] = []
        self.flags: list[tuple[str, Mask]] = []

    def any_of(self, predicate: str, iris: Sequence[str]) -> None:
        for wanted in iris:
            iri(wanted)
        if not iris:
            return
        postings = self._data.postings[predicate]
        self._postings(postings, tuple(iris))
        if len(iris) == 1:
            self.always.append(iris[0])
        else:
            self.flags += [(wanted, postings.mask(wanted)) for wanted in iris]

    def _postings(self, postings: Postings, keys: tuple[str, ...]) -> None:
        size = sum(postings.count(key) for key in keys)
        self._conditions.append(
            Condition(size, lambda: postings.any_of(keys), lambda rows: postings.mask(*keys)[rows])
        )

    def values(self, attribute: str, values: Sequence[str]) -> None:
        """Any of the values of one attribute; a product without an audience is for everybody."""
        if attribute != AUDIENCE:
            self.any_of(HAS_VALUE, values)
            return
        for value in values:
            iri(value)
        postings = self._data.postings[HAS_VALUE]
        stated = self._data.postings[HAS_ATTRIBUTE].mask(AUDIENCE)
        self.masked(postings.mask(*suiting(values)) | ~stated)
        self.flags += [(value, postings.mask(value)) for value in values]

    def masked(self, mask: Mask) -> None:
        self._conditions.append(
            Condition(self._size, lambda: np.flatnonzero(mask).astype(np.int32), lambda rows: mask[rows])
        )

    def without(self, iris: Sequence[str]) -> None:
        for unwanted in iris:
            iri(unwanted)
            item_id = item_id_of(unwanted)
            if unwanted.startswith(ITEM):
                if item_iri(item_id) == unwanted:
                    self._without_item(item_id)
            else:
                self.masked(~self._data.postings[key_of(unwanted)].mask(unwanted))

    def _without_item(self, item_id: str) -> None:
        row = row_of(self._data.items, item_id)
        if row is not None:
            mask = np.ones(self._size, dtype=np.bool_)
            mask[row] = False
            self.masked(mask)

    def range(self, attribute: str, bound: Bound) -> None:
        iri(attribute)
        known = attribute.startswith(ATTRIBUTE)
        self.amount(attribute if known else "", bound)
        self.always.append(attribute)

    def amount(self, predicate: str, bound: Bound) -> None:
        exact = Bound(
            None if bound.low is None else storable(bound.low),
            None if bound.high is None else storable(bound.high),
            bound.low_open,
            bound.high_open,
        )
        column = self._data.amounts.get(predicate)
        if column is None:
            self._conditions.append(
                Condition(0, lambda: _NOTHING, lambda rows: np.zeros(len(rows), dtype=np.bool_))
            )
        else:
            self._conditions.append(_inside(column, exact))

    def rows(self) -> Rows:
        if not self._conditions:
            return np.arange(self._size, dtype=np.int32)
        first, *others = sorted(self._conditions, key=lambda condition: condition.size)
        rows = first.rows()
        for condition in others:
            if not len(rows):
                break
            rows = rows[condition.keep(rows)]
        return rows


def _inside(column: Amounts, bound: Bound) -> Condition:
    span = column.span(bound)
    first, after = column.places(span)

    def rows() -> Rows:
        found = column.rows[first:after]
        return found if column.rank_of_row is not None else each_once(found)

    return Condition(after - first, rows, lambda rows_: column.inside(span, rows_))


def row_of(items: Sequence[str], item_id: str) -> int | None:
    """The row of an item id; None where the columns hold no such item."""
    row = bisect_left(items, item_id)
    return row if row < len(items) and items[row] == item_id else None
