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

from knowledge_graph.full_text.postings import Postings, Rows
from knowledge_graph.words import is_chinese

_WORDS: Final = "spellings.words.npy"
_SHORTEST: Final = 4  # letters of a word that may hold an error
_SHORT: Final = 5  # letters up to which another first letter makes another word
_TWO_ERRORS: Final = 8  # letters from which on a word may hold two
_BROKEN: Final = 3  # letter pairs that one error can break
_LONGEST: Final = 40  # letters of a word worth comparing


class Near(NamedTuple):
    """A word of the index, by number, and how many errors its nearest spelling is away."""

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
    """Finds near words among the spellings that the texts of one index have: `words` are spelt as `spellings`."""

    def __init__(
        self, spellings: Sequence[str], words: Rows, pairs: Sequence[str], holders: Postings
    ) -> None:
        self._spellings = spellings
        self._words = words
        self._pairs = {pair: number for number, pair in enumerate(pairs)}
        self._holders = holders
        self._lengths = np.fromiter(map(len, spellings), dtype=np.int32, count=len(spellings))
        self.near = lru_cache(maxsize=4096)(self._near)

    @staticmethod
    def write(folder: Path, spellings: Mapping[str, int]) -> dict[str, list[str]]:
        """Write the letter pairs of these spellings of words (by number); what `read` needs besides, for JSON."""
        latin = {spelling: word for spelling, word in spellings.items() if _is_latin(spelling)}
        numbers: dict[str, int] = {}
        held = [
            (numbers.setdefault(pair, len(numbers)), number)
            for number, spelling in enumerate(latin)
            for pair in sorted(_pairs_of(spelling))
        ]
        keys, holders = np.array(held, dtype=np.int32).reshape(-1, 2).T
        Postings.of(keys, holders, len(numbers)).write(folder, "pairs")
        np.save(folder / _WORDS, np.fromiter(latin.values(), dtype=np.int32), allow_pickle=False)
        return {"spellings": list(latin), "pairs": list(numbers)}

    @classmethod
    def read(cls, folder: Path, told: Mapping[str, Sequence[str]]) -> Self:
        """What `write` wrote."""
        words = np.load(folder / _WORDS, allow_pickle=False)
        return cls(told["spellings"], words, told["pairs"], Postings.read(folder, "pairs"))

    def _near(self, word: str, most: int) -> tuple[Near, ...]:
        """Words within so many errors of a Latin word, nearest first; itself among them, if it is there."""
        if not most or not _is_latin(word):
            return ()
        pairs = _pairs_of(word)
        lists = [self._holders[self._pairs[pair]] for pair in pairs if pair in self._pairs]
        if not lists:
            return ()
        shared = np.bincount(np.concatenate(lists), minlength=len(self._spellings))
        likely = shared >= max(1, len(pairs) - _BROKEN * most)
        found = np.flatnonzero(likely & (np.abs(self._lengths - len(word)) <= most))
        texts = [self._spellings[number] for number in found.tolist()]
        if not texts:
            return ()
        errors = cdist([word], texts, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0]
        nearest: dict[int, int] = {}
        for place in np.flatnonzero(errors <= most).tolist():
            held = int(self._words[found[place]])
            nearest[held] = min(nearest.get(held, most), int(errors[place]))
        return tuple(
            sorted((Near(*one) for one in nearest.items()), key=lambda near: (near.errors, near.word))
        )


def _is_latin(word: str) -> bool:
    return len(word) <= _LONGEST and word.isalpha() and not is_chinese(word)


def _pairs_of(word: str) -> frozenset[str]:
    edged = f"^{word}$"
    return frozenset(edged[place : place + 2] for place in range(len(edged) - 1))
