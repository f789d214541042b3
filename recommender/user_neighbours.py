"""Predict ratings from shoppers who rated the same items alike: user-based collaborative filtering."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from recommender.neighbour_model import Knowledge, NeighbourModel
from recommender.pearson_rows import Formula, similarities
from recommender.prediction import MOST_EVIDENCE, Prediction, moved
from recommender.rating_table import RatingTable
from recommender.reason import SHOPPERS_ALIKE
from recommender.settings import EVERY

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class UserNeighbours(NeighbourModel):
    """r̂(u,i) = r̄_u + d_i + Σ_v sim(u,v)·(r_vi − r̄_v − d_i) / (Σ_v |sim(u,v)| + caution).

    v runs over the kept neighbours of u who rated i. sim is Pearson's correlation over the items that both users
    rated, about the means of all the users' ratings. It is ItemNeighbours with the roles exchanged, and so are
    its settings: k users are kept for each user, the first r̄_u is damped, (Σ_i r_ui + λμ)/(n_u + λ), and
    `own_level` is the item's d_i = Σ_v (r_vi − r̄_v)/(n_i + λ). Caution 0 and positive neighbours cancel d_i and
    leave the article's r̄_u + Σ sim·(r_vi − r̄_v)/Σ|sim|. With the centre "baseline", μ + b_u stands for both r̄.
    Source: Resnick et al., "GroupLens", CSCW 1994, with means over all ratings.
    """

    compares_items = False
    code = SHOPPERS_ALIKE

    def similar(self, item_id: str, n: int) -> list[tuple[str, float]]:
        """As Scorer.similar says: Pearson of the items' ratings about the users' means, by the same settings."""
        known = self._fitted()
        place = known.items.item(item_id)
        formula = Formula(self.settings.min_overlap, self.settings.shrinkage)
        found, sims = similarities(self._table, formula, place)
        best = np.argsort(-sims, kind="stable")[: max(n, 0)]
        return [(known.items.ids[found[at]], float(sims[at])) for at in best if sims[at] > 0]

    def _take(self, knowledge: Knowledge) -> None:
        super()._take(knowledge)
        histories, size = knowledge.histories, len(knowledge.items)
        lengths = np.diff(histories.starts)
        users = np.repeat(np.arange(lengths.size), lengths)
        above = histories.values - (np.bincount(users, histories.values) / lengths)[users]
        self._fond = above >= 0
        self._table = RatingTable(histories.starts, histories.items, above, size)
        self._levels = np.zeros(size)
        if self.settings.own_level:
            sums = np.bincount(histories.items, histories.values - knowledge.learnt.centres[users], size)
            self._levels = sums / (np.bincount(histories.items, minlength=size) + self.settings.damping)

    def _predicted(self, user: int, places: IntArray) -> Prediction:
        known, count = self._fitted(), places.size
        nearest, histories = known.learnt.neighbourhood, known.histories
        neighbours, weights = nearest.columns[user], nearest.weights[user]
        neighbours, weights = neighbours[neighbours >= 0], weights[neighbours >= 0]
        rows_of = np.full(len(known.items) + 1, -1)
        rows_of[places] = np.arange(count)
        rows_of[-1] = -1  # where an unknown item was put
        whose, at = histories.of_users(neighbours)
        rows = rows_of[histories.items[at]]
        asked = np.flatnonzero(rows >= 0)
        asked = asked[np.argsort(rows[asked], kind="stable")]  # of each item the nearest first
        if self.settings.nearest < EVERY:
            asked = asked[
                np.arange(asked.size) - np.searchsorted(rows[asked], rows[asked]) < self.settings.nearest
            ]
        rows, whose, at = rows[asked], whose[asked], at[asked]
        speakers, sims = neighbours[whose].astype(np.int64), weights[whose]
        moves, amounts = moved(rows, sims, self._deviations(user, speakers, at), count, self.settings.caution)
        supported = np.bincount(rows, minlength=count) > 0
        same = rows_of[places]  # an item that was asked for twice has its pairs at one of its rows
        return Prediction(
            known=places >= 0,
            means=np.where(places >= 0, self._levels[places], 0.0),
            level=float(known.learnt.expected[user]),
            moves=np.where(places >= 0, moves[same], 0.0),
            supported=supported[same] & (places >= 0),
            rows=rows,
            speakers=speakers,
            amounts=amounts,
            telling=(moves[rows] > 0) & (amounts > 0) & (sims > 0),
        )

    def _deviations(self, user: int, speakers: IntArray, at: IntArray) -> FloatArray:
        learnt, histories = self._fitted().learnt, self._fitted().histories
        if self.settings.centre == "none":
            return np.asarray(histories.values[at] - learnt.expected[user], dtype=np.float64)
        above = histories.values[at] - learnt.centres[speakers] - self._levels[histories.items[at]]
        return np.asarray(above / learnt.spreads[speakers] * learnt.spreads[user], dtype=np.float64)

    def _evidence(self, user: int, places: IntArray, prediction: Prediction) -> list[list[int]]:
        """Items that the shopper is fond of, and those neighbours too who raised the score: by their amounts."""
        histories, size = self._fitted().histories, len(self._fitted().items)
        theirs = slice(int(histories.starts[user]), int(histories.starts[user + 1]))
        fond = np.zeros(size, dtype=np.bool_)
        fond[histories.items[theirs]] = self._fond[theirs]
        bounds = np.searchsorted(prediction.rows, np.arange(places.size + 1))
        found = []
        for place, (start, end) in zip(places, pairwise(bounds.tolist()), strict=True):
            telling = np.flatnonzero(prediction.telling[start:end]) + start
            whose, at = histories.of_users(prediction.speakers[telling])
            both = self._fond[at] & fond[histories.items[at]] & (histories.items[at] != place)
            shares = np.bincount(
                histories.items[at[both]], prediction.amounts[telling[whose[both]]], minlength=size
            )
            best = np.argsort(-shares, kind="stable")[:MOST_EVIDENCE]
            found.append([int(item) for item in best if shares[item] > 0])
        return found
