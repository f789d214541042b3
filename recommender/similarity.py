"""Find each item's nearest neighbours by Pearson correlation, in blocks, by sparse products.

It knows a matrix and three settings; it never sees an id, a file or a clock. Rows of the result are
ordered by strength, and equal strengths by column number, so that one matrix always gives one result."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int32]

# Cells of one dense block: 2 million doubles are 16 MB, and about eight such arrays live at a time.
BLOCK_CELLS = 2_000_000
# A rating this near to its item's mean is at the mean: what is left is the rounding of the mean itself.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Neighbourhood:
    """The k strongest neighbours of each of m items; rows that have fewer are filled up.

    `columns` has shape (m, k), the neighbours' item numbers, -1 where there is none.
    `weights` has shape (m, k), their similarities in [-1, 1], 0 where there is none.
    """

    columns: IndexArray
    weights: FloatArray


def pearson_neighbours(
    ratings: Any, means: FloatArray, *, k: int, min_overlap: int, shrinkage: float, opposites: bool = True
) -> Neighbourhood:
    """The k neighbours of largest |sim| of every item, among those that share `min_overlap` raters.

    sim(i,j) = Σ_u (r_ui − r̄_i)(r_uj − r̄_j) / (√Σ_u (r_ui − r̄_i)² · √Σ_u (r_uj − r̄_j)²) · n/(n + shrinkage)

    where u runs over the n users who rated both, and r̄ is the mean of all ratings of the item.
    `ratings` is a scipy CSR array of shape (users, items) whose stored entries are the ratings,
    `means` of shape (items,).
    A pair whose deviations vanish on either side has no correlation, and is left out; so is one of
    negative correlation unless `opposites`.
    """
    items = ratings.shape[1]
    columns = np.full((items, k), -1, dtype=np.int32)
    weights = np.zeros((items, k), dtype=np.float64)
    # An item with too few raters can't share enough of them with any other.
    usable = np.flatnonzero(np.bincount(ratings.indices, minlength=items) >= max(min_overlap, 1))
    sides = _sides(ratings, means, usable)
    step = max(1, BLOCK_CELLS // max(usable.size, 1))
    for start in range(0, usable.size, step):
        block = _similarities(sides, slice(start, start + step), min_overlap, shrinkage)
        if not opposites:
            np.maximum(block, 0.0, out=block)
        for offset, row in enumerate(block):
            row[start + offset] = 0.0  # no item is its own neighbour
            chosen = _strongest(row, k)
            columns[usable[start + offset], : chosen.size] = usable[chosen]
            weights[usable[start + offset], : chosen.size] = row[chosen]
    return Neighbourhood(columns, weights)


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """The three matrices whose products are the sums of the formula, each of shape (users, usable items)."""

    deviation: Any
    square: Any
    rated: Any


def _sides(ratings: Any, means: FloatArray, usable: NDArray[np.intp]) -> _Sides:
    deviation = ratings.astype(np.float64)
    deviation.data -= means[deviation.indices]
    deviation.data[np.abs(deviation.data) < ROUNDING] = 0.0
    deviation = deviation[:, usable].tocsr()
    square, rated = deviation.copy(), deviation.copy()
    square.data = deviation.data**2
    rated.data = np.ones_like(deviation.data)
    return _Sides(deviation, square, rated)


def _similarities(sides: _Sides, rows: slice, min_overlap: int, shrinkage: float) -> FloatArray:
    """Shrunk similarities of a block of items to all, shape (block, usable items); 0 where there is none."""
    deviation, square, rated = (m[:, rows].T.tocsr() for m in (sides.deviation, sides.square, sides.rated))
    overlap = (rated @ sides.rated).toarray()
    variance = (square @ sides.rated).toarray() * (rated @ sides.square).toarray()
    similar = (deviation @ sides.deviation).toarray()
    known = (overlap >= max(min_overlap, 1)) & (variance > 0.0)
    np.divide(similar, np.sqrt(variance, out=variance), out=similar, where=known)
    similar[~known] = 0.0
    np.clip(similar, -1.0, 1.0, out=similar)  # rounding may carry a perfect correlation past 1
    if shrinkage > 0.0:
        similar *= overlap / (overlap + shrinkage)
    return np.asarray(similar, dtype=np.float64)


def _strongest(row: FloatArray, k: int) -> NDArray[np.intp]:
    """Numbers of the k entries of largest magnitude, strongest first, ties by number; zeros never."""
    candidates = np.flatnonzero(row)
    strength = np.abs(row[candidates])
    if candidates.size > k:
        # Keep all that tie with the k-th, so that the stable sort, not the partition, decides among them.
        bar = np.partition(strength, candidates.size - k)[candidates.size - k]
        candidates, strength = candidates[strength >= bar], strength[strength >= bar]
    return candidates[np.argsort(-strength, kind="stable")[:k]]
