"""Rank candidates for one shopper and say why: taste, popularity and what was asked, on one scale.

No socket, no clock and no unseeded random number: one model, one shopper, one list of candidates and one
request always give one order. A fitted model is never changed by ranking, so threads may share it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommender import histories, terms
from recommender.errors import NotFittedError, SettingError, UnknownShopperError
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.item_neighbours import ItemNeighbours
from recommender.model_files import StoredModel, check_model, read_model, write_model
from recommender.popularity import Popularity
from recommender.reason import Reason
from recommender.settings import NeighbourSettings, PopularitySettings

FloatArray = NDArray[np.float64]
ARRAYS = (*histories.ARRAYS, *ItemNeighbours.kept, *Popularity.kept)
IDS = ("items", "users")


class Recommender:
    """The face that serves: item neighbours for a known shopper, popularity for others, and the request.

    score(i) = r̂(u,i) + w·span·ρ(i) + request_weight·span·relevance(i)   a shopper of whom something is known
               p(i)                 + request_weight·span·relevance(i)   a shopper of whom nothing is known
                                      request_weight·span·relevance(i)   a shop without any history

    with r̂ of ItemNeighbours, p, ρ and w = renown_weight of Popularity, and span = high − low of the scale,
    all in its unit. At request_weight 2, a lead of 0.25 in relevance outweighs half the scale: more
    than taste moves most items, so that a clearly better fit to the words wins and taste orders equal fits.
    """

    def __init__(
        self,
        *,
        neighbours: NeighbourSettings | None = None,
        popularity: PopularitySettings | None = None,
        request_weight: float = 2.0,
    ) -> None:
        """`request_weight` is in spans of the scale; SettingError where it is negative."""
        if not request_weight >= 0:
            raise SettingError("request_weight", request_weight, "0 or more")
        self.request_weight = request_weight
        self._neighbours = neighbours or NeighbourSettings()
        self._popularity = popularity or PopularitySettings()
        self._learnt: _Learnt | None = None

    def fit(self, interactions: Interactions, *, explicit: bool) -> Self:
        """Learn taste and popularity; `explicit` where the values are opinions (stars), not deeds."""
        settings = replace(self._popularity, explicit=explicit)
        self._learnt = _Learnt(
            ItemNeighbours(self._neighbours).fit(interactions),
            Popularity(settings).fit(interactions),
            interactions.scale,
            len(interactions),
        )
        return self

    @property
    def model_id(self) -> str:
        """12 hex digits that stand for the interactions and the settings this model was made of."""
        return self._stored().model_id

    @property
    def interactions(self) -> int:
        """How many interactions were learnt from; 0 is a shop without history."""
        return self._fitted().interactions

    def knows(self, shopper_id: str) -> bool:
        """Whether anything was learnt of the shopper."""
        return self._fitted().taste.knows(shopper_id)

    def rank(
        self,
        candidates: Iterable[str],
        *,
        shopper_id: str | None = None,
        relevance: Mapping[str, float] | None = None,
        liked: Iterable[str] = (),
        disliked: Iterable[str] = (),
    ) -> list[Reason]:
        """Each candidate once, best first, ties by item_id, with the parts of its score.

        `relevance` (item_id to 0..1, missing ones 0) says how well items fit what was asked. `liked` and
        `disliked` count at once as ratings at the top and the bottom of the scale, over older ones; an item
        in both is disliked. A shopper or an item of whom nothing is known is no error.
        Raises RatingsError where a relevance is not a number from 0 to 1.
        """
        items, learnt = list(dict.fromkeys(candidates)), self._fitted()
        low, high = learnt.scale
        session = {**dict.fromkeys(liked, high), **dict.fromkeys(disliked, low)}
        evidence: list[tuple[str, ...]] = [()] * len(items)
        try:
            prediction = learnt.taste.predict(items, learnt.taste.taste(shopper_id, session))
            parts = terms.of_taste(prediction, self._renown(items), learnt.popular.is_popular(items))
            evidence = [learnt.taste.names(places) if places else () for places in prediction.evidence()]
        except UnknownShopperError:
            popularity, popular = learnt.popular.of(items), learnt.popular.is_popular(items)
            parts = terms.of_all(popularity, popular) if learnt.interactions else []
        if relevance is not None:
            parts.append(terms.of_request(items, relevance, self.request_weight * learnt.span))
        return terms.best_first(items, parts, evidence)

    def score(self, shopper_id: str, item_ids: Sequence[str]) -> FloatArray:
        """The scores that `rank` gives a known shopper who asked for nothing, shape (len(item_ids),).

        In the order asked for. Raises UnknownShopperError.
        """
        learnt = self._fitted()
        prediction = learnt.taste.predict(item_ids, learnt.taste.taste(shopper_id))
        return prediction.scores() + self._renown(item_ids)

    def recommend(self, shopper_id: str, n: int, *, seen: bool = False) -> list[Reason]:
        """The n best of all items, without those that the shopper has rated unless `seen`; ties by item_id.

        Best first; fewer where there are not so many. Raises UnknownShopperError.
        """
        learnt = self._fitted()
        rated = learnt.taste.taste(shopper_id).rated[:-1]
        items = learnt.taste.names(np.flatnonzero(~rated | seen).tolist())
        # Ids are sorted, so that a stable sort leaves ties in their order.
        best = np.argsort(-self.score(shopper_id, items), kind="stable")[: max(n, 0)]
        return self.rank([items[place] for place in best], shopper_id=shopper_id)

    def similar(
        self, item_id: str, n: int, candidates: Iterable[str] | None = None
    ) -> list[tuple[str, float]]:
        """The n items (among `candidates`, if given) that the same shoppers rated most alike, with sim > 0.

        Nearest first; only kept neighbours are found; empty for an item of which nothing was learnt.
        """
        allowed = None if candidates is None else set(candidates)
        taste = self._fitted().taste
        neighbours = taste.similar(item_id, taste.settings.k) if taste.learnt_of(item_id) else []
        return [pair for pair in neighbours if allowed is None or pair[0] in allowed][: max(n, 0)]

    def save(self, folder: Path) -> None:
        """Keep the model as a folder, whole or not at all; ModelFileError where that fails."""
        write_model(folder, self._stored())

    @classmethod
    def check(cls, folder: Path) -> None:
        """Raise ModelFileError where `load` would, but for an altered content; opens the manifest alone."""
        check_model(folder, cls.__name__, ARRAYS, IDS)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The model that `save` kept, memory-mapped; ModelFileError where a file is not as it was written."""
        stored = read_model(folder, cls.__name__, ARRAYS, IDS)
        settings, items, users = stored.settings, Index(stored.ids["items"]), Index(stored.ids["users"])
        taste = replace(stored, settings=settings["neighbours"])
        popular = replace(stored, settings=settings["popularity"])
        model = cls(request_weight=settings["request_weight"])
        low, high = settings["scale"]
        model._learnt = _Learnt(
            ItemNeighbours.restored(taste, items, users),
            Popularity.restored(popular, items, users),
            (low, high),
            int(stored.arrays["values"].size),
        )
        return model

    def _renown(self, items: Sequence[str]) -> FloatArray:
        learnt = self._fitted()
        weight = learnt.popular.settings.renown_weight * learnt.span
        return weight * learnt.popular.renown(items)

    def _stored(self) -> StoredModel:
        learnt = self._fitted()
        taste, popular = learnt.taste.stored(), learnt.popular.stored()
        settings: dict[str, Any] = {
            "scale": list(learnt.scale),
            "request_weight": self.request_weight,
            "neighbours": taste.settings,
            "popularity": popular.settings,
        }
        arrays = {**taste.arrays, **popular.arrays}
        return StoredModel(type(self).__name__, taste.data, settings, arrays, taste.ids)

    def _fitted(self) -> "_Learnt":
        if self._learnt is None:
            raise NotFittedError(type(self).__name__)
        return self._learnt


@dataclass(frozen=True, slots=True, eq=False)
class _Learnt:
    taste: ItemNeighbours
    popular: Popularity
    scale: tuple[float, float]
    interactions: int

    @property
    def span(self) -> float:
        return self.scale[1] - self.scale[0]
