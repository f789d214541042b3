"""Predict ratings by a learnt blend of item neighbours and factors: the most accurate of ratings here, and the slowest.

It is about ratings alone, and makes no promise for lists: what a shop serves is the hybrid."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender import reason as codes
from recommender.blend import Blend
from recommender.errors import SettingError
from recommender.factor_settings import FactorSettings, RatingBlendSettings
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.kept_model import KeptModel
from recommender.model_files import StoredModel
from recommender.prediction import MOST_EVIDENCE, Prediction
from recommender.rating_blend_parts import (
    FACTORS_MOVE,
    ITEM,
    KEPT,
    NEIGHBOURS_MOVE,
    OVERALL,
    USER,
    Heard,
    RatingParts,
    learnt_weights,
)
from recommender.reason import Reason
from recommender.settings import NeighbourSettings

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class RatingBlend(KeptModel[tuple[RatingParts, Blend, str]]):
    """r̂(u,i) = w₁·μ + w₂·b_i + w₃·b_u + w₄·n(u,i) + w₅·p_u·q_i

    with the baselines b, what item neighbours add to them, n(u,i) = Σ sim(i,j)·(r_uj − b_uj)/(Σ |sim(i,j)| + caution)
    (ItemNeighbours), and what factors add (Factors). Each weight depends on how well u and i are known, by four
    numbers as Blend says. They are the least squares over ratings held out of the training part, none below 0, with a
    ridge on their distance from w = (1, 1, 1, ½, ½). Then both parts are fitted again, on all ratings.
    Sources: stacking, Breiman, "Stacked regressions", 1996; weights by support, Sill et al., "Feature-weighted linear
    stacking", 2009.
    """

    kept = KEPT

    def __init__(
        self,
        settings: RatingBlendSettings | None = None,
        *,
        neighbours: NeighbourSettings | None = None,
        factors: FactorSettings | None = None,
    ) -> None:
        """Without settings, the defaults, and NeighbourSettings.of_baselines().

        Raises SettingError where the two parts would not be about the same baselines.
        """
        self.settings = settings or RatingBlendSettings()
        self._neighbours = neighbours or NeighbourSettings.of_baselines()
        self._factors = factors or FactorSettings(damping=self._neighbours.damping)
        if self._neighbours.centre != "baseline":
            raise SettingError("centre", self._neighbours.centre, '"baseline"')
        if self._factors.implicit:
            raise SettingError("implicit", True, "False: ratings are blended")
        if self._factors.damping != self._neighbours.damping:
            raise SettingError(
                "damping", self._factors.damping, f"that of the neighbours, {self._neighbours.damping}"
            )

    def fit(self, interactions: Interactions) -> Self:
        """As Scorer.fit says: both parts are fitted twice, the first time on what is not held out."""
        blend = learnt_weights(interactions, self._neighbours, self._factors, self.settings)
        parts = RatingParts.fitted(interactions, self._neighbours, self._factors)
        self._learnt = parts, blend, interactions.fingerprint()
        return self

    def score(self, shopper_id: str, item_ids: Sequence[str]) -> FloatArray:
        """As Scorer.score says: r̂(u,i)."""
        return self._known_only(self._heard(shopper_id), item_ids)

    def estimate(self, shopper_id: str, item_ids: Sequence[str]) -> FloatArray:
        """As `score`, but for an item of which nothing is known w₁·μ + w₃·b_u, by the weights of such an item."""
        heard, places = self._heard(shopper_id), self._parts().factors.items.places(item_ids)
        return _summed(self._terms(heard, places))

    def score_history(self, history: Mapping[str, float], item_ids: Sequence[str]) -> FloatArray:
        """As `score`, for one of this history, item_id to rating; items that `fit` never saw are passed over in it.

        RatingsError where a rating is not a finite number.
        """
        return self._known_only(self._parts().told(history, self.settings.half_known_user), item_ids)

    def recommend(self, shopper_id: str, n: int, *, seen: bool = False) -> list[Reason]:
        """As Scorer.recommend says."""
        heard, parts = self._heard(shopper_id), self._parts()
        wanted = np.ones(len(parts.factors.items), dtype=np.bool_)
        wanted[heard.shopper.rated] = seen
        places = np.flatnonzero(wanted)
        # Ids are sorted, so that a stable sort leaves ties in their order.
        order = np.argsort(-_summed(self._terms(heard, places)), kind="stable")[: max(n, 0)]
        return self._reasons(heard, places[order])

    def explain(self, shopper_id: str, item_id: str) -> Reason:
        """As Scorer.explain says: "item_mean", "user_mean", "factors", and "neighbours" where one counts."""
        heard, place = self._heard(shopper_id), self._parts().factors.items.item(item_id)
        return self._reasons(heard, np.array([place]))[0]

    def similar(self, item_id: str, n: int) -> list[tuple[str, float]]:
        """As Scorer.similar says: the nearest of the item neighbours."""
        return self._parts().neighbours.similar(item_id, n)

    def stored(self) -> StoredModel:
        """The model as arrays and ids."""
        parts, blend, data = self._fitted()
        arrays, settings = parts.stored()
        ids = {"items": parts.factors.items.ids, "users": parts.factors.users.ids}
        settings["blend"] = asdict(self.settings)
        return StoredModel(type(self).__name__, data, settings, {**arrays, "blend": blend.table}, ids)

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """As KeptModel.restored says."""
        told = stored.settings
        model = cls(
            RatingBlendSettings(**told["blend"]),
            neighbours=NeighbourSettings(**told["neighbours"]),
            factors=FactorSettings(**told["factors"]),
        )
        parts = RatingParts.restored(stored, items, users)
        model._learnt = parts, Blend(stored.arrays["blend"]), stored.data
        return model

    def _heard(self, shopper_id: str) -> Heard:
        return self._parts().heard(shopper_id, self.settings.half_known_user)

    def _known_only(self, heard: Heard, item_ids: Sequence[str]) -> FloatArray:
        places = self._parts().factors.items.places(item_ids)
        return np.where(places >= 0, _summed(self._terms(heard, places)), np.nan)

    def _terms(self, heard: Heard, places: IntArray) -> FloatArray:
        """The five terms of r̂ of each item, shape (len(places), 5)."""
        return self._weighed(heard, places, self._parts().predicted(heard, places))

    def _weighed(self, heard: Heard, places: IntArray, said: Prediction | None) -> FloatArray:
        """The same, of what the neighbours said."""
        parts, blend, _ = self._fitted()
        features = parts.features(heard, places, said)
        known = parts.items_known(places, self.settings.half_known_item)
        return features * blend.weights(heard.known, known)

    def _reasons(self, heard: Heard, places: IntArray) -> list[Reason]:
        parts, reasons = self._parts(), []
        said = parts.predicted(heard, places)
        pulled = parts.factors.pulled(heard.shopper, parts.factor_settings)
        near = [[] for _ in places] if said is None else said.evidence()
        ids = parts.factors.items.ids
        for row, (place, terms) in enumerate(
            zip(places.tolist(), self._weighed(heard, places, said), strict=True)
        ):
            shares = {
                codes.ITEM_MEAN: float(terms[OVERALL] + terms[ITEM]),
                codes.USER_MEAN: float(terms[USER]),
            }
            if said is not None and said.supported[row]:
                shares[codes.NEIGHBOURS] = float(terms[NEIGHBOURS_MOVE])
            if heard.shopper.rated.size:
                shares[codes.FACTORS] = float(terms[FACTORS_MOVE])
            raised = terms[FACTORS_MOVE] > 0
            by_factors = parts.factors.evidence(heard.shopper, pulled, place).tolist() if raised else []
            named = _evidence((terms[NEIGHBOURS_MOVE], near[row]), (terms[FACTORS_MOVE], by_factors))
            reasons.append(Reason.of(ids[place], shares, tuple(ids[item] for item in named)))
        return reasons

    def _parts(self) -> RatingParts:
        return self._fitted()[0]


def _evidence(*parts: tuple[float, list[int]]) -> list[int]:
    """At most three of the items that bear out each part, given with its amount: first those of the greater one."""
    found: list[int] = []
    for amount, items in sorted(parts, key=lambda part: -part[0]):
        if amount > 0:
            found += [item for item in items if item not in found]
    return found[:MOST_EVIDENCE]


def _summed(terms: FloatArray) -> FloatArray:
    """The terms added in the order of a reason's parts, shape (c,)."""
    return np.asarray(
        terms[:, OVERALL]
        + terms[:, ITEM]
        + terms[:, USER]
        + terms[:, NEIGHBOURS_MOVE]
        + terms[:, FACTORS_MOVE],
        dtype=np.float64,
    )
