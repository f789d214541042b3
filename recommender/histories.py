"""What each shopper rated, and one shopper's taste made ready for scoring."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommender.interactions import Interactions

FloatArray = NDArray[np.float64]
ARRAYS = ("starts", "rated", "values")  # as they are called in a stored model


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

    @classmethod
    def restored(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """The histories that `stored` gave, over the same memory."""
        return cls(*(arrays[name] for name in ARRAYS))

    def stored(self) -> dict[str, NDArray[Any]]:
        """The arrays by name."""
        return dict(zip(ARRAYS, (self.starts, self.items, self.values), strict=True))

    def of_users(self, users: NDArray[np.integer[Any]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All ratings of the users, one after the other: places in `users`, and in `items` and `values`."""
        lengths = self.starts[users + 1] - self.starts[users]
        ahead = np.cumsum(lengths) - lengths
        whose = np.repeat(np.arange(users.size), lengths)
        return whose, (self.starts[users] - ahead)[whose] + np.arange(whose.size)

    def told_by(self, user: int) -> tuple[NDArray[np.int64], FloatArray]:
        """Item numbers and values of one user, each of shape (ratings,), by item number."""
        there = slice(int(self.starts[user]), int(self.starts[user + 1]))
        return self.items[there].astype(np.int64), self.values[there]

    def rated_by(self, user: int) -> dict[int, float]:
        """As `told_by`, item number to value."""
        items, values = self.told_by(user)
        return dict(zip(items.tolist(), values.tolist(), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Taste:
    """One shopper's ratings, spread over all items; each array has shape (items + 1,), λ is the damping.

    The last place belongs to no item and says "not rated", so that the number -1 may be looked up.
    """

    rated: NDArray[np.bool_]
    level: float  # d_u = Σ_j (r_uj − r̄_j)/(ratings + λ): how lenient the shopper is; 0 unless asked for
    deviations: (
        FloatArray  # (r_uj − r̄_j − d_u)/σ_j, in the unit of the ratings where σ_j is 1; 0 where not rated
    )
    fond: NDArray[np.bool_]  # rated at or above the shopper's own mean: what may be named as a reason

    @classmethod
    def of(
        cls, ratings: dict[int, float], item_means: FloatArray, spreads: FloatArray, damping: float | None
    ) -> Self:
        """The taste of one who gave `ratings` (item number to value), of which there is one at least.

        `item_means` (r̄_j, or what stands for it) and `spreads` (σ_j) have shape (items,); without a damping the
        level is 0.
        """
        places = np.fromiter(ratings.keys(), dtype=np.int64, count=len(ratings))
        values = np.fromiter(ratings.values(), dtype=np.float64, count=len(ratings))
        size = item_means.size + 1
        rated, fond, deviations = np.zeros(size, np.bool_), np.zeros(size, np.bool_), np.zeros(size)
        above = values - item_means[places]
        level = 0.0 if damping is None else float(above.sum() / (places.size + damping))
        rated[places] = True
        deviations[places] = (above - level) / spreads[places]
        fond[places] = values >= values.mean()
        return cls(rated, level, deviations, fond)
