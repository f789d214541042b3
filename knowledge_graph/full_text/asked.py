"""Read a shopper's text against the words of an index: which of them each of the shopper's words may mean.

A word that the index or the vocabulary knows is never corrected, and a word that is no near miss of any is left
without a meaning: what was not said is not looked for.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from knowledge_graph.full_text.han import HanSpelling
from knowledge_graph.full_text.spelling import Near, Spelling, errors_in, is_another, is_short
from knowledge_graph.words import STOP_WORDS, is_chinese, surfaces_of, words_of

_CORRECTIONS: Final = 3  # index words that one mistyped word may stand for
_AS_COMMON: Final = 3  # how many times as common the commonest of them may be
_NAMES: Final = 2  # names that have to hold what a short word is corrected to
_LONG_STOP_WORDS: Final = sorted(word for word in STOP_WORDS if len(word) > 4)


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word as the shopper wrote it, folded, and the numbers of the index words that count as it."""

    surface: str
    folded: str
    meant: tuple[int, ...]
    corrected: bool = False
    known: bool = False  # to the index or the vocabulary, as it was written


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts against one index."""

    words: Sequence[str]  # of the index
    numbers: Mapping[str, int]  # index word -> its number
    synonyms: Mapping[str, Sequence[str]]
    spelling: Spelling
    han: HanSpelling
    named: Callable[[int], int]  # in how many names the word of a number stands

    def read(self, text: str) -> list[AskedWord]:
        """The words of `text` in their order, each once; one that nothing bears out means nothing."""
        words = [self._as_written(surface, folded) for folded, surface in surfaces_of(text).items()]
        corrected = (self._corrected(word) for word in self._mend_han(words))
        return [word for word in corrected if word is not None]

    def _known(self, word: str) -> bool:
        return word in self.numbers or word in self.synonyms

    def _as_written(self, surface: str, folded: str, *, corrected: bool = False) -> AskedWord:
        spellings = dict.fromkeys((folded, *self.synonyms.get(folded, ())))
        meant = tuple(self.numbers[one] for one in spellings if one in self.numbers)
        return AskedWord(surface, folded, meant, corrected, known=not corrected and self._known(folded))

    def _corrected(self, word: AskedWord) -> AskedWord | None:
        """The word with what it was mistyped from, where nobody knows it; None for a mistyped stop word."""
        if word.known or word.corrected:
            return word
        near = self._near(word.surface, errors_in(word.folded))
        stop = extractOne(word.surface, _LONG_STOP_WORDS, scorer=OSA.distance, score_cutoff=1)
        if stop is not None and stop[1] <= _errors(near):
            return None
        meant = tuple(one.word for one in near[:_CORRECTIONS])
        return AskedWord(word.surface, word.folded, meant, corrected=bool(meant))

    def _near(self, spelling: str, most: int) -> list[Near]:
        """The nearest words, the commonest in names first, without those that are rare beside it."""
        near = [one for one in self.spelling.near(spelling, most) if self._is_likely(spelling, one.word)]
        nearest = [one for one in near if one.errors == near[0].errors]
        nearest.sort(key=lambda one: (-self.named(one.word), one.word))
        return [one for one in nearest if self.named(one.word) * _AS_COMMON >= self.named(nearest[0].word)]

    def _is_likely(self, spelling: str, word: int) -> bool:
        """Short words have many near them: what one is corrected to starts alike, and names or terms say it."""
        if is_short(spelling) and is_another(spelling, self.words[word]):
            return False
        least = _NAMES if is_short(spelling) else 1 if errors_in(spelling) == 1 else 0
        return self.named(word) >= least or self.words[word] in self.synonyms

    def _mend_han(self, words: list[AskedWord]) -> list[AskedWord]:
        """Neighbouring Han words that together are one word with an error become that word.

        The piece with the wrong character has to be unknown, or all pieces single characters: 红色灯 is "red
        lamp", however near a word it may be.
        """
        for first in range(len(words)):
            for last in range(len(words), first, -1):
                run = words[first:last]
                text = "".join(word.folded for word in run)
                phrase = self._phrase(text, run) if all(is_chinese(word.folded) for word in run) else None
                if phrase:
                    mended = [self._as_written(text, word, corrected=True) for word in words_of(phrase)]
                    return [*words[:first], *mended, *self._mend_han(words[last:])]
        return words

    def _phrase(self, text: str, run: Sequence[AskedWord]) -> str | None:
        """What a run was mistyped from, if anything."""
        free = all(len(word.folded) == 1 for word in run)
        if not free and all(self._known(word.folded) for word in run):
            return None
        ends = list(accumulate(len(word.folded) for word in run))
        for phrase in self.han.near(text):
            differ = (
                place
                for place, (typed, meant) in enumerate(zip(text, phrase, strict=False))
                if typed != meant
            )
            piece = run[bisect_right(ends, next(differ, len(text) - 1))]
            if free or not self._known(piece.folded):
                return phrase
        return None


def _errors(near: Sequence[Near]) -> int:
    return near[0].errors if near else 99
