"""Score items by those that the same shoppers took: item-based collaborative filtering on implicit feedback."""

from collections.abc import Callable, Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.folding import HistoryScorer
from recommender.products import strongest_products
from recommender.pulls import BANISHED, NearestPulls, Pulls
from recommender.settings import ImplicitSettings
from recommender.strongest import NOBODY, Strongest


class ImplicitNeighbours(HistoryScorer[ImplicitSettings]):
    """score(u,i) = Σ_j x(u,j) · sim(j,i), over the items j of u's history of which i is among the k nearest.

    x is what a confidence counts (see HistoryScorer). sim(j,i) = Σ_u b(u,j) · b(u,i) over x⁺, the x above 0:

    cosine:  b(u,i) = x⁺(u,i) / √Σ_u x⁺(u,i)²
    bm25:    b(u,i) = x⁺ · (k1 + 1) / (x⁺ + k1 · (1 − b + b · L(u)/L̄)) · log(1 + (U − n(i) + ½)/(n(i) + ½))

    where L(u) = Σ_i x⁺(u,i), L̄ is its mean over the U users, and n(i) counts the users with x⁺(u,i) > 0: a
    shopper who takes everything says less of each pair, and so does an item that everybody takes.
    Sources: Deshpande and Karypis, "Item-based top-N recommendation algorithms", TOIS 2004; BM25: Robertson and
    Zaragoza, "The probabilistic relevance framework", 2009, users being the documents and items the terms.
    """

    kept = ("columns", "weights")

    def __init__(
        self,
        settings: ImplicitSettings | None = None,
        *,
        nearest: Callable[[Any, int], Strongest] | None = None,
    ) -> None:
        """Without settings, those of ImplicitSettings; `nearest` finds the neighbours in place of this process."""
        super().__init__(settings or ImplicitSettings())
        self._find = nearest or _nearest

    def _pulls(self, strengths: Any) -> Pulls:
        """Time grows with Σ_u n_u², memory with items · k."""
        plain = self.settings.weighting == "cosine"
        weighed = _cosine(strengths) if plain else _bm25(strengths, self.settings)
        return NearestPulls(self._find(weighed, self.settings.k))

    @classmethod
    def _restored(cls, settings: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> tuple[Self, Pulls]:
        pulls = NearestPulls(Strongest(arrays["columns"], arrays["weights"]))
        return cls(ImplicitSettings(**settings)), pulls


def _cosine(strengths: Any) -> Any:
    squares = np.bincount(strengths.indices, weights=strengths.data**2, minlength=strengths.shape[1])
    weighed = strengths.copy()
    weighed.data /= np.sqrt(squares)[strengths.indices]
    return weighed


def _bm25(strengths: Any, settings: ImplicitSettings) -> Any:
    users, items = strengths.shape
    counts = np.bincount(strengths.indices, minlength=items)
    rarity = np.log1p((users - counts + 0.5) / (counts + 0.5))
    lengths = np.asarray(strengths.sum(axis=1)).ravel()
    relative = lengths / (lengths.mean() if lengths.any() else 1.0)
    held = settings.k1 * (1.0 - settings.b + settings.b * np.repeat(relative, np.diff(strengths.indptr)))
    weighed = strengths.copy()
    weighed.data *= (settings.k1 + 1.0) / (strengths.data + held) * rarity[strengths.indices]
    return weighed


def _nearest(weighed: Any, k: int) -> Strongest:
    """The k items of largest Σ_u b(u,j) · b(u,i) > 0 of every item j, of a CSR array (users, items).

    The sums are of single precision. Equally near items come by how many users took them, and then by number.
    """
    items = weighed.shape[1]
    # Busiest users and best known items first: most products then meet in few rows and columns, which lie
    # together in the processor's cache.
    order = np.argsort(-np.bincount(weighed.indices, minlength=items), kind="stable")
    busiest = np.argsort(-np.diff(weighed.indptr), kind="stable")
    weighed = weighed[busiest][:, order].astype(np.float32)
    # One more user, of each item's own, in which it speaks against itself: no item is its own neighbour.
    alone = sparse.eye_array(items, format="csr", dtype=np.float32)
    left = sparse.hstack([weighed.T.tocsr(), alone], format="csr")
    right = sparse.vstack([weighed, np.float32(-BANISHED) * alone], format="csr")
    found = strongest_products(left, right, k)
    columns, weights = np.empty_like(found.columns), np.empty_like(found.weights)
    columns[order] = np.where(found.columns == NOBODY, NOBODY, order[found.columns])
    weights[order] = found.weights
    return Strongest(columns, weights)
