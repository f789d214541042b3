"""Pearson's correlation of one column of a table with all others, and of all with all, in NumPy.

It never holds more than one column's sums: memory beside the result is that of the largest column's pairs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.rating_table import RatingTable

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
# Less than this share of a sum of squares is the rounding of the sum, and no variance.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Formula:
    """Which correlation of the columns i and j, with a and b their numbers in the rows that hold both, n in all.

    sim(i,j) = Σab / (√Σa² · √Σb²) · (n − l)/(n − l + s)                     over deviations that are given
    sim(i,j) = (nΣab − ΣaΣb) / (√(nΣa² − (Σa)²) · √(nΣb² − (Σb)²)) · (n − l)/(n − l + s)    where `shared`

    The second is the first about the means of the n shared rows alone. A pair with n < `min_overlap`, or without
    variance on either side, has no correlation.
    """

    min_overlap: int = 1
    shrinkage: float = 0.0  # s
    lost: int = 0  # l, degrees of freedom that are taken off n
    shared: bool = False


def similarities(table: RatingTable, formula: Formula, column: int) -> tuple[IntArray, FloatArray]:
    """The numbers of the columns that correlate with `column`, rising, and sim, shape (c,) each; 0 is left out."""
    starts, places, rows_of = table.by_column
    there = slice(int(starts[column]), int(starts[column + 1]))
    own, rows = places[there], rows_of[there]
    lengths = table.lengths[rows]
    ahead = np.cumsum(lengths) - lengths
    shared = np.repeat(table.starts[rows] - ahead, lengths) + np.arange(int(lengths.sum()))
    columns, b = table.columns[shared], table.values[shared]
    a = np.repeat(table.values[own], lengths)
    width = table.width
    overlap = np.bincount(columns, minlength=width)
    overlap[column] = 0  # nothing is its own neighbour
    found = np.flatnonzero(overlap >= max(formula.min_overlap, 1))
    n = overlap[found].astype(np.float64)

    def total(part: FloatArray) -> FloatArray:
        return np.asarray(np.bincount(columns, part, minlength=width)[found], dtype=np.float64)

    sums = [total(a * b), total(a * a), total(b * b)]
    if formula.shared:
        sums = _about_shared_means(n, sums, total(a), total(b))
    likeness, variance = sums[0], sums[1] * sums[2]
    known = (variance > 0.0) & (likeness != 0.0)
    sims = np.clip(likeness[known] / np.sqrt(variance[known]), -1.0, 1.0)  # rounding may carry it past 1
    if formula.shrinkage > 0.0:
        free = n[known] - formula.lost
        sims *= free / (free + formula.shrinkage)
    told = sims != 0.0
    return found[known][told], sims[told]


def strongest(
    table: RatingTable, formula: Formula, k: int, opposites: bool
) -> tuple[NDArray[np.int32], FloatArray]:
    """Numbers (-1 for none) and similarities (0 for none) of each column's k strongest, shape (width, k) each."""
    columns = np.full((table.width, k), -1, dtype=np.int32)
    weights = np.zeros((table.width, k), dtype=np.float64)
    counts = np.diff(table.by_column[0])
    # A column with too few numbers can't share enough of them with any other.
    for column in np.flatnonzero(counts >= max(formula.min_overlap, 1)):
        found, sims = similarities(table, formula, int(column))
        if not opposites:
            found, sims = found[sims > 0.0], sims[sims > 0.0]
        chosen = _strongest(sims, k)
        columns[column, : chosen.size] = found[chosen]
        weights[column, : chosen.size] = sims[chosen]
    return columns, weights


def _about_shared_means(
    n: FloatArray, sums: list[FloatArray], sum_a: FloatArray, sum_b: FloatArray
) -> list[FloatArray]:
    likeness = n * sums[0] - sum_a * sum_b
    variances = []
    for square, total in ((sums[1], sum_a), (sums[2], sum_b)):
        variance = n * square - total * total
        variances.append(np.where(variance > ROUNDING * n * square, variance, 0.0))
    return [likeness, *variances]


def _strongest(sims: FloatArray, k: int) -> NDArray[np.intp]:
    """Places of the k entries of largest magnitude, strongest first, ties by place."""
    strength = np.abs(sims)
    places = np.arange(sims.size)
    if sims.size > k:
        # Keep all that tie with the k-th, so that the stable sort, not the partition, decides among them.
        places = np.flatnonzero(strength >= np.partition(strength, sims.size - k)[sims.size - k])
    return places[np.argsort(-strength[places], kind="stable")[:k]]
