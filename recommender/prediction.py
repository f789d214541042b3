"""The terms of a neighbours' prediction, and which neighbours moved it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from recommender.histories import Taste
from recommender.neighbour_fit import Learnt
from recommender.settings import EVERY, NeighbourSettings

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
MOST_EVIDENCE = 3


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """Predicted values of c items for one shopper; m pairs of a neighbour and an item it speaks for.

    The neighbours are items that the shopper rated; or shoppers who rated the item, and then the means are the
    items' levels, and the level is the shopper's mean.
    """

    known: NDArray[np.bool_]  # (c,) whether anything was learnt of the item
    means: FloatArray  # (c,) first term: the damped mean; the overall mean for an unknown item
    level: float  # second term, the same for all items: by how much the shopper rates higher than others
    moves: FloatArray  # (c,) third term: by how much the neighbours raise or lower it
    supported: NDArray[np.bool_]  # (c,) whether the shopper rated any neighbour
    rows: IntArray  # (m,) place of the item spoken for, 0 to c − 1, ascending
    speakers: IntArray  # (m,) number of the neighbour
    amounts: FloatArray  # (m,) what it adds to the third term; `moves` is their sum by row
    telling: NDArray[np.bool_]  # (m,) by likeness it raises a score that rises, and the shopper is fond of it

    def scores(self) -> FloatArray:
        """(c,) the sum of the terms."""
        return self.means + self.level + self.moves

    def evidence(self) -> list[list[int]]:
        """For each of the c items at most three telling item numbers, strongest first, ties by number."""
        rows, speakers, amounts = (part[self.telling] for part in (self.rows, self.speakers, self.amounts))
        order = np.lexsort((speakers, -amounts, rows))
        speakers = speakers[order]
        bounds = np.searchsorted(rows, np.arange(self.known.size + 1)).tolist()
        return [speakers[start : min(start + MOST_EVIDENCE, end)].tolist() for start, end in pairwise(bounds)]


def predict(places: IntArray, taste: Taste, learnt: Learnt, settings: NeighbourSettings) -> Prediction:
    """The item-based prediction for items at `places` (shape (c,), -1 for an unknown item).

    A look at c · k neighbours.
    """
    known = places >= 0
    means = np.where(known, learnt.expected[places], learnt.overall)
    nearest = learnt.neighbourhood
    columns, weights = nearest.columns[places], nearest.weights[places]  # an unknown item reads the last row
    spoken = taste.rated[columns] & known[:, np.newaxis]
    if settings.nearest < EVERY:
        spoken &= np.cumsum(spoken, axis=1) <= settings.nearest  # the strongest come first
    rows, slots = np.nonzero(spoken)
    speakers = columns[rows, slots].astype(np.int64)
    sims = weights[rows, slots]
    deviations = taste.deviations[speakers]
    if settings.centre == "none":
        deviations = deviations - means[rows]
    moves, amounts = moved(
        rows, sims, deviations * learnt.spreads[places][rows], places.size, settings.caution
    )
    return Prediction(
        known=known,
        means=means,
        level=taste.level,
        moves=moves,
        supported=np.bincount(rows, minlength=places.size) > 0,
        rows=rows,
        speakers=speakers,
        amounts=amounts,
        telling=(moves[rows] > 0) & (amounts > 0) & (sims > 0) & taste.fond[speakers],
    )


def moved(
    rows: IntArray, sims: FloatArray, deviations: FloatArray, count: int, caution: float
) -> tuple[FloatArray, FloatArray]:
    """Σ sim·deviation/(Σ|sim| + caution) of each of `count` rows, and the amount that each of m pairs adds to it.

    `rows`, `sims` and `deviations` have shape (m,); a row without pairs is not moved.
    """
    trust = np.bincount(rows, weights=np.abs(sims), minlength=count)
    amounts = sims * deviations / (trust + caution)[rows]
    return np.bincount(rows, weights=amounts, minlength=count).astype(np.float64), amounts
