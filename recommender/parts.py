"""The parts that a blended score is made of, fitted on one history, and what each says of some items.

Nothing is weighed here, and a shopper is only what was done: the same values give the same features."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.errors import UnknownShopperError
from recommender.finders import NearestFinder
from recommender.histories import Histories
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.item_neighbours import ItemNeighbours
from recommender.leanings import confidences
from recommender.linear import LinearModel, confident, leaning_of
from recommender.matching import Matching
from recommender.prediction import Prediction
from recommender.said import Said
from recommender.settings import ContentSettings, HybridSettings, NeighbourSettings
from recommender.similarity import pearson_neighbours
from recommender.trends import Trends
from recommender.vectors import ItemVectors

FloatArray = NDArray[np.float64]
# The columns of the features, and of a blend's table.
NEIGHBOURS, LINEAR, CONTENT, RENOWN, RECENT, QUALITY = range(6)
# What serves until there is enough to learn from: the prediction of the neighbours with a share of renown.
DEFAULT_TABLE = np.repeat(np.array([1.0, 0.0, 0.1, 0.35, 0.1, 1.0]), 4).reshape(6, 2, 2)
# The same of deeds with a linear model: by the neighbours a click would speak against what is like the item,
# for it is less than what others did.
DEEDS_TABLE = np.repeat(np.array([0.0, 1.0, 0.1, 0.35, 0.1, 0.0]), 4).reshape(6, 2, 2)


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What the parts say of c items for one shopper."""

    features: FloatArray  # (c, 6), each in spans of the scale or without unit, between −1 and 1 or so
    places: NDArray[np.int64]  # (c,) in the history's items, −1 where nobody had to do with it
    said: Said
    prediction: Prediction | None  # None where the neighbours know nothing of the shopper
    matching: Matching


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Item neighbours, content and trends, of one history; a linear model where one was given."""

    items: Index
    users: Index
    histories: Histories
    neighbours: ItemNeighbours
    linear: LinearModel | None
    vectors: ItemVectors
    trends: Trends
    scale: tuple[float, float]
    explicit: bool
    content: ContentSettings
    leanings: FloatArray  # (interactions,) as the values of the histories

    @property
    def span(self) -> float:
        """high − low of the scale."""
        return self.scale[1] - self.scale[0]

    @classmethod
    def of(
        cls,
        interactions: Interactions,
        vectors: ItemVectors,
        *,
        linear: Callable[[], LinearModel] | None,
        explicit: bool,
        neighbours: NeighbourSettings,
        content: ContentSettings,
        hybrid: HybridSettings,
        nearest: NearestFinder = pearson_neighbours,
    ) -> Self:
        """Fitted on all of the interactions."""
        return cls(
            Index(interactions.item_ids),
            Index(interactions.user_ids),
            Histories.of(interactions),
            ItemNeighbours(neighbours, nearest=nearest).fit(interactions),
            linear().fit(confident(interactions, explicit=explicit)) if linear else None,
            vectors,
            Trends.of(interactions, damping=hybrid.damping, half_life_days=hybrid.half_life_days),
            interactions.scale,
            explicit,
            content,
            leaning_of(interactions, explicit=explicit),
        )

    def said_by(self, shopper_id: str | None) -> Said:
        """What the history has of a shopper; nothing of one that it does not know."""
        user = -1 if shopper_id is None else self.users.place(shopper_id)
        if user < 0:
            return Said({}, {})
        there = slice(int(self.histories.starts[user]), int(self.histories.starts[user + 1]))
        items = [self.items.ids[item] for item in self.histories.items[there].tolist()]
        values, leaning = self.histories.values[there].tolist(), self.leanings[there].tolist()
        return Said(dict(zip(items, values, strict=True)), dict(zip(items, leaning, strict=True)))

    def hear(self, said: Said, item_ids: Sequence[str]) -> Heard:
        """The features of each item, in the order asked for, for one who said this."""
        places = self.items.places(item_ids)
        matching = Matching.of(self.vectors, said.leaning, item_ids, self.content.dislike_weight)
        features = np.zeros((places.size, len(DEFAULT_TABLE)))
        try:
            prediction = self.neighbours.predict_at(places, self.neighbours.taste(None, said.values))
            features[:, NEIGHBOURS] = prediction.moves / self.span
        except UnknownShopperError:
            prediction = None
        if self.linear is not None and said.leaning:
            features[:, LINEAR] = np.nan_to_num(self.linear.score_history(self.confidences(said), item_ids))
        features[:, CONTENT] = matching.cosines
        features[:, RENOWN] = self.trends.renown[places]
        features[:, RECENT] = self.trends.recent[places]
        features[:, QUALITY] = self.trends.quality[places]
        return Heard(features, places, said, prediction, matching)

    def confidences(self, said: Said) -> dict[str, float]:
        """What the linear model is asked with, by item_id."""
        values = np.array([said.values.get(item, self.scale[0]) for item in said.leaning])
        leaning = np.fromiter(said.leaning.values(), np.float64, len(said.leaning))
        told = confidences(values, leaning, self.scale, explicit=self.explicit)
        return dict(zip(said.leaning, told.tolist(), strict=True))

    def counts(self, places: NDArray[np.int64]) -> FloatArray:
        """How many had to do with the items at `places`."""
        return np.asarray(self.trends.counts[places], dtype=np.float64)
