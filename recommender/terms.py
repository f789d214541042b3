"""The parts of many items' scores, as columns, and the reasons they add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.errors import RatingsError
from recommender.prediction import Prediction
from recommender.reason import ITEM_MEAN, NEIGHBOURS, POPULAR, PRIOR, REQUEST, USER_MEAN, Reason

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One part of the scores of c items: `values[row]` counts for the items where `holds[row]`."""

    code: str
    values: Sequence[float]
    holds: Sequence[bool]

    @classmethod
    def of(cls, code: str, values: FloatArray, holds: NDArray[np.bool_]) -> Self:
        """Both arrays have shape (c,)."""
        return cls(code, values.tolist(), holds.tolist())


def of_taste(prediction: Prediction, renown: FloatArray, popular: NDArray[np.bool_]) -> list[Term]:
    """The terms for a shopper of whom something is known.

    `renown` is in the unit of the scale, `popular` says which items may be called so; both of shape (c,).
    """
    everywhere = np.ones_like(prediction.known)
    return [
        Term.of(ITEM_MEAN, prediction.means, prediction.known),
        Term.of(PRIOR, np.where(prediction.known, renown, prediction.means + renown), ~popular),
        Term.of(USER_MEAN, np.full(prediction.known.shape, prediction.level), everywhere),
        Term.of(NEIGHBOURS, prediction.moves, prediction.supported),
        Term.of(POPULAR, renown, popular),
    ]


def of_all(popularity: FloatArray, popular: NDArray[np.bool_]) -> list[Term]:
    """The terms for a shopper of whom nothing is known; both arrays of shape (c,), `popular` as above."""
    return [Term.of(POPULAR, popularity, popular), Term.of(PRIOR, popularity, ~popular)]


def of_request(items: Sequence[str], relevance: Mapping[str, float], weight: float) -> Term:
    """The term for what was asked: weight · relevance, 0 for an item without one.

    Raises RatingsError where a relevance is not a number from 0 to 1.
    """
    fits = np.array([relevance.get(item, 0.0) for item in items], dtype=np.float64)
    wrong = np.flatnonzero(~((fits >= 0) & (fits <= 1)))  # NaN too
    if wrong.size:
        item = items[wrong[0]]
        raise RatingsError(f"item {item!r}", f"its relevance is {relevance[item]!r}", "give 0 to 1")
    return Term.of(REQUEST, weight * fits, np.ones(len(items), np.bool_))


def best_first(
    items: Sequence[str], terms: Sequence[Term], evidence: Sequence[tuple[str, ...]]
) -> list[Reason]:
    """One reason an item, whose parts are the terms that hold for it; by falling score, ties by item_id."""
    reasons = [
        Reason.of(item, {term.code: term.values[row] for term in terms if term.holds[row]}, evidence[row])
        for row, item in enumerate(items)
    ]
    return sorted(reasons, key=lambda reason: (-reason.score, reason.item_id))
