"""The shipped retail vocabulary: what shops commonly sell and how it is described, in English and Chinese.

It is SKOS in Turtle, in `vocabulary/categories` and `vocabulary/values`. A `skos:hiddenLabel` is a word that
names its concept only in a shop that has it: "wind" among instruments. It matches a shop's own heading, and is
never read out of a sentence or a product's name. Nothing here knows a shop.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from knowledge_graph.fold import fold
from knowledge_graph.identifiers import ATTRIBUTE, words_of_iri
from knowledge_graph.namespaces import ALT_LABEL, BROADER, HIDDEN_LABEL, IN_SCHEME, PREF_LABEL
from knowledge_graph.terms import Term, Value

_FOLDER: Final = Path(__file__).parent / "vocabulary"
_HIDDEN: Final = 2  # the rank of a hidden word; a label has 0, a synonym 1


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning with its words by language; the first of a language is the one to show."""

    iri: str
    words: Mapping[str, tuple[str, ...]]
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # only in a shop that has it
    broader: str | None = None  # IRI of the next wider concept
    attribute: str | None = None  # IRI; None for a category

    def spellings(self) -> Iterator[tuple[str, str]]:
        """(language, word) of each word that names it anywhere."""
        for language, words in self.words.items():
            yield from ((language, word) for word in words)

    def all_spellings(self) -> Iterator[tuple[str, str]]:
        """(language, word) of each word, the hidden ones last."""
        yield from self.spellings()
        for language, words in self.hidden.items():
            yield from ((language, word) for word in words)

    def folded(self) -> frozenset[str]:
        """Each word that names it anywhere, in its folded form."""
        return frozenset(fold(word, language) for language, word in self.spellings())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Concepts, found by any of their folded words; a label wins over another concept's synonym."""

    concepts: Sequence[Concept]
    by_iri: Mapping[str, Concept]
    by_word: Mapping[str, Concept]  # without hidden words
    _by_heading: Mapping[tuple[str | None, str], Concept]  # (attribute, any word); attribute None: of any

    @classmethod
    def of(cls, concepts: Sequence[Concept]) -> "Vocabulary":
        """The vocabulary of these concepts; of two with one word, the first has it."""
        by_word: dict[str, Concept] = {}
        by_heading: dict[tuple[str | None, str], Concept] = {}
        for rank, word, concept in sorted(_ranked(concepts), key=lambda ranked: ranked[0]):
            by_heading.setdefault((None, word), concept)
            by_heading.setdefault((concept.attribute, word), concept)
            if rank < _HIDDEN:
                by_word.setdefault(word, concept)
        return cls(concepts, {concept.iri: concept for concept in concepts}, by_word, by_heading)

    def concept_of(self, term: Term, heading: Term | None = None) -> Concept | None:
        """The concept that a term's own label names, if any; `heading` is the category above it.

        Looked up by the English label where the shop wrote one, because a Chinese heading such as 家居 is
        often as wide as several concepts. A label may mean something only below its heading ("tools", "set").
        A value is looked for among those of its own attribute first.
        """
        language = "en" if "en" in term.labels else next(iter(term.labels), "und")
        label = term.labels.get(language, "")
        scheme = scheme_of(term.attribute) if isinstance(term, Value) else None
        below = f"{heading.labels.get(language, '')} {label}" if heading else label
        keys = [
            (scheme, fold(below, language)),
            (scheme, fold(label, language)),
            (None, fold(label, language)),
        ]
        return next((self._by_heading[key] for key in keys if key in self._by_heading), None)


def _ranked(concepts: Iterable[Concept]) -> Iterator[tuple[int, str, Concept]]:
    """(rank, folded word, concept): labels before synonyms, synonyms before hidden words."""
    for concept in concepts:
        for language, words in concept.words.items():
            for place, word in enumerate(words):
                yield min(place, 1), fold(word, language), concept
        for language, words in concept.hidden.items():
            yield from ((_HIDDEN, fold(word, language), concept) for word in words)


@lru_cache(maxsize=1)
def category_vocabulary() -> Vocabulary:
    """Of categories and kinds of products."""
    return Vocabulary.of(_load("categories").concepts)


@lru_cache(maxsize=1)
def value_vocabulary() -> Vocabulary:
    """Of values of attributes: colours, materials, patterns, occasions, audiences, seasons and more."""
    return Vocabulary.of(_load("values").concepts)


@lru_cache(maxsize=4096)
def scheme_of(attribute: str) -> str | None:
    """The vocabulary's attribute that a shop's attribute is by its IRI ("color" is colour); None for others."""
    name = fold(words_of_iri(attribute), "und")
    for scheme, words in _load("values").schemes.items():
        if name in words:
            return scheme
    return None


@dataclass(frozen=True, slots=True)
class _Loaded:
    concepts: list[Concept]
    schemes: dict[str, frozenset[str]]  # attribute IRI -> its folded words


@dataclass(slots=True)
class _Described:
    """What the files say of one subject, in their order."""

    labels: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # predicate -> (language, word)
    links: dict[str, str] = field(default_factory=dict)

    def words(self, *predicates: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for predicate in predicates:
            for language, word in self.labels.get(predicate, ()):
                found.setdefault(language, []).append(word)
        return {language: tuple(words) for language, words in found.items()}


@lru_cache(maxsize=2)
def _load(folder: str) -> _Loaded:
    """The concepts and schemes of a folder's files, by file name and then in the order of the file."""
    described: dict[str, _Described] = {}
    for path in sorted((_FOLDER / folder).glob("*.ttl")):
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            subject = described.setdefault(str(triple.subject.value), _Described())
            if isinstance(triple.object, ox.Literal):
                spelling = (triple.object.language or "und", triple.object.value)
                subject.labels.setdefault(triple.predicate.value, []).append(spelling)
            elif isinstance(triple.object, ox.NamedNode):
                subject.links[triple.predicate.value] = triple.object.value
    schemes = {
        iri: frozenset(fold(word, language) for words in subject.labels.values() for language, word in words)
        for iri, subject in described.items()
        if IN_SCHEME not in subject.links
    }
    return _Loaded([_concept(iri, it) for iri, it in described.items() if IN_SCHEME in it.links], schemes)


def _concept(iri: str, described: _Described) -> Concept:
    scheme = described.links[IN_SCHEME]
    return Concept(
        iri,
        described.words(PREF_LABEL, ALT_LABEL),
        described.words(HIDDEN_LABEL),
        described.links.get(BROADER),
        scheme if scheme.startswith(ATTRIBUTE) else None,
    )
