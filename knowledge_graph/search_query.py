"""Turn a request into one SPARQL query over what is asserted, built of RDF terms.

A query is text only at the last step: every part a person may have touched is an rdflib term, spelt by
`n3()`. What is narrower than a category or a value is taken from the terms and joins the query as a list, so
that an endpoint has no path of unknown length to walk. What the rows of the answer mean is told by `Compiled`,
and read in `matching.py`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge_graph.closures import Closures
from knowledge_graph.column_keys import HAS_VALUE, IN_CATEGORY, OF_BRAND, key_of
from knowledge_graph.identifiers import ATTRIBUTE, ITEM, attribute_iri, attribute_of
from knowledge_graph.namespaces import INDEX, NAMED_AS, SCHEMA, TYPE
from knowledge_graph.request import Bound, Request
from knowledge_graph.sparql import decimal, iri, literal
from knowledge_graph.terms import Attribute
from knowledge_graph.units import convert_bound
from knowledge_graph.words import words_of

AUDIENCE: Final = attribute_iri("audience")
# What is for everybody is also for each of these.
_ALSO_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "men": ("unisex", "adults", "families", "everyone"),
    "women": ("unisex", "adults", "families", "everyone"),
    "children": ("unisex", "families", "everyone"),
}


_HELD: Final = iri(SCHEMA.additionalProperty)
_VALUE: Final = f"{_HELD}/{iri(SCHEMA.value)}"
_ATTRIBUTE: Final = f"{_HELD}/{iri(SCHEMA.propertyID)}"
_NAMES: Final = f"{iri(SCHEMA.name)}|{iri(SCHEMA.alternateName)}"
_ON_SALE: Final = (
    f"?item {iri(SCHEMA.offers)}/{iri(SCHEMA.price)} ?now ; "
    f"{iri(SCHEMA.offers)}/{iri(SCHEMA.priceSpecification)} ?specified . "
    f"?specified {iri(SCHEMA.priceType)} {iri(SCHEMA.ListPrice)} ; {iri(SCHEMA.price)} ?before "
    "FILTER(?before > ?now)"
)
_SEPARATOR: Final = "\n"


@dataclass(slots=True)
class Compiled:
    """A query with the meaning of its columns after ?item."""

    sparql: str
    always: tuple[str, ...]  # what every row has met
    flags: tuple[str, ...]  # columns that say whether this row met it: "true" or "false"
    kinds: tuple[
        tuple[str, ...], ...
    ] = ()  # the words of each kind asked for; then ?names is the last column

    @staticmethod
    def names(cell: str | None) -> Sequence[str]:
        """The names and aliases in a cell of ?names."""
        return (cell or "").split(_SEPARATOR)


def compile_request(
    request: Request, attributes: Mapping[str, Attribute], closures: Closures, kinds: Sequence[str] = ()
) -> Compiled:
    """The query for all conditions of `request` but its text and `like`, which are joined by the caller.

    `kinds` are what its categories are called, by which the products are measured.
    Raises QueryError for what is no IRI, and UnitError for a range in a unit that is none of its attribute's.
    """
    builder = _Builder(closures)
    builder.add_group(IN_CATEGORY, request.categories)
    builder.add_group(OF_BRAND, request.brands)
    for attribute, values in by_attribute(request.values).items():
        builder.add_values(attribute, values)
    for value in request.all_of:
        builder.add_values(attribute_of(value), [value])
    builder.exclude(request.without)
    if request.price is not None:
        builder.add_bound(f"?item {iri(SCHEMA.offers)}/{iri(SCHEMA.price)} ?price .", "?price", request.price)
        builder.always.append("price")
    for wanted in request.ranges:
        held = attributes.get(wanted.attribute)
        builder.add_range(
            wanted.attribute, convert_bound(wanted.bound, wanted.unit, held.unit if held else None)
        )
        builder.always.append(wanted.attribute)
    if request.on_sale:
        builder.where.append(f"FILTER EXISTS {{ {_ON_SALE} }}")
    if request.in_stock:
        builder.where.append(f"?item {iri(SCHEMA.offers)}/{iri(SCHEMA.availability)} {iri(SCHEMA.InStock)} .")
    builder.add_kinds(kinds)
    return builder.compiled()


def by_attribute(values: Sequence[str]) -> dict[str, list[str]]:
    """Values (IRIs) by the attribute (IRI) that they belong to."""
    groups: dict[str, list[str]] = {}
    for value in values:
        groups.setdefault(attribute_of(value), []).append(value)
    return groups


def suiting(values: Sequence[str]) -> tuple[str, ...]:
    """The audiences that suit any of these (IRIs): themselves, and the wider ones that they are part of."""
    wider = [f"{value.rpartition('/')[0]}/{name}" for value in values for name in _also_for(value)]
    return tuple(dict.fromkeys([*values, *wider]))


class _Builder:
    """The parts of one query: triple patterns and filters, and the columns to select."""

    def __init__(self, closures: Closures) -> None:
        self._closures = closures
        self.where: list[str] = []
        self.columns: list[str] = []
        self.always: list[str] = []
        self.flags: list[str] = []
        self.kinds: list[tuple[str, ...]] = []
        self._lists = 0

    def _holds(self, key: str, things: Sequence[str]) -> str:
        """That an item holds any of these categories, brands or values (IRIs), or what is narrower.

        A category is held by a name that tells it, too, but none above it: it is a noun, and no heading.
        """
        self._lists += 1
        held = f"?held{self._lists}"
        below = dict.fromkeys(narrower for thing in things for narrower in self._closures.narrower(thing))
        if key == OF_BRAND:
            return f"VALUES {held} {{ {_spelt(things)} }} ?item {iri(SCHEMA.brand)} {held} ."
        if key == HAS_VALUE:
            return f"VALUES {held} {{ {_spelt(below)} }} ?item {_VALUE} {held} ."
        return (
            f"{{ VALUES {held} {{ {_spelt(below)} }} ?item {iri(SCHEMA.category)} {held} }} UNION "
            f"{{ VALUES {held} {{ {_spelt(things)} }} GRAPH {iri(INDEX)} {{ ?item {iri(NAMED_AS)} {held} }} }}"
        )

    def add_group(self, key: str, iris: Sequence[str]) -> None:
        """Any of these; which of them is told by a column each where there are several."""
        if not iris:
            return
        self.where.append(f"{{ SELECT DISTINCT ?item {{ {self._holds(key, iris)} }} }}")
        if len(iris) == 1:
            self.always.append(iris[0])
        else:
            self._flag(key, iris)

    def add_values(self, attribute: str, values: Sequence[str]) -> None:
        """Any of these values of one attribute."""
        if attribute == AUDIENCE:
            self.add_audience(values)
        else:
            self.add_group(HAS_VALUE, values)

    def add_audience(self, values: Sequence[str]) -> None:
        """Any of these audiences; a product without an audience is for everybody."""
        suits = f"EXISTS {{ {self._holds(HAS_VALUE, suiting(values))} }}"
        free = f"NOT EXISTS {{ ?item {_ATTRIBUTE} {iri(AUDIENCE)} }}"
        self.where.append(f"FILTER({suits} || {free})")
        self._flag(HAS_VALUE, values)

    def _flag(self, key: str, iris: Sequence[str]) -> None:
        for wanted in iris:
            self.columns.append(f"(EXISTS {{ {self._holds(key, [wanted])} }} AS ?met{len(self.flags)})")
            self.flags.append(wanted)

    def exclude(self, iris: Sequence[str]) -> None:
        for unwanted in iris:
            if unwanted.startswith(ITEM):
                self.where.append(f"FILTER(?item != {iri(unwanted)})")
            else:
                self.where.append(f"FILTER NOT EXISTS {{ {self._holds(key_of(unwanted), [unwanted])} }}")

    def add_range(self, attribute: str, bound: Bound) -> None:
        """A numeric attribute of which one amount lies inside; nothing has an amount of what is no attribute."""
        if not attribute.startswith(ATTRIBUTE):
            self.where.append(f"FILTER({iri(attribute)} = false)")
            return
        inner = _Builder(self._closures)
        held = f"?item {_HELD} ?held . ?held {iri(SCHEMA.propertyID)} {iri(attribute)} ; {iri(SCHEMA.value)}"
        inner.add_bound(f"{held} ?amount FILTER(isNumeric(?amount))", "?amount", bound)
        self.where.append(f"{{ SELECT DISTINCT ?item {{ {' '.join(inner.where)} }} }}")

    def add_bound(self, pattern: str, variable: str, bound: Bound) -> None:
        """A number that has to be there and to lie inside."""
        self.where.append(pattern)
        low, high = ">" if bound.low_open else ">=", "<" if bound.high_open else "<="
        if bound.low is not None:
            self.where.append(f"FILTER({variable} {low} {decimal(bound.low)})")
        if bound.high is not None:
            self.where.append(f"FILTER({variable} {high} {decimal(bound.high)})")

    def add_kinds(self, kinds: Iterable[str]) -> None:
        """What the kinds are called is no condition; the names, which may say it, are a column."""
        self.kinds = [words for kind in kinds if (words := words_of(kind))]
        if self.kinds:
            self.where.append(
                f"OPTIONAL {{ SELECT ?item (GROUP_CONCAT(?name; SEPARATOR={literal(_SEPARATOR)}) AS ?names) "
                f"{{ ?item {_NAMES} ?name }} GROUP BY ?item }}"
            )

    def compiled(self) -> Compiled:
        found = [f"?item {iri(TYPE)} {iri(SCHEMA.Product)} .", *self.where]
        patterns = "\n  ".join([*found, *(f"BIND{column}" for column in self.columns)])
        columns = " ".join(["?item", *self._flag_names(), *(["?names"] if self.kinds else [])])
        sparql = f"SELECT {columns} WHERE {{\n  {patterns}\n}}"
        return Compiled(sparql, tuple(self.always), tuple(self.flags), tuple(self.kinds))

    def _flag_names(self) -> Iterator[str]:
        return (f"?met{number}" for number in range(len(self.flags)))


def _spelt(iris: Iterable[str]) -> str:
    return " ".join(iri(one) for one in iris)


def _also_for(value: str) -> tuple[str, ...]:
    return _ALSO_FOR.get(value.rpartition("/")[2], ())
