"""Cut many texts of a catalogue into index words, by number, at the price of a look-up for each word.

Gives what `words.index_words_of` gives: folding looks no further than one run of letters, so what a run
becomes is worked out once. Han texts are cut whole, because Chinese words run on.
"""

import re
import unicodedata
from array import array
from collections.abc import Mapping
from typing import Final

from knowledge_graph.words import index_words_of, is_chinese

_LETTERS: Final = re.compile(r"[^\W\d_]+")


class Cutter:
    """Numbers the words that it meets, and remembers what it cut, as long as it is held."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}  # index word -> its number, in the order in which they came
        self._texts: dict[str, array[int]] = {}
        self._runs = _Runs(self.numbers)

    def __call__(self, text: str) -> "array[int]":
        """The numbers of the index words of a text; some may come twice."""
        words = self._texts.get(text)
        if words is None:
            found: list[int] = []
            for run in text.split():
                found += self._runs[run]
            words = self._texts[text] = array("i", found)
        return words

    def spellings(self) -> Mapping[str, int]:
        """Each spelling that was met -> the number of the index word that it became; words of letters only.

        In lower case, without accents, and "king's" also as "kings": as it is typed in a hurry.
        """
        met = {letters for run in self._runs for letters in _spelt(run)}
        became = (
            (spelling, index_words_of(spelling)) for spelling in sorted(met) if not is_chinese(spelling)
        )
        found = (
            (spelling, self.numbers.get(next(iter(words)))) for spelling, words in became if len(words) == 1
        )
        return {spelling: number for spelling, number in found if number is not None}


class _Runs(dict[str, tuple[int, ...]]):
    """What each run of a text became, worked out when it is first asked for."""

    def __init__(self, numbers: dict[str, int]) -> None:
        super().__init__()
        self._numbers = numbers

    def __missing__(self, run: str) -> tuple[int, ...]:
        # Sorted, so that one catalogue always gives one index.
        words = sorted(index_words_of(run))
        became = self[run] = tuple(self._numbers.setdefault(word, len(self._numbers)) for word in words)
        return became


def _spelt(run: str) -> list[str]:
    lower = run.lower()
    if not lower.isascii():
        marks = unicodedata.normalize("NFKD", lower.replace("’", "'"))
        lower = "".join(mark for mark in marks if not unicodedata.combining(mark))
    joined = _LETTERS.findall(lower.replace("'", "")) if "'" in lower else []
    return _LETTERS.findall(lower) + joined
