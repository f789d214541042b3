"""Tell which attribute a measure speaks of: "at least 30 hours" of headphones is their battery life.

The attribute that the sentence names comes first, then what the wanted kind of thing has in that unit,
then the one attribute of the shop that is measured so. Where several could be meant, none is taken.
"""

from collections.abc import Sequence
from decimal import Decimal

from actions.heard import Heard
from knowledge_graph import Catalogue, Product, Request
from knowledge_graph.identifiers import attribute_iri
from knowledge_graph.products import Number
from knowledge_graph.units import related_units

PERSON = "person"
_SLEEPS = attribute_iri("sleeps")

# What tells how heavy or big a thing is, the most telling first.
MEASURED_BY = {
    "weight": ("weight",),
    "size": ("capacity", "sleeps", "battery-capacity", "height", "length", "width", "blade-length"),
    "year": ("year",),
}


def measured(heard: Heard, request: Request, catalogue: Catalogue) -> dict[str, str]:
    """Unit to attribute IRI, for the units that were said and that mean something for this wish."""
    units = {amount.unit for amount in heard.amounts if amount.kind == "measure" and amount.unit}
    kinds = [iri for thing in heard.named("category") for iri in thing.iris] or list(request.categories)
    of_kind = [attribute for kind in kinds for attribute in catalogue.attributes_of(kind)]
    named, found = attributes_named(heard), {}
    for unit in units:
        attribute = _first_in(unit, named, catalogue) or _only_in(unit, of_kind, catalogue)
        attribute = attribute or catalogue.attributes_by_unit().get(unit)
        if attribute is None and unit == PERSON and _SLEEPS in of_kind:
            attribute = _SLEEPS
        if attribute is not None:
            found[unit] = attribute
    return found


def attributes_named(heard: Heard) -> list[str]:
    """IRIs of the attributes that the sentence names, or asks for."""
    named = [iri for thing in heard.named("attribute") for iri in thing.iris]
    return named + [attribute_iri(fact.removeprefix("attribute:")) for fact in heard.facts if ":" in fact]


def _fitting(unit: str, attributes: Sequence[str], catalogue: Catalogue) -> list[str]:
    fitting = []
    for iri in dict.fromkeys(attributes):
        attribute = catalogue.attribute(iri)
        if attribute is not None and attribute.unit is not None and attribute.unit in related_units(unit):
            fitting.append(iri)
    return fitting


def _first_in(unit: str, attributes: Sequence[str], catalogue: Catalogue) -> str | None:
    return next(iter(_fitting(unit, attributes, catalogue)), None)


def _only_in(unit: str, attributes: Sequence[str], catalogue: Catalogue) -> str | None:
    fitting = _fitting(unit, attributes, catalogue)
    return fitting[0] if len(fitting) == 1 else None


def measures_of(products: Sequence[Product], subject: str) -> list[Number]:
    """The figures of the first measure of a subject (weight, size, year) that any of the products has."""
    for slug in MEASURED_BY[subject]:
        iri = attribute_iri(slug)
        held = [number for product in products for number in product.numbers if number.attribute == iri]
        if held:
            return held
    return []


def figures(products: Sequence[Product], subject: str) -> dict[str, Decimal]:
    """Item id to amount in that measure, for those that have one."""
    held = measures_of(products, subject)
    if not held:
        return {}
    attribute = held[0].attribute
    return {
        product.item_id: number.amount
        for product in products
        for number in product.numbers
        if number.attribute == attribute
    }
