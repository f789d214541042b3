"""Find whole names by some of their words, each perhaps mistyped: near words first, then a ranking of names.

Unlike a search by words, a word that is known may still be a mistyped other one here: "candy" may be "caddy",
at a price for each error. Names with the same words met are ranked by how much of the name was asked for.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from knowledge_graph.full_text.postings import NO_ROWS, Postings, Rows
from knowledge_graph.full_text.spelling import Spelling, errors_in
from knowledge_graph.words import surfaces_of

_AN_ERROR: Final = 0.3  # what an error takes of a word's weight
_OF_THE_NAME: Final = 0.1  # weight of how much of the name was asked for
_RANKED: Final = 100  # names that are compared with the text as a whole
_NAMES: Final = "names.txt"


class NameSearch:
    """The names of one index: `names.txt` has a line a product, its names parted by tabs, in lower case."""

    def __init__(self, folder: Path, numbers: Mapping[str, int], spelling: Spelling) -> None:
        self._folder = folder
        self._postings = Postings.read(folder, "named")
        self._numbers = numbers
        self._spelling = spelling

    @staticmethod
    def write(folder: Path, names: Sequence[Sequence[str]]) -> None:
        """Write the names of each product; in which of them a word stands is written by their owner."""
        lines = ("\t".join(" ".join(name.lower().split()) for name in own) for own in names)
        (folder / _NAMES).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    @cached_property
    def _names(self) -> Sequence[str]:
        return (self._folder / _NAMES).read_text(encoding="utf-8").split("\n")[:-1]

    def nearest(self, text: str, limit: int) -> Rows:
        """Rows of the `limit` products whose names come nearest, best first, ties by row."""
        found = [self._holders(word, surface) for word, surface in surfaces_of(text).items()]
        together = np.concatenate([rows for rows, _ in found]) if found else NO_ROWS
        if not len(together):
            return NO_ROWS
        rows, places = np.unique(together, return_inverse=True)
        scores = np.bincount(places, weights=np.concatenate([worth for _, worth in found]))
        most = max(limit, _RANKED)
        if len(rows) > most:
            likely = np.sort(np.argpartition(-scores, most)[:most])
            rows, scores = rows[likely], scores[likely]
        asked = " ".join(text.lower().split())
        scores = scores + np.array([_OF_THE_NAME * self._likeness(asked, row) for row in rows.tolist()])
        best: Rows = rows[np.argsort(-scores, kind="stable")[:limit]].astype(np.int32)
        return best

    def _likeness(self, asked: str, row: int) -> float:
        """How much of a product's nearest name was asked for, in any order of words, 0 to 1."""
        return max(fuzz.token_sort_ratio(asked, name) for name in self._names[row].split("\t")) / 100

    def _holders(self, word: str, surface: str) -> tuple[Rows, NDArray[np.float64]]:
        """Rows of names that have the word or one near it, each once, and what that is worth."""
        errors = {one.word: one.errors for one in self._spelling.near(surface, _most_errors(surface))}
        if word in self._numbers:
            errors[self._numbers[word]] = 0
        rows, worth = NO_ROWS, np.zeros(0)
        # The nearest last, so that it has the last word.
        for held in sorted(errors, key=lambda held: -errors[held]):
            more = self._postings[held]
            value = self._worth(len(more)) * (1 - _AN_ERROR * errors[held])
            rows, worth = np.concatenate([rows, more]), np.concatenate([worth, np.full(len(more), value)])
        last = len(rows) - 1 - np.unique(rows[::-1], return_index=True)[1]
        return rows[last], worth[last]

    def _worth(self, holders: int) -> float:
        """The fewer names have a word, the more it tells; kept flat, because any word may be the mistyped one."""
        return 1 + 0.02 * log(max(1, len(self._names)) / max(1, holders))


def _most_errors(word: str) -> int:
    return max(errors_in(word), len(word) > 2)
