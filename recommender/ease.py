"""Score items by one linear model over all of a history: EASE, in whichever form needs the smaller inverse."""

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from recommender.errors import SettingError
from recommender.folding import HistoryScorer
from recommender.linear_pulls import VectorPulls, WrittenPulls
from recommender.pulls import FloatArray, Pulls
from recommender.settings import EaseSettings

MEGABYTE = 1e6


class Ease(HistoryScorer[EaseSettings]):
    """score(u,i) = Σ_j x(u,j) · B(j,i),  B = I − P · diag(P)⁻¹,  P = (XᵀX + λI)⁻¹,  diag(B) = 0.

    x is what a confidence counts (see HistoryScorer), X (users × items) holds the x above 0, λ is `ridge`. B is
    what best gives back X from X, in squares, when no item may speak for itself.
    Source: Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019.

    Where users are fewer than items, P is never formed: by Woodbury's identity
    P = (I − Xᵀ(XXᵀ + λI)⁻¹X)/λ, and with XXᵀ + λI = LLᵀ and z_i the column of L⁻¹X of item i,
    B(j,i) = z_j · z_i / (1 − z_i · z_i) for j ≠ i: λ cancels, and users × items numbers are all that is kept.
    """

    kept = ("pulls",)

    def __init__(self, settings: EaseSettings | None = None) -> None:
        """Without settings, those of EaseSettings."""
        super().__init__(settings or EaseSettings())

    def _pulls(self, strengths: Any) -> Pulls:
        """Time grows with s³ + s² · items, memory with s · items, s the smaller of users and items.

        Raises SettingError where that memory is more than `room_mb`.
        """
        users, items = strengths.shape
        needed = min(users, items) * items * np.float64().nbytes / MEGABYTE
        if needed > self.settings.room_mb:
            wanted = f"{needed:.0f} or more for {users} users and {items} items, or take ImplicitNeighbours"
            raise SettingError("room_mb", self.settings.room_mb, wanted)
        if users < items:
            return VectorPulls.of(_vectors(strengths, self.settings.ridge))
        return WrittenPulls(_weights(strengths, self.settings.ridge))

    @classmethod
    def _restored(cls, settings: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> tuple[Self, Pulls]:
        pulls = arrays["pulls"]
        square = pulls.shape[0] == pulls.shape[1]
        return cls(EaseSettings(**settings)), WrittenPulls(pulls) if square else VectorPulls.of(pulls)


def _vectors(strengths: Any, ridge: float) -> FloatArray:
    """(L⁻¹X)ᵀ, shape (items, users)."""
    users = strengths.shape[0]
    gram = (strengths @ strengths.T).toarray()
    gram[np.diag_indices(users)] += ridge
    lower = linalg.cholesky(gram, lower=True, overwrite_a=True, check_finite=False)
    # Inverted once, a sum of rows gives an item's vector: it has far fewer ratings than a solve has steps.
    inverse, _ = linalg.lapack.dtrtri(lower, lower=1, overwrite_c=1)
    return np.asarray(strengths.T.tocsr() @ np.ascontiguousarray(inverse.T), dtype=np.float64)


def _weights(strengths: Any, ridge: float) -> FloatArray:
    """B, shape (items, items)."""
    items = strengths.shape[1]
    gram = (strengths.T @ strengths).toarray()
    gram[np.diag_indices(items)] += ridge
    if not items:
        return np.asarray(gram, dtype=np.float64)
    inverse = linalg.inv(gram, overwrite_a=True, check_finite=False, assume_a="pos")
    inverse /= -inverse.diagonal().copy()
    np.fill_diagonal(inverse, 0.0)
    return np.asarray(inverse, dtype=np.float64)
