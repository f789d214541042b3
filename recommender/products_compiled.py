"""The strongest entries of a product of two sparse matrices, row by row, in a loop that numba compiles once.

It needs numba (the extra `compiled`). Each sum is added up in the order in which scipy does it, so that the result
is that of `products.strongest_products` to the last bit."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit
from scipy import sparse

from recommender.strongest import Strongest

_compiled: Any = njit(cache=True, nogil=True, error_model="numpy")
BLOCK = 64  # columns that are looked at together
SHIFT = 6  # log2 of it
MOST = 0xFFFFFFFF  # 32 bits


def filler(left: Any, right: Any, result: Strongest) -> Callable[[slice], None]:
    """What puts the k ≥ 1 largest entries above 0 of a slice of rows of left @ right into `result`.

    Both are scipy CSR arrays of single precision. Other threads run meanwhile; each takes four bytes a column for
    the sums, and eight for what is sorted.
    """
    factors, arrays = (_plain(left), _plain(right)), (result.weights, result.columns)

    def fill(rows: slice) -> None:
        _fill(*factors, (rows.start, rows.stop), right.shape[1], arrays)

    return fill


def _plain(matrix: Any) -> Any:
    """The arrays of a matrix in the types that are compiled for; an unsigned index is never counted from the end."""
    return matrix.indptr.astype(np.int64), matrix.indices.astype(np.uint32), matrix.data


def _add_row(left: Any, right: Any, row: int, sums: Any, is_touched: Any) -> None:
    """Add up one row of the product, and mark each block of columns that it reaches."""
    left_starts, left_columns, left_values = left
    starts, columns, values = right
    for at in range(left_starts[row], left_starts[row + 1]):
        factor, inner = left_values[at], left_columns[at]
        for place in range(starts[inner], starts[inner + 1]):
            column = columns[place]
            # No branch here: whether a column was met before is as good as chance, and a wrong guess costs
            # the processor more than all the rest.
            sums[column] += factor * values[place]
            is_touched[column >> SHIFT] = True


_add: Any = _compiled(_add_row)


def _collect_block(bits: Any, start: int, bar: int, keys: Any, count: int) -> int:
    """Add the keys of what reaches `bar` in the block of columns from `start`; answers how many there are now.

    The bits of positive floats, read as an integer, are in the floats' own order; those of others are below 0.
    A key is these bits, then the column so that the lower one is the greater key.
    """
    column = start
    for some in bits[start : start + BLOCK]:
        if some >= bar:
            keys[count] = (np.uint64(some) << np.uint64(32)) | np.uint64(MOST - column)
            count += 1
        column += 1
    return count


_collect: Any = _compiled(_collect_block)


def _find_tops(bits: Any, is_touched: Any, touched: Any, tops: Any) -> int:
    """The largest bits of each touched block, if above 0: its number in `touched`; answers how many there are."""
    count = 0
    for block in range(is_touched.size):
        if is_touched[block]:
            top = np.int32(0)
            for some in bits[block << SHIFT : (block + 1) << SHIFT]:
                top = max(top, some)
            touched[count], tops[count] = block, top
            count += 1
    return count


_tops: Any = _compiled(_find_tops)


def _fill_rows(left: Any, right: Any, rows: Any, width: int, result: Any) -> None:
    weights, columns = result
    k, blocks = weights.shape[1], (width >> SHIFT) + 1
    sums, is_touched = np.zeros(blocks * BLOCK, np.float32), np.zeros(blocks, np.bool_)
    touched, tops, keys = np.empty(blocks, np.int32), np.empty(blocks, np.int32), np.empty(width, np.uint64)
    bits, weight_bits = sums.view(np.int32), weights.view(np.uint32)
    for row in range(rows[0], rows[1]):
        _add(left, right, row, sums, is_touched)
        blocks_found, count, bar = _tops(bits, is_touched, touched, tops), 0, np.int32(1)
        if blocks_found > k:
            # As many columns as that reach the k-th of the blocks' largest, and hardly more.
            bar = max(bar, np.partition(tops[:blocks_found], blocks_found - k)[blocks_found - k])
        for one in range(blocks_found):
            start = touched[one] << SHIFT
            if tops[one] >= bar:
                count = _collect(bits, start, bar, keys, count)
            sums[start : start + BLOCK] = 0.0
            is_touched[touched[one]] = False
        found = keys[:count]
        found.sort()
        for place in range(k):
            if place < count:
                key = found[count - 1 - place]
                columns[row, place] = MOST - np.int64(key & np.uint64(MOST))
                weight_bits[row, place] = key >> np.uint64(32)
            else:
                columns[row, place], weights[row, place] = -1, 0.0


_fill: Any = _compiled(_fill_rows)


def compile_once() -> None:
    """Compile for the types that `products.strongest_products` hands over, or find them compiled already."""
    one = sparse.csr_array(np.ones((1, 1), dtype=np.float32))
    result = Strongest(np.empty((1, 1), dtype=np.int32), np.empty((1, 1), dtype=np.float32))
    filler(one, one, result)(slice(0, 1))
