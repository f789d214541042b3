"""Categories, brands, attributes and values as triples in SKOS and schema.org, and back again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import pyoxigraph as ox

from knowledge_graph.graph_store import Object, node, text
from knowledge_graph.identifiers import ATTRIBUTE, BRAND, CATEGORY, VALUE, attribute_of
from knowledge_graph.namespaces import (
    ALT_LABEL,
    BETTER,
    BROADER,
    CATEGORIES,
    CONCEPT,
    IN_SCHEME,
    PREF_LABEL,
    PROPERTY,
    SCHEMA,
    TYPE,
    VALUE_TYPE,
)
from knowledge_graph.terms import AnyTerm, Attribute, AttributeKind, Brand, Category, Term, Value

Terms: TypeAlias = Mapping[str, AnyTerm]  # by IRI


def term_triples(term: AnyTerm) -> Iterator[tuple[str, str, Object]]:
    """All that is asserted of a term."""
    yield from label_triples(term)
    if isinstance(term, Category):
        yield term.iri, TYPE, node(CONCEPT)
        yield term.iri, IN_SCHEME, node(CATEGORIES)
        if term.broader:
            yield term.iri, BROADER, node(term.broader)
    elif isinstance(term, Brand):
        yield term.iri, TYPE, node(SCHEMA.Brand)
    elif isinstance(term, Value):
        yield term.iri, TYPE, node(CONCEPT)
        yield term.iri, IN_SCHEME, node(term.attribute)
        if term.broader:
            yield term.iri, BROADER, node(term.broader)
    else:
        yield term.iri, TYPE, node(PROPERTY)
        yield term.iri, VALUE_TYPE, text(term.kind)
        if term.unit:
            yield term.iri, SCHEMA.unitCode, text(term.unit)
        if term.better:
            yield term.iri, BETTER, text(term.better)


def label_triples(term: Term) -> Iterator[tuple[str, str, Object]]:
    """The labels of a term alone."""
    for language, label in term.labels.items():
        yield term.iri, PREF_LABEL, text(label, language)
    for language, words in term.also.items():
        yield from ((term.iri, ALT_LABEL, text(word, language)) for word in words)


@dataclass(slots=True)
class _Found:
    labels: dict[str, str] = field(default_factory=dict)
    also: dict[str, list[str]] = field(default_factory=dict)
    other: dict[str, str] = field(default_factory=dict)

    def add(self, predicate: str, value: Object) -> None:
        language = value.language or "und" if isinstance(value, ox.Literal) else "und"
        if predicate == PREF_LABEL:
            self.labels[language] = value.value
        elif predicate == ALT_LABEL:
            self.also.setdefault(language, []).append(value.value)
        else:
            self.other[predicate] = value.value


def read_terms(rows: Iterable[tuple[Object | None, ...]]) -> dict[str, AnyTerm]:
    """Terms by IRI, sorted, from rows of (term, property, value) as `terms.rq` gives them."""
    found: dict[str, _Found] = {}
    for iri, predicate, value in rows:
        if iri and predicate and value:
            found.setdefault(iri.value, _Found()).add(predicate.value, value)
    return {iri: _term(iri, found[iri]) for iri in sorted(found)}


def _term(iri: str, found: _Found) -> AnyTerm:
    labels = dict(sorted(found.labels.items()))
    also = {language: tuple(sorted(words)) for language, words in sorted(found.also.items())}
    if iri.startswith(CATEGORY):
        return Category(iri, labels, also, broader=found.other.get(BROADER))
    if iri.startswith(BRAND):
        return Brand(iri, labels, also)
    if iri.startswith(VALUE):
        return Value(iri, labels, also, attribute=attribute_of(iri), broader=found.other.get(BROADER))
    assert iri.startswith(ATTRIBUTE), iri
    return Attribute(
        iri,
        labels,
        also,
        kind=AttributeKind(found.other.get(VALUE_TYPE, AttributeKind.VALUE)),
        unit=found.other.get(SCHEMA.unitCode),
        better=found.other.get(BETTER),
    )
