"""Turn a request into one SPARQL query over the index, built of RDF terms.

A query is text only at the last step: every part a person may have touched is an rdflib term, spelt by
`n3()`. What the rows of the answer mean is told by `Compiled`, and read in `matching.py`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from knowledge_graph.identifiers import ATTRIBUTE, BRAND, CATEGORY, ITEM, VALUE, attribute_iri, attribute_of
from knowledge_graph.namespaces import (
    AVAILABLE,
    HAS_ATTRIBUTE,
    HAS_VALUE,
    IN_CATEGORY,
    INDEX,
    NAME_WORD,
    SCHEMA,
    TYPE,
)
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


@dataclass(slots=True)
class Compiled:
    """A query with the meaning of its columns after ?item."""

    sparql: str
    always: tuple[str, ...]  # what every row has met
    flags: tuple[str, ...]  # columns that say whether this row met it: "true" or "false"
    kinds: tuple[frozenset[int], ...] = ()  # numbers of the words that each kind asked for is called by


def compile_request(
    request: Request,
    attributes: Mapping[str, Attribute],
    synonyms: Mapping[str, Sequence[str]],
    kinds: Sequence[str] = (),
) -> Compiled:
    """The query for all conditions of `request` but its text and `like`, which are joined by the caller.

    `kinds` are what its categories are called, by which the products are measured.
    Raises QueryError for what is no IRI, and UnitError for a range in a unit that is none of its attribute's.
    """
    builder = _Builder()
    builder.add_group(IN_CATEGORY, request.categories)
    builder.add_group(SCHEMA.brand, request.brands)
    for attribute, values in by_attribute(request.values).items():
        builder.add_values(attribute, values)
    for value in request.all_of:
        builder.add_values(attribute_of(value), [value])
    builder.exclude(request.without)
    if request.price is not None:
        builder.add_bound("?price", SCHEMA.price, request.price)
        builder.always.append("price")
    for number, wanted in enumerate(request.ranges):
        held = attributes.get(wanted.attribute)
        bound = convert_bound(wanted.bound, wanted.unit, held.unit if held else None)
        builder.add_range(f"?amount{number}", wanted.attribute, bound)
        builder.always.append(wanted.attribute)
    if request.in_stock:
        builder.where.append(f"?item {iri(AVAILABLE)} true .")
    builder.add_kinds(kinds, synonyms)
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


def key_of(thing: str) -> str:
    """The predicate of the index under which a category, a brand or a value (IRI) is found."""
    return next((key for prefix, key in _KEYS.items() if thing.startswith(prefix)), HAS_VALUE)


class _Builder:
    """The parts of one query: triple patterns and filters, and the columns to select."""

    def __init__(self) -> None:
        self.where: list[str] = []
        self.columns: list[str] = []
        self.always: list[str] = []
        self.flags: list[str] = []
        self.kinds: list[frozenset[int]] = []
        self._word_columns: tuple[str, ...] = ()

    def add_group(self, predicate: str, iris: Sequence[str]) -> None:
        """Any of these; which of them is told by a column each where there are several."""
        if len(iris) == 1:
            self.where.append(f"?item {iri(predicate)} {iri(iris[0])} .")
            self.always.append(iris[0])
        elif iris:
            rows = " ".join(iri(wanted) for wanted in iris)
            self.where.append(
                f"{{ SELECT DISTINCT ?item {{ VALUES ?any {{ {rows} }} ?item {iri(predicate)} ?any }} }}"
            )
            self._flag(predicate, iris)

    def add_values(self, attribute: str, values: Sequence[str]) -> None:
        """Any of these values of one attribute."""
        if attribute == AUDIENCE:
            self.add_audience(values)
        else:
            self.add_group(HAS_VALUE, values)

    def add_audience(self, values: Sequence[str]) -> None:
        """Any of these audiences; a product without an audience is for everybody."""
        rows = " ".join(iri(value) for value in suiting(values))
        suits = f"EXISTS {{ VALUES ?suits {{ {rows} }} ?item {iri(HAS_VALUE)} ?suits }}"
        free = f"NOT EXISTS {{ ?item {iri(HAS_ATTRIBUTE)} {iri(AUDIENCE)} }}"
        self.where.append(f"FILTER({suits} || {free})")
        self._flag(HAS_VALUE, values)

    def _flag(self, predicate: str, iris: Sequence[str]) -> None:
        for wanted in iris:
            self.columns.append(
                f"(EXISTS {{ ?item {iri(predicate)} {iri(wanted)} }} AS ?met{len(self.flags)})"
            )
            self.flags.append(wanted)

    def exclude(self, iris: Sequence[str]) -> None:
        for unwanted in iris:
            if unwanted.startswith(ITEM):
                self.where.append(f"FILTER(?item != {iri(unwanted)})")
            else:
                key = key_of(unwanted)
                self.where.append(f"FILTER NOT EXISTS {{ ?item {iri(key)} {iri(unwanted)} }}")

    def add_range(self, variable: str, attribute: str, bound: Bound) -> None:
        """A numeric attribute of which one amount lies inside; nothing has an amount of what is no attribute."""
        if not attribute.startswith(ATTRIBUTE):
            self.where.append(f"FILTER({iri(attribute)} = false)")
            return
        inner = _Builder()
        inner.add_bound(variable, attribute, bound)
        self.where.append(f"{{ SELECT DISTINCT ?item {{ {' '.join(inner.where)} }} }}")

    def add_bound(self, variable: str, predicate: str, bound: Bound) -> None:
        """A number that has to be there and to lie inside."""
        self.where.append(f"?item {iri(predicate)} {variable} .")
        low, high = ">" if bound.low_open else ">=", "<" if bound.high_open else "<="
        if bound.low is not None:
            self.where.append(f"FILTER({variable} {low} {decimal(bound.low)})")
        if bound.high is not None:
            self.where.append(f"FILTER({variable} {high} {decimal(bound.high)})")

    def add_kinds(self, kinds: Iterable[str], synonyms: Mapping[str, Sequence[str]]) -> None:
        """What the kinds are called is no condition; which of the words stand in the name is told by a column."""
        words = [words_of(kind) for kind in kinds]
        numbers = {word: number for number, word in enumerate(dict.fromkeys(chain.from_iterable(words)))}
        if not numbers:
            return
        self.kinds = [frozenset(numbers[word] for word in own) for own in words if own]
        self._word_columns = ("?named",)
        self.where.append(f"OPTIONAL {_word_pattern(_word_rows(numbers, synonyms), NAME_WORD, '?named')}")

    def compiled(self) -> Compiled:
        found = [f"?item {iri(TYPE)} {iri(SCHEMA.Product)} .", *self.where]
        patterns = "\n    ".join([*found, *(f"BIND{column}" for column in self.columns)])
        columns = " ".join(["?item", *self._flag_names(), *self._word_columns])
        sparql = f"SELECT {columns} WHERE {{\n  GRAPH {iri(INDEX)} {{\n    {patterns}\n  }}\n}}"
        always, flags = tuple(self.always), tuple(self.flags)
        return Compiled(sparql, always, flags, tuple(self.kinds))

    def _flag_names(self) -> Iterator[str]:
        return (f"?met{number}" for number in range(len(self.flags)))


_KEYS: Final[Mapping[str, str]] = {
    CATEGORY: IN_CATEGORY,
    BRAND: SCHEMA.brand,
    VALUE: HAS_VALUE,
}


def _also_for(value: str) -> tuple[str, ...]:
    return _ALSO_FOR.get(value.rpartition("/")[2], ())


def _word_rows(words: Iterable[str], synonyms: Mapping[str, Sequence[str]]) -> str:
    """Each word's number beside the word and each of its synonyms; "" for no words."""
    return " ".join(
        f"({number} {literal(spelling)})"
        for number, word in enumerate(words)
        for spelling in (word, *synonyms.get(word, ()))
    )


def _word_pattern(rows: str, predicate: str, variable: str) -> str:
    """Items with the numbers of the words that they have, joined by spaces."""
    return (
        f'{{ SELECT ?item (GROUP_CONCAT(DISTINCT STR(?number); SEPARATOR=" ") AS {variable}) '
        f"{{ VALUES (?number ?spelling) {{ {rows} }} ?item {iri(predicate)} ?spelling }} GROUP BY ?item }}"
    )
