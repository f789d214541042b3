"""Score items by what they are and have, for shoppers whose likes and dislikes say what that should be.

An item needs no rating to be scored; nobody else's ratings ever move a score."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommender import vectors
from recommender.histories import Histories
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.kept_model import KeptModel
from recommender.leanings import leanings
from recommender.matching import Matching
from recommender.model_files import StoredModel
from recommender.reason import CONTENT, PRIOR, Reason
from recommender.settings import ContentSettings
from recommender.vectors import ItemVectors, Numbers, Tokens

FloatArray = NDArray[np.float64]


class Content(KeptModel["_Learnt"]):
    """s(u,i) = middle + span/2 · cos(p_u, x_i),  p_u = Σ_j a_j·x_j / Σ_j a_j − β · Σ_j b_j·x_j / Σ_j b_j

    where the first sums run over the items j towards which u leans (by a_j > 0), the second over those from
    which u leans away (by b_j > 0), x are the items' vectors (vectors.py), and β is `dislike_weight`.
    Source: Rocchio, "Relevance feedback in information retrieval", 1971; weights by leaning.
    """

    kept = vectors.ARRAYS
    kept_ids = ("content_items", "features", "items", "users")

    def __init__(
        self,
        tokens: Tokens,
        numbers: Numbers | None = None,
        *,
        settings: ContentSettings | None = None,
        explicit: bool = True,
    ) -> None:
        """What each item is; `explicit` where the values of `fit` are opinions (stars), not deeds.

        Raises RatingsError where a number is not finite.
        """
        self.settings = settings or ContentSettings()
        self.explicit = explicit
        self.vectors = ItemVectors.of(tokens, numbers or {}, self.settings.number_share)

    def fit(self, interactions: Interactions) -> Self:
        """Keep who leans towards what."""
        self._learnt = _Learnt(
            Index(interactions.item_ids),
            Index(interactions.user_ids),
            Histories.of(interactions),
            interactions.scale,
            interactions.fingerprint(),
        )
        return self

    def match(self, leaning: Mapping[str, float], item_ids: Sequence[str]) -> Matching:
        """How items match the leanings (item_id to −1..1); unknown items match nothing. Needs no `fit`."""
        return Matching.of(self.vectors, leaning, item_ids, self.settings.dislike_weight)

    def leaning(self, shopper_id: str) -> dict[str, float]:
        """The shopper's leanings by item_id. Raises UnknownShopperError."""
        learnt = self._fitted()
        rated = learnt.histories.rated_by(learnt.users.user(shopper_id))
        leaning = leanings(np.array(list(rated.values())), learnt.scale, explicit=self.explicit)
        return dict(zip((learnt.items.ids[item] for item in rated), leaning.tolist(), strict=True))

    def score(self, shopper_id: str, item_ids: Sequence[str]) -> FloatArray:
        """As Scorer.score says; NaN for an item without tokens and numbers."""
        (low, high), leaning = self._fitted().scale, self.leaning(shopper_id)
        scores = (low + high) / 2 + (high - low) / 2 * self.match(leaning, item_ids).cosines
        return np.where(self.vectors.items.places(item_ids) >= 0, scores, np.nan)

    def explain(self, shopper_id: str, item_id: str) -> Reason:
        """As Scorer.explain says: "prior", the middle of the scale, and "content"."""
        (low, high), matching = self._fitted().scale, self.match(self.leaning(shopper_id), [item_id])
        self.vectors.items.item(item_id)
        parts = {PRIOR: (low + high) / 2, CONTENT: (high - low) / 2 * float(matching.cosines[0])}
        (alike,) = matching.evidence()
        (tokens,) = matching.telling([alike])
        return Reason(item_id, sum(parts.values()), parts, alike=alike, tokens=tokens)

    def recommend(self, shopper_id: str, n: int, *, seen: bool = False) -> list[Reason]:
        """As Scorer.recommend says."""
        rated = set() if seen else self.leaning(shopper_id).keys()
        items = [item for item in self.vectors.items.ids if item not in rated]
        best = np.argsort(-self.score(shopper_id, items), kind="stable")[: max(n, 0)]
        return [self.explain(shopper_id, items[place]) for place in best]

    def similar(self, item_id: str, n: int) -> list[tuple[str, float]]:
        """As Scorer.similar says, by the largest cosine."""
        self.vectors.items.item(item_id)
        others = [item for item in self.vectors.items.ids if item != item_id]
        cosines = self.vectors.cosines(item_id, others)
        best = np.argsort(-cosines, kind="stable")[: max(n, 0)]
        return [(others[place], float(cosines[place])) for place in best if cosines[place] > 0]

    def stored(self) -> StoredModel:
        """As KeptModel.stored says."""
        learnt = self._fitted()
        arrays: dict[str, NDArray[Any]] = {
            **self.vectors.stored(),
            **learnt.histories.stored(),
        }
        ids = {
            "content_items": self.vectors.items.ids,
            "features": self.vectors.features,
            "items": learnt.items.ids,
            "users": learnt.users.ids,
        }
        settings = {
            **asdict(self.settings),
            "explicit": self.explicit,
            "scale": list(learnt.scale),
            "content": self.vectors.fingerprint(),
        }
        return StoredModel(type(self).__name__, learnt.data, settings, arrays, ids)

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """As KeptModel.restored says."""
        settings, arrays = dict(stored.settings), stored.arrays
        model = cls.__new__(cls)
        low, high = settings.pop("scale")
        model.explicit = settings.pop("explicit")
        settings.pop("content")
        model.settings = ContentSettings(**settings)
        model.vectors = ItemVectors.restored(stored.ids["content_items"], stored.ids["features"], arrays)
        histories = Histories.restored(arrays)
        model._learnt = _Learnt(items, users, histories, (low, high), stored.data)
        return model


@dataclass(frozen=True, slots=True, eq=False)
class _Learnt:
    items: Index
    users: Index
    histories: Histories
    scale: tuple[float, float]
    data: str
