"""The pulls of a linear model, each between any two items: written out, or as vectors that give them.

As in pulls.py, items are numbers, and nothing knows an id or a shopper."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.pulls import FloatArray, IntArray
from recommender.strongest import Strongest

# Histories of one block of `best` times items: 4 million doubles are 32 MB, and about four such arrays live.
BLOCK_CELLS = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class WrittenPulls:
    """Every pull is there: `weights` has shape (m, m), row j what j adds to each item, its diagonal 0."""

    weights: FloatArray

    def shares(self, liked: IntArray, values: FloatArray, items: IntArray) -> FloatArray:
        """As Pulls.shares says."""
        return np.asarray(values * self.weights[np.ix_(liked, items)].T, dtype=np.float64)

    def scores(self, liked: IntArray, values: FloatArray, items: IntArray | None = None) -> FloatArray:
        """As Pulls.scores says; a look at h · c weights."""
        weights = self.weights[liked] if items is None else self.weights[np.ix_(liked, items)]
        # Not BLAS: there an item's last bits may depend on its place among the items asked for.
        return np.asarray((values[:, np.newaxis] * weights).sum(axis=0), dtype=np.float64)

    def best(self, histories: Any, n: int, banned: Any) -> Strongest:
        """As Pulls.best says."""
        return _best(histories, n, banned, lambda block: np.asarray(block @ self.weights))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """As Pulls.arrays says."""
        return {"pulls": self.weights}


@dataclass(frozen=True, slots=True, eq=False)
class VectorPulls:
    """w(j,i) = z_j · z_i / (1 − z_i · z_i) for j ≠ i, with one vector z an item: `vectors` has shape (m, rank)."""

    vectors: FloatArray
    own: FloatArray  # (m,) z_i · z_i, below 1

    @classmethod
    def of(cls, vectors: FloatArray) -> "VectorPulls":
        """With what follows from the vectors."""
        return cls(vectors, np.einsum("ir,ir->i", vectors, vectors))

    def shares(self, liked: IntArray, values: FloatArray, items: IntArray) -> FloatArray:
        """As Pulls.shares says."""
        theirs, shares = self.vectors[liked], np.empty((items.size, liked.size))
        for row, item in enumerate(items):
            meets = np.einsum("jr,r->j", theirs, self.vectors[item])
            shares[row] = np.where(liked == item, 0.0, values * meets / (1.0 - self.own[item]))
        return shares

    def scores(self, liked: IntArray, values: FloatArray, items: IntArray | None = None) -> FloatArray:
        """As Pulls.scores says; (h + c) · rank products, and no pull by itself."""
        taste = np.einsum("j,jr->r", values, self.vectors[liked])
        held = np.bincount(liked, weights=values, minlength=self.own.size)
        # All vectors are read where they lie: to pick them out would copy them.
        chosen = slice(None) if items is None else items
        own = self.own[chosen]
        met = np.einsum("ir,r->i", self.vectors[chosen], taste)  # not BLAS, as above
        return np.asarray((met - held[chosen] * own) / (1.0 - own), dtype=np.float64)

    def best(self, histories: Any, n: int, banned: Any) -> Strongest:
        """As Pulls.best says."""

        def scores(block: Any) -> FloatArray:
            met = (block @ self.vectors) @ self.vectors.T
            rows = np.repeat(np.arange(block.shape[0]), np.diff(block.indptr))
            met[rows, block.indices] -= block.data * self.own[block.indices]
            met /= 1.0 - self.own
            return np.asarray(met, dtype=np.float64)

        return _best(histories, n, banned, scores)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """As Pulls.arrays says."""
        return {"pulls": self.vectors}


def _best(histories: Any, n: int, banned: Any, scores: Callable[[Any], FloatArray]) -> Strongest:
    """The strongest of `scores(block)`, shape (rows, m), block by block, but for banned items."""
    step = max(1, BLOCK_CELLS // max(histories.shape[1], 1))
    columns = np.empty((histories.shape[0], n), dtype=np.int32)
    weights = np.empty((histories.shape[0], n), dtype=np.float32)
    for start in range(0, histories.shape[0], step):
        block, out = slice(start, start + step), banned[start : start + step]
        found = scores(histories[block])
        found[np.repeat(np.arange(out.shape[0]), np.diff(out.indptr)), out.indices] = 0.0
        chosen = Strongest.of_dense(found, n)
        columns[block], weights[block] = chosen.columns, chosen.weights
    return Strongest(columns, weights)
