"""Find products by what a sentence means, where its words find none: "something to keep coffee hot".

The texts of a generation are written beside its index; their vectors are made afterwards, in the background
(`fill_vectors`), and until one is there its product is found by words alone.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.errors import CatalogueMissingError
from knowledge_graph.full_text.postings import NO_ROWS, Rows
from knowledge_graph.full_text.texts import ItemTexts
from knowledge_graph.full_text.vectors import Vectors, VectorStore, hash_of
from knowledge_graph.sentence_vectors import vectors_of

_TEXTS: Final = "sense.txt"
_HASHES: Final = "sense.hashes.npy"
_ROWS: Final = "sense.rows.npy"


class Meant(NamedTuple):
    """Positions in the sorted item ids, best first, and how near each comes to the sentence: a cosine."""

    rows: Rows
    similarity: NDArray[np.float32]


NOTHING_MEANT: Final = Meant(NO_ROWS, np.zeros(0, dtype=np.float32))


class Meaning:
    """The texts of one generation and those of their vectors that are there; safe for several threads."""

    def __init__(self, folder: Path, graph_folder: Path) -> None:
        self._hashes = np.load(folder / _HASHES, allow_pickle=False)
        self._rows = np.load(folder / _ROWS, allow_pickle=False)
        self._store = VectorStore(graph_folder)
        self._seen = 0
        self._places: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._vectors: Vectors | None = None
        self._lock = Lock()

    @staticmethod
    def write(folder: Path, texts: Sequence[ItemTexts]) -> None:
        """Write the texts of products that come sorted by item id, each text once a product."""
        pairs = [(row, text) for row, item in enumerate(texts) for text in dict.fromkeys(item.sense) if text]
        hashes = np.array([hash_of(text) for _, text in pairs], dtype=np.uint64)
        np.save(folder / _HASHES, hashes, allow_pickle=False)
        np.save(folder / _ROWS, np.array([row for row, _ in pairs], dtype=np.int32), allow_pickle=False)
        lines = "".join(f"{text}\n" for text in dict.fromkeys(text for _, text in pairs))
        (folder / _TEXTS).write_text(lines, encoding="utf-8")

    def ready(self) -> float:
        """The share of the texts that have their vectors, 0 to 1."""
        self._look()
        return len(self._places) / len(self._hashes) if len(self._hashes) else 1.0

    def find(self, sentence: str, limit: int) -> Meant:
        """The `limit` products that come nearest to a sentence, however far that is."""
        self._look()
        vectors, places = self._vectors, self._places
        if vectors is None or not len(vectors):
            return NOTHING_MEANT
        nearness = vectors.nearness(vectors_of([sentence])[0])
        order = np.argsort(-nearness, kind="stable")
        # A product has a text a language: the nearest of them counts.
        rows, first = np.unique(self._rows[places[order]], return_index=True)
        best = np.argsort(first)[:limit]
        at = order[first[best]]
        return Meant(rows[best], nearness[at])

    def _look(self) -> None:
        """Take in what was written since."""
        size = self._store.size()
        if size == self._seen:
            return
        with self._lock:
            if size != self._seen:
                self._places, self._vectors = self._store.find(self._hashes)
                self._seen = size


def texts_of_meaning(generation: Path) -> list[str]:
    """Every text of a generation that is to have a vector."""
    return (generation / _TEXTS).read_text(encoding="utf-8").split("\n")[:-1]


def fill_vectors(graph_folder: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """Make the vectors that the published generation lacks; how many were made. About 4 ms a product.

    For a process of its own after an import: it may be killed and started again at any time, and a running shop
    sees each batch as it comes. Raises CatalogueMissingError where nothing is published.
    """
    generation = graph_folder / "current" / "full_text"
    if not (generation / _TEXTS).is_file():
        raise CatalogueMissingError(graph_folder)
    return VectorStore(graph_folder).fill(texts_of_meaning(generation), progress)
