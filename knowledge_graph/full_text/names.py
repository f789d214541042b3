"""Find whole names by some of their words, each perhaps mistyped: near words first, then a ranking of names.

Unlike a search by words, a word that is known may still be a mistyped other one here: "candy" may be "caddy",
at a price for each error. Names with the same words met are ranked by how much of the name was asked for.
"""

from collections.abc import Mapping
from math import log
from pathlib import Path
from typing import Final

import numpy as np

from knowledge_graph.full_text.postings import NO_ROWS, Postings, Rows
from knowledge_graph.full_text.spelling import Spelling
from knowledge_graph.words import words_of

_AN_ERROR: Final = 0.3  # what an error takes of a word's weight
_OF_THE_NAME: Final = 0.5  # weight of the share of a name's words that was asked for


class NameSearch:
    """The names of one index; `lengths.npy` holds how many index words each product's names have."""

    def __init__(self, folder: Path, numbers: Mapping[str, int], spelling: Spelling) -> None:
        self._postings = Postings.read(folder, "named")
        self._lengths = np.load(folder / "lengths.npy", allow_pickle=False)
        self._numbers = numbers
        self._spelling = spelling

    @staticmethod
    def write(folder: Path, named: Postings, items: int) -> None:
        """Write the lengths; `named` is written by its owner."""
        lengths = np.bincount(named.rows, minlength=items).astype(np.int32)
        np.save(folder / "lengths.npy", lengths, allow_pickle=False)

    def nearest(self, text: str, limit: int) -> Rows:
        """Rows of the `limit` names that come nearest, best first, ties by row."""
        words = words_of(text)
        lists, weights = [], []
        for word in words:
            rows, scores = self._holders(word)
            lists.append(rows)
            weights.append(scores)
        together = np.concatenate(lists) if lists else NO_ROWS
        if not len(together):
            return NO_ROWS
        rows, places = np.unique(together, return_inverse=True)
        scores = np.bincount(places, weights=np.concatenate(weights))
        scores += _OF_THE_NAME * np.minimum(1, len(words) / self._lengths[rows])
        if len(rows) > limit:
            best = np.argpartition(-scores, limit - 1)[: limit - 1 + 1]
            least = scores[best].min()
            kept = np.flatnonzero(scores >= least)
            rows, scores = rows[kept], scores[kept]
        return rows[np.argsort(-scores, kind="stable")[:limit]].astype(np.int32)

    def _holders(self, word: str) -> tuple[Rows, "np.ndarray[tuple[int], np.dtype[np.float64]]"]:
        """Rows of names that have the word or one near it, each once, and what that is worth."""
        near = list(self._spelling.near(word))
        if not near and word in self._numbers:
            rows = self._postings[self._numbers[word]]
            return rows, np.full(len(rows), self._worth(len(rows)))
        rows, worth = NO_ROWS, np.zeros(0)
        for one in reversed(near):  # the nearest last, so that it has the last word
            more = self._postings[one.word]
            value = self._worth(len(more)) * (1 - _AN_ERROR * one.errors)
            rows, worth = np.concatenate([rows, more]), np.concatenate([worth, np.full(len(more), value)])
        last = len(rows) - 1 - np.unique(rows[::-1], return_index=True)[1]
        return rows[last], worth[last]

    def _worth(self, holders: int) -> float:
        """The fewer names have a word, the more it tells; kept flat, because any word may be the mistyped one."""
        return 1 + 0.02 * log(max(1, len(self._lengths)) / max(1, holders))
