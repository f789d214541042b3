"""Predict ratings from items that the same shoppers rated alike: item-based collaborative filtering."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from recommender.errors import UnknownShopperError
from recommender.histories import Taste
from recommender.neighbour_model import NeighbourModel
from recommender.prediction import Prediction, predict
from recommender.reason import NEIGHBOURS

IntArray = NDArray[np.int64]


class ItemNeighbours(NeighbourModel):
    """r̂(u,i) = r̄_i + d_u + Σ_j sim(i,j)·(r_uj − r̄_j − d_u) / (Σ_j |sim(i,j)| + caution).

    j runs over the kept neighbours of i that u rated. sim is Pearson's correlation over the users who rated
    both items, about the means of all the items' ratings. The first r̄_i is damped,
    (Σ_u r_ui + λμ)/(n_i + λ), and so is the shopper's level d_u = Σ_j (r_uj − r̄_j)/(n_u + λ): without it, an
    item of which a harsh shopper rated no neighbour would pass all those of which they did. Caution 0 and
    positive neighbours cancel d_u and leave r̄_i + Σ sim·(r_uj − r̄_j)/Σ|sim|, the article's prediction.
    With the centre "baseline", μ + b_i stands for both r̄, and d_u is b_u. Other formulas: NeighbourSettings.
    Source: Sarwar et al., "Item-based collaborative filtering", WWW 2001; Pearson with item means over all
    ratings; shrinkage after Bell and Koren, "Scalable collaborative filtering", ICDM 2007.
    """

    compares_items = True
    code = NEIGHBOURS

    def taste(self, shopper_id: str | None, session: Mapping[str, float] | None = None) -> Taste:
        """The shopper's ratings, with those of `session` (item_id to value) over them.

        Raises UnknownShopperError where neither says anything; unknown items of the session are passed over.
        """
        known = self._fitted()
        user = -1 if shopper_id is None else known.users.place(shopper_id)
        ratings = known.histories.rated_by(user) if user >= 0 else {}
        for item_id, value in (session or {}).items():
            if item_id in known.items:
                ratings[known.items.place(item_id)] = value
        if not ratings:
            raise UnknownShopperError("" if shopper_id is None else shopper_id)
        return self._taste(ratings)

    def predict(self, item_ids: Iterable[str], taste: Taste) -> Prediction:
        """The terms of r̂ for each item, in the order asked for, and what moved them."""
        return self.predict_at(self._fitted().items.places(item_ids), taste)

    def predict_at(self, places: IntArray, taste: Taste) -> Prediction:
        """The same for items by number, their places in the sorted ids, -1 for an unknown one."""
        return predict(places, taste, self._fitted().learnt, self.settings)

    def similar(self, item_id: str, n: int) -> list[tuple[str, float]]:
        """As Scorer.similar says: the kept neighbours of positive similarity."""
        known = self._fitted()
        place = known.items.item(item_id)
        columns, weights = (
            known.learnt.neighbourhood.columns[place],
            known.learnt.neighbourhood.weights[place],
        )
        near = [(known.items.ids[c], float(w)) for c, w in zip(columns, weights, strict=True) if w > 0]
        return near[: max(n, 0)]

    def _taste(self, ratings: dict[int, float]) -> Taste:
        learnt, settings = self._fitted().learnt, self.settings
        return Taste.of(
            ratings, learnt.centres, learnt.spreads, settings.damping if settings.own_level else None
        )

    def _predicted(self, user: int, places: IntArray) -> Prediction:
        known = self._fitted()
        return predict(places, self._taste(known.histories.rated_by(user)), known.learnt, self.settings)

    def _evidence(self, user: int, places: IntArray, prediction: Prediction) -> list[list[int]]:  # noqa: ARG002
        return prediction.evidence()
