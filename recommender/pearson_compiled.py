"""Pearson's correlation of all columns of a table, in one loop over the pairs that numba compiles once and keeps.

`python -m recommender.compiled` compiles at set-up, so that no fit waits for it. Each pair is looked at
once and offered to both of its columns; the order of strength is total, so it does not matter which comes first."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import joblib
import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy import sparse

from recommender.pearson_rows import ROUNDING, Formula
from recommender.rating_table import RatingTable

FloatArray = NDArray[np.float64]
_compiled: Any = njit(cache=True, nogil=True, error_model="numpy")
ROOM = 10_000_000  # entries of 12 bytes that a second thread may have for its own
SHIFT = 3  # log2 of the columns that are looked at together
SURELY = 1 - 1e-9  # what is below by more than this is not below by rounding


def strongest(
    table: RatingTable, formula: Formula, k: int, opposites: bool
) -> tuple[NDArray[np.int32], FloatArray]:
    """As `pearson_rows.strongest`; on two cores where a second result has room, each with six numbers a column."""
    threads = 2 if joblib.cpu_count() > 1 and table.width > 1 and table.width * k <= ROOM else 1
    heaps = [_empty_heaps(table.width, k) for _ in range(threads)]
    # An unsigned index is never counted from the end, which saves looking whether it is.
    unsigned = (table.starts, table.columns.view(np.uint32), table.values), table.by_column
    bounds = (max(formula.min_overlap, 1), float(formula.lost), float(formula.shrinkage), opposites)

    def work(thread: int) -> None:
        _fill(*unsigned, (bounds, formula.shared), heaps[thread], (thread, threads))

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(threads)))
    for others in heaps[1:]:
        _merge(heaps[0], others)
    _sort(heaps[0])
    return heaps[0][1], heaps[0][0]


def _empty_heaps(width: int, k: int) -> Any:
    """Weights and columns of each column's strongest, shape (width, k), their number and the weakest's |weight|."""
    weights, columns = np.zeros((width, k)), np.full((width, k), -1, dtype=np.int32)
    return weights, columns, np.zeros(width, dtype=np.int64), np.zeros(width)


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


def _correlation(sums: FloatArray, one: int, bounds: Any, shared: bool, floor: float) -> float:
    """sim of a pair by its sums, n, Σab, Σa², Σb² and where `shared` Σa, Σb; 0 where there is none.

    0 too where |sim| is surely below `floor`: that is seen without a root.
    """
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
    if likeness * likeness < floor * floor * variance * SURELY:
        return 0.0
    sim = min(1.0, max(-1.0, likeness / np.sqrt(variance)))
    if shrinkage > 0.0:
        sim *= (n - lost) / (n - lost + shrinkage)
    return float(sim)


_sim: Any = _compiled(_correlation)


def _add_pairs(table: Any, column: int, by_column: Any, sums: FloatArray, is_met: Any) -> None:
    """Add up the pairs of a column's numbers with those after them, and mark the blocks of columns that are met."""
    starts, columns, values = table
    column_starts, places, rows = by_column
    for at in range(column_starts[column], column_starts[column + 1]):
        a = values[places[at]]
        square = a * a
        for place in range(places[at] + 1, starts[rows[at] + 1]):
            b, other = values[place], columns[place]
            is_met[other >> SHIFT] = True
            sums[other, 0] += 1.0
            sums[other, 1] += a * b
            sums[other, 2] += square
            sums[other, 3] += b * b


_add: Any = _compiled(_add_pairs)


def _add_pairs_and_totals(table: Any, column: int, by_column: Any, sums: FloatArray, is_met: Any) -> None:
    """As `_add_pairs`, with the two sums that only `shared` needs: a branch in its loop would cost more."""
    starts, columns, values = table
    column_starts, places, rows = by_column
    for at in range(column_starts[column], column_starts[column + 1]):
        a = values[places[at]]
        square = a * a
        for place in range(places[at] + 1, starts[rows[at] + 1]):
            b, other = values[place], columns[place]
            is_met[other >> SHIFT] = True
            sums[other, 0] += 1.0
            sums[other, 1] += a * b
            sums[other, 2] += square
            sums[other, 3] += b * b
            sums[other, 4] += a
            sums[other, 5] += b


_add_with_totals: Any = _compiled(_add_pairs_and_totals)


def _pairs_of_a_share(table: Any, by_column: Any, rule: Any, heaps: Any, share: Any) -> None:
    """Offer all pairs of every `step`-th column from the `first` with those after it to the heaps of both."""
    bounds, shared = rule
    first, step = share
    weights, _, _, floors = heaps
    width = weights.shape[0]
    sums = np.zeros((width, 6 if shared else 4))
    is_met = np.zeros((width >> SHIFT) + 1, np.bool_)
    for one in range(first, width, step):
        if shared:
            _add_with_totals(table, one, by_column, sums, is_met)
        else:
            _add(table, one, by_column, sums, is_met)
        for block in range(one >> SHIFT, is_met.size):
            if not is_met[block]:
                continue
            is_met[block] = False
            for other in range(block << SHIFT, min((block + 1) << SHIFT, width)):
                if sums[other, 0] == 0.0:
                    continue
                sim = _sim(sums, other, bounds, shared, min(floors[one], floors[other]))
                # Most are too weak to be kept: that is seen here, as a call costs more than the look. Each heap
                # is offered its columns in rising order: one of equal strength comes too late.
                if abs(sim) > floors[one]:
                    _keep(heaps, one, sim, other)
                if abs(sim) > floors[other]:
                    _keep(heaps, other, sim, one)
                sums[other, 0] = sums[other, 1] = sums[other, 2] = sums[other, 3] = 0.0
                if shared:
                    sums[other, 4] = sums[other, 5] = 0.0


_fill: Any = _compiled(_pairs_of_a_share)


def _merge_into(heaps: Any, others: Any) -> None:
    """Offer all that the other heaps hold to these."""
    weights, columns, sizes, _ = others
    for one in range(weights.shape[0]):
        for place in range(sizes[one]):
            _keep(heaps, one, weights[one, place], columns[one, place])


_merge: Any = _compiled(_merge_into)


def _strongest_first(heaps: Any) -> None:
    """Sort each heap: taking the weakest off again and again leaves the strongest first."""
    weights, columns, sizes, _ = heaps
    for one in range(weights.shape[0]):
        for size in range(sizes[one] - 1, 0, -1):
            weight, column = weights[one, size], columns[one, size]
            weights[one, size], columns[one, size] = weights[one, 0], columns[one, 0]
            _sink(heaps, one, size, weight, column)


_sort: Any = _compiled(_strongest_first)


def compile_once() -> None:
    """Compile for the types that `strongest` hands over, or find them compiled already."""
    table = RatingTable.of(sparse.csr_array(np.ones((1, 2))))
    for shared in (False, True):
        strongest(table, Formula(shared=shared), 1, False)
