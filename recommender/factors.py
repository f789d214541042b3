"""Predict ratings, or rank by deeds, from a few learnt numbers of each user and item: matrix factorisation.

A user's numbers follow from their history by one formula, so that a new shopper or a new rating needs no new fit."""

from collections.abc import Mapping
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.errors import SettingError
from recommender.factor_settings import FactorSettings
from recommender.factors_learnt import FactorsLearnt, Shopper
from recommender.index import Asked, Index
from recommender.interactions import Interactions
from recommender.model_files import StoredModel
from recommender.reason import FACTORS, ITEM_MEAN, USER_MEAN, Reason
from recommender.remembering_model import RememberingModel

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class Factors(RememberingModel[FactorsLearnt]):
    """Of ratings: r̂(u,i) = μ + b_u + b_i + p_u·q_i, with b of baselines.py and k = `rank` numbers in p_u and q_i.

    p and q minimise Σ (r_ui − b_ui − p_u·q_i)² + λ·(Σ n_u·|p_u|² + Σ n_i·|q_i|²) over the ratings, by solving for
    all q and all p by turns. Source: Zhou et al., "Large-scale parallel collaborative filtering for the Netflix
    Prize", AAIM 2008, whose λ grows with the number of ratings, as in Spark's ALS; baselines: Koren, TKDD 2010.

    `implicit`, of confidences v from −1 to 1: score(u,i) = p_u·q_i, where p and q minimise
    Σ (1 + α·|v_ui|)·(1[v_ui > 0] − p_u·q_i)² + the same λ, over all pairs, v = 0 where nothing is known. Source: Hu,
    Koren and Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008. A score has no scale.

    Users are solved for last, so that p_u is what `score_history` makes of u's own ratings, and the share of each
    rating in p_u·q_i is exact: q_iᵀ A⁻¹ q_j · (r_uj − b_uj), A = Σ q_j q_jᵀ + λ·n_u·I.
    """

    kept = FactorsLearnt.OWN

    def __init__(self, settings: FactorSettings | None = None) -> None:
        """Without settings, those of FactorSettings: ratings."""
        self.settings = settings or FactorSettings()

    def fit(self, interactions: Interactions) -> Self:
        """As Scorer.fit says: time grows with rounds · (ratings · k² + (users + items) · k³)."""
        self._learnt = FactorsLearnt.fitted(interactions, self.settings)
        return self

    def fit_users(self, interactions: Interactions, of_items: FloatArray) -> Self:
        """Learn as `fit`, but for the items' factors, which are given: shape (items, rank), in the order of item_ids.

        For factors that were learnt elsewhere, from r_ui − b_ui (or confidences) by the same settings.
        Raises SettingError where they are of another shape.
        """
        wanted = (len(interactions.item_ids), self.settings.rank)
        if of_items.shape != wanted:
            raise SettingError(
                "rank", self.settings.rank, f"item factors of shape {wanted}, not {of_items.shape}"
            )
        self._learnt = FactorsLearnt.of(interactions, of_items, self.settings)
        return self

    def score(self, shopper_id: str, item_ids: Asked) -> FloatArray:
        """As Scorer.score says: r̂(u,i), or p_u·q_i of confidences. Items may be given by their numbers."""
        return self._scores(self._known(shopper_id), self._fitted().items.places(item_ids), np.nan)

    def estimate(self, shopper_id: str, item_ids: Asked) -> FloatArray:
        """As `score`, but for an item of which nothing is known μ + b_u, or 0 of confidences."""
        learnt, shopper = self._fitted(), self._known(shopper_id)
        return self._scores(shopper, learnt.items.places(item_ids), learnt.base.overall + shopper.level)

    def score_history(self, history: Mapping[str, float], item_ids: Asked) -> FloatArray:
        """As `score`, for one of this history, item_id to value; items that `fit` never saw are passed over in it.

        One who rated nothing has μ + b_i, and 0 of confidences. RatingsError where a value is not a finite number.
        """
        return self._scores(self._new(history), self._fitted().items.places(item_ids), np.nan)

    def recommend(self, shopper_id: str, n: int, *, seen: bool = False) -> list[Reason]:
        """As Scorer.recommend says."""
        return self._best(self._known(shopper_id), n, seen=seen)

    def recommend_history(self, history: Mapping[str, float], n: int, *, seen: bool = False) -> list[Reason]:
        """As `recommend`, for one of this history."""
        return self._best(self._new(history), n, seen=seen)

    def explain(self, shopper_id: str, item_id: str) -> Reason:
        """As Scorer.explain says: "item_mean" and "user_mean" of ratings, and "factors"."""
        return self._reasons(self._known(shopper_id), np.array([self._fitted().items.item(item_id)]))[0]

    def explain_history(self, history: Mapping[str, float], item_id: str) -> Reason:
        """As `explain`, for one of this history; no "factors" where it says nothing."""
        return self._reasons(self._new(history), np.array([self._fitted().items.item(item_id)]))[0]

    def shares_of_history(self, history: Mapping[str, float], item_id: str) -> list[tuple[str, float]]:
        """What each item of the history adds to p·q_i of `item_id`, the greatest first, ties by item_id.

        They add up to the part "factors"; items that add nothing are left out. UnknownItemError as `explain`.
        """
        learnt, shopper, asked = self._fitted(), self._new(history), self._fitted().items.item(item_id)
        shares = learnt.pulled(shopper, self.settings).shares(learnt.item_factors, asked)
        pairs = [
            (self.item_ids[j], float(share)) for j, share in zip(shopper.rated, shares, strict=True) if share
        ]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def similar(self, item_id: str, n: int) -> list[tuple[str, float]]:
        """As Scorer.similar says: the cosine of the items' factors."""
        learnt, place = self._fitted(), self._fitted().items.item(item_id)
        lengths = np.sqrt((learnt.item_factors**2).sum(axis=1))
        dots = (learnt.item_factors * learnt.item_factors[place]).sum(axis=1)
        near = np.divide(dots, lengths * lengths[place], out=np.zeros_like(dots), where=dots > 0)
        near[place] = 0.0
        # Ids are sorted, so that a stable sort leaves ties in their order.
        order = np.argsort(-near, kind="stable")[: max(n, 0)]
        return [(learnt.items.ids[j], float(near[j])) for j in order if near[j] > 0]

    def stored(self) -> StoredModel:
        """The model as arrays and ids; FactorsLearnt names them."""
        return self._fitted().stored(type(self).__name__, self.settings)

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """As KeptModel.restored says."""
        model = cls(FactorSettings(**stored.settings))
        model._learnt = FactorsLearnt.restored(stored, items, users)
        return model

    def _known(self, shopper_id: str) -> Shopper:
        learnt = self._fitted()
        return learnt.known(learnt.users.user(shopper_id))

    def _new(self, history: Mapping[str, float]) -> Shopper:
        return self._fitted().told(history, self.settings)

    def _scores(self, shopper: Shopper, places: IntArray, unknown: float) -> FloatArray:
        scores, known = np.full(places.shape, unknown), places >= 0
        scores[known] = self._fitted().scores(shopper, places[known])
        return scores

    def _best(self, shopper: Shopper, n: int, *, seen: bool) -> list[Reason]:
        learnt = self._fitted()
        wanted = np.ones(len(learnt.items), dtype=np.bool_)
        wanted[shopper.rated] = seen
        places = np.flatnonzero(wanted)
        # Ids are sorted, so that a stable sort leaves ties in their order.
        order = np.argsort(-learnt.scores(shopper, places), kind="stable")[: max(n, 0)]
        return self._reasons(shopper, places[order])

    def _reasons(self, shopper: Shopper, places: IntArray) -> list[Reason]:
        learnt, reasons = self._fitted(), []
        pulled, moves = learnt.pulled(shopper, self.settings), learnt.moves(shopper, places)
        for place, move in zip(places.tolist(), moves.tolist(), strict=True):
            parts: dict[str, float] = {}
            if not self.settings.implicit:
                parts[ITEM_MEAN] = float(learnt.base.overall + learnt.base.items[place])
                parts[USER_MEAN] = shopper.level
            if shopper.rated.size:
                parts[FACTORS] = move
            evidence = learnt.evidence(shopper, pulled, place).tolist() if move > 0 else []
            reasons.append(
                Reason.of(learnt.items.ids[place], parts, tuple(learnt.items.ids[item] for item in evidence))
            )
        return reasons
