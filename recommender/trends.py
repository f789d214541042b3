"""What is in demand: since ever, of late, and how well it is thought of; the same for every shopper.

Time is told from the newest interaction and never from a clock, so that one history gives one answer."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommender.interactions import Interactions
from recommender.means import damped_means, overall_mean

FloatArray = NDArray[np.float64]
DAY_S, WEEK_S = 86_400, 7 * 86_400
# A young shop's first buyer must not make an item its best-seller: below so many, the share stays small.
FEW = 25.0
ARRAYS = ("renown", "recent", "quality", "counts", "week_counts", "newest", "medians", "heights")


@dataclass(frozen=True, slots=True, eq=False)
class Trends:
    """Of n items; each of the first five arrays has shape (n + 1,), and its last place, that of no item, is 0.

    ρ(i) = log(1 + s_i)/log(1 + max(s, FEW)),  s_i = Σ_u (r_ui − low)/span · 2^(−age/half-life)

    `renown` is ρ without the decay, `recent` is ρ with it, age counted back from the newest interaction;
    `quality` is the damped mean less the mean of all values, in spans.
    """

    renown: FloatArray
    recent: FloatArray
    quality: FloatArray
    counts: NDArray[np.int64]  # interactions
    week_counts: NDArray[np.int64]  # interactions of the week before the newest
    newest: NDArray[np.int64]  # (1,) unix time of the newest interaction, 0 without any
    medians: FloatArray  # (2,) of the counts, and of the week's, over the items that have any; 0 without
    heights: FloatArray  # (2,) what renown, and renown of late, were divided by: log(1 + max(s, FEW))

    @classmethod
    def of(cls, interactions: Interactions, *, damping: float, half_life_days: float) -> Self:
        """Counted in one pass over the interactions."""
        (low, high), items = interactions.scale, interactions.items
        newest = int(interactions.times.max(initial=0))
        ages = newest - interactions.times
        strength = (interactions.values - low) / (high - low)
        late = strength * 0.5 ** (ages / (half_life_days * DAY_S))
        size = len(interactions.item_ids) + 1
        ever = np.bincount(items, weights=strength, minlength=size)
        lately = np.bincount(items, weights=late, minlength=size)
        quality = np.zeros(size)
        if len(interactions):
            away = damped_means(interactions, damping) - overall_mean(interactions)
            quality[:-1] = away / (high - low)
        counts = np.bincount(items, minlength=size).astype(np.int64)
        week_counts = np.bincount(items[ages < WEEK_S], minlength=size).astype(np.int64)
        return cls(
            np.log1p(ever) / _height(ever),
            np.log1p(lately) / _height(lately),
            quality,
            counts,
            week_counts,
            np.array([newest]),
            np.array([_median(counts), _median(week_counts)]),
            np.array([_height(ever), _height(lately)]),
        )

    def raised(self, places: NDArray[np.int64], more: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Renown, and renown of late, were s greater by `more` than it was learnt; all of shape (c,).

        An item that was not learnt of (place −1) has s = `more`. Neither height is raised: what overtakes the
        best known item passes 1.
        """
        ever, lately = (
            np.log(np.exp(share[places] * height) + more) / height
            for share, height in zip((self.renown, self.recent), self.heights, strict=True)
        )
        return ever, lately

    def is_popular(self, places: NDArray[np.int64], least: int) -> NDArray[np.bool_]:
        """Whether each may be called popular: as many interactions as the median item, and `least`."""
        return np.asarray(self.counts[places] >= max(float(self.medians[0]), least, 1))

    def is_popular_this_week(
        self, places: NDArray[np.int64], least: int, now: float | None
    ) -> NDArray[np.bool_]:
        """The same of the week that ends with the newest interaction; never once `now` is past it by a week."""
        if now is None or not 0 <= now - int(self.newest[0]) < WEEK_S:
            return np.zeros(places.shape, np.bool_)
        return np.asarray(self.week_counts[places] >= max(float(self.medians[1]), least, 1))

    def stored(self) -> dict[str, NDArray[Any]]:
        """The arrays by name."""
        return {name: getattr(self, name) for name in ARRAYS}


def _median(counts: NDArray[np.int64]) -> float:
    had = counts[counts > 0]
    return float(np.median(had)) if had.size else 0.0


def _height(amounts: NDArray[Any]) -> float:
    return float(np.log1p(amounts.max(initial=FEW)))
