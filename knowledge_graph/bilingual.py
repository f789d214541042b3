"""Give a shop's terms the retail vocabulary's words: labels in the other language, synonyms, families of values.

The shop's own words always win, and no word is given to two of its terms.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from knowledge_graph.fold import fold
from knowledge_graph.retail_vocabulary import Concept, category_vocabulary, value_vocabulary
from knowledge_graph.terms import AnyTerm, Term, Value
from knowledge_graph.vocabulary_match import concepts_of, with_families


def enrich(terms: Iterable[AnyTerm]) -> list[AnyTerm]:
    """The terms, with the vocabulary's words for those that it knows and with words that no other has.

    Values also get the family that they are a shade of, and a family that the shop lacks is added. Categories
    and values are looked up apart: "glass" is a material, and it is a thing on the table.
    """
    known = with_families(terms)
    concepts = concepts_of(known)
    taken = {key for term in known for key in _keys(term)}
    return [_enriched(term, concepts.get(term.iri), taken) for term in known]


def _enriched(term: AnyTerm, concept: Concept | None, taken: set[tuple[type, str, str]]) -> AnyTerm:
    """One term; what it gets is added to `taken`, so that the next one cannot have it too."""
    if concept is None:
        return term
    labels, also = dict(term.labels), {lang: list(words) for lang, words in term.also.items()}
    for language, word in concept.all_spellings():
        key = _key(term, language, word)
        if key in taken or "/" in word:  # a heading with the one above it: a match, and no word to say
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
            folded = {fold(word, language) for language, word in concept.all_spellings()}
            words = {word for word in folded if " " not in word}
            for word in words:
                found.setdefault(word, set()).update(words - {word})
    return {word: sorted(others) for word, others in sorted(found.items()) if others}
