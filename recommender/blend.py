"""Weigh the parts of a score by how much is known of shopper and item; the weights are learnt.

It knows numbers alone: no ids, no models, no clock. No weight is ever negative."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp

FloatArray = NDArray[np.float64]


def known(counts: FloatArray | float, half: float) -> FloatArray:
    """κ_known of so many interactions: n/(n + half)."""
    return np.asarray(np.divide(counts, np.add(counts, half)))


@dataclass(frozen=True, slots=True, eq=False)
class Blend:
    """The weight of part p for user u and item i is bilinear in how well known the two are:

    w_p(u,i) = Σ_{a,b ∈ {known, new}} table[p,a,b]·κ_a(u)·κ_b(i),  κ_known(x) = n_x/(n_x + half),  κ_new = 1 − κ_known

    with n_x the interactions of x and `half` those at which it is half known. So no shopper's list jumps when
    one more interaction comes.
    """

    table: FloatArray  # (parts, 2, 2), none negative

    def weights(self, user_known: float, items_known: FloatArray) -> FloatArray:
        """w, shape (c, parts), of one user and c items of which so much is known (κ_known)."""
        of_user = user_known * self.table[:, 0] + (1 - user_known) * self.table[:, 1]
        known = items_known[:, np.newaxis]
        return np.asarray(known * of_user[:, 0] + (1 - known) * of_user[:, 1], dtype=np.float64)

    @classmethod
    def learnt(
        cls, features: FloatArray, users_known: FloatArray, items_known: FloatArray, *, ridge: float
    ) -> Self:
        """The table that best tells what was chosen from its rivals.

        `features` has shape (m, n, parts): m choices among n items, of which the first was chosen;
        `users_known` (m,) and `items_known` (m, n) are κ_known. It minimises, over tables without a negative
        entry, the mean of log Σ_i exp(z_i) − z_0 with z = Σ_p w_p·f_p, plus ridge · Σ table².
        Source: McFadden, "Conditional logit analysis of qualitative choice behavior", 1974.
        """
        m, n, parts = features.shape
        spread = features.std(axis=(0, 1))
        scale = np.where(spread > 0, spread, 1.0)
        user = np.stack([users_known, 1 - users_known], axis=1)
        item = np.stack([items_known, 1 - items_known], axis=2)
        design = np.einsum("mnp,ma,mnb->mnpab", features / scale, user, item, optimize=True)
        design = design.reshape(m, n, parts * 4)

        def loss(table: FloatArray) -> tuple[float, FloatArray]:
            scores = design @ table
            total = logsumexp(scores, axis=1, keepdims=True)
            chances = np.exp(scores - total)
            chances[:, 0] -= 1
            slope = np.tensordot(chances, design, axes=2) / m
            value = float((total[:, 0] - scores[:, 0]).mean() + ridge * (table @ table))
            return value, np.asarray(slope + 2 * ridge * table)

        found = minimize(
            loss, np.full(parts * 4, 0.1), jac=True, method="L-BFGS-B", bounds=[(0, None)] * (parts * 4)
        )
        return cls(np.asarray(found.x).reshape(parts, 2, 2) / scale[:, np.newaxis, np.newaxis])

    def scaled(self, factor: float) -> "Blend":
        """With every weight times `factor`."""
        return Blend(self.table * factor)

    def scores(self, features: FloatArray, users_known: FloatArray, items_known: FloatArray) -> FloatArray:
        """z, shape (m, n), of arrays shaped as `learnt` takes them."""
        return np.stack(
            [
                (self.weights(float(known), items) * rows).sum(axis=1)
                for rows, known, items in zip(features, users_known, items_known, strict=True)
            ]
        )
