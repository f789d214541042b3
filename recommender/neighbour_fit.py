"""Learn one side's neighbours: of items, or of users with the roles exchanged.

What is learnt is the same for both: each one's centre, spread and expected rating, and its nearest by likeness."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.baselines import Baselines, baselines
from recommender.finders import NearestFinder
from recommender.interactions import Interactions
from recommender.means import overall_mean
from recommender.pearson_rows import ROUNDING, Formula
from recommender.rating_table import RatingTable
from recommender.settings import NeighbourSettings
from recommender.similarity import Neighbourhood, pearson_neighbours

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The history as seen from what is compared: items, which share users, or users, which share items."""

    history: Interactions
    of_items: bool

    @property
    def own(self) -> NDArray[np.int32]:
        """(n,) numbers of what is compared."""
        return self.history.items if self.of_items else self.history.users

    @property
    def other(self) -> NDArray[np.int32]:
        """(n,) numbers of what it shares."""
        return self.history.users if self.of_items else self.history.items

    @property
    def sizes(self) -> tuple[int, int]:
        """How many are compared, and how many there are on the other side."""
        items, users = len(self.history.item_ids), len(self.history.user_ids)
        return (items, users) if self.of_items else (users, items)


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """What the neighbours' ratings are measured from, and who the neighbours are, of m items (or users)."""

    centres: FloatArray  # (m,) r̄_j, μ + b_j, or 0 for plain weighted means
    expected: FloatArray  # (m,) the first term: the damped mean, or μ + b_i
    spreads: FloatArray  # (m,) σ_j for the z-score, else 1
    neighbourhood: Neighbourhood
    overall: float  # μ


def learn(side: Side, settings: NeighbourSettings, nearest: NearestFinder = pearson_neighbours) -> Learnt:
    """Centres, spreads and neighbours as `settings` say; time grows with Σ n² over the other side's numbers."""
    history, size = side.history, side.sizes[0]
    means = _mean(side.own, history.values, size)
    biases = (
        baselines(history, settings.damping) if "baseline" in (settings.likeness, settings.centre) else None
    )
    formula = Formula(
        settings.min_overlap,
        float(settings.shrinkage),
        lost=int(settings.likeness == "baseline"),
        shared=settings.likeness == "shared",
    )
    matrix = history.matrix()
    matrix.data = _compared(side, settings.likeness, means, biases)
    table = RatingTable.of(matrix if side.of_items else matrix.T.tocsr())
    neighbours = nearest(table, formula, k=settings.k, opposites=settings.opposites)
    centres, expected = _centres(side, settings, means, biases)
    spreads = _spreads(side, means) if settings.centre == "z_score" else np.ones_like(means)
    return Learnt(centres, expected, spreads, neighbours, overall_mean(history))


def _compared(side: Side, likeness: str, means: FloatArray, biases: Baselines | None) -> FloatArray:
    """What is correlated, shape (n,)."""
    history = side.history
    if likeness == "shared":
        return history.values
    if likeness == "adjusted":
        expected = _mean(side.other, history.values, side.sizes[1])[side.other]
    elif biases is not None and likeness == "baseline":
        expected = biases.overall + biases.users[history.users] + biases.items[history.items]
    else:
        expected = means[side.own]
    deviations = history.values - expected
    # A rating this near to its mean is at the mean: what is left is the rounding of the mean itself.
    return np.where(np.abs(deviations) < ROUNDING, 0.0, deviations)


def _centres(
    side: Side, settings: NeighbourSettings, means: FloatArray, biases: Baselines | None
) -> tuple[FloatArray, FloatArray]:
    if biases is not None and settings.centre == "baseline":
        centres = biases.overall + (biases.items if side.of_items else biases.users)
        return centres, centres
    counts = np.bincount(side.own, minlength=means.size)
    sums = np.bincount(side.own, side.history.values, minlength=means.size)
    expected = (sums + settings.damping * overall_mean(side.history)) / (counts + settings.damping)
    return (np.zeros_like(means) if settings.centre == "none" else means), expected


def _spreads(side: Side, means: FloatArray) -> FloatArray:
    """σ over all of each one's ratings; that of all ratings where it is 0, and 1 where that is 0 as well."""
    values = side.history.values
    spreads = np.sqrt(_mean(side.own, (values - means[side.own]) ** 2, means.size))
    overall = float(values.std()) if values.size else 0.0
    return np.where(spreads > ROUNDING, spreads, overall if overall > ROUNDING else 1.0)


def _mean(own: NDArray[np.int32], values: FloatArray, size: int) -> FloatArray:
    counts = np.bincount(own, minlength=size)  # whoever occurs has a rating
    return np.asarray(np.bincount(own, values, minlength=size) / counts, dtype=np.float64)
