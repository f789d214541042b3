"""One assignment of ratings to folds and one split of each kind, for ours and for all peers. Knows no model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender import Interactions
from recommender.judging import splits_of
from recommender.judging.metrics import HIT_RATE as HIT
from recommender.judging.metrics import NDCG, RECALL, hits, ranking
from recommender.ordering import first

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
FIGURES = (NDCG, RECALL, HIT)
PLACES = 10
GOOD = 3.5  # stars, and more
_INNER_SEED = 1000  # what settings are chosen on is drawn by another seed than what is held back at last


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """What may be learnt from, and n ratings held back: ids, and values of shape (n,)."""

    training: Interactions
    user_ids: Sequence[str]
    item_ids: Sequence[str]
    values: FloatArray

    @classmethod
    def of(cls, ratings: Interactions, held: NDArray[np.bool_]) -> Self:
        """The ratings marked in `held` are held back, in their order."""
        return cls(
            ratings.where(~held),
            [ratings.user_ids[user] for user in ratings.users[held]],
            [ratings.item_ids[item] for item in ratings.items[held]],
            ratings.values[held],
        )

    def inner(self, seed: int) -> "Fold":
        """A fifth of the training part held back, to choose settings on: the fold itself stays unseen."""
        return folds_of(self.training, seed + _INNER_SEED)[0]

    def errors(self, predicted: FloatArray) -> FloatArray:
        """r̂ − r, shape (n,): r̂ cut to the scale, and the mean of the training part where it is NaN."""
        known = np.where(np.isnan(predicted), self.training.values.mean(), predicted)
        return np.clip(known, *self.training.scale) - self.values


def folds_of(ratings: Interactions, seed: int, folds: int = 5) -> list[Fold]:
    """Each rating is held back once; the same ratings and seed always make the same folds."""
    return [Fold.of(ratings, split.held) for split in splits_of(ratings, "folds", seed=seed, folds=folds)]


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """What may be learnt from, and what each of its users turned out to like, out of all ratings.

    `relevant` holds user · items + item, ascending, for numbers of the training part's ids; `to_find`, shape
    (users,), counts all that a user liked, also what no model can know because only others' held-out ratings
    name it.
    """

    kind: str
    training: Interactions
    relevant: IntArray
    to_find: IntArray

    @classmethod
    def of(cls, ratings: Interactions, kind: str, seed: int) -> Self:
        """`kind` is "share", a quarter of each user's ratings, or "last", the latest good one and what came after."""
        held = splits_of(ratings, kind, seed=seed, good=GOOD)[0].held
        training = ratings.where(~held)
        users = {user: place for place, user in enumerate(training.user_ids)}
        items = {item: place for place, item in enumerate(training.item_ids)}
        relevant, to_find = [], np.zeros(len(users), dtype=np.int64)
        for row in np.flatnonzero(held & (ratings.values >= GOOD)):
            user = users.get(ratings.user_ids[ratings.users[row]])
            item = items.get(ratings.item_ids[ratings.items[row]])
            if user is not None:
                to_find[user] += 1
                relevant += [] if item is None else [user * len(items) + item]
        return cls(kind, training, np.array(sorted(relevant), dtype=np.int64), to_find)

    def inner(self, seed: int) -> "Lists":
        """The same split of the training part, to choose settings on."""
        return Lists.of(self.training, self.kind, seed + _INNER_SEED)

    def figures(self, scores: FloatArray) -> FloatArray:
        """FIGURES of each user who has anything to find, shape (figures, users); `scores` has shape (users, items).

        What a user has in the training part is taken out of their list, whatever they thought of it.
        """
        open_to = np.array(scores, dtype=np.float64)
        open_to[self.training.users, self.training.items] = -np.inf
        users = np.flatnonzero(self.to_find)
        lists = np.array([first(open_to[user], PLACES) for user in users])
        found = hits(lists, users, self.relevant, len(self.training.item_ids))
        told = ranking(found, self.to_find[users])
        return np.array([told[figure] for figure in FIGURES])
