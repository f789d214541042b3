"""The face of a linear model, one whose scores are sums over what is in a history, and which classes have it."""

from collections.abc import Mapping, Sequence
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from recommender.ease import Ease
from recommender.implicit_neighbours import ImplicitNeighbours
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.leanings import confidences, leanings
from recommender.model_files import StoredModel

CONFIDENCE_SCALE = (-1.0, 1.0)


class LinearModel(Protocol):
    """score(i) = Σ_j c_j · w(j,i) over the items j of a history with the confidences c, from −1 to 1."""

    def fit(self, interactions: Interactions) -> Self:
        """Learn the pulls w from confidences, values on CONFIDENCE_SCALE."""

    def score_history(self, history: Mapping[str, float], item_ids: Sequence[str]) -> NDArray[np.float64]:
        """The score of each item for one of this history, shape (len(item_ids),), NaN for an unknown item."""

    def shares_of_each(
        self, history: Mapping[str, float], item_ids: Sequence[str]
    ) -> tuple[list[str], NDArray[np.float64]]:
        """The h items of the history that are known, and what each adds to c scores, shape (c, h)."""

    def stored(self) -> StoredModel:
        """The model as arrays and ids; histories under the names "starts", "rated" and "values"."""

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """The model that `stored()` gave, with the indices of its ids."""


# By the name of the class: what a stored hybrid may hold.
LINEAR_MODELS: dict[str, type[LinearModel]] = {"Ease": Ease, "ImplicitNeighbours": ImplicitNeighbours}
_SMALL = 4000  # of users or of items, whichever are fewer; Ease takes the cube of it in time
_ROOM = 25_000_000  # numbers that Ease may keep, 8 bytes each: the fewer of both times the items


def suited(interactions: Interactions) -> type[LinearModel] | None:
    """The linear model for a history of this size: Ease, the better one, while it takes seconds and 200 MB.

    None for one without interactions.
    """
    if not len(interactions):
        return None
    fewer = min(len(interactions.user_ids), len(interactions.item_ids))
    is_small = fewer <= _SMALL and fewer * len(interactions.item_ids) <= _ROOM
    return Ease if is_small else ImplicitNeighbours


def leaning_of(interactions: Interactions, *, explicit: bool) -> NDArray[np.float64]:
    """Each value as a leaning, shape (n,): those that the interactions have, else what their values tell."""
    told = interactions.leanings
    return leanings(interactions.values, interactions.scale, explicit=explicit) if told is None else told


def confident(interactions: Interactions, *, explicit: bool) -> Interactions:
    """The same interactions, each value as the confidence that a linear model learns from."""
    leaning = leaning_of(interactions, explicit=explicit)
    return Interactions(
        interactions.user_ids,
        interactions.item_ids,
        interactions.users,
        interactions.items,
        confidences(interactions.values, leaning, interactions.scale, explicit=explicit),
        interactions.times,
        CONFIDENCE_SCALE,
    )
