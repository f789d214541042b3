"""Our own models, asked as the peers are. Their settings are the defaults, which were chosen by other splits."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.recommender.accuracy import Rater
from benchmarks.recommender.contender import OURS, Settings
from benchmarks.recommender.folds import GOOD, Fold, Lists
from benchmarks.recommender.ranking import SERVED, Ranker
from benchmarks.recommender.ratings import Tokens
from recommender import (
    Ease,
    Factors,
    FactorSettings,
    Feedback,
    Hybrid,
    ImplicitNeighbours,
    Interactions,
    ItemNeighbours,
    NeighbourSettings,
    RatingBlend,
    UnknownShopperError,
    UserNeighbours,
    hybrid_for,
)

FloatArray = NDArray[np.float64]


def our_raters() -> list[Rater]:
    """Every model that foretells ratings; one more is one more line here."""
    plain, baselines = NeighbourSettings.plain(40, 5), NeighbourSettings.of_baselines()
    return [
        Rater(OURS, "ItemNeighbours, the plain formula", _rated_by(lambda: ItemNeighbours(plain))),
        Rater(OURS, "ItemNeighbours", _rated_by(ItemNeighbours)),
        Rater(OURS, "UserNeighbours", _rated_by(UserNeighbours)),
        Rater(OURS, "ItemNeighbours, of_baselines", _rated_by(lambda: ItemNeighbours(baselines))),
        Rater(OURS, "Factors", _rated_by(Factors)),
        Rater(OURS, "RatingBlend", _rated_by(RatingBlend)),
    ]


def our_rankers(tokens: Tokens) -> list[Ranker]:
    """What is served, and its strongest parts alone."""
    return [
        Ranker(OURS, "the most popular", _popular),
        Ranker(
            OURS, "ImplicitNeighbours", _ranked_by(lambda told: ImplicitNeighbours().fit(_confidences(told)))
        ),
        Ranker(OURS, "Factors, of_deeds", _ranked_by(_factors)),
        Ranker(OURS, "Ease", _ranked_by(lambda told: Ease().fit(_confidences(told)))),
        Ranker(OURS, SERVED, _ranked_by(lambda told: _served(told, tokens))),
    ]


def foretold(model: Any, fold: Fold, *, known_only: bool = False) -> FloatArray:
    """What a fitted model of ours expects of a fold, shape (n,); NaN for a user whom it never saw.

    With `known_only` NaN for an item that it never saw, too, where Surprise falls back to the overall mean.
    """
    ask = model.score if known_only else model.estimate
    users, items = np.array(fold.user_ids), np.array(fold.item_ids)
    predicted = np.full(users.size, np.nan)
    for user in np.unique(users):
        rows = np.flatnonzero(users == user)
        with suppress(UnknownShopperError):
            predicted[rows] = ask(str(user), items[rows].tolist())
    return predicted


def _rated_by(make: Callable[[], Any]) -> Callable[[Fold, Settings], FloatArray]:
    return lambda fold, _: foretold(make().fit(fold.training), fold)


def _ranked_by(fit: Callable[[Interactions], Any]) -> Callable[[Lists, Settings], FloatArray]:
    def answer(lists: Lists, _: Settings) -> FloatArray:
        model, training = fit(lists.training), lists.training
        return np.array([model.score(user, training.item_ids) for user in training.user_ids])

    return answer


def _served(ratings: Interactions, tokens: Tokens) -> Hybrid:
    known = {item: tokens[item] for item in ratings.item_ids if item in tokens}
    return hybrid_for(ratings).fit(ratings, explicit=True, tokens=known)


def _factors(ratings: Interactions) -> Factors:
    return Factors(FactorSettings.of_deeds()).fit(_confidences(ratings))


def _confidences(ratings: Interactions) -> Interactions:
    return Feedback.from_ratings(ratings).confidences(now=float(ratings.times.max()))


def _popular(lists: Lists, _: Settings) -> FloatArray:
    training = lists.training
    counts = np.bincount(training.items, training.values >= GOOD, minlength=len(training.item_ids))
    return np.tile(counts.astype(np.float64), (len(training.user_ids), 1))
