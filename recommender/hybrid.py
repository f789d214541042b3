"""Rank candidates for one shopper and say why: neighbours, content and demand in learnt weights, and the request.

No socket, no clock and no unseeded random number: one model, one shopper, one list of candidates and one
request always give one order. A fitted model is never changed by ranking, so threads may share it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender import hybrid_files, terms
from recommender.blend import Blend, known
from recommender.diversity import diversified
from recommender.errors import UnknownItemError, UnknownShopperError
from recommender.finders import NearestFinder
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.kept_model import KeptModel
from recommender.lessons import how_known, learn_blend
from recommender.linear import LinearModel
from recommender.model_files import StoredModel
from recommender.parts import DEEDS_TABLE, DEFAULT_TABLE, Heard, Parts
from recommender.reason import Reason
from recommender.said import Said, Session
from recommender.settings import ContentSettings, HybridSettings, NeighbourSettings
from recommender.similarity import pearson_neighbours
from recommender.since import Since
from recommender.vectors import ItemVectors, Numbers, Tokens
from recommender.voicing import reasons_of, terms_of

FloatArray = NDArray[np.float64]
NOTHING_SINCE = Since()
VARIED = 100  # first places that diversity orders anew; what comes later stays where it is


class Hybrid(KeptModel["_Learnt"]):
    """score(i) = span · Σ_p w_p(u,i)·f_p(u,i) + request_weight·span·relevance(i)

    with the parts f of parts.py: what the neighbours add to the mean (of ItemNeighbours), the score of a linear
    model (where one was given), the cosine of content (of Content), renown, renown of late, and quality (of
    Trends); and the weights w of blend.py, learnt by lessons.py from held-out likings. A shop without any
    history has the request alone, and content where the session says something. At request_weight 2 a lead of
    0.25 in relevance outweighs half the scale: a clearly better fit to the words wins, and taste orders equal
    fits.
    """

    def __init__(
        self,
        *,
        settings: HybridSettings | None = None,
        neighbours: NeighbourSettings | None = None,
        content: ContentSettings | None = None,
        linear: Callable[[], LinearModel] | None = None,
        nearest: NearestFinder = pearson_neighbours,
    ) -> None:
        """Without settings, the defaults of each; `linear` makes a model to be fitted as one more part.

        `nearest` finds the item neighbours when it is fitted.
        """
        self.settings = settings or HybridSettings()
        self._neighbours = neighbours or NeighbourSettings()
        self._content = content or ContentSettings()
        self._linear = linear
        self._nearest = nearest

    def fit(
        self,
        interactions: Interactions,
        *,
        explicit: bool = True,
        tokens: Tokens | None = None,
        numbers: Numbers | None = None,
    ) -> Self:
        """Learn the parts and their weights; the neighbours are found twice, once without what is held out.

        `explicit` where the values are opinions (stars), not deeds; `tokens` and `numbers` say what the items
        are, those that nobody had to do with too. Raises RatingsError where a number is not finite.
        """
        vectors = ItemVectors.of(tokens or {}, numbers or {}, self._content.number_share)
        fit = partial(
            Parts.of,
            vectors=vectors,
            linear=self._linear,
            explicit=explicit,
            neighbours=self._neighbours,
            content=self._content,
            hybrid=self.settings,
            nearest=self._nearest,
        )
        default = Blend(DEFAULT_TABLE if explicit or self._linear is None else DEEDS_TABLE)
        blend, parts = learn_blend(interactions, fit, self.settings, default), fit(interactions)
        stored = hybrid_files.stored(parts, blend, self.settings, interactions.fingerprint())
        self._learnt = _Learnt(parts, blend, stored.data, stored.model_id)
        return self

    @property
    def model_id(self) -> str:
        """12 hex digits that stand for the interactions, the items and the settings this model was made of."""
        return self._fitted().model_id

    @property
    def interactions(self) -> int:
        """How many interactions were learnt from; 0 is a shop without history."""
        return int(self._fitted().parts.histories.values.size)

    def undescribed(self, item_ids: Sequence[str]) -> list[str]:
        """Those items of which neither tokens nor numbers are known; none where those of no item are."""
        vectors = self._fitted().parts.vectors
        if not vectors.features:
            return []
        places = vectors.items.places(item_ids)
        return [item_ids[place] for place in np.flatnonzero(places < 0).tolist()]

    def describing(self, tokens: Tokens, numbers: Numbers) -> Self:
        """This model, and what items are that came in after the fit: they have content like all others.

        Of an item that was described already nothing changes. The `model_id` stays that of the fit, so this is
        for serving; what is saved of it has an id of its own. Raises RatingsError as `fit`.
        """
        learnt = self._fitted()
        vectors = learnt.parts.vectors.also(tokens, numbers, self._content.number_share)
        model = copy(self)
        model._learnt = replace(learnt, parts=replace(learnt.parts, vectors=vectors))
        return model

    def knows(self, shopper_id: str) -> bool:
        """Whether anything was learnt of the shopper."""
        return shopper_id in self._fitted().parts.users

    def rank(
        self,
        candidates: Iterable[str],
        *,
        shopper_id: str | None = None,
        relevance: Mapping[str, float] | None = None,
        liked: Iterable[str] = (),
        disliked: Iterable[str] = (),
        rejected: Iterable[str] = (),
        without: Iterable[str] = (),
        since: Since = NOTHING_SINCE,
        now: float | None = None,
        diversity: float = 0.0,
    ) -> list[Reason]:
        """Each candidate once, best first, ties by item_id, with the parts of its score; none of `without`.

        `relevance` (item_id to 0..1, missing ones 0) says how well items fit what was asked. `liked`,
        `disliked` and `rejected` count at once, as Session says, and so does what happened `since` the fit.
        Without `now` (unix time) nothing is called popular this week. `diversity` above 0 (to 1) puts variety
        into the first VARIED places, as diversity.py says. A shopper or an item of whom nothing is known is no
        error.
        Raises RatingsError where a relevance is not a number from 0 to 1, SettingError for another diversity.
        """
        learnt, left_out = self._fitted(), set(without)
        items = [item for item in dict.fromkeys(candidates) if item not in left_out]
        told = since.over(learnt.parts.said_by(shopper_id), learnt.parts)
        said = Session(liked, disliked, rejected).over(told, learnt.parts.scale)
        heard = since.raised(learnt.parts.hear(said, items), learnt.parts, items)
        amounts = self._weighed(heard)
        parts = terms_of(learnt.parts, heard, amounts, self.settings, now)
        if relevance is not None:
            parts.append(terms.of_request(items, relevance, self.settings.request_weight * learnt.parts.span))
        reasons = reasons_of(learnt.parts, heard, amounts, items, parts)
        return self._varied(reasons, diversity) if diversity else reasons

    def score(self, shopper_id: str, item_ids: Sequence[str]) -> FloatArray:
        """The scores that `rank` gives a known shopper who asked for nothing, shape (len(item_ids),).

        In the order asked for; NaN for an item without interactions, tokens and numbers.
        Raises UnknownShopperError.
        """
        parts, said = self._fitted().parts, self._said_by(shopper_id)
        heard = parts.hear(said, item_ids)
        nothing = (heard.places < 0) & (heard.matching.places < 0)
        return np.where(nothing, np.nan, self._weighed(heard).sum(axis=1))

    def explain(self, shopper_id: str, item_id: str) -> Reason:
        """As Scorer.explain says: the parts that hold for the item, of those that docs/recommender.md lists."""
        if np.isnan(self.score(shopper_id, [item_id])[0]):
            raise UnknownItemError(item_id)
        return self.rank([item_id], shopper_id=shopper_id)[0]

    def recommend(
        self, shopper_id: str, n: int, *, seen: bool = False, diversity: float = 0.0
    ) -> list[Reason]:
        """The n best of all items, those that the shopper has rated left out unless `seen`.

        Best first, ties by item_id; fewer where there are not so many. Raises UnknownShopperError.
        """
        parts, rated = self._fitted().parts, self._said_by(shopper_id).values
        items = sorted({*parts.items.ids, *parts.vectors.items.ids} - (set() if seen else rated.keys()))
        wide = max(n, VARIED) if diversity else max(n, 0)
        best = np.argsort(-self.score(shopper_id, items), kind="stable")[:wide]
        ranked = self.rank([items[place] for place in best], shopper_id=shopper_id, diversity=diversity)
        return ranked[: max(n, 0)]

    def similar(
        self, item_id: str, n: int, candidates: Iterable[str] | None = None
    ) -> list[tuple[str, float]]:
        """The n items (among `candidates`, if given) most like one, with a likeness above 0, nearest first.

        κ·sim + (1 − κ)·cos of the similarity to its neighbours and the cosine of content, where κ says how well
        the item is known by its interactions (κ_known of blend.py). Ties by item_id. Raises UnknownItemError
        for an item of which neither interactions nor tokens are known.
        """
        parts = self._fitted().parts
        if item_id not in parts.items and item_id not in parts.vectors.items:
            raise UnknownItemError(item_id)
        others = sorted(
            {*parts.items.ids, *parts.vectors.items.ids} if candidates is None else set(candidates)
        )
        others = [other for other in others if other != item_id]
        taste = parts.neighbours
        rated = dict(taste.similar(item_id, taste.settings.k) if taste.learnt_of(item_id) else ())
        share = float(known(parts.counts(parts.items.places([item_id])), self.settings.half_known_item)[0])
        share = 1.0 if item_id not in parts.vectors.items else share
        likeness = share * np.array([rated.get(other, 0.0) for other in others])
        likeness += (1 - share) * parts.vectors.cosines(item_id, others)
        best = np.argsort(-likeness, kind="stable")[: max(n, 0)]
        return [(others[place], float(likeness[place])) for place in best if likeness[place] > 0]

    def stored(self) -> StoredModel:
        """As KeptModel.stored says."""
        learnt = self._fitted()
        return hybrid_files.stored(learnt.parts, learnt.blend, self.settings, learnt.data)

    @classmethod
    def check(cls, folder: Path) -> None:
        """Raise ModelFileError where `load` would, but for an altered content; opens the manifest alone."""
        hybrid_files.check(folder)

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """As KeptModel.restored says."""
        parts, blend, settings = hybrid_files.restored(stored, items, users)
        model = cls(settings=settings, neighbours=parts.neighbours.settings, content=parts.content)
        model._learnt = _Learnt(parts, blend, stored.data, stored.model_id)
        return model

    @classmethod
    def _read(cls, folder: Path) -> StoredModel:
        return hybrid_files.read(folder)

    def _said_by(self, shopper_id: str) -> Said:
        if not self.knows(shopper_id):
            raise UnknownShopperError(shopper_id)
        return self._fitted().parts.said_by(shopper_id)

    def _weighed(self, heard: Heard) -> FloatArray:
        """What each feature adds to each score, shape (c, features), in the unit of the scale."""
        learnt = self._fitted()
        weights = learnt.blend.weights(*how_known(learnt.parts, heard, self.settings))
        return np.asarray(learnt.parts.span * weights * heard.features)

    def _varied(self, reasons: list[Reason], diversity: float) -> list[Reason]:
        vectors, first = self._fitted().parts.vectors, reasons[:VARIED]
        rows = vectors.rows(vectors.items.places([reason.item_id for reason in first]))
        likeness = (rows @ rows.T).toarray()
        scores = np.array([reason.score for reason in first])
        order = diversified(scores, likeness.__getitem__, VARIED, diversity)
        return [*(first[place] for place in order), *reasons[VARIED:]]


@dataclass(frozen=True, slots=True, eq=False)
class _Learnt:
    parts: Parts
    blend: Blend
    data: str
    model_id: str  # worked out once: every shelf asks for it
