"""The strongest entries of a product of two sparse matrices, of which only a block is ever there at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import Any

import joblib
import numpy as np

from recommender.strongest import SPARE, Strongest

# Products of one block: a million of them come to some 40 MB, in each thread.
BLOCK_PRODUCTS = 1_000_000
# From so many products on, the compiled loop has earned back the time that importing its compiler takes.
COMPILED_FROM = 50_000_000


def strongest_products(left: Any, right: Any, k: int) -> Strongest:
    """The k largest entries above 0 of every row of left @ right, both scipy CSR arrays; on all processors.

    Many products of single precision go through the compiled loop (products_compiled.py) where numba is installed;
    the result is the same.
    """
    height = left.shape[0]
    result = Strongest(np.empty((height, k), dtype=np.int32), np.empty((height, k), dtype=np.float32))

    def by_scipy(block: slice) -> None:
        found = Strongest.of(left[block] @ right, k)
        result.columns[block], result.weights[block] = found.columns, found.weights

    work = by_scipy
    if k and _is_compiled_for(left, right):
        from recommender import products_compiled  # noqa: PLC0415 - its compiler is imported when it pays

        work = products_compiled.filler(left, right, result)
    # scipy's products, numpy's sorts and the compiled loop let other threads run.
    with ThreadPoolExecutor(joblib.cpu_count()) as threads:
        list(threads.map(work, _blocks(left, right, k)))
    return result


def _is_compiled_for(left: Any, right: Any) -> bool:
    if not left.dtype == right.dtype == np.float32:
        return False
    products = int(np.diff(right.indptr)[left.indices].sum(dtype=np.int64))
    return products >= COMPILED_FROM and find_spec("numba") is not None


def _blocks(left: Any, right: Any, k: int) -> Iterator[slice]:
    """The rows of `left` in blocks of about BLOCK_PRODUCTS products with `right`, one row at least.

    Of rows with few products not so many either that sorting room for SPARE · k entries each would come to more.
    """
    products = np.diff(right.indptr)[left.indices]
    before = np.append(0, np.cumsum(products, dtype=np.int64))[left.indptr]
    most, start = max(1, BLOCK_PRODUCTS // max(SPARE * k, 1)), 0
    while start < left.shape[0]:
        end = int(np.searchsorted(before, before[start] + BLOCK_PRODUCTS, side="right")) - 1
        end = min(max(end, start + 1), start + most, left.shape[0])
        yield slice(start, end)
        start = end
