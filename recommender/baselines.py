"""Baseline estimates: how high a user rates, and how high an item is rated, whoever rates whatever."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.interactions import Interactions
from recommender.means import overall_mean

FloatArray = NDArray[np.float64]
ROUNDS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Baselines:
    """b_ui = μ + b_u + b_i, in the unit of the ratings; `users` holds b_u, `items` b_i, in the order of the ids."""

    overall: float
    users: FloatArray
    items: FloatArray


def baselines(interactions: Interactions, damping: float) -> Baselines:
    """The biases by alternating least squares, which minimise Σ (r_ui − b_ui)² + λ(Σ b_u² + Σ b_i²).

    Each of ten rounds solves b_i = Σ_u (r_ui − μ − b_u)/(n_i + λ), then b_u = Σ_i (r_ui − μ − b_i)/(n_u + λ), with
    λ = `damping`. Source: Koren, "Factor in the neighbors", TKDD 2010, section 2.1.
    """
    users, items, mean = interactions.users, interactions.items, overall_mean(interactions)
    above = interactions.values - mean
    of_users, of_items = np.zeros(len(interactions.user_ids)), np.zeros(len(interactions.item_ids))
    for _ in range(ROUNDS):
        of_items = _solved(items, above - of_users[users], of_items.size, damping)
        of_users = _solved(users, above - of_items[items], of_users.size, damping)
    return Baselines(mean, of_users, of_items)


def _solved(own: NDArray[np.int32], left: FloatArray, size: int, damping: float) -> FloatArray:
    counts = np.bincount(own, minlength=size)
    return np.asarray(np.bincount(own, left, minlength=size) / (counts + damping), dtype=np.float64)
