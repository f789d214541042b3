"""Means of ratings: of all of them, of each item's, and of each item's with some scepticism."""

import numpy as np
from numpy.typing import NDArray

from recommender.interactions import Interactions

FloatArray = NDArray[np.float64]


def overall_mean(interactions: Interactions) -> float:
    """μ, the mean of all ratings; the middle of the scale where there is none."""
    return float(interactions.values.mean()) if len(interactions) else sum(interactions.scale) / 2


def item_means(interactions: Interactions) -> FloatArray:
    """r̄_i, the mean of all of an item's ratings, shape (items,)."""
    counts, sums = _counts_and_sums(interactions)
    return np.asarray(sums / counts, dtype=np.float64)  # an item that occurs has a rating


def damped_means(interactions: Interactions, damping: float) -> FloatArray:
    """(Σ_u r_ui + λμ)/(n_i + λ), λ the damping, shape (items,): few ratings can't carry it far from μ."""
    counts, sums = _counts_and_sums(interactions)
    return np.asarray((sums + damping * overall_mean(interactions)) / (counts + damping), dtype=np.float64)


def _counts_and_sums(interactions: Interactions) -> tuple[FloatArray, FloatArray]:
    items = len(interactions.item_ids)
    counts = np.bincount(interactions.items, minlength=items).astype(np.float64)
    sums = np.bincount(interactions.items, weights=interactions.values, minlength=items)
    return counts, sums.astype(np.float64)
