"""Ask the columns of a generation: the same products, in the same order, as the SPARQL of `search_query.py`.

Invariant: SPARQL over the graph is what a request means, and nothing here may differ from it; a property
test draws requests and compares. Columns never write, and are safe to read from several threads.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.closures import Closures
from knowledge_graph.column_keys import (
    HAS_ATTRIBUTE,
    IN_CATEGORY,
    LIST_PRICE,
    NAME_WORD,
    PRICE,
    RELEASED,
    key_of,
)
from knowledge_graph.columns.data import FACETS, ColumnData, columns_of, with_offers
from knowledge_graph.columns.facets import FacetCounter
from knowledge_graph.columns.files import load_columns, save_columns
from knowledge_graph.columns.graph_reader import GraphReader, Source
from knowledge_graph.columns.hits import SortedHits, TextHits
from knowledge_graph.columns.postings import Rows
from knowledge_graph.columns.selection import Selection, row_of, select
from knowledge_graph.identifiers import item_id_of, item_iri
from knowledge_graph.likeness import Likeness
from knowledge_graph.matching import fit_of_kind
from knowledge_graph.request import Order, Request
from knowledge_graph.results import Facet, Match
from knowledge_graph.terms import AnyTerm, Attribute
from knowledge_graph.words import words_of


class Columns:
    """One generation's products as numpy columns; a row is a position in the sorted item ids."""

    def __init__(
        self, data: ColumnData, terms: Mapping[str, AnyTerm], synonyms: Mapping[str, Sequence[str]]
    ) -> None:
        self._data = data
        self._terms = terms
        self._attributes = {iri: term for iri, term in terms.items() if isinstance(term, Attribute)}
        self._synonyms = synonyms
        self._facets = FacetCounter(data, terms)

    @classmethod
    def build(
        cls,
        source: Source,
        terms: Mapping[str, AnyTerm],
        synonyms: Mapping[str, Sequence[str]],
        page_size: int | None = None,
    ) -> Self:
        """From a graph by SELECT queries, in pages where `page_size` is given."""
        return cls(columns_of(GraphReader(source, Closures(terms), page_size)), terms, synonyms)

    @classmethod
    def load(
        cls, folder: Path, terms: Mapping[str, AnyTerm], synonyms: Mapping[str, Sequence[str]]
    ) -> Self | None:
        """Those that were saved in `folder`; None where there are none of this version."""
        data = load_columns(folder)
        return None if data is None else cls(data, terms, synonyms)

    def with_offers(self, prices: Mapping[str, Decimal | None], available: Mapping[str, bool]) -> Self:
        """The same products with these prices and availabilities, by item id, in place of theirs."""
        data = with_offers(self._data, prices, available)
        return type(self)(data, self._terms, self._synonyms)

    def save(self, folder: Path) -> None:
        """Write them into `folder`, to be opened by `load`."""
        save_columns(self._data, folder)

    @property
    def item_ids(self) -> Sequence[str]:
        """All item ids, ascending: a row is a position here."""
        return self._data.items

    def held(self, thing: str) -> int:
        """How many products have a category, a brand or a value (IRI)."""
        return self._data.postings[key_of(thing)].count(thing)

    def things_of(self, item_id: str, keys: Sequence[str] = FACETS) -> list[str]:
        """What a product has under these keys of `column_keys`; nothing for one that is not here."""
        row = row_of(self._data.items, item_id)
        if row is None:
            return []
        return [thing for key in keys for thing in self._data.postings[key].of_row(row)]

    def sharers(self, item_id: str, keys: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
        """Each thing that a product has under these keys, with the ids of all that have it, its own too."""
        items, row = self._data.items, row_of(self._data.items, item_id)
        if row is None:
            return
        for key in keys:
            postings = self._data.postings[key]
            for thing in postings.of_row(row):
                yield thing, [items[other] for other in postings.get(thing).tolist()]

    def attributes_in(self, category: str) -> list[str]:
        """IRIs of the attributes that products of a category have, the most common first."""
        attributes = self._data.postings[HAS_ATTRIBUTE]
        inside = self._data.postings[IN_CATEGORY].mask(category)
        counts = {
            attribute: int(np.count_nonzero(inside[attributes.get(attribute)]))
            for attribute in attributes.keys
        }
        return sorted((one for one, count in counts.items() if count), key=lambda one: (-counts[one], one))

    def has_dates(self) -> bool:
        """Whether any product tells since when it is sold."""
        return bool(self._data.amounts[RELEASED].decimals)

    def has_list_prices(self) -> bool:
        """Whether any product tells what it costs without a sale."""
        return bool(self._data.amounts[LIST_PRICE].decimals)

    def categories(self) -> dict[str, int]:
        """IRIs of the categories and kinds that products are in, with how many they are."""
        postings = self._data.postings[IN_CATEGORY]
        return {category: postings.count(category) for category in postings.keys}

    def search(
        self,
        request: Request,
        kinds: Sequence[str] = (),
        *,
        limit: int = 1000,
        hits: TextHits | None = None,
        likeness: Mapping[str, Likeness] | None = None,
    ) -> list[Match]:
        """At most `limit` products of the page asked for; `kinds` is what its categories are called.

        `hits` are what the request's text found, and `likeness` (by item IRI) that to its `like`; without
        them text and `like` are no conditions. Raises QueryError and UnitError as SPARQL's side does.
        """
        first, after = _page(request, limit)
        selection, relevance = self._found(request, kinds, hits, likeness)
        rows = selection.rows
        places = self._ordered(rows, relevance, request.order, after)[first:after]
        chosen = rows[places]
        fits = [1.0] * len(chosen) if relevance is None else relevance[places].tolist()
        flags = [(iri, mask[chosen].tolist()) for iri, mask in selection.flags]
        prices = self._data.amounts[PRICE].of_rows(chosen)
        matches = []
        for number, row in enumerate(chosen.tolist()):
            item_id = self._data.items[row]
            met = [iri for iri, truths in flags if truths[number]]
            if hits is not None:
                met += hits.matched(row)
            if likeness is not None:
                met += [thing for thing in likeness[item_iri(item_id)].shared if thing not in met]
            matches.append(Match(item_id, prices[number], fits[number], (*selection.always, *met)))
        return matches

    def count(
        self,
        request: Request,
        *,
        hits: TextHits | None = None,
        likeness: Mapping[str, Likeness] | None = None,
    ) -> int:
        """How many products meet the request, on all pages."""
        return len(self._found(request, (), hits, likeness)[0].rows)

    def facets(
        self,
        request: Request,
        limit: int = 5,
        *,
        hits: TextHits | None = None,
        likeness: Mapping[str, Likeness] | None = None,
    ) -> list[Facet]:
        """At most `limit` facets, those first that split what is left most evenly (see `facets.py`)."""
        rows = np.sort(self._found(request, (), hits, likeness)[0].rows)
        found = self._facets.facets(request, rows)
        return sorted(found, key=lambda facet: (-facet.score, facet.subject))[:limit]

    def amounts(
        self,
        request: Request,
        attribute: str | None,
        *,
        hits: TextHits | None = None,
        likeness: Mapping[str, Likeness] | None = None,
    ) -> list[Decimal]:
        """The amounts of a numeric attribute (None: prices) of all that meets the request, ascending."""
        column = self._data.amounts.get(PRICE if attribute is None else attribute)
        if column is None:
            return []
        ranks = column.ranks_of(self._found(request, (), hits, likeness)[0].rows)
        return [column.decimals[rank] for rank in ranks.tolist()]

    def _found(
        self,
        request: Request,
        kinds: Sequence[str],
        hits: TextHits | None,
        likeness: Mapping[str, Likeness] | None,
    ) -> tuple[Selection, NDArray[np.float64] | None]:
        """What meets the request, with the relevance of each row; None where all have 1."""
        selection = select(request, self._data, self._attributes)
        relevance = None
        if hits is not None:
            ordered = SortedHits.of(hits)
            selection.rows = np.intersect1d(selection.rows, ordered.rows, assume_unique=True)
            relevance = ordered.relevance_of(selection.rows)
        elif kinds:
            relevance = self._kind_relevance(selection.rows, kinds)
        if likeness is not None:
            selection.rows, relevance = self._alike(selection.rows, relevance, likeness)
        return selection, relevance

    def _kind_relevance(self, rows: Rows, kinds: Sequence[str]) -> NDArray[np.float64] | None:
        """How well the names say the kinds asked for, of which the best said counts."""
        named = self._data.postings[NAME_WORD]
        best: NDArray[np.float64] | None = None
        for words in filter(None, map(_words, kinds)):
            met = sum(
                named.mask(word, *self._synonyms.get(word, ()))[rows].astype(np.int64) for word in words
            )
            share = np.asarray(met / len(words))
            best = share if best is None else np.maximum(best, share)
        return None if best is None else fit_of_kind(best)

    def _alike(
        self, rows: Rows, relevance: NDArray[np.float64] | None, likeness: Mapping[str, Likeness]
    ) -> tuple[Rows, NDArray[np.float64]]:
        scores = np.full(len(self._data.items), -1.0)
        for item, like in likeness.items():
            row = row_of(self._data.items, item_id_of(item))
            if row is not None:
                scores[row] = like.score
        held = scores[rows]
        kept = held >= 0
        fits = held[kept] if relevance is None else relevance[kept] * held[kept]
        return rows[kept], fits

    def _ordered(
        self, rows: Rows, relevance: NDArray[np.float64] | None, order: Order, wanted: int
    ) -> NDArray[np.int64]:
        """Places in `rows` of at least the first `wanted`, in order; every key is unique, or ties go by row."""
        if order is not Order.FIT:
            return _least(self._data.ranks[order][rows], wanted)
        if relevance is None:
            return _least(rows, wanted)
        if len(rows) > 4 * wanted:
            enough = np.partition(-relevance, wanted - 1)[wanted - 1] if wanted else -np.inf
            places = np.flatnonzero(-relevance <= enough)
            return places[np.lexsort((rows[places], -relevance[places]))]
        return np.lexsort((rows, -relevance))


@lru_cache(maxsize=4096)
def _words(kind: str) -> tuple[str, ...]:
    return words_of(kind)


def _page(request: Request, limit: int) -> tuple[int, int]:
    """From which place to before which one the matches are wanted."""
    if request.page_size is None:
        return 0, max(limit, 0)
    size = max(request.page_size, 0)
    first = (max(request.page, 1) - 1) * size
    return first, first + min(size, max(limit, 0))


def _least(keys: NDArray[np.int32], wanted: int) -> NDArray[np.int64]:
    """Places of the `wanted` least of unique keys, ascending."""
    if len(keys) <= 4 * wanted:
        return np.argsort(keys)
    if not wanted:
        return np.zeros(0, dtype=np.int64)
    places = np.argpartition(keys, wanted - 1)[:wanted]
    return places[np.argsort(keys[places])]
