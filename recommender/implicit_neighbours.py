"""Score items by those that the same shoppers took: item-based collaborative filtering on implicit feedback."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.folding import HistoryScorer
from recommender.products import strongest_products
from recommender.pulls import BANISHED, NearestPulls, Pulls
from recommender.settings import ImplicitSettings
from recommender.strongest import NOBODY, Strongest


class ImplicitNeighbours(HistoryScorer):
    """score(u,i) = Σ_j c(u,j) · sim(j,i), over the items j of u's history of which i is among the k nearest.

    sim(j,i) = Σ_u b(u,j) · b(u,i) with, c⁺ being the confidences above 0,

    cosine:  b(u,i) = c⁺(u,i) / √Σ_u c⁺(u,i)²
    bm25:    b(u,i) = c⁺ · (k1 + 1) / (c⁺ + k1 · (1 − b + b · L(u)/L̄)) · log(1 + (U − n(i) + ½)/(n(i) + ½))

    where L(u) = Σ_i c⁺(u,i), L̄ is its mean over the U users, and n(i) counts the users with c⁺(u,i) > 0: a
    shopper who takes everything says less of each pair, and so does an item that everybody takes.
    Sources: Deshpande and Karypis, "Item-based top-N recommendation algorithms", TOIS 2004; BM25: Robertson and
    Zaragoza, "The probabilistic relevance framework", 2009, users being the documents and items the terms.
    """

    kept = ("columns", "weights")

    def __init__(self, settings: ImplicitSettings | None = None) -> None:
        """Without settings, those of ImplicitSettings."""
        super().__init__()
        self.settings = settings or ImplicitSettings()

    def _pulls(self, confidences: Any) -> Pulls:
        """Time grows with Σ_u n_u², memory with items · k."""
        wanted = confidences.copy()
        wanted.data = np.maximum(wanted.data, 0.0)
        wanted.eliminate_zeros()
        weighed = _bm25(wanted, self.settings) if self.settings.weighting == "bm25" else _cosine(wanted)
        return NearestPulls(_nearest(weighed, self.settings.k))

    def _settings(self) -> dict[str, Any]:
        return asdict(self.settings)

    @classmethod
    def _restored(cls, settings: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> tuple[Self, Pulls]:
        pulls = NearestPulls(Strongest(arrays["columns"], arrays["weights"]))
        return cls(ImplicitSettings(**settings)), pulls


def _cosine(wanted: Any) -> Any:
    squares = np.bincount(wanted.indices, weights=wanted.data**2, minlength=wanted.shape[1])
    weighed = wanted.copy()
    weighed.data /= np.sqrt(squares)[wanted.indices]
    return weighed


def _bm25(wanted: Any, settings: ImplicitSettings) -> Any:
    users, items = wanted.shape
    counts = np.bincount(wanted.indices, minlength=items)
    rarity = np.log1p((users - counts + 0.5) / (counts + 0.5))
    lengths = np.asarray(wanted.sum(axis=1)).ravel()
    relative = lengths / (lengths.mean() if lengths.any() else 1.0)
    held = settings.k1 * (1.0 - settings.b + settings.b * np.repeat(relative, np.diff(wanted.indptr)))
    weighed = wanted.copy()
    weighed.data *= (settings.k1 + 1.0) / (wanted.data + held) * rarity[wanted.indices]
    return weighed


def _nearest(weighed: Any, k: int) -> Strongest:
    """The k items of largest Σ_u b(u,j) · b(u,i) > 0 of every item j, of a CSR array (users, items).

    Equally near ones come by how many users took them, and then by number.
    """
    items = weighed.shape[1]
    # Best known first: most products meet in few columns, which then lie together in the processor's cache.
    order = np.argsort(-np.bincount(weighed.indices, minlength=items), kind="stable")
    weighed = weighed[:, order]
    # One more user, of each item's own, in which it speaks against itself: no item is its own neighbour.
    alone = sparse.identity(items, format="csr")
    left = sparse.hstack([weighed.T.tocsr(), alone], format="csr")
    right = sparse.vstack([weighed, -BANISHED * alone], format="csr")
    found = strongest_products(left, right, k)
    columns, weights = np.empty_like(found.columns), np.empty_like(found.weights)
    columns[order] = np.where(found.columns == NOBODY, NOBODY, order[found.columns])
    weights[order] = found.weights
    return Strongest(columns, weights)
