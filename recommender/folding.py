"""Score by what a shopper's history adds up to, so that a new event counts at once and nothing is fitted again.

What both models for implicit feedback share; how items pull on each other is each one's own affair."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar, Generic, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.errors import NotFittedError, RatingsError, UnknownItemError, UnknownShopperError
from recommender.histories import Histories
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.model_files import StoredModel, read_model, write_model
from recommender.prediction import MOST_EVIDENCE
from recommender.pulls import FloatArray, IntArray, Pulls
from recommender.reason import NEIGHBOURS, Reason
from recommender.settings import HistorySettings
from recommender.strongest import Strongest

IDS = ("items", "users")
TOLD = ("starts", "rated", "values")

Settings = TypeVar("Settings", bound=HistorySettings)


class HistoryScorer(ABC, Generic[Settings]):
    """score(i) = Σ_j x(c_j) · w(j,i) over the items j of a history with the confidences c, w(i,i) = 0.

    x(c) = c^power, and −dislike_weight · |c|^power below 0. The values that `fit` is given are taken as they are:
    a confidence that the user wants the item, below 0 that they do not (feedback.py makes such of events and of
    ratings); w is learnt from those above 0. A history is any mapping of item_id to confidence, so that a new
    shopper is scored as one that `fit` saw: the `…_history` methods ask for nothing else, and pass over items
    that `fit` never saw. A score has no scale; 0 says nothing.
    """

    kept: ClassVar[tuple[str, ...]]  # names of the arrays that hold the pulls

    def __init__(self, settings: Settings) -> None:
        """Nothing is learnt yet."""
        self.settings = settings
        self._learnt: _Learnt | None = None

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

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The items that `fit` saw, sorted; an item's number is its place here."""
        return self._fitted().items.ids

    @property
    def user_ids(self) -> tuple[str, ...]:
        """The users that `fit` saw, sorted."""
        return self._fitted().users.ids

    def knows(self, shopper_id: str) -> bool:
        """Whether `fit` saw anything of the shopper."""
        return shopper_id in self._fitted().users

    def history(self, shopper_id: str) -> dict[str, float]:
        """What `fit` saw of the shopper, item_id to confidence; UnknownShopperError where that is nothing."""
        learnt = self._fitted()
        user = learnt.users.place(shopper_id)
        if user < 0:
            raise UnknownShopperError(shopper_id)
        return {learnt.items.ids[item]: value for item, value in learnt.histories.rated_by(user).items()}

    def score(self, shopper_id: str, item_ids: Sequence[str]) -> FloatArray:
        """As Scorer.score says: `score_history` of what `fit` saw of the shopper."""
        return self.score_history(self.history(shopper_id), item_ids)

    def explain(self, shopper_id: str, item_id: str) -> Reason:
        """As Scorer.explain says: `explain_history` of what `fit` saw of the shopper."""
        return self.explain_history(self.history(shopper_id), item_id)

    def recommend(self, shopper_id: str, n: int, *, seen: bool = False) -> list[Reason]:
        """As Scorer.recommend says: `recommend_history` of what `fit` saw of the shopper."""
        return self.recommend_history(self.history(shopper_id), n, seen=seen)

    def score_history(self, history: Mapping[str, float], item_ids: Sequence[str]) -> FloatArray:
        """The score of each item for one of this history, shape (len(item_ids),), NaN for an unknown item.

        0 where nothing of the history speaks for the item or against it, so everywhere where it is empty.
        Raises RatingsError where a confidence is not a finite number.
        """
        learnt = self._fitted()
        liked, values = self._numbers(history)
        places = learnt.items.places(item_ids)
        scores = np.full(places.shape, np.nan)
        known = places >= 0
        scores[known] = learnt.pulls.scores(liked, values, places[known])
        return scores

    def shares_of_history(self, history: Mapping[str, float], item_id: str) -> list[tuple[str, float]]:
        """What each item of the history adds to the score of `item_id`, the greatest first, ties by item_id.

        They add up to the score; items that add nothing are left out. UnknownItemError as `explain_history`.
        """
        item, (liked, values) = self._place(item_id), self._numbers(history)
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
        item = self._place(item_id)
        return self._reasons(*self._numbers(history), np.array([item]))[0]

    def recommend_history(self, history: Mapping[str, float], n: int, *, seen: bool = False) -> list[Reason]:
        """The n items of highest score, best first, ties by item_id; what is in the history only if `seen`."""
        liked, values = self._numbers(history)
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
        learnt, item = self._fitted(), self._place(item_id)
        near = learnt.pulls.scores(np.array([item]), np.ones(1))
        order = np.argsort(-near, kind="stable")[: max(n, 0)]
        return [(learnt.items.ids[j], float(near[j])) for j in order if near[j] > 0]

    def stored(self) -> StoredModel:
        """The model as arrays and ids."""
        learnt = self._fitted()
        told: dict[str, NDArray[Any]] = {
            "starts": learnt.histories.starts,
            "rated": learnt.histories.items,
            "values": learnt.histories.values,
        }
        ids = {"items": learnt.items.ids, "users": learnt.users.ids}
        arrays = {**told, **learnt.pulls.arrays()}
        return StoredModel(type(self).__name__, learnt.data, asdict(self.settings), arrays, ids)

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """The model that `stored()` gave, with the indices of its ids."""
        model, pulls = cls._restored(stored.settings, stored.arrays)
        told = Histories(*(stored.arrays[name] for name in TOLD))
        model._learnt = _Learnt(items, users, told, pulls, stored.data)
        return model

    def save(self, folder: Path) -> None:
        """As Scorer.save says."""
        write_model(folder, self.stored())

    @classmethod
    def load(cls, folder: Path) -> Self:
        """As Scorer.load says."""
        stored = read_model(folder, cls.__name__, (*TOLD, *cls.kept), IDS)
        return cls.restored(stored, Index(stored.ids["items"]), Index(stored.ids["users"]))

    def _place(self, item_id: str) -> int:
        """The number of an item; UnknownItemError where `fit` saw nothing of it."""
        place = self._fitted().items.place(item_id)
        if place < 0:
            raise UnknownItemError(item_id)
        return place

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

    def _fitted(self) -> "_Learnt":
        if self._learnt is None:
            raise NotFittedError(type(self).__name__)
        return self._learnt


@dataclass(frozen=True, slots=True, eq=False)
class _Learnt:
    items: Index
    users: Index
    histories: Histories
    pulls: Pulls
    data: str
