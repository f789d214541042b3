"""Cut many texts of a catalogue into index words at the price of a look-up for each word.

Gives what `words.index_words_of` gives: folding looks no further than one run of letters, so what a run
becomes is worked out once. Han texts are cut whole, because Chinese words run on.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from knowledge_graph.words import index_words_of, is_chinese

_LETTERS: Final = re.compile(r"[^\W\d_]+")


class Cutter:
    """Remembers what it cut, as long as it is held."""

    def __init__(self) -> None:
        self._texts: dict[str, frozenset[str]] = {}
        self._runs: dict[str, frozenset[str]] = {}

    def __call__(self, text: str) -> frozenset[str]:
        """The index words of a text."""
        words = self._texts.get(text)
        if words is None:
            words = self._texts[text] = frozenset().union(*map(self._run, text.split()))
        return words

    def _run(self, run: str) -> frozenset[str]:
        words = self._runs.get(run)
        if words is None:
            words = self._runs[run] = index_words_of(run)
        return words

    def spellings(self) -> Mapping[str, str]:
        """Each spelling that was met -> the index word that it became; words of letters only.

        In lower case, without accents, and "king's" also as "kings": as it is typed in a hurry.
        """
        met = {letters for run in self._runs for letters in _spelt(run)}
        became = ((spelling, self._run(spelling)) for spelling in sorted(met) if not is_chinese(spelling))
        return {spelling: next(iter(words)) for spelling, words in became if len(words) == 1}


def _spelt(run: str) -> list[str]:
    lower = run.lower()
    if not lower.isascii():
        marks = unicodedata.normalize("NFKD", lower.replace("’", "'"))
        lower = "".join(mark for mark in marks if not unicodedata.combining(mark))
    joined = _LETTERS.findall(lower.replace("'", "")) if "'" in lower else []
    return _LETTERS.findall(lower) + joined
