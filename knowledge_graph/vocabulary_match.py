"""Match a shop's own categories and values to the retail vocabulary, by label in any of its languages.

A match adds words to what a shop has, and never adds a category to it. A shade brings its family along as a
value, so that a shopper who asks for blue finds navy too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from knowledge_graph.graph_store import Object, node
from knowledge_graph.identifiers import value_iri
from knowledge_graph.namespaces import EXACT_MATCH
from knowledge_graph.retail_vocabulary import Concept, category_vocabulary, scheme_of, value_vocabulary
from knowledge_graph.terms import AnyTerm, Category, Term, Value


@dataclass(frozen=True, slots=True)
class MatchReport:
    """Which of a shop's terms the vocabulary knows, and which it does not."""

    matched: Mapping[str, str]  # IRI of a category or value -> IRI of its concept
    unmatched: tuple[str, ...]  # IRIs, in the order of the terms


def concepts_of(terms: Iterable[Term]) -> dict[str, Concept]:
    """Term IRI -> concept, of the categories and values among `terms` that the vocabulary knows."""
    known = list(terms)
    by_iri = {term.iri: term for term in known}
    found: dict[str, Concept] = {}
    for term in known:
        concept = None
        if isinstance(term, Category):
            heading = by_iri.get(term.broader) if term.broader else None
            concept = category_vocabulary().concept_of(term, heading)
        elif isinstance(term, Value):
            concept = value_vocabulary().concept_of(term)
        if concept is not None:
            found[term.iri] = concept
    return found


def report(terms: Iterable[Term]) -> MatchReport:
    """The matches of a shop's categories and values; brands, attributes, yes and no are not looked at."""
    asked = [term for term in terms if isinstance(term, (Category, Value)) and not _is_truth(term)]
    found = concepts_of(asked)
    unmatched = tuple(term.iri for term in asked if term.iri not in found)
    return MatchReport({iri: concept.iri for iri, concept in found.items()}, unmatched)


def match_triples(matches: MatchReport) -> Iterator[tuple[str, str, Object]]:
    """Each match as a triple of the index: (the shop's term, skos:exactMatch, the concept)."""
    return ((iri, EXACT_MATCH, node(concept)) for iri, concept in matches.matched.items())


def with_families(terms: Iterable[AnyTerm]) -> list[AnyTerm]:
    """The terms, each shade below its family; families that the shop has no value for come after them.

    What the shop says of `broader` itself stays as it is.
    """
    known: dict[str, AnyTerm] = {term.iri: term for term in terms}
    concepts = concepts_of(known.values())
    held = {
        (term.attribute, concepts[iri].iri): iri
        for iri, term in known.items()
        if isinstance(term, Value) and iri in concepts
    }
    waiting = [term for term in known.values() if isinstance(term, Value)]
    while waiting:
        value = waiting.pop()
        concept = concepts.get(value.iri)
        family = _family(value, concept) if concept else None
        if family is None:
            continue
        iri = held.setdefault(
            (value.attribute, family.iri), value_iri(value.attribute, family.words["en"][0])
        )
        if iri not in known:
            known[iri] = made = _value(iri, value.attribute, family)
            concepts[iri] = family
            waiting.append(made)
        known[value.iri] = replace(value, broader=iri)
    return list(known.values())


def _family(value: Value, concept: Concept) -> Concept | None:
    """The concept above a value's own: only where the shop's attribute is the one that the vocabulary means."""
    if value.broader or concept.broader is None or concept.attribute != scheme_of(value.attribute):
        return None
    return value_vocabulary().by_iri[concept.broader]


def _value(iri: str, attribute: str, concept: Concept) -> Value:
    return Value(iri, {language: words[0] for language, words in concept.words.items()}, attribute=attribute)


def _is_truth(term: Term) -> bool:
    return isinstance(term, Value) and term.iri.endswith(("/yes", "/no"))
