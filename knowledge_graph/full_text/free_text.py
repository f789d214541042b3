"""What a shopper's free text finds: by its words, and where they fail, by its meaning.

Words come first, because they are sure: where a product has all of them, one of them in its name, nothing else
is asked. Where none has, what the sentence means comes next, if anything here comes near enough to it, and last
what has some of the words. Which rule, which nearness, and the table that chose them: docs/measurements.md, "Free
text".
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Self

import numpy as np

from knowledge_graph.full_text.hits import ALL_WORDS, TextHits
from knowledge_graph.full_text.index import FOLDER, TextIndex
from knowledge_graph.full_text.meaning import NOTHING_MEANT, Meaning, Meant
from knowledge_graph.full_text.texts import ItemTexts

MEANT: Final = "meaning"  # told by `matched` of a product that was found by meaning
NEAR_ENOUGH: Final = 0.255  # the least cosine of the nearest product to a sentence that it answers
_BESIDE_THE_BEST: Final = 0.1  # how far behind the nearest product another still answers
_SOME_WORDS: Final = 0.8  # what has some of the words stays under this where something is meant
_IN_A_NAME: Final = ALL_WORDS + 0.001  # relevance over which every word was met, one of them in the name
_MEANT: Final = 50  # products that one sentence may mean


class FreeText:
    """The words and the meaning of one generation's texts; safe for several threads."""

    def __init__(self, index: TextIndex, meaning: Meaning) -> None:
        self.index = index
        self.meaning = meaning

    @staticmethod
    def write(generation: Path, texts: Sequence[ItemTexts]) -> None:
        """Write what both need into a generation's folder; the products come sorted by item id."""
        TextIndex.write(generation, texts)
        Meaning.write(generation / FOLDER, texts)

    @classmethod
    def open(cls, graph_folder: Path, generation: Path, synonyms: Mapping[str, Sequence[str]]) -> Self:
        """What `write` wrote; raises CatalogueUnreadableError."""
        return cls(TextIndex.open(generation, synonyms), Meaning(generation / FOLDER, graph_folder))

    def match(self, text: str, limit: int | None = None) -> TextHits:
        """Products that answer `text`: all that have one of its words, and those that it means.

        A product found by meaning is less relevant than one that has every word (under 0.9), and more than one
        that has some of them; its `matched` tells "meaning" after the words it has.
        """
        hits = self.index.match(text)
        if text.strip() and not np.any(hits.relevance > _IN_A_NAME):
            hits = _with_meant(hits, self.meant(text))
        return hits if limit is None else hits.best(limit)

    def meant(self, text: str) -> Meant:
        """The products that come near enough to the meaning of `text`, nearest first; none for nonsense."""
        meant = self.meaning.find(text, _MEANT)
        if not len(meant.rows) or meant.similarity[0] < NEAR_ENOUGH:
            return NOTHING_MEANT
        near = meant.similarity >= meant.similarity[0] - _BESIDE_THE_BEST
        return Meant(meant.rows[near], meant.similarity[near])


def _with_meant(hits: TextHits, meant: Meant) -> TextHits:
    """Both, each product once; those found by meaning between 0.8 and 0.9, nearest first."""
    if not len(meant.rows):
        return hits
    rows = np.union1d(hits.rows, meant.rows).astype(np.int32)
    relevance = np.zeros(len(rows), dtype=np.float64)
    met = np.zeros((len(hits.reasons) + 1, len(rows)), dtype=np.bool_)
    by_words = np.searchsorted(rows, hits.rows)
    by_meaning = np.searchsorted(rows, meant.rows)
    # What has some of the words keeps its order below all that is meant.
    relevance[by_words] = hits.relevance * (_SOME_WORDS / ALL_WORDS)
    relevance[by_meaning] = _SOME_WORDS + (ALL_WORDS - _SOME_WORDS) * meant.similarity
    met[:-1, by_words] = hits.met
    met[-1, by_meaning] = True
    return TextHits(rows, relevance, (*hits.reasons, MEANT), met)
