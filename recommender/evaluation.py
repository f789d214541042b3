"""Measure models on held-out interactions: how near their predictions come, and how well they rank.

Every split is drawn from a stated seed or from the times in the data, so that a figure can be had again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.errors import RatingsError, SettingError, UnknownShopperError
from recommender.interactions import Interactions
from recommender.item_neighbours import ItemNeighbours
from recommender.means import overall_mean
from recommender.popularity import Popularity
from recommender.ranking import Recommender
from recommender.settings import PopularitySettings

FloatArray = NDArray[np.float64]
Score = Callable[[str, Sequence[str]], FloatArray]  # as Scorer.score; NaN is taken for the overall mean
Train = Callable[[Interactions], Score]


def _global_mean(training: Interactions) -> Score:
    mean = overall_mean(training)
    return lambda _shopper, item_ids: np.full(len(item_ids), mean)


def contenders(explicit: bool) -> Mapping[str, Train]:
    """The models that `evaluate` measures by itself; `explicit` as in `Recommender.fit`."""
    mean = PopularitySettings(renown_weight=0)
    popular = PopularitySettings(explicit=explicit)
    return {
        "global mean": _global_mean,
        "item mean": lambda training: Popularity(mean).fit(training).score,
        "popularity": lambda training: Popularity(popular).fit(training).score,
        "item neighbours": lambda training: ItemNeighbours().fit(training).score,
        "served": lambda training: Recommender().fit(training, explicit=explicit).score,
    }


@dataclass(frozen=True, slots=True)
class Measured:
    """How one model did; errors in the unit of the scale, the rest as shares from 0 to 1."""

    model: str
    rmse: float  # √mean (r̂ − r)², over all ratings, each predicted once while held out
    mae: float  # mean |r̂ − r|
    hit_rate: float  # HR@k: how many shoppers found their last item among the first k
    ndcg: float  # nDCG@k: mean of 1/log2(1 + place), 0 beyond place k


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Several models on the same splits."""

    k: int
    folds: int
    seed: int
    ratings: int  # how many were predicted
    shoppers: int  # how many had a last item to find and an earlier one to learn from
    measured: tuple[Measured, ...]

    def header(self) -> tuple[str, ...]:
        """The names of the columns of `rows()`."""
        return ("model", "RMSE", "MAE", f"HR@{self.k}", f"nDCG@{self.k}")

    def rows(self) -> list[tuple[str, float, float, float, float]]:
        """One row a model, in the order given to `evaluate`."""
        return [(one.model, one.rmse, one.mae, one.hit_rate, one.ndcg) for one in self.measured]


def evaluate(
    interactions: Interactions,
    k: int = 10,
    seed: int = 0,
    *,
    folds: int = 5,
    explicit: bool = True,
    models: Mapping[str, Train] | None = None,
) -> Evaluation:
    """Cross-validated errors of prediction, and the place of each shopper's last item among all.

    Errors: the ratings are dealt into `folds` at random by `seed`; each is predicted by a model fitted on the
    other folds, cut to the scale; the overall mean stands in where the model knows nothing.
    Ranks: each shopper's latest rating is held out (of two at one time the later item_id), and ranked among
    all items that the shopper did not rate before; ties in score by item_id.
    Scores that count popularity in, "popularity" and "served", are made to rank: their errors say little.
    Without `models`, those of `contenders(explicit)`.
    Raises SettingError where k < 1 or folds < 2, RatingsError where there are fewer ratings than folds.
    """
    if k < 1:
        raise SettingError("k", k, "1 or more")
    if folds < 2:
        raise SettingError("folds", folds, "2 or more")
    if len(interactions) < folds:
        raise RatingsError("interactions", f"there are {len(interactions)}", f"give {folds} or more")
    fold = np.random.default_rng(seed).permutation(len(interactions)) % folds
    last = _last_of_each(interactions)
    measured = []
    for name, train in (models or contenders(explicit)).items():
        errors = np.concatenate([_errors(interactions, fold == number, train) for number in range(folds)])
        places = _places(interactions, last, train)
        gains = np.where(places <= k, 1 / np.log2(1 + places), 0.0)
        hits, ndcg = (float(share.mean()) if share.size else 0.0 for share in (places <= k, gains))
        rmse, mae = float(np.sqrt(np.mean(errors**2))), float(np.abs(errors).mean())
        measured.append(Measured(name, rmse, mae, hits, ndcg))
    return Evaluation(k, folds, seed, len(interactions), int(last.size), tuple(measured))


def _errors(interactions: Interactions, held: NDArray[np.bool_], train: Train) -> FloatArray:
    """r̂ − r of the held-out ratings, shape (how many are held,)."""
    training = interactions.where(~held)
    score, (low, high) = train(training), interactions.scale
    numbers = np.flatnonzero(held)
    predicted = np.empty(numbers.size)
    for user in np.unique(interactions.users[numbers]):
        theirs = np.flatnonzero(interactions.users[numbers] == user)
        items = [interactions.item_ids[item] for item in interactions.items[numbers[theirs]]]
        predicted[theirs] = _filled(score, interactions.user_ids[user], items, overall_mean(training))
    return np.asarray(np.clip(predicted, low, high) - interactions.values[numbers], dtype=np.float64)


def _places(interactions: Interactions, last: NDArray[np.intp], train: Train) -> FloatArray:
    """The place, from 1, of each held-out last item, shape of `last`."""
    training = interactions.where(~np.isin(np.arange(len(interactions)), last))
    score, places = train(training), np.empty(last.size)
    for row, number in enumerate(last):
        user, item = interactions.users[number], interactions.items[number]
        scores = _filled(score, interactions.user_ids[user], interactions.item_ids, overall_mean(training))
        theirs = np.flatnonzero(interactions.users == user)
        scores[interactions.items[theirs[theirs != number]]] = -np.inf
        ahead = (scores > scores[item]).sum() + (scores[:item] == scores[item]).sum()
        places[row] = 1 + ahead
    return places


def _filled(score: Score, user_id: str, item_ids: Sequence[str], mean: float) -> FloatArray:
    try:
        scores = score(user_id, item_ids)
    except UnknownShopperError:
        return np.full(len(item_ids), mean)
    return np.where(np.isnan(scores), mean, scores)


def _last_of_each(interactions: Interactions) -> NDArray[np.intp]:
    """The number of the latest rating of every user who has two or more."""
    order = np.lexsort((interactions.items, interactions.times, interactions.users))
    users = interactions.users[order]
    ends = np.flatnonzero(np.append(users[1:] != users[:-1], True))
    several = np.bincount(users, minlength=len(interactions.user_ids))[users[ends]] > 1
    return order[ends[several]]
