"""Set products side by side: one row for each thing known of them, those where they differ first.

Says which is better only where the attribute has a direction; amounts are compared in the attribute's own unit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from knowledge_graph.errors import UnitError
from knowledge_graph.facts import attributes_held, fact_of
from knowledge_graph.products import Product
from knowledge_graph.results import Fact
from knowledge_graph.terms import AnyTerm, Attribute
from knowledge_graph.units import convert

PRICE, RATING, BRAND, CATEGORY = "price", "rating", "brand", "category"
_BETTER: Final = {PRICE: "low", RATING: "high"}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing known of the products: a cell for each, in their order; None where nothing is held."""

    attribute: str  # IRI, or "price", "rating", "brand", "category"
    cells: tuple[Fact | None, ...]
    differs: bool  # True where two that are known are not the same
    better: tuple[int, ...] = ()  # places of the best; empty where there is no direction or no difference
    worse: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Products side by side."""

    items: tuple[str, ...]  # item ids, in the order of the cells
    rows: tuple[
        Row, ...
    ]  # where they differ first; then price, rating, brand, category, then by how many have it


def compare(
    products: Sequence[Product], terms: Mapping[str, AnyTerm], label: Callable[[str], str]
) -> Comparison:
    """All that is known of two products or more; `label` gives the word to show for an IRI."""
    attributes = dict.fromkeys(attribute for product in products for attribute in attributes_held(product))
    rows = [_row(name, [_plain(product, name, label) for product in products]) for name in _PLAIN]
    rows += [
        _row(
            attribute,
            [_in_own_unit(fact_of(product, attribute, term, label), term) for product in products],
            term.better if isinstance(term, Attribute) else None,
        )
        for attribute, term in ((attribute, terms.get(attribute)) for attribute in attributes)
    ]
    known = [row for row in rows if any(row.cells)]
    known.sort(key=lambda row: (not row.differs, row.attribute not in _PLAIN, row.cells.count(None)))
    return Comparison(tuple(product.item_id for product in products), tuple(known))


_PLAIN: Final = (PRICE, RATING, BRAND, CATEGORY)


def _plain(product: Product, name: str, label: Callable[[str], str]) -> Fact | None:
    """What a product has of its own, without an attribute."""
    if name == PRICE:
        return None if product.price is None else Fact(PRICE, product.price, None, product.currency)
    if name == RATING:
        return None if product.rating is None else Fact(RATING, product.rating)
    iri = product.brand if name == BRAND else next(iter(product.categories), None)
    return None if iri is None else Fact(name, label(iri), iri)


def _in_own_unit(fact: Fact | None, term: AnyTerm | None) -> Fact | None:
    """An amount in the unit of its attribute; as it is where it cannot be brought there."""
    unit = term.unit if isinstance(term, Attribute) else None
    if fact is None or unit is None or isinstance(fact.value, (bool, str)):
        return fact
    try:
        return replace(fact, value=convert(fact.value, fact.unit, unit), unit=unit)
    except UnitError:
        return fact


def _row(attribute: str, cells: Sequence[Fact | None], better: str | None = None) -> Row:
    held = [fact for fact in cells if fact is not None]
    differs = len({(fact.value, fact.unit) for fact in held}) > 1
    direction = better or _BETTER.get(attribute)
    amounts = {
        place: fact.value
        for place, fact in enumerate(cells)
        if fact is not None and not isinstance(fact.value, (str, bool))
    }
    if not differs or direction is None or len({fact.unit for fact in held}) > 1 or len(amounts) < 2:
        return Row(attribute, tuple(cells), differs)
    low, high = _places(amounts, min(amounts.values())), _places(amounts, max(amounts.values()))
    best, worst = (low, high) if direction == "low" else (high, low)
    return Row(attribute, tuple(cells), differs, best, worst)


def _places(amounts: Mapping[int, Decimal], wanted: Decimal) -> tuple[int, ...]:
    return tuple(place for place, amount in amounts.items() if amount == wanted)
