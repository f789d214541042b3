"""Score by what a shopper's history adds up to, so that a new event counts at once and nothing is fitted again.

What both models for implicit feedback share; how items pull on each other is each one's own affair."""

import math
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Generic, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.errors import RatingsError
from recommender.histories import Histories
from recommender.index import Asked, Index
from recommender.interactions import Interactions
from recommender.model_files import StoredModel
from recommender.prediction import MOST_EVIDENCE
from recommender.pulls import FloatArray, IntArray, Pulls
from recommender.reason import NEIGHBOURS, Reason
from recommender.remembering_model import RememberingModel
from recommender.settings import HistorySettings
from recommender.strongest import Strongest

Settings = TypeVar("Settings", bound=HistorySettings)


class HistoryScorer(RememberingModel["_Learnt"], Generic[Settings]):
    """score(i) = Σ_j x(c_j) · w(j,i) over the items j of a history with the confidences c, w(i,i) = 0.

    x(c) = c^power, and −dislike_weight · |c|^power below 0. The values that `fit` is given are taken as they are:
    a confidence that the user wants the item, below 0 that they do not (feedback.py makes such of events and of
    ratings); w is learnt from those above 0. A history is any mapping of item_id to confidence, so that a new
    shopper is scored as one that `fit` saw: the `…_history` methods ask for nothing else, and pass over items
    that `fit` never saw. A score has no scale; 0 says nothing.
    """

    def __init__(self, settings: Settings) -> None:
        """Nothing is learnt yet."""
        self.settings = settings

    @abstractmethod
    def _pulls(self, strengths: Any) -> Pulls:
        """What is learnt from x(c), c > 0, a CSR array of shape (users, items)."""

    @classmethod
    @abstractmethod
    def _restored(cls, settings: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> tuple[Self, Pulls]:
        """A model with these settings, and its pulls out of the arrays named in `kept`."""

    def fit(self, interactions: Interactions) -> Self:
        """As Scorer.fit says."""
        strengths = interactions.matrix()
        strengths.data = np.maximum(self._strengths(strengths.data), 0.0)
        strengths.eliminate_zeros()
        self._learnt = _Learnt(
            Index(interactions.item_ids),
            Index(interactions.user_ids),
            Histories.of(interactions),
            self._pulls(strengths),
            interactions.fingerprint(),
        )
        return self

    def score(self, shopper_id: str, item_ids: Asked) -> FloatArray:
        """As Scorer.score says: `score_history` of what `fit` saw of the shopper; items may be given by numbers."""
        return self._scores(*self._known(shopper_id), item_ids)

    def explain(self, shopper_id: str, item_id: str) -> Reason:
        """As Scorer.explain says: `explain_history` of what `fit` saw of the shopper."""
        return self._reasons(*self._known(shopper_id), np.array([self._fitted().items.item(item_id)]))[0]

    def recommend(self, shopper_id: str, n: int, *, seen: bool = False) -> list[Reason]:
        """As Scorer.recommend says: `recommend_history` of what `fit` saw of the shopper."""
        return self._best(*self._known(shopper_id), n, seen=seen)

    def score_history(self, history: Mapping[str, float], item_ids: Asked) -> FloatArray:
        """The score of each item for one of this history, shape (len(item_ids),), NaN for an unknown item.

        0 where nothing of the history speaks for the item or against it, so everywhere where it is empty.
        Raises RatingsError where a confidence is not a finite number.
        """
        return self._scores(*self._numbers(history), item_ids)

    def shares_of_history(self, history: Mapping[str, float], item_id: str) -> list[tuple[str, float]]:
        """What each item of the history adds to the score of `item_id`, the greatest first, ties by item_id.

        They add up to the score; items that add nothing are left out. UnknownItemError as `explain_history`.
        """
        item, (liked, values) = self._fitted().items.item(item_id), self._numbers(history)
        shares = self._fitted().pulls.shares(liked, values, np.array([item]))[0]
        pairs = [(self.item_ids[j], float(share)) for j, share in zip(liked, shares, strict=True) if share]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def shares_of_each(
        self, history: Mapping[str, float], item_ids: Sequence[str]
    ) -> tuple[list[str], FloatArray]:
        """The h items of the history that `fit` saw, and what each adds to c scores, shape (c, h).

        0 for an item that `fit` never saw.
        """
        learnt, (liked, values) = self._fitted(), self._numbers(history)
        places = learnt.items.places(item_ids)
        shares, known = np.zeros((places.size, liked.size)), places >= 0
        shares[known] = learnt.pulls.shares(liked, values, places[known])
        return [learnt.items.ids[place] for place in liked], shares

    def explain_history(self, history: Mapping[str, float], item_id: str) -> Reason:
        """One part, "neighbours", where the history says anything; the evidence is what raised it most.

        Evidence is at most three items of confidence above 0, and only of a score above 0. UnknownItemError where
        `fit` saw nothing of the item.
        """
        item = self._fitted().items.item(item_id)
        return self._reasons(*self._numbers(history), np.array([item]))[0]

    def recommend_history(self, history: Mapping[str, float], n: int, *, seen: bool = False) -> list[Reason]:
        """The n items of highest score, best first, ties by item_id; what is in the history only if `seen`."""
        return self._best(*self._numbers(history), n, seen=seen)

    def _best(self, liked: IntArray, values: FloatArray, n: int, *, seen: bool) -> list[Reason]:
        scores = self._fitted().pulls.scores(liked, values)
        if not seen:
            scores[liked] = -np.inf
        # Ids are sorted, so that a stable sort leaves ties in their order.
        order = np.argsort(-scores, kind="stable")[: max(n, 0)]
        return self._reasons(liked, values, order[scores[order] > -np.inf])

    def _reasons(self, liked: IntArray, values: FloatArray, items: IntArray) -> list[Reason]:
        """The reason of each of the item numbers, for a history of item numbers and x(c)."""
        learnt, reasons = self._fitted(), []
        for item, shares in zip(items, learnt.pulls.shares(liked, values, items), strict=True):
            score = math.fsum(shares)
            raised = np.flatnonzero((shares > 0) & (values > 0)) if score > 0 else np.zeros(0, dtype=np.int64)
            strongest = raised[np.lexsort((liked[raised], -shares[raised]))][:MOST_EVIDENCE]
            reasons.append(
                Reason.of(
                    learnt.items.ids[item],
                    {NEIGHBOURS: score} if shares.any() else {},
                    tuple(learnt.items.ids[liked[place]] for place in strongest),
                )
            )
        return reasons

    def recommend_all(self, n: int, *, seen: bool = False) -> Strongest:
        """For every user of `user_ids` the numbers and scores of the n best items, both of shape (users, n).

        As `recommend`, but only items of a score above 0 are listed: -1 and 0 fill up the rest. Worked out in
        blocks of users, and with the matrix products of BLAS, so that the last bits may differ from `score`.
        """
        learnt = self._fitted()
        users, items = len(learnt.users), len(learnt.items)
        told = learnt.histories
        strengths = self._strengths(told.values)
        histories = sparse.csr_array((strengths, told.items, told.starts), shape=(users, items))
        banned = sparse.csr_array((np.ones_like(strengths), told.items, told.starts), shape=(users, items))
        return learnt.pulls.best(histories, max(n, 0), sparse.csr_array((users, items)) if seen else banned)

    def similar(self, item_id: str, n: int) -> list[tuple[str, float]]:
        """The n items that a liking of this one raises most, w(item, ·) > 0, nearest first, ties by item_id.

        UnknownItemError where `fit` saw nothing of the item.
        """
        learnt, item = self._fitted(), self._fitted().items.item(item_id)
        near = learnt.pulls.scores(np.array([item]), np.ones(1))
        order = np.argsort(-near, kind="stable")[: max(n, 0)]
        return [(learnt.items.ids[j], float(near[j])) for j in order if near[j] > 0]

    def stored(self) -> StoredModel:
        """As KeptModel.stored says."""
        learnt = self._fitted()
        ids = {"items": learnt.items.ids, "users": learnt.users.ids}
        arrays = {**learnt.histories.stored(), **learnt.pulls.arrays()}
        return StoredModel(type(self).__name__, learnt.data, asdict(self.settings), arrays, ids)

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """As KeptModel.restored says."""
        model, pulls = cls._restored(stored.settings, stored.arrays)
        histories = Histories.restored(stored.arrays)
        model._learnt = _Learnt(items, users, histories, pulls, stored.data)
        return model

    def _scores(self, liked: IntArray, values: FloatArray, item_ids: Asked) -> FloatArray:
        learnt = self._fitted()
        places = learnt.items.places(item_ids)
        known = places >= 0
        if known.all():
            return learnt.pulls.scores(liked, values, places)
        scores = np.full(places.shape, np.nan)
        scores[known] = learnt.pulls.scores(liked, values, places[known])
        return scores

    def _known(self, shopper_id: str) -> tuple[IntArray, FloatArray]:
        """As `_numbers`, of what `fit` saw of the shopper."""
        learnt = self._fitted()
        liked, confidences = learnt.histories.told_by(learnt.users.user(shopper_id))
        return liked, self._strengths(confidences)

    def _numbers(self, history: Mapping[str, float]) -> tuple[IntArray, FloatArray]:
        """Item numbers and x(c) of what `fit` knows of a history, each of shape (h,)."""
        items = self._fitted().items
        known = [(items.place(item), value) for item, value in history.items() if item in items]
        liked = np.array([place for place, _ in known], dtype=np.int64)
        values = np.array([value for _, value in known], dtype=np.float64)
        wrong = np.flatnonzero(~np.isfinite(values))
        if wrong.size:
            item = items.ids[liked[wrong[0]]]
            raise RatingsError(f"item {item!r}", f"its confidence is {history[item]!r}", "give a number")
        return liked, self._strengths(values)

    def _strengths(self, confidences: FloatArray) -> FloatArray:
        """x(c), of any shape."""
        sizes = np.abs(confidences) ** self.settings.power
        return np.where(confidences < 0, -self.settings.dislike_weight * sizes, sizes)


@dataclass(frozen=True, slots=True, eq=False)
class _Learnt:
    items: Index
    users: Index
    histories: Histories
    pulls: Pulls
    data: str
