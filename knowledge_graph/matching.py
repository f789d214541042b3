"""Read the rows of a search: how well each product meets the request, and in which order they come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.graph_store import Row
from knowledge_graph.identifiers import item_id_of, item_iri
from knowledge_graph.likeness import Likeness
from knowledge_graph.reductions import share_off
from knowledge_graph.request import Order
from knowledge_graph.results import Match
from knowledge_graph.search_query import Compiled
from knowledge_graph.words import index_words_of

# The least relevance of a product where only a kind was asked for; the rest is for a name that says the kind.
# A feed's departments are wide: a speaker may stand under headphones.
_OF_THE_KIND: Final = 0.985


class TextMatch(NamedTuple):
    """What a request's text found of one product: how well it fits, 0 to 1, and why."""

    relevance: float
    reasons: tuple[str, ...]


def matches_of(
    compiled: Compiled,
    rows: Iterable[Row],
    prices: Mapping[str, Decimal],
    *,
    likeness: Mapping[str, Likeness] | None = None,
    texts: Mapping[str, TextMatch] | None = None,
    synonyms: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[Match]:
    """The matches of the rows, in no order yet; prices, likeness and what a text found are by item IRI.

    Where there is a likeness it is a factor of the relevance, what is shared counts as met, and an item
    without one is left out; so is one that the text did not find. A kind's word is said by a synonym, too.
    """
    matches: list[Match] = []
    for item, *columns in rows:
        if item is None or any(found is not None and item not in found for found in (likeness, texts)):
            continue
        flags, found = columns[: len(compiled.flags)], columns[len(compiled.flags) :]
        met = [name for name, flag in zip(compiled.flags, flags, strict=True) if flag == "true"]
        fit = _kind_fit(compiled.kinds, Compiled.names(found[0]), synonyms) if compiled.kinds else 1.0
        if texts is not None:
            fit = texts[item].relevance
            met += texts[item].reasons
        if likeness is not None:
            fit *= likeness[item].score
            met += [thing for thing in likeness[item].shared if thing not in met]
        matches.append(Match(item_id_of(item), prices.get(item), fit, (*compiled.always, *met)))
    return matches


def _kind_fit(
    kinds: Sequence[Sequence[str]], names: Sequence[str], synonyms: Mapping[str, Sequence[str]]
) -> float:
    """How well the names say what was asked for: 1 where they have every word of one of the kinds."""
    said = frozenset[str]().union(*map(index_words_of, names))
    met = (
        sum(not said.isdisjoint((word, *synonyms.get(word, ()))) for word in kind) / len(kind)
        for kind in kinds
    )
    return fit_of_kind(max(met))


_Share = TypeVar("_Share", float, NDArray[np.float64])


def fit_of_kind(share: _Share) -> _Share:
    """The relevance of products whose names have this share of the words of a kind that was asked for."""
    return _OF_THE_KIND + (1 - _OF_THE_KIND) * share


@dataclass(frozen=True, slots=True)
class Standing:
    """What orders need to know of the products, by item IRI; what is not there is not known."""

    released: Mapping[str, str]  # ISO dates
    ratings: Mapping[str, Decimal]
    rating_counts: Mapping[str, Decimal]
    list_prices: Mapping[str, Decimal]


def in_order(matches: Iterable[Match], order: Order, standing: Standing) -> list[Match]:
    """The matches in the order asked for; without a price, a date, a rating or a sale last; ties by item_id.

    Equal ratings go by how many customers gave one, and popular is what most customers rated.
    """
    by_id = sorted(matches, key=lambda match: match.item_id)
    if order is Order.PRICE_UP:
        return sorted(by_id, key=lambda match: (match.price is None, match.price or 0))
    if order is Order.PRICE_DOWN:
        return sorted(by_id, key=lambda match: (match.price is None, -(match.price or 0)))
    if order is Order.NEWEST:
        released = standing.released
        return sorted(by_id, key=lambda match: released.get(item_iri(match.item_id), ""), reverse=True)
    if order is Order.RATING:
        return sorted(by_id, key=lambda match: _by_rating(item_iri(match.item_id), standing))
    if order is Order.POPULAR:
        return sorted(by_id, key=lambda match: _highest(standing.rating_counts.get(item_iri(match.item_id))))
    if order is Order.REDUCED:
        listed = standing.list_prices
        return sorted(
            by_id, key=lambda match: _highest(share_off(match.price, listed.get(item_iri(match.item_id))))
        )
    return sorted(by_id, key=lambda match: -match.relevance)


def _by_rating(item: str, standing: Standing) -> tuple[bool, Decimal, Decimal]:
    return (*_highest(standing.ratings.get(item)), -standing.rating_counts.get(item, Decimal(0)))


def _highest(amount: Decimal | None) -> tuple[bool, Decimal]:
    return (amount is None, -(amount or Decimal(0)))


def page_of(matches: Sequence[Match], page: int, page_size: int | None) -> Sequence[Match]:
    """The matches of one page, the first being 1; all of them where a page has no size."""
    if page_size is None:
        return matches
    first = (max(page, 1) - 1) * max(page_size, 0)
    return matches[first : first + max(page_size, 0)]
