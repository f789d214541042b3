"""The parts of a blended rating, and how their weights are learnt from ratings that were held out.

A shopper is told by id or by a history; nothing here makes a list or a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import lsq_linear

from recommender.blend import Blend, known
from recommender.factor_settings import FactorSettings, RatingBlendSettings
from recommender.factors_learnt import FactorsLearnt, Shopper
from recommender.histories import Taste
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.item_neighbours import ItemNeighbours
from recommender.model_files import StoredModel
from recommender.prediction import Prediction
from recommender.settings import NeighbourSettings

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
KEPT = tuple(dict.fromkeys((*ItemNeighbours.kept, *FactorsLearnt.OWN, "blend")))  # beside the histories'
# Before any lesson: μ, b_i and b_u as they are, and the mean of what neighbours and factors say.
UNTAUGHT = np.array([1.0, 1.0, 1.0, 0.5, 0.5])
OVERALL, ITEM, USER, NEIGHBOURS_MOVE, FACTORS_MOVE = range(5)


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """One shopper, as both models know them."""

    shopper: Shopper
    taste: Taste | None  # None where their history is empty
    known: float  # κ(u)


@dataclass(frozen=True, slots=True, eq=False)
class RatingParts:
    """Item neighbours and factors of the same ratings, both about the same baselines."""

    neighbours: ItemNeighbours
    factors: FactorsLearnt
    factor_settings: FactorSettings
    counts: IntArray  # (items,) ratings

    @classmethod
    def fitted(
        cls, interactions: Interactions, neighbours: NeighbourSettings, factors: FactorSettings
    ) -> Self:
        """Both learnt from the interactions."""
        return cls._of(
            ItemNeighbours(neighbours).fit(interactions), FactorsLearnt.fitted(interactions, factors), factors
        )

    @classmethod
    def _of(cls, neighbours: ItemNeighbours, factors: FactorsLearnt, settings: FactorSettings) -> Self:
        counts = np.bincount(factors.histories.items, minlength=len(factors.items)).astype(np.int64)
        return cls(neighbours, factors, settings, counts)

    def heard(self, shopper_id: str, half: float) -> Heard:
        """A shopper that `fit` saw; UnknownShopperError where it did not."""
        taste = self.neighbours.taste(shopper_id)
        return self._heard(self.factors.known(self.factors.users.place(shopper_id)), taste, half)

    def told(self, history: Mapping[str, float], half: float) -> Heard:
        """One of this history, item_id to rating; items that `fit` never saw are passed over in it."""
        shopper = self.factors.told(history, self.factor_settings)
        known = {item: value for item, value in history.items() if item in self.factors.items}
        return self._heard(shopper, self.neighbours.taste(None, known) if known else None, half)

    def _heard(self, shopper: Shopper, taste: Taste | None, half: float) -> Heard:
        return Heard(shopper, taste, float(known(float(shopper.rated.size), half)))

    def items_known(self, places: IntArray, half: float) -> FloatArray:
        """κ(i) of each item, shape (len(places),); 0 at -1, an unknown one."""
        counts = np.where(places >= 0, self.counts[places], 0) if self.counts.size else np.zeros(places.shape)
        return known(counts, half)

    def predicted(self, heard: Heard, places: IntArray) -> Prediction | None:
        """What the neighbours say of each item; None of a shopper without a history."""
        return None if heard.taste is None else self.neighbours.predict_at(places, heard.taste)

    def features(self, heard: Heard, places: IntArray, said: Prediction | None) -> FloatArray:
        """μ, b_i, b_u and what neighbours and factors add to them, shape (len(places), 5); 0 for an unknown item's."""
        features, known = np.zeros((places.size, UNTAUGHT.size)), places >= 0
        features[:, OVERALL], features[:, USER] = self.factors.base.overall, heard.shopper.level
        features[known, ITEM] = self.factors.base.items[places[known]]
        if said is not None:
            features[:, NEIGHBOURS_MOVE] = said.moves
        features[known, FACTORS_MOVE] = self.factors.moves(heard.shopper, places[known])
        return features

    def stored(self) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
        """Arrays, of which both models share the histories and μ, and the settings of both."""
        neighbours, factors = self.neighbours.stored(), self.factors.stored("", self.factor_settings)
        settings = {"neighbours": neighbours.settings, "factors": factors.settings}
        return {**neighbours.arrays, **factors.arrays}, settings

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """What `stored` gave, over the memory of the model's arrays."""
        settings = FactorSettings(**stored.settings["factors"])
        factors = FactorsLearnt.restored(stored, items, users)
        told = replace(stored, settings=stored.settings["neighbours"])
        return cls._of(ItemNeighbours.restored(told, items, users), factors, settings)


def learnt_weights(
    interactions: Interactions,
    neighbours: NeighbourSettings,
    factors: FactorSettings,
    settings: RatingBlendSettings,
) -> Blend:
    """The weights that best foretell ratings which the parts did not see, in squares, none below 0.

    Those of UNTAUGHT are drawn upon as `ridge` lessons are; without anything held out they stand.
    """
    size = min(int(len(interactions) * settings.held_out), settings.lessons)
    held = np.zeros(len(interactions), dtype=np.bool_)
    held[np.random.default_rng(settings.seed).permutation(len(interactions))[:size]] = True
    prior = np.repeat(UNTAUGHT, 4)
    if not size:
        return Blend(prior.reshape(-1, 2, 2))
    design, values = _lessons(
        RatingParts.fitted(interactions.where(~held), neighbours, factors), interactions, held, settings
    )
    scale = np.sqrt((design**2).mean(axis=0)) if len(design) else np.zeros(prior.size)
    scale = np.where(scale > 0, scale, 1.0)
    # What the lessons say of the difference from the prior, and as many rows that say it is 0.
    rows = np.vstack([design / scale, np.sqrt(settings.ridge) * np.eye(prior.size)])
    wanted = np.append(values - design @ prior, np.zeros(prior.size))
    found = lsq_linear(rows, wanted, bounds=(-prior * scale, np.inf), method="bvls")
    return Blend(np.maximum(found.x / scale + prior, 0.0).reshape(-1, 2, 2))


def _lessons(
    parts: RatingParts, interactions: Interactions, held: NDArray[np.bool_], settings: RatingBlendSettings
) -> tuple[FloatArray, FloatArray]:
    """Of each held-out rating the features times κ, shape (m, 20), and its value; shoppers unseen are left out."""
    places = np.append(parts.factors.items.places(interactions.item_ids), -1)[interactions.items]
    designs, values = [np.zeros((0, UNTAUGHT.size * 4))], [np.zeros(0)]
    rows = np.flatnonzero(held)
    for theirs in np.split(rows, np.flatnonzero(np.diff(interactions.users[rows])) + 1):
        shopper_id = interactions.user_ids[interactions.users[theirs[0]]]
        if shopper_id not in parts.factors.users:
            continue
        heard, asked = parts.heard(shopper_id, settings.half_known_user), places[theirs]
        features = parts.features(heard, asked, parts.predicted(heard, asked))
        of_user = np.array([heard.known, 1 - heard.known])
        known = parts.items_known(asked, settings.half_known_item)
        of_item = np.stack([known, 1 - known], axis=1)
        designs.append(np.einsum("cp,a,cb->cpab", features, of_user, of_item).reshape(asked.size, -1))
        values.append(interactions.values[theirs])
    return np.concatenate(designs), np.concatenate(values)
