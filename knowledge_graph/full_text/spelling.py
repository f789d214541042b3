"""The words of an index that a mistyped word may have meant.

Latin words: every word that shares enough letter pairs is a candidate, and the candidates are ranked by
Damerau-Levenshtein distance (Damerau 1964; restricted to neighbouring letters changing places). Pairs and not
trigrams, because two letters that change places in a word of four leave no trigram whole.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, Self

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from knowledge_graph.full_text.postings import Postings
from knowledge_graph.words import is_chinese

_SHORTEST: Final = 4  # letters of a word that may hold an error
_SHORT: Final = 5  # letters up to which another first letter makes another word
_TWO_ERRORS: Final = 8  # letters from which on a word may hold two
_BROKEN: Final = 3  # letter pairs that one error can break
_LONGEST: Final = 40  # letters of a word worth comparing


class Near(NamedTuple):
    """A word of the index, by number, and how many errors it is away."""

    word: int
    errors: int


def errors_in(word: str) -> int:
    """How many typing errors a word of this length may hold."""
    return 0 if len(word) < _SHORTEST else 2 if len(word) >= _TWO_ERRORS else 1


def is_another(word: str, other: str) -> bool:
    """Whether two short words that are near are two words all the same: "rover" is no mistyped "cover"."""
    return len(word) <= _SHORT and word[0] != other[0] and sorted(word[:2]) != sorted(other[:2])


def is_short(word: str) -> bool:
    """Whether a word is so short that many others are near it."""
    return len(word) <= _SHORT


class Spelling:
    """Finds near words among the words of one index."""

    def __init__(self, words: Sequence[str], pairs: Mapping[str, int], holders: Postings) -> None:
        self._words = words
        self._pairs = pairs
        self._holders = holders
        self._lengths = np.fromiter(map(len, words), dtype=np.int32, count=len(words))
        self.near = lru_cache(maxsize=4096)(self._near)

    @staticmethod
    def write(folder: Path, words: Sequence[str]) -> list[str]:
        """Write which words hold which letter pairs; the pairs, in the order of their numbers."""
        numbers: dict[str, int] = {}
        keys: list[int] = []
        holders: list[int] = []
        for number, word in enumerate(words):
            for pair in _pairs_of(word) if _is_latin(word) else ():
                keys.append(numbers.setdefault(pair, len(numbers)))
                holders.append(number)
        held = Postings.of(np.array(keys, dtype=np.int32), np.array(holders, dtype=np.int32), len(numbers))
        held.write(folder, "pairs")
        return list(numbers)

    @classmethod
    def read(cls, folder: Path, words: Sequence[str], pairs: Sequence[str]) -> Self:
        """What `write` wrote."""
        return cls(words, {pair: number for number, pair in enumerate(pairs)}, Postings.read(folder, "pairs"))

    def _near(self, word: str) -> tuple[Near, ...]:
        """Words within the errors that a Latin word may hold, nearest first; itself among them, if it is there."""
        most = errors_in(word)
        if not most or not _is_latin(word):
            return ()
        pairs = _pairs_of(word)
        lists = [self._holders[self._pairs[pair]] for pair in pairs if pair in self._pairs]
        if not lists:
            return ()
        shared = np.bincount(np.concatenate(lists), minlength=len(self._words))
        likely = shared >= max(1, len(pairs) - _BROKEN * most)
        found = np.flatnonzero(likely & (np.abs(self._lengths - len(word)) <= most))
        texts = [self._words[number] for number in found.tolist()]
        if not texts:
            return ()
        errors = cdist([word], texts, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0]
        kept = [Near(int(found[place]), int(errors[place])) for place in np.flatnonzero(errors <= most)]
        kept = [near for near in kept if not is_another(word, self._words[near.word])]
        return tuple(sorted(kept, key=lambda near: (near.errors, near.word)))

    def word(self, number: int) -> str:
        """The word of a number."""
        return self._words[number]


def _is_latin(word: str) -> bool:
    return len(word) <= _LONGEST and word.isalpha() and not is_chinese(word)


def _pairs_of(word: str) -> frozenset[str]:
    edged = f"^{word}$"
    return frozenset(edged[place : place + 2] for place in range(len(edged) - 1))
