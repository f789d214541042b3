"""The values that are looked for in texts: the vocabulary's and the shop's own, each with the IRI to give.

Invariant: where the shop has a value of the same word, its IRI is given and never one of ours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from knowledge_graph.fold import fold
from knowledge_graph.identifiers import ATTRIBUTE, attribute_iri, value_iri
from knowledge_graph.retail_vocabulary import value_vocabulary
from knowledge_graph.terms import AnyTerm, Attribute, AttributeKind, Value

Words = Mapping[str, tuple[str, ...]]  # language -> spellings, the one to show first
# What is mined, with the words by which shops call it.
ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "colour": frozenset({"colour", "color", "颜色", "色彩"}),
    "material": frozenset({"material", "fabric", "材质", "材料", "面料"}),
    "pattern": frozenset({"pattern", "图案", "花纹"}),
    "occasion": frozenset({"occasion", "场合", "适用场合", "适用场景"}),
    "audience": frozenset({"audience", "gender", "for whom", "适用人群", "性别"}),
    "season": frozenset({"season", "季节", "适用季节"}),
}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One value: which of `ATTRIBUTES` it is of, the IRIs of attribute and value, and its spellings."""

    kind: str
    attribute: str
    value: str
    words: Words


def vocabulary_values() -> Iterator[tuple[str, Words]]:
    """(one of `ATTRIBUTES`, spellings) of each value that the vocabulary has."""
    for concept in value_vocabulary().concepts:
        kind = (concept.attribute or "").removeprefix(ATTRIBUTE)
        if kind in ATTRIBUTES:
            yield kind, concept.words


def lexemes_of(terms: Mapping[str, AnyTerm]) -> list[Lexeme]:
    """The vocabulary's values, known by the shop's own IRIs where it has them, then what only the shop has."""
    attributes = own_attributes(terms, AttributeKind.VALUE, ATTRIBUTES)
    kinds = {iri: kind for kind, iri in attributes.items()}
    own = [term for term in terms.values() if isinstance(term, Value) and term.attribute in kinds]
    by_word = {(term.attribute, word): term for term in reversed(own) for word in _folded(_words(term))}
    found: list[Lexeme] = []
    for kind, words in vocabulary_values():
        attribute = attributes.get(kind, attribute_iri(kind))
        term = next((by_word[key] for word in _folded(words) if (key := (attribute, word)) in by_word), None)
        value = term.iri if term else value_iri(attribute, words["en"][0])
        found.append(Lexeme(kind, attribute, value, words))
    known = {lexeme.value for lexeme in found}
    found += [
        Lexeme(kinds[term.attribute], term.attribute, term.iri, _words(term))
        for term in own
        if term.iri not in known
    ]
    return found


def own_attributes(
    terms: Mapping[str, AnyTerm], kind: AttributeKind, names: Mapping[str, frozenset[str]]
) -> dict[str, str]:
    """Name -> IRI of the shop's attribute that one of the name's words labels; the first such attribute."""
    found: dict[str, str] = {}
    for term in terms.values():
        if not isinstance(term, Attribute) or term.kind is not kind:
            continue
        labels = set(_folded(_words(term))) | {term.iri.rpartition(":")[2].replace("-", " ")}
        for name, words in names.items():
            if labels & words:
                found.setdefault(name, term.iri)
    return found


def _words(term: AnyTerm) -> dict[str, tuple[str, ...]]:
    languages = dict.fromkeys([*term.labels, *term.also])
    return {
        language: tuple(filter(None, (term.labels.get(language), *term.also.get(language, ()))))
        for language in languages
    }


def _folded(words: Words) -> Iterator[str]:
    for language, spellings in words.items():
        yield from (fold(spelling, language) for spelling in spellings)
