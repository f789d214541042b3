"""Logistic regression over several classes, fitted where some columns are sparse and the others dense.

The same sum as scikit-learn's LogisticRegression (multinomial, L2, L-BFGS from zero), in a fifth of the time: dense
columns are multiplied as one block, columns that are equal in every row are fitted as one, two threads share the
rows, and the steps are scaled by how much of a column there is. Without that scale a word that few sentences have is
hardly learnt in the steps that there is time for.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.dialogue.descent import Short, minimised

Matrix = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.intp]]

_PARTS = 2  # of the rows, each for a thread; the same on every machine, so that the same weights come out
_CURVED = 0.02  # mean of share * (1 - share), which curves the loss: a class of fifty has a share of 0.02


@dataclass(frozen=True)
class Columns:
    """One row an example: first the sparse columns, then the dense ones."""

    sparse: csr_matrix
    dense: Matrix

    @property
    def width(self) -> int:
        """How many columns there are."""
        return int(self.sparse.shape[1] + self.dense.shape[1])

    def squares(self) -> Matrix:
        """The sum of each column's squares."""
        sparse = np.asarray(self.sparse.multiply(self.sparse).sum(axis=0)).ravel()
        return np.concatenate([sparse, (self.dense**2).sum(axis=0)])


class _Rows:
    """Some of the examples, in single precision: the steps are coarser than that anyway."""

    def __init__(self, columns: Columns, places: Places, rows: slice) -> None:
        self._sparse = columns.sparse[rows].astype(np.float32)
        self._columns_first = self._sparse.T.tocsr()
        self._dense = columns.dense[rows].astype(np.float32)
        self._own = np.arange(len(places[rows])), places[rows]  # the share of its own class, in each row

    def loss(self, weights: Short) -> tuple[float, Short]:
        """How far these rows are missed, and the slope of that; the last row of weights are the intercepts."""
        split = self._sparse.shape[1]
        shares = np.asarray(self._sparse @ weights[:split])
        shares += self._dense @ weights[split:-1]
        shares += weights[-1]
        shares -= shares.max(axis=1, keepdims=True)
        meant = float(shares[self._own].sum(dtype=np.float64))
        np.exp(shares, out=shares)
        sums = shares.sum(axis=1, keepdims=True)
        missed = float(np.log(sums).sum(dtype=np.float64)) - meant
        shares /= sums
        shares[self._own] -= 1.0
        slope = np.empty_like(weights)
        slope[:split] = self._columns_first @ shares
        np.matmul(self._dense.T, shares, out=slope[split:-1])
        slope[-1] = shares.sum(axis=0)
        return missed, slope


def fit(classifier: LogisticRegression, columns: Columns, labels: Sequence[str]) -> None:
    """Set what `classifier.fit` would set; its C, tol and max_iter are heeded, and no other setting.

    Raises ValueError where there are fewer than two labels.
    """
    classes, places = np.unique(np.asarray(labels), return_inverse=True)
    if len(classes) < 3:  # two are another sum in scikit-learn; such data are small
        classifier.fit(np.hstack([columns.sparse.toarray(), columns.dense]), labels)
        return
    merged, first, size = _merged(columns.sparse)
    weights, steps = _minimised(Columns(merged, columns.dense), places, len(classes), classifier)
    # k equal columns share what one column of k**0.5 times their length gets: the penalty is the same.
    shared = weights[: merged.shape[1]][first] / np.sqrt(size[first])[:, None]
    classifier.classes_ = classes
    # Of numbers in single precision a model's file has half the size, and is packed in a tenth of the time.
    learnt = np.vstack([shared, weights[merged.shape[1] : -1]]).astype(np.float32)
    classifier.coef_ = np.ascontiguousarray(learnt.T)
    classifier.intercept_ = weights[-1].copy()
    classifier.n_features_in_ = classifier.coef_.shape[1]
    classifier.n_iter_ = np.asarray([steps], dtype=np.int32)


def _merged(sparse: csr_matrix) -> tuple[csr_matrix, Places, Matrix]:
    """Each kind of column once, lengthened; which kind each column is of, and how many are of each kind."""
    by_column = sparse.tocsc()
    by_column.sort_indices()
    kinds: dict[tuple[bytes, bytes], int] = {}
    kind_of = np.empty(sparse.shape[1], dtype=np.intp)
    for column in range(sparse.shape[1]):
        part = slice(by_column.indptr[column], by_column.indptr[column + 1])
        look = (by_column.indices[part].tobytes(), by_column.data[part].tobytes())
        kind_of[column] = kinds.setdefault(look, len(kinds))
    size = np.bincount(kind_of, minlength=len(kinds)).astype(np.float64)
    _kinds, ones = np.unique(kind_of, return_index=True)
    return by_column[:, ones].multiply(np.sqrt(size)[None, :]).tocsr(), kind_of, size


def _minimised(
    columns: Columns, places: Places, classes: int, classifier: LogisticRegression
) -> tuple[Matrix, int]:
    """Weights, one row a column and the last for the intercepts, and how many steps were taken."""
    strength = np.float32(1.0 / classifier.C)
    shape = columns.width + 1, classes
    # The steps are taken in weights / scale, whose loss is about as curved in every direction.
    curved = strength + _CURVED * np.append(columns.squares(), len(places))
    scale = (1.0 / np.sqrt(curved))[:, None].astype(np.float32)
    edges = np.linspace(0, len(places), _PARTS + 1).astype(int)
    parts = [_Rows(columns, places, slice(*pair)) for pair in pairwise(edges)]

    def loss(steps: Short) -> tuple[float, Short]:
        weights = steps * scale
        told = list(threads.map(lambda rows: rows.loss(weights), parts))
        slope = told[0][1]
        for _missed, own in told[1:]:
            slope += own
        slope[:-1] += strength * weights[:-1]
        penalty = 0.5 * float(strength * np.vdot(weights[:-1], weights[:-1]))
        slope *= scale
        return sum(missed for missed, _own in told) + penalty, slope

    with ThreadPoolExecutor(_PARTS) as threads:
        start = np.zeros(shape, dtype=np.float32)
        found, taken = minimised(loss, start, steps=classifier.max_iter, flat=classifier.tol)
    return (found * scale).astype(np.float64), taken
