"""Tell which attribute a measure speaks of: "at least 30 hours" of headphones is their battery life.

The attribute that the sentence names comes first, then what the wanted kind of thing has in that unit,
then the one attribute of the shop that is measured so. Where several could be meant, none is taken.
"""

from collections.abc import Sequence

from actions.heard import Heard
from knowledge_graph import Catalogue, Request
from knowledge_graph.identifiers import attribute_iri
from knowledge_graph.units import related_units

PERSON = "person"
_SLEEPS = attribute_iri("sleeps")


def measured(heard: Heard, request: Request, catalogue: Catalogue) -> dict[str, str]:
    """Unit to attribute IRI, for the units that were said and that mean something for this wish."""
    units = {amount.unit for amount in heard.amounts if amount.kind == "measure" and amount.unit}
    kinds = [iri for thing in heard.named("category") for iri in thing.iris] or list(request.categories)
    of_kind = [attribute for kind in kinds for attribute in catalogue.attributes_of(kind)]
    named = [iri for thing in heard.named("attribute") for iri in thing.iris]
    named += [attribute_iri(fact.removeprefix("attribute:")) for fact in heard.facts if ":" in fact]
    found = {}
    for unit in units:
        attribute = _first_in(unit, named, catalogue) or _only_in(unit, of_kind, catalogue)
        attribute = attribute or catalogue.attributes_by_unit().get(unit)
        if attribute is None and unit == PERSON and _SLEEPS in of_kind:
            attribute = _SLEEPS
        if attribute is not None:
            found[unit] = attribute
    return found


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
