"""How strongly each item speaks for each other one, in the three forms that models keep it in.

A pull w(j,i) is what a confidence of 1 in item j adds to the score of item i. Items are numbers here; nothing
knows an id or a shopper."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.products import strongest_products
from recommender.strongest import NOBODY, Strongest

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
# Taken from the score of an item that must not be named: far below all others, and no overflow.
BANISHED = 1e9


class Pulls(Protocol):
    """The pulls between m items, w of shape (m, m) with w(i,i) = 0; no more is worked out than is asked for."""

    def shares(self, liked: IntArray, values: FloatArray, items: IntArray) -> FloatArray:
        """values_j · w(j,i): what each of a history's h items adds to each of c items, shape (c, h)."""

    def scores(self, liked: IntArray, values: FloatArray, items: IntArray | None = None) -> FloatArray:
        """Σ_j values_j · w(j,i) over a history, for each of `items`, shape (len(items),); for all without them."""

    def best(self, histories: Any, n: int, banned: Any) -> Strongest:
        """The n items of highest score above 0 for each row of `histories` (CSR, (rows, m)), but for `banned` ones.

        `banned` is a CSR array of the same shape; what has a 1 there is left out.
        """

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What must be kept, by name."""


@dataclass(frozen=True, slots=True, eq=False)
class NearestPulls:
    """Of each item only the k nearest are kept: w(j,i) = sim(j,i) where i is one of the k nearest of j."""

    nearest: Strongest  # row j: the items that j speaks for

    def shares(self, liked: IntArray, values: FloatArray, items: IntArray) -> FloatArray:
        """As Pulls.shares says."""
        columns, weights = self.nearest.columns[liked], self.nearest.weights[liked]
        asked, places = np.unique(items, return_inverse=True)
        # The row of each item that is asked for, at its number; the last place is NOBODY's, and no item's.
        row_of = np.full(self.nearest.columns.shape[0] + 1, NOBODY, dtype=np.int32)
        row_of[asked] = np.arange(asked.size)
        rows = row_of[columns]
        which, slots = np.nonzero(rows != NOBODY)
        shares = np.zeros((asked.size, liked.size))
        shares[rows[which, slots], which] = values[which] * weights[which, slots]
        return shares[places]

    def scores(self, liked: IntArray, values: FloatArray, items: IntArray | None = None) -> FloatArray:
        """As Pulls.scores says; a look at h · k neighbours, however many items are asked for."""
        size, columns = self.nearest.columns.shape[0], self.nearest.columns.take(liked, axis=0)
        amounts = self.nearest.weights.take(liked, axis=0) * values[:, np.newaxis]
        # Neighbours that are not there are counted in a place of their own.
        columns = np.where(columns == NOBODY, size, columns)
        every = np.bincount(columns.ravel(), weights=amounts.ravel(), minlength=size + 1)
        return np.asarray(every[:size] if items is None else every[items], dtype=np.float64)

    def best(self, histories: Any, n: int, banned: Any) -> Strongest:
        """As Pulls.best says, by one sparse product a block."""
        size = self.nearest.columns.shape[0]
        # The banned items are one more history of the same product, in which each speaks against itself.
        against = sparse.diags_array(np.full(size, -BANISHED), format="csr")
        pulls = sparse.vstack([self._matrix(), against], format="csr")
        return strongest_products(sparse.hstack([histories, banned], format="csr"), pulls, n)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """As Pulls.arrays says."""
        return {"columns": self.nearest.columns, "weights": self.nearest.weights}

    def _matrix(self) -> Any:
        there = self.nearest.columns != NOBODY
        starts = np.append(0, np.cumsum(there.sum(axis=1)))
        size = there.shape[0]
        return sparse.csr_array(
            (self.nearest.weights[there], self.nearest.columns[there], starts), shape=(size, size)
        )
