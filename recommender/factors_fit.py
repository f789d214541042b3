"""Alternating least squares: the factors of one side are solved for while those of the other stand still.

Rows are users and columns items, or the other way about; nothing here knows an id, a scale or a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.factor_settings import FactorSettings

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
AT_ONCE = 2_000_000  # numbers gathered for one batch of rows: 16 MB


@dataclass(frozen=True, slots=True, eq=False)
class Pulled:
    """The one least-squares problem of a row: A·x = Σ_j weight_j · q_j over the columns j where it has values."""

    matrix: FloatArray  # (k, k) A
    columns: IntArray  # (h,)
    weights: FloatArray  # (h,)

    def factors(self, others: FloatArray) -> FloatArray:
        """x, shape (k,); `others` holds q, shape (columns, k)."""
        return np.asarray(np.linalg.solve(self.matrix, self.weights @ others[self.columns]), dtype=np.float64)

    def shares(self, others: FloatArray, asked: int) -> FloatArray:
        """What each value adds to x·q_i of column i = `asked`: q_iᵀ A⁻¹ q_j · weight_j, shape (h,).

        x is linear in the weights, so that these add up. Source: Hu, Koren and Volinsky, ICDM 2008, section 5.
        """
        reach = np.linalg.solve(self.matrix, others[asked])
        return np.asarray((others[self.columns] * reach).sum(axis=1) * self.weights, dtype=np.float64)


def item_factors(values: Any, settings: FactorSettings) -> FloatArray:
    """The items' factors, shape (items, k), after `rounds` of items and users by turns.

    `values` is a CSR array of shape (users, items): what is left of ratings beside their baselines, or confidences.
    Time grows with rounds · (ratings · k² + (users + items) · k³).
    """
    users, items = values.shape
    chance = np.random.default_rng(settings.seed)
    of_users = chance.standard_normal((users, settings.rank)) / np.sqrt(settings.rank)
    by_item, of_items = values.T.tocsr(), np.zeros((items, settings.rank))
    for number in range(settings.rounds):
        if number:
            of_users = solved(values, of_items, settings)
        of_items = solved(by_item, of_users, settings)
    return of_items


def solved(values: Any, others: FloatArray, settings: FactorSettings) -> FloatArray:
    """The factors of all rows of `values` (CSR, shape (n, m)), shape (n, k), while `others`, (m, k), stand still.

    Rows of about the same length are solved together, so that none waits for the longest.
    """
    lengths, found = np.diff(values.indptr), np.zeros((values.shape[0], others.shape[1]))
    gram, nothing = _gram(others, settings), np.zeros((1, others.shape[1]))
    padded = np.vstack([others, nothing])  # what a shorter row is filled up with adds nothing
    for rows in _batches(lengths, others.shape[1]):
        at = values.indptr[rows][:, np.newaxis] + np.arange(lengths[rows].max())
        there = at < values.indptr[rows + 1][:, np.newaxis]
        at = np.where(there, at, 0)
        trusts, weights = _trusts(values.data[at], settings)
        near = padded[np.where(there, values.indices[at], others.shape[0])]
        matrices = gram + np.swapaxes(near * trusts[:, :, np.newaxis], 1, 2) @ near
        matrices += _held_back(lengths[rows], settings)[:, np.newaxis, np.newaxis] * np.eye(others.shape[1])
        sums = np.swapaxes(near, 1, 2) @ weights[:, :, np.newaxis]
        found[rows] = np.linalg.solve(matrices, sums)[:, :, 0]
    return found


def pulled(columns: IntArray, values: FloatArray, others: FloatArray, settings: FactorSettings) -> Pulled:
    """The problem of one row with `values` in `columns`; that of none at all has x = 0."""
    trusts, weights = _trusts(values, settings)
    near = others[columns]
    held_back = float(_held_back(np.array([max(columns.size, 1)]), settings)[0])
    matrix = _gram(others, settings) + (near.T * trusts) @ near + held_back * np.eye(others.shape[1])
    return Pulled(matrix, columns, weights)


def _gram(others: FloatArray, settings: FactorSettings) -> FloatArray:
    """What pairs without a value say: nothing of ratings, and of confidences that nothing is wanted, QᵀQ."""
    size = others.shape[1]
    return others.T @ others if settings.implicit else np.zeros((size, size))


def _trusts(values: FloatArray, settings: FactorSettings) -> tuple[FloatArray, FloatArray]:
    """How much each value counts on the left side beyond one that is missing, and what it adds on the right."""
    if not settings.implicit:
        return np.ones_like(values), values
    trusts = settings.alpha * np.abs(values)
    return trusts, np.where(values > 0, 1.0 + trusts, 0.0)


def _held_back(lengths: IntArray, settings: FactorSettings) -> FloatArray:
    return np.asarray(settings.regularization * lengths, dtype=np.float64)


def _batches(lengths: IntArray, rank: int) -> Iterator[IntArray]:
    """Numbers of rows that have values, the shortest first, in batches of bounded size."""
    order = np.argsort(lengths, kind="stable")
    order = order[lengths[order] > 0]
    start = 0
    while start < order.size:
        sizes = lengths[order[start:]] * np.arange(1, order.size - start + 1) * rank
        taken = max(int(np.searchsorted(sizes, AT_ONCE, side="right")), 1)
        yield order[start : start + taken]
        start += taken
