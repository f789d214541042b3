"""The models that are judged where nobody names others: one line a model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.hybrid import Hybrid
from recommender.interactions import Interactions
from recommender.item_neighbours import ItemNeighbours
from recommender.linear import suited
from recommender.means import overall_mean
from recommender.popularity import Popularity
from recommender.ranking import Recommender
from recommender.reason import Reason
from recommender.scorer import Scorer
from recommender.settings import PopularitySettings

Score = Callable[[str, Sequence[str]], NDArray[np.float64]]
Recommend = Callable[[str, int], Sequence[Reason]]


@dataclass(frozen=True, slots=True)
class Trained:
    """A fitted model as a judge sees it."""

    score: Score  # as Scorer.score; NaN is taken for the overall mean, and is never in a list
    recommend: Recommend | None = None  # its lists, where they are more than the order of its scores
    rates: bool = True  # whether its scores foretell values; otherwise only its lists are judged


Train = Callable[[Interactions], Trained]


def contenders(explicit: bool) -> Mapping[str, Train]:
    """The models of this package by name; `explicit` as in `Recommender.fit`: the values are opinions."""
    mean, popular = PopularitySettings(renown_weight=0), PopularitySettings(explicit=explicit)
    return {
        "global mean": _global_mean,
        "item mean": scored(lambda: Popularity(mean)),
        "popularity": scored(lambda: Popularity(popular), rates=False),
        "item neighbours": scored(ItemNeighbours),
        "neighbours and renown": lambda training: served(Recommender().fit(training, explicit=explicit)),
        "served": lambda training: served(Hybrid(linear=suited(training)).fit(training, explicit=explicit)),
    }


def scored(make: Callable[[], Scorer], *, rates: bool = True) -> Train:
    """The contender that is a Scorer, judged by its scores."""
    return lambda training: Trained(make().fit(training).score, rates=rates)


def served(model: Recommender | Hybrid) -> Trained:
    """A fitted model that serves, judged by the lists that it gives; popularity in its scores is made for those."""
    return Trained(model.score, model.recommend, rates=False)


def _global_mean(training: Interactions) -> Trained:
    mean = overall_mean(training)
    return Trained(lambda _shopper, item_ids: np.full(len(item_ids), mean))
