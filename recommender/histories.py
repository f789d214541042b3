"""What each shopper rated, and one shopper's taste made ready for scoring."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.interactions import Interactions

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """The ratings of all users, one user's after the other's (compressed rows).

    User number u rated the items `items[starts[u]:starts[u + 1]]` with the `values` of the same places.
    """

    starts: NDArray[np.int64]  # (users + 1,)
    items: NDArray[np.int32]  # (ratings,)
    values: FloatArray  # (ratings,)

    @classmethod
    def of(cls, interactions: Interactions) -> Self:
        """The interactions by user; they are in that order already."""
        users = np.arange(len(interactions.user_ids) + 1)
        starts = np.searchsorted(interactions.users, users).astype(np.int64)
        return cls(starts, interactions.items, interactions.values)

    def rated_by(self, user: int) -> dict[int, float]:
        """Item numbers and values of one user."""
        there = slice(int(self.starts[user]), int(self.starts[user + 1]))
        return dict(zip(self.items[there].tolist(), self.values[there].tolist(), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Taste:
    """One shopper's ratings, spread over all items; each array has shape (items + 1,), λ is the damping.

    The last place belongs to no item and says "not rated", so that the number -1 may be looked up.
    """

    rated: NDArray[np.bool_]
    level: float  # d_u = Σ_j (r_uj − r̄_j)/(ratings + λ): how lenient the shopper is; 0 unless asked for
    deviations: FloatArray  # r_uj − r̄_j − d_u, on the scale of the ratings; 0 where not rated
    fond: NDArray[np.bool_]  # rated at or above the shopper's own mean: what may be named as a reason

    @classmethod
    def of(cls, ratings: dict[int, float], item_means: FloatArray, damping: float | None) -> Self:
        """The taste of one who gave `ratings` (item number to value), of which there is one at least.

        `item_means` has shape (items,); without a damping the level is 0.
        """
        places = np.fromiter(ratings.keys(), dtype=np.int64, count=len(ratings))
        values = np.fromiter(ratings.values(), dtype=np.float64, count=len(ratings))
        size = item_means.size + 1
        rated, fond, deviations = np.zeros(size, np.bool_), np.zeros(size, np.bool_), np.zeros(size)
        above = values - item_means[places]
        level = 0.0 if damping is None else float(above.sum() / (places.size + damping))
        rated[places] = True
        deviations[places] = above - level
        fond[places] = values >= values.mean()
        return cls(rated, level, deviations, fond)
