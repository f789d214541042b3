"""The models that are judged where nobody names others: those of model_names.py, and three to measure them by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.errors import SettingError
from recommender.hybrid import Hybrid
from recommender.interactions import Interactions
from recommender.means import overall_mean
from recommender.model_names import MODELS, Told, train_model
from recommender.options import Options
from recommender.popularity import Popularity
from recommender.ranking import Recommender
from recommender.reason import Reason
from recommender.scorer import Scorer
from recommender.settings import PopularitySettings
from recommender.vectors import Numbers, Tokens

Score = Callable[[str, Sequence[str]], NDArray[np.float64]]
Recommend = Callable[[str, int], Sequence[Reason]]

GLOBAL_MEAN, ITEM_MEAN, RENOWN = "global-mean", "item-mean", "neighbours-and-renown"
JUDGED = (
    *(GLOBAL_MEAN, ITEM_MEAN, "popularity", "content", "item-neighbours", "item-neighbours-baselines"),
    *("user-neighbours", "implicit-neighbours", "ease", "hybrid"),
)
NAMES = (*MODELS, GLOBAL_MEAN, ITEM_MEAN, RENOWN)


@dataclass(frozen=True, slots=True)
class Trained:
    """A fitted model as a judge sees it."""

    score: Score  # as Scorer.score; NaN is taken for the overall mean, and is never in a list
    recommend: Recommend | None = None  # its lists, where they are more than the order of its scores
    rates: bool = True  # whether its scores foretell values; otherwise only its lists are judged
    estimate: Score | None = None  # foretells values where `score` is NaN too, for a known shopper


Train = Callable[[Interactions], Trained]


def contenders(
    explicit: bool,
    *,
    tokens: Tokens | None = None,
    numbers: Numbers | None = None,
    names: Sequence[str] | None = None,
) -> Mapping[str, Train]:
    """How the models are trained, by name; `explicit`, `tokens` and `numbers` as in `Hybrid.fit`.

    Without `names` those of JUDGED, content only where there are tokens or numbers. SettingError for a name
    that is not of NAMES, and for content that is named where there is none.
    """
    described = bool(tokens or numbers)
    chosen = names or [name for name in JUDGED if described or name not in MODELS or not MODELS[name].content]
    return {name: _contender(name, explicit, tokens, numbers) for name in chosen}


def named(
    name: str, explicit: bool, *, tokens: Tokens | None, numbers: Numbers | None, options: Options
) -> Train:
    """The model of model_names.py with these options, judged by its scores; errors as `train_model`."""

    def train(training: Interactions) -> Trained:
        model = train_model(name, Told(training, explicit, tokens, numbers), options)
        # The lists of what is served come with their reasons, which is what an answer takes.
        lists = model.recommend if isinstance(model, Hybrid) else None
        return Trained(model.score, lists, MODELS[name].rates, getattr(model, "estimate", None))

    return train


def scored(make: Callable[[], Scorer], *, rates: bool = True) -> Train:
    """The contender that is a Scorer, judged by its scores, and its estimates where it has such."""

    def train(training: Interactions) -> Trained:
        model = make().fit(training)
        return Trained(model.score, rates=rates, estimate=getattr(model, "estimate", None))

    return train


def served(model: Recommender | Hybrid) -> Trained:
    """A fitted model that serves, judged by the lists that it gives; popularity in its scores is made for those."""
    return Trained(model.score, model.recommend, rates=False)


def _contender(name: str, explicit: bool, tokens: Tokens | None, numbers: Numbers | None) -> Train:
    if name == GLOBAL_MEAN:
        return _global_mean
    if name == ITEM_MEAN:
        return scored(lambda: Popularity(PopularitySettings(renown_weight=0)))
    if name == RENOWN:
        return lambda training: served(Recommender().fit(training, explicit=explicit))
    if name not in MODELS:
        raise SettingError("model", name, f"one of {', '.join(NAMES)}")
    if MODELS[name].content and not (tokens or numbers):
        raise SettingError("model", name, "another, or say what the items are")
    return named(name, explicit, tokens=tokens, numbers=numbers, options={})


def _global_mean(training: Interactions) -> Trained:
    mean = overall_mean(training)
    return Trained(lambda _shopper, item_ids: np.full(len(item_ids), mean))
