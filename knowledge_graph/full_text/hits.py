"""What a text found: products, how well each fits, and why."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.full_text.postings import Rows
from knowledge_graph.sorted_rows import each_once, is_first

# The least relevance of a product that has every word; the rest is for words of its name.
ALL_WORDS: Final = 0.9
# Of what a name's words add, this much hangs on how much else the name says: enough to order those that tie.
_FOR_BREVITY: Final = 0.005


@dataclass(frozen=True, slots=True)
class TextHits:
    """Products found by a text: `rows` are positions in the sorted item ids, ascending.

    `relevance` goes with the rows, 0 to 1; 0.9 and more where every word was met.
    """

    rows: Rows
    relevance: NDArray[np.float64]
    reasons: tuple[str, ...]  # "text:<word>" as the shopper wrote it, "meaning"
    met: NDArray[np.bool_]  # shape (reasons, rows)

    def matched(self, position: int) -> tuple[str, ...]:
        """The reasons for which the product at this position in the sorted item ids was found; () if it was not."""
        place = int(np.searchsorted(self.rows, position))
        if place == len(self.rows) or self.rows[place] != position:
            return ()
        met = zip(self.reasons, self.met[:, place], strict=True)
        return tuple(dict.fromkeys(reason for reason, is_met in met if is_met))

    def best(self, limit: int) -> "TextHits":
        """The `limit` most relevant of them, ties by position."""
        if len(self.rows) <= limit:
            return self
        kept = np.sort(np.argsort(-self.relevance, kind="stable")[:limit])
        return TextHits(self.rows[kept], self.relevance[kept], self.reasons, self.met[:, kept])

    def at_least(self, rows: Rows, relevance: NDArray[np.float64]) -> "TextHits":
        """The same products, these of them (in any order and number) with no less than this relevance."""
        raised = self.relevance.copy()
        np.maximum.at(raised, np.searchsorted(self.rows, rows), relevance)
        return replace(self, relevance=raised)


@dataclass(frozen=True, slots=True)
class WordHits:
    """Products that have words of a text, before they are weighed.

    `credit` is what their names have of the words: 1 where all stand there as written, 0 where none does.
    """

    rows: Rows  # ascending, each once
    met: NDArray[np.bool_]  # shape (words, rows)
    credit: NDArray[np.float64]

    def whole(self) -> NDArray[np.bool_]:
        """Which of them have every word."""
        every: NDArray[np.bool_] = np.all(self.met, axis=0, keepdims=True)[0]
        return every if len(self.met) else np.zeros(len(self.rows), dtype=np.bool_)

    def joined(self, rows: Rows, credit: NDArray[np.float64]) -> "WordHits":
        """With further products that have every word, each with its greatest credit."""
        order = np.lexsort((-credit, rows))
        order = order[is_first(rows[order])]
        further, best = rows[order], credit[order]
        both = each_once(np.concatenate([self.rows, further]))
        before, after = np.searchsorted(both, self.rows), np.searchsorted(both, further)
        total, whole = np.zeros(len(both)), np.zeros(len(both), dtype=np.bool_)
        total[before], whole[before] = self.credit, self.whole()
        # What a product got for some of the words says nothing beside all of them.
        total[after] = np.where(whole[after], np.maximum(total[after], best), best)
        met = np.zeros((len(self.met), len(both)), dtype=np.bool_)
        met[:, before] = self.met
        met[:, after] = True
        return WordHits(both, met, total)

    def weighed(self, reasons: tuple[str, ...], lengths: NDArray[np.int64]) -> TextHits:
        """With their relevance; `lengths` says how many words the names of each of the shop's products have.

        1 where all words stand in the name as written, 0.9 and more where all stand somewhere. Of names that have
        as much, the shortest comes first, because most of it was asked for.
        """
        whole = self.whole()
        length = lengths[self.rows]
        equals = whole & (self.credit == self.credit[whole].max(initial=0))
        shortest = length[equals].min(initial=length.max(initial=1))
        credit = self.credit * brevity(length, int(shortest))
        praise = ALL_WORDS + (1 - ALL_WORDS) * credit
        share = self.met.mean(axis=0) if len(self.met) else self.credit
        return TextHits(self.rows, np.where(whole, praise, ALL_WORDS * praise * share), reasons, self.met)


def brevity(lengths: NDArray[np.int64], shortest: int = 1) -> NDArray[np.float64]:
    """A factor for names of so many words: 1 for the shortest, and a very little less for the longest."""
    factor: NDArray[np.float64] = 1 - _FOR_BREVITY * (1 - np.minimum(1, shortest / np.maximum(lengths, 1)))
    return factor
