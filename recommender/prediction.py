"""The terms of an item-based prediction, and which of the shopper's items moved it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from recommender.histories import Taste
from recommender.similarity import Neighbourhood

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
MOST_EVIDENCE = 3


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """Predicted values of c items for one shopper; m pairs of a rated item and an item it speaks for."""

    known: NDArray[np.bool_]  # (c,) whether anything was learnt of the item
    means: FloatArray  # (c,) first term: the damped mean; the overall mean for an unknown item
    level: float  # second term, the same for all items: by how much the shopper rates higher than others
    moves: FloatArray  # (c,) third term: by how much the neighbours raise or lower it
    supported: NDArray[np.bool_]  # (c,) whether the shopper rated any neighbour
    rows: IntArray  # (m,) place of the item spoken for, 0 to c − 1, ascending
    speakers: IntArray  # (m,) number of the rated item
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


def predict(
    places: IntArray,
    taste: Taste,
    *,
    means: FloatArray,
    overall: float,
    nearest: Neighbourhood,
    caution: float,
) -> Prediction:
    """The prediction for items at `places` (shape (c,), -1 for an unknown item).

    `means` (shape (items,)) are the first terms, `overall` stands in for an unknown item's, `caution` is
    added to the denominator of the third. A look at c · k neighbours.
    """
    known = places >= 0
    columns, weights = nearest.columns[places], nearest.weights[places]  # an unknown item reads the last row
    spoken = taste.rated[columns] & known[:, np.newaxis]
    rows, slots = np.nonzero(spoken)
    speakers = columns[rows, slots].astype(np.int64)
    sims = weights[rows, slots]
    trust = np.bincount(rows, weights=np.abs(sims), minlength=places.size)
    amounts = sims * taste.deviations[speakers] / (trust + caution)[rows]
    moves = np.bincount(rows, weights=amounts, minlength=places.size).astype(np.float64)
    return Prediction(
        known=known,
        means=np.where(known, means[places], overall),
        level=taste.level,
        moves=moves,
        supported=trust > 0,
        rows=rows,
        speakers=speakers,
        amounts=amounts,
        telling=(moves[rows] > 0) & (amounts > 0) & (sims > 0) & taste.fond[speakers],
    )
