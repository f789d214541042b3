"""Pearson's correlation of all columns of a table, in one loop over the pairs that numba compiles once and keeps.

`python -m recommender.pearson_compiled` compiles at set-up, so that no fit waits for it. Each pair is looked at
once and offered to both of its columns; the order of strength is total, so it does not matter which comes first."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy import sparse

from recommender.pearson_rows import ROUNDING, Formula
from recommender.rating_table import RatingTable

FloatArray = NDArray[np.float64]
_compiled: Any = njit(cache=True, nogil=True, error_model="numpy")


def strongest(
    table: RatingTable, formula: Formula, k: int, opposites: bool
) -> tuple[NDArray[np.int32], FloatArray]:
    """As `pearson_rows.strongest`; one core; memory for the result, eight numbers a column and two a rating."""
    columns = np.full((table.width, k), -1, dtype=np.int32)
    weights = np.zeros((table.width, k), dtype=np.float64)
    _fill(
        (table.starts, table.columns, table.values),
        table.by_column,
        (max(formula.min_overlap, 1), float(formula.lost), float(formula.shrinkage), opposites),
        formula.shared,
        (weights, columns, np.zeros(table.width, dtype=np.int64), np.zeros(table.width)),
    )
    return columns, weights


def _weaker(strength: float, column: int, other: float, its_column: int) -> bool:
    return strength < other or (strength == other and column > its_column)


_is_weaker: Any = _compiled(_weaker)


def _sift_down(heaps: Any, one: int, size: int, weight: float, column: int) -> None:
    """Put an entry at the root of row `one`, a heap of `size` with its weakest entry there, and sink it."""
    weights, columns, _, _ = heaps
    place = 0
    while 2 * place + 1 < size:
        child = 2 * place + 1
        other = child + 1
        if other < size and _is_weaker(
            abs(weights[one, other]), columns[one, other], abs(weights[one, child]), columns[one, child]
        ):
            child = other
        if _is_weaker(abs(weight), column, abs(weights[one, child]), columns[one, child]):
            break
        weights[one, place], columns[one, place] = weights[one, child], columns[one, child]
        place = child
    weights[one, place], columns[one, place] = weight, column


_sink: Any = _compiled(_sift_down)


def _keep_strongest(heaps: Any, one: int, weight: float, column: int) -> None:
    """Offer an entry to row `one`, a heap of at most k."""
    weights, columns, sizes, floors = heaps
    size = sizes[one]
    if size == weights.shape[1]:
        if _is_weaker(abs(weights[one, 0]), columns[one, 0], abs(weight), column):
            _sink(heaps, one, size, weight, column)
            floors[one] = abs(weights[one, 0])
        return
    place = size
    while place > 0:
        parent = (place - 1) // 2
        if not _is_weaker(abs(weight), column, abs(weights[one, parent]), columns[one, parent]):
            break
        weights[one, place], columns[one, place] = weights[one, parent], columns[one, parent]
        place = parent
    weights[one, place], columns[one, place] = weight, column
    sizes[one] = size + 1
    if size + 1 == weights.shape[1]:
        floors[one] = abs(weights[one, 0])


_keep: Any = _compiled(_keep_strongest)


def _correlation(sums: FloatArray, one: int, bounds: Any, shared: bool) -> float:
    """sim of a pair by its sums, n, Σab, Σa², Σb² and where `shared` Σa, Σb; 0 where there is none."""
    least, lost, shrinkage, opposites = bounds
    n, likeness, first, second = sums[one, 0], sums[one, 1], sums[one, 2], sums[one, 3]
    if n < least:
        return 0.0
    if shared:
        sum_a, sum_b = sums[one, 4], sums[one, 5]
        tiny_first, tiny_second = ROUNDING * n * first, ROUNDING * n * second
        likeness = n * likeness - sum_a * sum_b
        first, second = n * first - sum_a * sum_a, n * second - sum_b * sum_b
        if first <= tiny_first or second <= tiny_second:
            return 0.0
    variance = first * second
    if variance <= 0.0 or (likeness < 0.0 and not opposites):
        return 0.0
    sim = min(1.0, max(-1.0, likeness / np.sqrt(variance)))
    if shrinkage > 0.0:
        sim *= (n - lost) / (n - lost + shrinkage)
    return float(sim)


_sim: Any = _compiled(_correlation)


def _add_pairs(table: Any, column: int, by_column: Any, sums: FloatArray, met: Any) -> int:
    """Add up the pairs of a column's numbers with those after them; answers how many columns were met."""
    starts, columns, values = table
    column_starts, places, rows = by_column
    count = 0
    for at in range(column_starts[column], column_starts[column + 1]):
        a = values[places[at]]
        square = a * a
        for place in range(places[at] + 1, starts[rows[at] + 1]):
            b, other = values[place], columns[place]
            if sums[other, 0] == 0.0:
                met[count] = other
                count += 1
                sums[other, 1:] = 0.0
            sums[other, 0] += 1.0
            sums[other, 1] += a * b
            sums[other, 2] += square
            sums[other, 3] += b * b
    return count


_add: Any = _compiled(_add_pairs)


def _add_pairs_and_totals(table: Any, column: int, by_column: Any, sums: FloatArray, met: Any) -> int:
    """As `_add_pairs`, with the two sums that only `shared` needs: a branch in its loop would cost more."""
    starts, columns, values = table
    column_starts, places, rows = by_column
    count = 0
    for at in range(column_starts[column], column_starts[column + 1]):
        a = values[places[at]]
        square = a * a
        for place in range(places[at] + 1, starts[rows[at] + 1]):
            b, other = values[place], columns[place]
            if sums[other, 0] == 0.0:
                met[count] = other
                count += 1
                sums[other, 1:] = 0.0
            sums[other, 0] += 1.0
            sums[other, 1] += a * b
            sums[other, 2] += square
            sums[other, 3] += b * b
            sums[other, 4] += a
            sums[other, 5] += b
    return count


_add_with_totals: Any = _compiled(_add_pairs_and_totals)


def _all_pairs(table: Any, by_column: Any, bounds: Any, shared: bool, heaps: Any) -> None:
    weights, columns, sizes, floors = heaps
    width = weights.shape[0]
    sums = np.zeros((width, 6 if shared else 4))
    met = np.empty(width, np.int32)
    for one in range(width):
        count = 0 if shared else _add(table, one, by_column, sums, met)
        if shared:
            count = _add_with_totals(table, one, by_column, sums, met)
        for place in range(count):
            other = met[place]
            if sums[other, 0] >= bounds[0]:
                sim = _sim(sums, other, bounds, shared)
                # Most are too weak to be kept: that is seen here, as a call costs more than the look.
                if sim != 0.0 and abs(sim) >= floors[one]:
                    _keep(heaps, one, sim, other)
                if sim != 0.0 and abs(sim) >= floors[other]:
                    _keep(heaps, other, sim, one)
            sums[other, 0] = 0.0
    for one in range(width):
        # Taking the weakest off again and again leaves a heap sorted, the strongest first.
        for size in range(sizes[one] - 1, 0, -1):
            weight, column = weights[one, size], columns[one, size]
            weights[one, size], columns[one, size] = weights[one, 0], columns[one, 0]
            _sink(heaps, one, size, weight, column)


_fill: Any = _compiled(_all_pairs)


def compile_once() -> None:
    """Compile for the types that `strongest` hands over, or find them compiled already."""
    table = RatingTable.of(sparse.csr_array(np.ones((1, 1))))
    for shared in (False, True):
        strongest(table, Formula(shared=shared), 1, False)


if __name__ == "__main__":
    compile_once()
