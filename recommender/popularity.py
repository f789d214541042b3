"""Score items by what all shoppers together think of them; the same for every shopper."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.errors import RatingsError, UnknownItemError
from recommender.histories import Histories
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.kept_model import KeptModel
from recommender.means import damped_means, overall_mean
from recommender.model_files import StoredModel
from recommender.reason import POPULAR, Reason
from recommender.settings import PopularitySettings

FloatArray = NDArray[np.float64]
# A young shop's first buyer must not make an item its best-seller: below so many, the share stays small.
FEW = 25.0


class Popularity(KeptModel["_Learnt"]):
    """Popular and good items first.

    Explicit:  p(i) = (Σ_u r_ui + λμ)/(n_i + λ) + w·(high − low)·ρ(i)
    Implicit:  p(i) = low + (high − low)·log(1 + s_i)/log(1 + max(s, FEW)),  s_i = Σ_u r_ui/high

    where μ is the mean of all ratings, λ `damping`, w `renown_weight`, and the renown
    ρ(i) = log(1 + n_i)/log(1 + max(n, FEW)) lies in [0, 1]. The logarithm keeps one best-seller from drowning all;
    the damped mean is Laplace's rule for means. Explicit scores lie in [low, high + w·(high − low)].
    """

    kept = ("popular", "counts", "unseen")

    def __init__(self, settings: PopularitySettings | None = None) -> None:
        """Without settings, those of PopularitySettings."""
        self.settings = settings or PopularitySettings()

    def fit(self, interactions: Interactions) -> Self:
        """Count and average; one pass over the interactions. RatingsError for deeds on a scale below 0."""
        items, (low, high) = len(interactions.item_ids), interactions.scale
        counts, span = np.bincount(interactions.items, minlength=items).astype(np.int64), high - low
        if self.settings.explicit:
            popular = damped_means(interactions, self.settings.damping)
            popular += self.settings.renown_weight * span * _log_share(counts)
            unseen = overall_mean(interactions)
        else:
            if low < 0:
                raise RatingsError("scale", f"it begins at {low:g}", "count deeds on one from 0 or more")
            done = np.bincount(interactions.items, weights=interactions.values / high, minlength=items)
            popular, unseen = low + span * _log_share(done), low
        self._learnt = _Learnt.of(
            Index(interactions.item_ids),
            Index(interactions.user_ids),
            histories=Histories.of(interactions),
            popular=popular,
            counts=counts,
            unseen=unseen,
            data=interactions.fingerprint(),
        )
        return self

    def of(self, item_ids: Sequence[str]) -> FloatArray:
        """p(i), shape (len(item_ids),); for an item that nobody rated, p at n = 0."""
        learnt = self._fitted()
        return _at(learnt.popular, learnt.items.places(item_ids), learnt.unseen)

    def renown(self, item_ids: Sequence[str]) -> FloatArray:
        """ρ(i) in [0, 1], shape (len(item_ids),); 0 for an item that nobody rated."""
        learnt = self._fitted()
        return _at(learnt.renown, learnt.items.places(item_ids), 0.0)

    def is_popular(self, item_ids: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each may be called popular, shape (len(item_ids),).

        It may where it has as many ratings as the median item, and `popular_from` at least.
        """
        learnt = self._fitted()
        places = learnt.items.places(item_ids)
        popular = places >= 0
        popular[popular] = learnt.counts[places[popular]] >= max(learnt.median, self.settings.popular_from)
        return popular

    def score(self, shopper_id: str, item_ids: Sequence[str]) -> FloatArray:
        """As Scorer.score says: p(i), whoever the known shopper is; NaN for an item that nobody rated."""
        learnt = self._fitted()
        learnt.users.user(shopper_id)
        return _at(learnt.popular, learnt.items.places(item_ids), np.nan)

    def recommend(self, shopper_id: str, n: int, *, seen: bool = False) -> list[Reason]:
        """As Scorer.recommend says: the most popular of what the shopper has not rated."""
        learnt = self._fitted()
        user, scores = learnt.users.user(shopper_id), learnt.popular.copy()
        if not seen:
            scores[list(learnt.histories.rated_by(user))] = -np.inf
        # Ids are sorted, so that a stable sort leaves ties in their order.
        best = np.argsort(-scores, kind="stable")[: max(n, 0)]
        return [
            Reason.of(learnt.items.ids[place], {POPULAR: float(scores[place])})
            for place in best
            if np.isfinite(scores[place])
        ]

    def similar(self, item_id: str, n: int) -> list[tuple[str, float]]:  # noqa: ARG002
        """As Scorer.similar says: nothing, as popularity knows no likeness."""
        self._fitted().items.item(item_id)
        return []

    def explain(self, shopper_id: str, item_id: str) -> Reason:
        """As Scorer.explain says: one part, "popular"."""
        score = float(self.score(shopper_id, [item_id])[0])
        if np.isnan(score):
            raise UnknownItemError(item_id)
        return Reason.of(item_id, {POPULAR: score})

    def stored(self) -> StoredModel:
        """As KeptModel.stored says."""
        learnt = self._fitted()
        return StoredModel(
            type(self).__name__,
            learnt.data,
            asdict(self.settings),
            {
                **learnt.histories.stored(),
                "popular": learnt.popular,
                "counts": learnt.counts,
                "unseen": np.array([learnt.unseen]),
            },
            {"items": learnt.items.ids, "users": learnt.users.ids},
        )

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """As KeptModel.restored says."""
        model = cls(PopularitySettings(**stored.settings))
        arrays = stored.arrays
        model._learnt = _Learnt.of(
            items,
            users,
            histories=Histories.restored(arrays),
            popular=arrays["popular"],
            counts=arrays["counts"],
            unseen=float(arrays["unseen"][0]),
            data=stored.data,
        )
        return model


@dataclass(frozen=True, slots=True, eq=False)
class _Learnt:
    items: Index
    users: Index
    histories: Histories
    popular: FloatArray  # (items,)
    counts: NDArray[np.int64]  # (items,) ratings
    unseen: float  # the popularity of an item that nobody rated
    data: str
    renown: FloatArray  # (items,)
    median: float  # of the counts

    @classmethod
    def of(
        cls,
        items: Index,
        users: Index,
        *,
        histories: Histories,
        popular: FloatArray,
        counts: NDArray[np.int64],
        unseen: float,
        data: str,
    ) -> Self:
        """With what follows from the counts."""
        median = float(np.median(counts)) if counts.size else 0.0
        return cls(items, users, histories, popular, counts, unseen, data, _log_share(counts), median)


def _log_share(amounts: FloatArray | NDArray[np.int64]) -> FloatArray:
    """log(1 + x)/log(1 + max(x, FEW)), each in [0, 1]; empty where there is nothing."""
    return np.asarray(np.log1p(amounts) / np.log1p(amounts.max(initial=FEW)), dtype=np.float64)


def _at(values: FloatArray, places: NDArray[np.int64], unknown: float) -> FloatArray:
    found = np.full(places.shape, unknown)
    known = places >= 0
    found[known] = values[places[known]]
    return found
