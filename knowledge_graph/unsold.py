"""Say what the retail vocabulary knows and a shop does not sell, with the nearest kind that it does sell.

A word that the shop has for anything of its own, or that stands in the name of one of its products, is never
among these: a shop with a lantern in its list is not to say that it has none.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge_graph.fold import fold
from knowledge_graph.identifiers import KIND
from knowledge_graph.products import Product
from knowledge_graph.retail_vocabulary import Concept, category_vocabulary
from knowledge_graph.terms import AnyTerm, Category
from knowledge_graph.vocabulary_match import concepts_of
from knowledge_graph.words import is_chinese


@dataclass(frozen=True, slots=True)
class Unsold:
    """A concept that no product is of: the words for it that nothing here bears, and what comes nearest."""

    concept: Concept
    spellings: tuple[tuple[str, str], ...]  # (language, word)
    nearest: str | None  # IRI of a category that has products


def unsold(
    terms: Sequence[AnyTerm], products: Iterable[Product], *, spoken: Collection[str], names: Iterable[str]
) -> Iterator[Unsold]:
    """What the vocabulary knows of categories and this shop does not sell, in the vocabulary's order.

    `spoken` are the folded words of all that the shop has, `names` the folded names of its products.
    """
    vocabulary, sold = category_vocabulary(), _sold(terms)
    held, stocked = _with_broader(sold, vocabulary.by_iri), _stocked(terms, products)
    offered = {concept: iri for concept, iris in sold.items() for iri in iris if iri in stocked}
    taken = _Taken(spoken, names)
    narrower = _narrower(vocabulary.concepts)
    for concept in vocabulary.concepts:
        if concept.iri in held or any(taken.has(words[0], lang) for lang, words in concept.words.items()):
            continue
        free = {
            fold(word, language): (language, word)
            for language, word in concept.spellings()
            if vocabulary.by_word[fold(word, language)] is concept and not taken.has(word, language)
        }
        if free:
            nearest = _nearest(concept, offered, narrower, vocabulary.by_iri)
            yield Unsold(concept, tuple(free.values()), nearest)


class _Taken:
    """The words that belong to the shop's own things."""

    def __init__(self, spoken: Collection[str], names: Iterable[str]) -> None:
        distinct = set(names)
        self._spoken = spoken
        self._in_names = _parts_of(distinct)
        self._chinese = "\n".join(name for name in distinct if is_chinese(name))

    def has(self, word: str, language: str) -> bool:
        folded = fold(word, language)
        if folded in self._spoken or folded in self._in_names:
            return True
        return is_chinese(folded) and folded in self._chinese


def _parts_of(names: Collection[str]) -> set[str]:
    """The words of folded names, and what of them together could be a word of the vocabulary."""
    several = [word.split() for word in category_vocabulary().by_word if " " in word]
    longest = {words[0]: 0 for words in several}
    for words in several:
        longest[words[0]] = max(longest[words[0]], len(words))
    found: set[str] = set()
    for name in names:
        words = name.split()
        found.update(words)
        for start, word in enumerate(words):
            for length in range(2, longest.get(word, 0) + 1):
                found.add(" ".join(words[start : start + length]))
    return found


def _sold(terms: Iterable[AnyTerm]) -> dict[str, list[str]]:
    """Concept IRI -> the shop's categories for it."""
    found: dict[str, list[str]] = {}
    for iri, concept in concepts_of(term for term in terms if isinstance(term, Category)).items():
        found.setdefault(concept.iri, []).append(iri)
    return found


def _with_broader(sold: Iterable[str], by_iri: Mapping[str, Concept]) -> frozenset[str]:
    """The concepts sold, and all above them: a shop that has comedies sells films, though it has no such heading."""
    found: set[str] = set()
    for iri in sold:
        current: str | None = iri
        while current is not None and current not in found:
            found.add(current)
            current = by_iri[current].broader
    return frozenset(found)


def _stocked(terms: Iterable[AnyTerm], products: Iterable[Product]) -> frozenset[str]:
    """The categories that have products; a kind always has some."""
    broader = {term.iri: term.broader for term in terms if isinstance(term, Category)}
    found = {iri for iri in broader if iri.startswith(KIND)}
    for category in {category for product in products for category in product.categories}:
        current: str | None = category
        while current is not None and current not in found:
            found.add(current)
            current = broader.get(current)
    return frozenset(found)


def _narrower(concepts: Iterable[Concept]) -> dict[str, list[Concept]]:
    found: dict[str, list[Concept]] = {}
    for concept in concepts:
        if concept.broader:
            found.setdefault(concept.broader, []).append(concept)
    return found


def _nearest(
    concept: Concept,
    offered: Mapping[str, str],
    narrower: Mapping[str, Sequence[Concept]],
    by_iri: Mapping[str, Concept],
) -> str | None:
    """What is above the concept, or beside it where both are of one narrow kind; None where neither is sold."""
    above = by_iri[concept.broader] if concept.broader else None
    if above and above.iri not in offered and above.broader:
        # A parka for a raincoat; but a pair of scissors for a notebook is no help, though both are stationery.
        beside = [offered[one.iri] for one in narrower[above.iri] if one.iri in offered]
        if beside:
            return beside[0]
    while above and above.iri not in offered:
        above = by_iri[above.broader] if above.broader else None
    return offered[above.iri] if above else None
