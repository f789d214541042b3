"""What item and user neighbours have in common: learning, scoring, lists with reasons, and keeping the model."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from recommender.finders import NearestFinder
from recommender.histories import Histories
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.model_files import StoredModel
from recommender.neighbour_fit import Learnt, Side, learn
from recommender.prediction import Prediction
from recommender.reason import ITEM_MEAN, USER_MEAN, Reason
from recommender.remembering_model import RememberingModel
from recommender.settings import NeighbourSettings
from recommender.similarity import Neighbourhood, pearson_neighbours

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """All that a fitted model holds."""

    items: Index
    users: Index
    histories: Histories
    learnt: Learnt
    data: str  # fingerprint of the interactions


class NeighbourModel(RememberingModel[Knowledge]):
    """A Scorer by neighbours; a subclass says which side is compared and how a prediction comes of it."""

    compares_items: ClassVar[bool]
    code: ClassVar[str]  # of the neighbours' part
    kept = ("means", "expected", "spreads", "columns", "weights", "overall")

    def __init__(
        self, settings: NeighbourSettings | None = None, *, nearest: NearestFinder = pearson_neighbours
    ) -> None:
        """Without settings, those of NeighbourSettings; `nearest` finds the neighbours when it is fitted."""
        self.settings = settings or NeighbourSettings()
        self._nearest = nearest

    def fit(self, interactions: Interactions) -> Self:
        """As Scorer.fit says: time grows with Σ n² over the users (items), memory with items (users) · k."""
        self._take(
            Knowledge(
                Index(interactions.item_ids),
                Index(interactions.user_ids),
                Histories.of(interactions),
                learn(Side(interactions, self.compares_items), self.settings, self._nearest),
                interactions.fingerprint(),
            )
        )
        return self

    def score(self, shopper_id: str, item_ids: Sequence[str]) -> FloatArray:
        """As Scorer.score says: r̂(u,i); its first two terms alone where no neighbour counts."""
        prediction = self._predicted(
            self._fitted().users.user(shopper_id), self._fitted().items.places(item_ids)
        )
        return np.where(prediction.known, prediction.scores(), np.nan)

    def estimate(self, shopper_id: str, item_ids: Sequence[str]) -> FloatArray:
        """As `score`, but where that is NaN what a known shopper is expected to give an item of which nothing is known.

        That is μ + d_u (μ + b_u) by item neighbours, and the shopper's own expected rating by user neighbours.
        """
        return self._predicted(
            self._fitted().users.user(shopper_id), self._fitted().items.places(item_ids)
        ).scores()

    def recommend(self, shopper_id: str, n: int, *, seen: bool = False) -> list[Reason]:
        """As Scorer.recommend says."""
        known, user = self._fitted(), self._fitted().users.user(shopper_id)
        wanted = np.ones(len(known.items), dtype=np.bool_)
        wanted[list(known.histories.rated_by(user))] = seen
        places = np.flatnonzero(wanted)
        scores = self._predicted(user, places).scores()
        # Ids are sorted, so that a stable sort leaves ties in their order.
        best = places[np.argsort(-scores, kind="stable")[: max(n, 0)]]
        return self._reasons(user, best)

    def explain(self, shopper_id: str, item_id: str) -> Reason:
        """As Scorer.explain says: "item_mean", "user_mean", and `code` where a neighbour counts."""
        known = self._fitted()
        return self._reasons(known.users.user(shopper_id), np.array([known.items.item(item_id)]))[0]

    def learnt_of(self, item_id: str) -> bool:
        """Whether `fit` saw a rating of the item."""
        return item_id in self._fitted().items

    def names(self, places: Iterable[int]) -> tuple[str, ...]:
        """The ids of item numbers."""
        ids = self._fitted().items.ids
        return tuple(ids[place] for place in places)

    def stored(self) -> StoredModel:
        """As KeptModel.stored says."""
        known = self._fitted()
        learnt = known.learnt
        arrays: dict[str, NDArray[Any]] = {
            **known.histories.stored(),
            "means": learnt.centres,
            "expected": learnt.expected,
            "spreads": learnt.spreads,
            "overall": np.array([learnt.overall]),
            "columns": learnt.neighbourhood.columns,
            "weights": learnt.neighbourhood.weights,
        }
        ids = {"items": known.items.ids, "users": known.users.ids}
        return StoredModel(type(self).__name__, known.data, asdict(self.settings), arrays, ids)

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """As KeptModel.restored says."""
        model, arrays = cls(NeighbourSettings(**stored.settings)), stored.arrays
        learnt = Learnt(
            arrays["means"],
            arrays["expected"],
            arrays["spreads"],
            Neighbourhood(arrays["columns"], arrays["weights"]),
            float(arrays["overall"][0]),
        )
        model._take(Knowledge(items, users, Histories.restored(arrays), learnt, stored.data))
        return model

    @abstractmethod
    def _predicted(self, user: int, places: IntArray) -> Prediction:
        """The terms of r̂ of a user's number for items at `places`, -1 for an unknown one."""

    @abstractmethod
    def _evidence(self, user: int, places: IntArray, prediction: Prediction) -> list[list[int]]:
        """Item numbers that bear out each item's score, strongest first."""

    def _reasons(self, user: int, places: IntArray) -> list[Reason]:
        prediction = self._predicted(user, places)
        evidence, reasons = self._evidence(user, places, prediction), []
        for row, item_id in enumerate(self.names(places.tolist())):
            parts = {ITEM_MEAN: float(prediction.means[row]), USER_MEAN: prediction.level}
            if prediction.supported[row]:
                parts[self.code] = float(prediction.moves[row])
            reasons.append(Reason.of(item_id, parts, self.names(evidence[row])))
        return reasons

    def _take(self, knowledge: Knowledge) -> None:
        self._learnt = knowledge
