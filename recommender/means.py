"""Means of ratings: of all of them, and of each item's with some scepticism."""

import numpy as np
from numpy.typing import NDArray

from recommender.interactions import Interactions

FloatArray = NDArray[np.float64]


def overall_mean(interactions: Interactions) -> float:
    """μ, the mean of all ratings; the middle of the scale where there is none."""
    return float(interactions.values.mean()) if len(interactions) else sum(interactions.scale) / 2


def damped_means(interactions: Interactions, damping: float) -> FloatArray:
    """(Σ_u r_ui + λμ)/(n_i + λ), λ the damping, shape (items,): few ratings can't carry it far from μ."""
    items = len(interactions.item_ids)
    counts = np.bincount(interactions.items, minlength=items)
    sums = np.bincount(interactions.items, weights=interactions.values, minlength=items)
    return np.asarray((sums + damping * overall_mean(interactions)) / (counts + damping), dtype=np.float64)
