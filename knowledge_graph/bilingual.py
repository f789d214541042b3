"""The built-in vocabulary: Chinese labels and near-synonyms for words that many shops share.

It adds words to what a shop has and never adds a thing to a shop; the shop's own words always win.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from ruamel.yaml import YAML

from knowledge_graph.fold import fold
from knowledge_graph.terms import Attribute, Brand, Category, Term, Value

_FOLDER: Final = Path(__file__).parent / "vocabulary"
TermT = TypeVar("TermT", bound=Term)


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning with its words in both languages; the first of a language is the one to show."""

    words: Mapping[str, tuple[str, ...]]

    def spellings(self) -> Iterator[tuple[str, str]]:
        """(language, word) of each word."""
        for language, words in self.words.items():
            yield from ((language, word) for word in words)

    def folded(self) -> frozenset[str]:
        """Each word in its folded form."""
        return frozenset(fold(word, language) for language, word in self.spellings())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Concepts, found by any of their folded words; a label wins over another concept's synonym."""

    concepts: Sequence[Concept]
    by_word: Mapping[str, Concept]

    @classmethod
    def of(cls, concepts: Sequence[Concept]) -> "Vocabulary":
        """The vocabulary of these concepts; of two with one word, the first has it."""
        by_word: dict[str, Concept] = {}
        for concept in concepts:
            for language, words in concept.words.items():
                by_word.setdefault(fold(words[0], language), concept)
        for concept in concepts:
            for word in concept.folded():
                by_word.setdefault(word, concept)
        return cls(concepts, by_word)

    def concept_of(self, term: Term) -> Concept | None:
        """The concept that a term's own label names, if any; the English one where the shop wrote one,
        because a Chinese heading such as 家居 is often as wide as several concepts."""
        language = "en" if "en" in term.labels else next(iter(term.labels), "und")
        return self.by_word.get(fold(term.labels.get(language, ""), language))


@lru_cache
def category_vocabulary() -> Vocabulary:
    """Of categories and kinds of products."""
    return Vocabulary.of([_concept(entry) for entry in _load("categories")])


@lru_cache
def value_vocabulary() -> Vocabulary:
    """Of values of attributes: colours, materials, patterns, audiences."""
    groups = _load("values")
    return Vocabulary.of([_concept(entry) for entries in groups.values() for entry in entries])


def _load(name: str) -> Any:
    return YAML(typ="safe", pure=True).load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


def _concept(entry: Mapping[str, Any]) -> Concept:
    also = entry.get("also", {})
    return Concept({lang: (entry[lang], *also.get(lang, ())) for lang in ("en", "zh") if lang in entry})


def enrich(terms: Iterable[TermT]) -> list[TermT]:
    """The terms, with the vocabulary's words for those that it knows and with words that no other has.

    Categories and values are looked up apart: "glass" is a material, and it is a thing on the table.
    """
    known = list(terms)
    taken = {key for term in known for key in _keys(term)}
    return [_enriched(term, taken) for term in known]


def _enriched(term: TermT, taken: set[tuple[type, str, str]]) -> TermT:
    """One term; what it gets is added to `taken`, so that the next one cannot have it too."""
    if isinstance(term, (Brand, Attribute)):
        return term
    vocabulary = category_vocabulary() if isinstance(term, Category) else value_vocabulary()
    concept = vocabulary.concept_of(term)
    if concept is None:
        return term
    labels, also = dict(term.labels), {lang: list(words) for lang, words in term.also.items()}
    for language, word in concept.spellings():
        key = _key(term, language, word)
        if key in taken:
            continue
        taken.add(key)
        if language not in labels:
            labels[language] = word
        else:
            also.setdefault(language, []).append(word)
    return replace(term, labels=labels, also={lang: tuple(words) for lang, words in also.items()})


def _keys(term: Term) -> Iterator[tuple[type, str, str]]:
    for language, label in term.labels.items():
        yield _key(term, language, label)
    for language, words in term.also.items():
        yield from (_key(term, language, word) for word in words)


def _key(term: Term, language: str, word: str) -> tuple[type, str, str]:
    """Values share a word only inside one attribute."""
    return type(term), term.attribute if isinstance(term, Value) else "", fold(word, language)


def synonyms() -> dict[str, list[str]]:
    """Folded word -> the other folded words of its meaning, single words only, for searching in texts."""
    found: dict[str, set[str]] = {}
    for vocabulary in (category_vocabulary(), value_vocabulary()):
        for concept in vocabulary.concepts:
            words = {word for word in concept.folded() if " " not in word}
            for word in words:
                found.setdefault(word, set()).update(words - {word})
    return {word: sorted(others) for word, others in sorted(found.items()) if others}
