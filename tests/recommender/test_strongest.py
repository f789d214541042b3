"""The strongest entries of sparse and dense rows, against a plain sort; equal ones by column."""

from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from recommender.strongest import Strongest


def plain(table: np.ndarray, k: int) -> tuple[list[list[int]], list[list[float]]]:
    columns, weights = [], []
    for row in table.astype(np.float32):
        order = sorted((column for column in range(row.size) if row[column] > 0), key=lambda c: (-row[c], c))
        kept = order[:k]
        columns.append(kept + [-1] * (k - len(kept)))
        weights.append([float(row[column]) for column in kept] + [0.0] * (k - len(kept)))
    return columns, weights


def assert_plain(table: np.ndarray, k: int) -> None:
    columns, weights = plain(table, k)
    for found in (Strongest.of(sparse.csr_array(table), k), Strongest.of_dense(table, k)):
        assert found.columns.tolist() == columns
        assert found.weights.tolist() == weights


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    shape=st.tuples(st.integers(0, 6), st.integers(1, 90)),
    k=st.integers(0, 6),
    kinds=st.sampled_from([2, 9, 1_000_000]),
)
def test_they_are_those_of_a_plain_sort(seed: int, shape: tuple[int, int], k: int, kinds: int) -> None:
    chance = np.random.default_rng(seed)
    table = chance.integers(-kinds // 2, kinds, shape).astype(np.float64) / 7
    table[chance.random(shape) < chance.random()] = 0.0
    assert_plain(table, k)


@pytest.mark.parametrize("length", [15, 16, 17, 400])
def test_long_rows_of_equal_entries_come_by_column(length: int) -> None:
    table = np.ones((3, length))
    table[1, length // 2] = 2.0
    assert_plain(table, 4)


def test_columns_need_not_be_in_order() -> None:
    block = sparse.csr_array((np.array([1.0, 3.0, 3.0, 2.0]), np.array([7, 5, 0, 2]), np.array([0, 4])))
    found = Strongest.of(block, 3)
    assert found.columns.tolist() == [[0, 5, 2]]


@pytest.mark.skipif(
    find_spec("numba") is None, reason="numba is not installed; the product in SciPy is tested"
)
@pytest.mark.parametrize("k", [1, 5, 80])
@pytest.mark.parametrize("width", [3, 64, 300])
def test_the_compiled_product_finds_what_scipys_does(k: int, width: int) -> None:
    from recommender.products import strongest_products  # noqa: PLC0415
    from recommender.products_compiled import filler  # noqa: PLC0415

    chance = np.random.default_rng(k + width)
    left, right = (
        sparse.csr_array(
            (chance.integers(-2, 4, shape) * (chance.random(shape) < 0.2) / 7).astype(np.float32)
        )
        for shape in ((20, 30), (30, width))
    )
    plain_one = strongest_products(left, right, k)
    found = Strongest(np.empty((20, k), np.int32), np.empty((20, k), np.float32))
    filler(left, right, found)(slice(0, 20))
    np.testing.assert_array_equal(found.columns, plain_one.columns)
    np.testing.assert_array_equal(found.weights, plain_one.weights)
