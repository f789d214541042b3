"""What would narrow a request best: each attribute, brand, category level and price, scored by its split.

score = coverage * evenness, with coverage = products left that have an answer / products left, and
evenness = -sum(p_i * ln p_i) / ln(k), the entropy of the split over its k choices as a share of the most that
k choices can have (Shannon, 1948; Pielou's evenness, 1966); p_i = choice's count / sum of the counts. An even
split of everything has 1, a choice that everything has 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.column_keys import HAS_ATTRIBUTE, HAS_VALUE, IN_CATEGORY, OF_BRAND, PRICE
from knowledge_graph.columns.amounts import Amounts
from knowledge_graph.columns.data import FACETS, ColumnData
from knowledge_graph.columns.postings import Rows
from knowledge_graph.identifiers import ATTRIBUTE, KIND, attribute_of
from knowledge_graph.request import Bound, Request
from knowledge_graph.results import Choice, Facet, FacetKind
from knowledge_graph.terms import AnyTerm, Category, Value

_BANDS: Final = 4
_FEW: Final = 8  # fewer products than so many need no bands


class FacetCounter:
    """Counts what rows have, and makes facets of it."""

    def __init__(self, data: ColumnData, terms: Mapping[str, AnyTerm]) -> None:
        self._data = data
        keys = [data.postings[predicate].keys for predicate in FACETS]
        self._starts = np.cumsum([0, *(len(some) for some in keys)]).tolist()
        self._keys = [key for some in keys for key in some]
        self._broader = {
            iri: term.broader
            for iri, term in terms.items()
            if isinstance(term, Category | Value) and term.broader and term.broader != iri
        }
        self._groups = self._value_groups()
        self._narrower: dict[str, list[int]] = {}
        self._tops: list[int] = []
        self._attributes = self._places(HAS_ATTRIBUTE)
        for key, place in self._places(IN_CATEGORY).items():
            if key in self._broader:
                self._narrower.setdefault(self._broader[key], []).append(place)
            elif not key.startswith(KIND):
                self._tops.append(place)
        self._brands = np.array(list(self._places(OF_BRAND).values()), dtype=np.int64)

    def _places(self, predicate: str) -> dict[str, int]:
        start = self._starts[FACETS.index(predicate)]
        return {key: start + place for place, key in enumerate(self._data.postings[predicate].keys)}

    def _value_groups(self) -> dict[str, NDArray[np.int64]]:
        """Attribute -> places of its widest values: a shade stands under its colour, and is not asked beside it."""
        groups: dict[str, list[int]] = {}
        for key, place in self._places(HAS_VALUE).items():
            if key not in self._broader:
                groups.setdefault(attribute_of(key), []).append(place)
        return {attribute: np.array(places, dtype=np.int64) for attribute, places in groups.items()}

    def counts(self, rows: Rows) -> NDArray[np.int64]:
        """How many of the rows have each thing of FACETS."""
        data, most = self._data, len(self._keys)
        if len(rows) == len(data.items):
            return np.bincount(data.things, minlength=most)
        starts = data.thing_offsets[rows]
        lengths = data.thing_offsets[rows + 1] - starts
        ends = np.cumsum(lengths)
        if not len(ends):
            return np.zeros(most, dtype=np.int64)
        places = np.arange(ends[-1]) + np.repeat(starts - ends + lengths, lengths)
        return np.bincount(data.things[places], minlength=most)

    def facets(self, request: Request, rows: Rows) -> Iterator[Facet]:
        """Every facet that splits the rows and that the request leaves open, in no order."""
        left = len(rows)
        if not left:
            return
        counts = self.counts(rows)
        fixed = {attribute_of(value) for value in (*request.values, *request.all_of)}
        fixed |= {range_.attribute for range_ in request.ranges}
        for attribute, places in self._groups.items():
            if attribute not in fixed:
                has = int(counts[self._attributes[attribute]]) if attribute in self._attributes else 0
                yield from self._split("attribute", attribute, counts, places, has / left)
        if not request.brands:
            having = int(counts[self._brands].sum())
            yield from self._split("brand", "brand", counts, self._brands, having / left)
        yield from self._levels(request, rows, counts)
        if request.price is None:
            yield from _bands("price", "price", self._data.amounts[PRICE], rows)
        for attribute, column in self._data.amounts.items():
            if (
                attribute.startswith(ATTRIBUTE)
                and attribute not in fixed
                and counts[self._attributes[attribute]]
            ):
                yield from _bands("attribute", attribute, column, rows)

    def _split(
        self,
        kind: FacetKind,
        subject: str,
        counts: NDArray[np.int64],
        places: NDArray[np.int64],
        coverage: float,
    ) -> Iterator[Facet]:
        held = counts[places]
        some = np.flatnonzero(held)
        if len(some) < 2:
            return
        numbers = held[some]
        order = np.argsort(-numbers, kind="stable")
        choices = tuple(
            Choice(count, self._keys[place])
            for count, place in zip(numbers[order].tolist(), places[some[order]].tolist(), strict=True)
        )
        yield _facet(kind, subject, choices, min(coverage, 1.0), numbers)

    def _levels(self, request: Request, rows: Rows, counts: NDArray[np.int64]) -> Iterator[Facet]:
        """The next narrower level below what was asked for, or the first one that splits."""
        places = (
            [place for category in request.categories for place in self._narrower.get(category, ())]
            if request.categories
            else self._tops
        )
        for _ in range(len(self._broader) + 1):
            held = [place for place in dict.fromkeys(places) if counts[place]]
            if len(held) != 1:
                break
            places = self._narrower.get(self._keys[held[0]], [])
        if len(held) > 1:
            categories = self._data.postings[IN_CATEGORY]
            inside = categories.mask(*(self._keys[place] for place in held))[rows]
            coverage = np.count_nonzero(inside) / len(rows)
            yield from self._split("category", "category", counts, np.array(held, dtype=np.int64), coverage)


def _facet(
    kind: FacetKind, subject: str, choices: tuple[Choice, ...], coverage: float, counts: NDArray[np.int64]
) -> Facet:
    shares = counts / counts.sum()
    evenness = float(-(shares * np.log(shares)).sum()) / log(len(counts))
    return Facet(kind, subject, choices, coverage * evenness, coverage)


def _bands(kind: FacetKind, subject: str, column: Amounts, rows: Rows) -> Iterator[Facet]:
    """Bands with round edges near the quartiles, the upper end of each open."""
    ranks = column.ranks_of(rows)
    if len(ranks) < _FEW:
        return
    quartiles = [column.decimals[int(ranks[len(ranks) * part // _BANDS])] for part in range(1, _BANDS)]
    edges = sorted({_rounded(amount) for amount in quartiles})
    bounds = _between(edges)
    # A span's end is where its upper edge begins, so one search counts all bands.
    # The edges are of the ranks' own type, or all ranks would be copied for a few bisections.
    edges_at = np.array([column.span(bound)[1] for bound in bounds], dtype=ranks.dtype)
    counts = np.diff(ranks.searchsorted(edges_at), prepend=0)
    held = [(bound, count) for bound, count in zip(bounds, counts.tolist(), strict=True) if count]
    if len(held) > 1:
        choices = tuple(Choice(count, bound=bound) for bound, count in held)
        numbers = np.array([count for _, count in held], dtype=np.int64)
        yield _facet(kind, subject, choices, min(len(ranks) / len(rows), 1.0), numbers)


def _between(edges: Sequence[Decimal]) -> list[Bound]:
    lows: list[Decimal | None] = [None, *edges]
    highs: list[Decimal | None] = [*edges, None]
    return [Bound(low, high, high_open=high is not None) for low, high in zip(lows, highs, strict=True)]


def _rounded(amount: Decimal) -> Decimal:
    """The amount in its first digit and a half: 12.9 is 13, 187 is 190."""
    if not amount:
        return amount
    return Decimal(format(round(amount, 1 - amount.adjusted()), "f"))
