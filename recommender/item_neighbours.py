"""Predict ratings from items that the same shoppers rated alike: item-based collaborative filtering."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommender.errors import NotFittedError, UnknownItemError, UnknownShopperError
from recommender.histories import Histories, Taste
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.means import damped_means, item_means, overall_mean
from recommender.model_files import StoredModel, read_model, write_model
from recommender.prediction import Prediction, predict
from recommender.reason import ITEM_MEAN, NEIGHBOURS, USER_MEAN, Reason
from recommender.settings import NeighbourSettings
from recommender.similarity import Neighbourhood, pearson_neighbours

FloatArray = NDArray[np.float64]
ARRAYS = ("starts", "rated", "values", "means", "expected", "columns", "weights", "overall")
IDS = ("items", "users")


class ItemNeighbours:
    """r̂(u,i) = r̄_i + d_u + Σ_j sim(i,j)·(r_uj − r̄_j − d_u) / (Σ_j |sim(i,j)| + caution).

    j runs over the kept neighbours of i that u rated. sim is Pearson's correlation over the users who rated
    both items, about the means of all the items' ratings (see similarity.py). The first r̄_i is damped,
    (Σ_u r_ui + λμ)/(n_i + λ), and so is the shopper's level d_u = Σ_j (r_uj − r̄_j)/(n_u + λ): without it, an
    item of which a harsh shopper rated no neighbour would pass all those of which they did. Caution 0 and
    positive neighbours cancel d_u and leave r̄_i + Σ sim·(r_uj − r̄_j)/Σ|sim|, the article's prediction.
    Source: Sarwar et al., "Item-based collaborative filtering", WWW 2001; Pearson with item means over all
    ratings; shrinkage after Bell and Koren, "Scalable collaborative filtering", ICDM 2007.
    """

    def __init__(self, settings: NeighbourSettings | None = None) -> None:
        """Without settings, those of NeighbourSettings."""
        self.settings = settings or NeighbourSettings()
        self._learnt: _Learnt | None = None

    def fit(self, interactions: Interactions) -> Self:
        """Find every item's neighbours: time grows with Σ_u n_u², memory with items · k."""
        settings, means = self.settings, item_means(interactions)
        self._learnt = _Learnt(
            Index(interactions.item_ids),
            Index(interactions.user_ids),
            Histories.of(interactions),
            means,
            damped_means(interactions, settings.damping),
            pearson_neighbours(
                interactions.matrix(),
                means,
                k=settings.k,
                min_overlap=settings.min_overlap,
                shrinkage=settings.shrinkage,
                opposites=settings.opposites,
            ),
            overall_mean(interactions),
            interactions.fingerprint(),
        )
        return self

    def score(self, shopper_id: str, item_ids: Sequence[str]) -> FloatArray:
        """As Scorer.score says: r̂(u,i), which is the damped r̄_i + d_u where u rated no neighbour of i."""
        prediction = self.predict(item_ids, self.taste(shopper_id))
        return np.where(prediction.known, prediction.scores(), np.nan)

    def explain(self, shopper_id: str, item_id: str) -> Reason:
        """As Scorer.explain says: "item_mean", "user_mean", and "neighbours" where the shopper rated any."""
        prediction = self.predict([item_id], self.taste(shopper_id))
        if not prediction.known[0]:
            raise UnknownItemError(item_id)
        parts = {ITEM_MEAN: float(prediction.means[0]), USER_MEAN: prediction.level}
        if prediction.supported[0]:
            parts[NEIGHBOURS] = float(prediction.moves[0])
        return Reason.of(item_id, parts, self.names(prediction.evidence()[0]))

    def knows(self, shopper_id: str) -> bool:
        """Whether `fit` saw a rating of the shopper."""
        return shopper_id in self._fitted().users

    def taste(self, shopper_id: str | None, session: Mapping[str, float] | None = None) -> Taste:
        """The shopper's ratings, with those of `session` (item_id to value) over them.

        Raises UnknownShopperError where neither says anything; unknown items of the session are passed over.
        """
        learnt = self._fitted()
        user = -1 if shopper_id is None else learnt.users.place(shopper_id)
        ratings = learnt.histories.rated_by(user) if user >= 0 else {}
        for item_id, value in (session or {}).items():
            if item_id in learnt.items:
                ratings[learnt.items.place(item_id)] = value
        if not ratings:
            raise UnknownShopperError("" if shopper_id is None else shopper_id)
        return Taste.of(ratings, learnt.means, self.settings.damping if self.settings.own_level else None)

    def predict(self, item_ids: Iterable[str], taste: Taste) -> Prediction:
        """The terms of r̂ for each item, in the order asked for, and what moved them."""
        learnt = self._fitted()
        places = learnt.items.places(item_ids)
        return predict(
            places,
            taste,
            means=learnt.expected,
            overall=learnt.overall,
            nearest=learnt.neighbourhood,
            caution=self.settings.caution,
        )

    def similar(self, item_id: str) -> list[tuple[str, float]]:
        """The kept neighbours of positive similarity, nearest first; empty where the item has none."""
        learnt = self._fitted()
        if item_id not in learnt.items:
            return []
        place = learnt.items.place(item_id)
        columns, weights = learnt.neighbourhood.columns[place], learnt.neighbourhood.weights[place]
        return [(learnt.items.ids[c], float(w)) for c, w in zip(columns, weights, strict=True) if w > 0]

    def names(self, places: Iterable[int]) -> tuple[str, ...]:
        """The ids of item numbers."""
        ids = self._fitted().items.ids
        return tuple(ids[place] for place in places)

    def stored(self) -> StoredModel:
        """The model as arrays and ids."""
        learnt = self._fitted()
        arrays: dict[str, NDArray[Any]] = {
            "starts": learnt.histories.starts,
            "rated": learnt.histories.items,
            "values": learnt.histories.values,
            "means": learnt.means,
            "expected": learnt.expected,
            "overall": np.array([learnt.overall]),
            "columns": learnt.neighbourhood.columns,
            "weights": learnt.neighbourhood.weights,
        }
        ids = {"items": learnt.items.ids, "users": learnt.users.ids}
        return StoredModel(type(self).__name__, learnt.data, asdict(self.settings), arrays, ids)

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """The model that `stored()` gave, with the indices of its ids."""
        model, arrays = cls(NeighbourSettings(**stored.settings)), stored.arrays
        model._learnt = _Learnt(
            items,
            users,
            Histories(arrays["starts"], arrays["rated"], arrays["values"]),
            arrays["means"],
            arrays["expected"],
            Neighbourhood(arrays["columns"], arrays["weights"]),
            float(arrays["overall"][0]),
            stored.data,
        )
        return model

    def save(self, folder: Path) -> None:
        """As Scorer.save says."""
        write_model(folder, self.stored())

    @classmethod
    def load(cls, folder: Path) -> Self:
        """As Scorer.load says."""
        stored = read_model(folder, cls.__name__, ARRAYS, IDS)
        return cls.restored(stored, Index(stored.ids["items"]), Index(stored.ids["users"]))

    def _fitted(self) -> "_Learnt":
        if self._learnt is None:
            raise NotFittedError(type(self).__name__)
        return self._learnt


@dataclass(frozen=True, slots=True, eq=False)
class _Learnt:
    items: Index
    users: Index
    histories: Histories
    means: FloatArray  # (items,) r̄_i
    expected: FloatArray  # (items,) the damped r̄_i
    neighbourhood: Neighbourhood
    overall: float  # μ
    data: str
