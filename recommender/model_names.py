"""The models of this package by name: how each is made of what there is to learn from, and read back from a folder.

One line a model in MODELS; whoever offers models by name (the commands, the judging, the tuning) asks here."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from recommender.content import Content
from recommender.ease import Ease
from recommender.errors import ModelFileError, SettingError
from recommender.factor_settings import FactorSettings
from recommender.factors import Factors
from recommender.finders import Finders
from recommender.hybrid import Hybrid
from recommender.implicit_neighbours import ImplicitNeighbours
from recommender.interactions import Interactions
from recommender.item_neighbours import ItemNeighbours
from recommender.linear import LinearModel, confident, suited
from recommender.model_files import MANIFEST, RETRAIN
from recommender.options import Groups, Options, with_options
from recommender.popularity import Popularity
from recommender.scorer import Scorer
from recommender.settings import (
    ContentSettings,
    EaseSettings,
    HybridSettings,
    ImplicitSettings,
    NeighbourSettings,
    PopularitySettings,
)
from recommender.similarity import pearson_neighbours
from recommender.user_neighbours import UserNeighbours
from recommender.vectors import Numbers, Tokens


@dataclass(frozen=True, slots=True)
class Told:
    """All that a model may learn from; most take the interactions alone."""

    interactions: Interactions
    explicit: bool = True  # the values are opinions (stars), not deeds
    tokens: Tokens | None = None  # what the items are
    numbers: Numbers | None = None


@dataclass(frozen=True, slots=True)
class NamedModel:
    """One model: what it is for, its settings, and how it is fitted with them."""

    says: str
    groups: Groups
    fit: Callable[[Told, Groups], Scorer]
    rates: bool = False  # its scores foretell values; those of others only order items
    content: bool = False  # it can do nothing without tokens or numbers


def train_model(name: str, told: Told, options: Options | None = None) -> Scorer:
    """The model of this name, fitted; `options` are settings by name, as options.py says.

    The linear models learn from the values as confidences (leanings.py). SettingError for an unknown model, an
    unknown option, a value that makes no sense, or a model of content where there is none.
    """
    model = model_named(name)
    if model.content and not (told.tokens or told.numbers):
        raise SettingError("model", name, "another, or say what the items are: it knows nothing else of them")
    return model.fit(told, with_options(model.groups, options or {}))


def model_named(name: str) -> NamedModel:
    """The entry of MODELS; SettingError for an unknown name."""
    if name not in MODELS:
        raise SettingError("model", name, f"one of {', '.join(MODELS)}")
    return MODELS[name]


def check_options(name: str, options: Options) -> None:
    """Raise SettingError where `train_model` would for the model's name or its options."""
    with_options(model_named(name).groups, options)


def hybrid_for(
    interactions: Interactions, options: Options | None = None, *, finders: Finders | None = None
) -> Hybrid:
    """A hybrid, not yet fitted, with the linear model that suits so many interactions; raises SettingError.

    `finders` find the nearest in place of this process.
    """
    return _hybrid(interactions, with_options(MODELS["hybrid"].groups, options or {}), finders)


def load_model(folder: Path) -> Scorer:
    """The model that any class of this package kept in `folder`; ModelFileError as that class's `load` says."""
    path = folder / MANIFEST
    try:
        kind = json.loads(path.read_bytes())["kind"]
    except OSError as fault:
        raise ModelFileError(
            path, f"it cannot be read ({fault.strerror})", "name a model's folder"
        ) from fault
    except (ValueError, KeyError, TypeError) as fault:
        raise ModelFileError(path, "it is not a model's manifest", RETRAIN) from fault
    if kind not in CLASSES:
        raise ModelFileError(
            path, f"it holds an unknown {kind!r}", f"this program reads {', '.join(CLASSES)}"
        )
    return CLASSES[kind].load(folder)


def _hybrid(interactions: Interactions, groups: Groups, finders: Finders | None = None) -> Hybrid:
    products = finders.products if finders else None
    makes: dict[type[LinearModel] | None, Callable[[], LinearModel]] = {
        Ease: partial(Ease, groups["ease"]),
        ImplicitNeighbours: partial(ImplicitNeighbours, groups["implicit"], nearest=products),
    }
    return Hybrid(
        settings=groups[""],
        neighbours=groups["neighbours"],
        content=groups["content"],
        linear=makes.get(suited(interactions)),
        nearest=finders.pearson if finders else pearson_neighbours,
    )


def _fit_hybrid(told: Told, groups: Groups) -> Scorer:
    hybrid = _hybrid(told.interactions, groups)
    return hybrid.fit(told.interactions, explicit=told.explicit, tokens=told.tokens, numbers=told.numbers)


def _fit_content(told: Told, groups: Groups) -> Scorer:
    content = Content(told.tokens or {}, told.numbers, settings=groups[""], explicit=told.explicit)
    return content.fit(told.interactions)


def _fit_popularity(told: Told, groups: Groups) -> Scorer:
    return Popularity(replace(groups[""], explicit=told.explicit)).fit(told.interactions)


def _of_ratings(make: Callable[[Any], Scorer]) -> Callable[[Told, Groups], Scorer]:
    return lambda told, groups: make(groups[""]).fit(told.interactions)


def _of_confidences(make: Callable[[Any], Scorer]) -> Callable[[Told, Groups], Scorer]:
    return lambda told, groups: make(groups[""]).fit(confident(told.interactions, explicit=told.explicit))


_HYBRID = {
    "": HybridSettings(),
    "neighbours": NeighbourSettings(),
    "content": ContentSettings(),
    "ease": EaseSettings(),  # of these two the one whose model suits the history
    "implicit": ImplicitSettings(),
}
_ITEMS, _USERS = _of_ratings(ItemNeighbours), _of_ratings(UserNeighbours)
_PLAIN, _BASELINES = NeighbourSettings.plain(40, 5), NeighbourSettings.of_baselines()
MODELS: Mapping[str, NamedModel] = {
    "hybrid": NamedModel("all parts in learnt weights: what a shop serves", _HYBRID, _fit_hybrid),
    "item-neighbours": NamedModel(
        "items that the same shoppers rated alike", {"": NeighbourSettings()}, _ITEMS, rates=True
    ),
    "item-neighbours-baselines": NamedModel(
        "the same of residuals: the most exact of ratings", {"": _BASELINES}, _ITEMS, rates=True
    ),
    "item-neighbours-plain": NamedModel(
        "the article's formula, without any caution", {"": _PLAIN}, _ITEMS, rates=True
    ),
    "user-neighbours": NamedModel(
        "shoppers who rated the same items alike", {"": NeighbourSettings()}, _USERS, rates=True
    ),
    "implicit-neighbours": NamedModel(
        "items that the same shoppers took", {"": ImplicitSettings()}, _of_confidences(ImplicitNeighbours)
    ),
    "ease": NamedModel("one linear model over all of a history", {"": EaseSettings()}, _of_confidences(Ease)),
    "factors": NamedModel(
        "a few learnt numbers of each shopper and item",
        {"": FactorSettings()},
        _of_ratings(Factors),
        rates=True,
    ),
    "implicit-factors": NamedModel(
        "the same of what shoppers did", {"": FactorSettings.of_deeds()}, _of_confidences(Factors)
    ),
    "content": NamedModel(
        "what items are, against what was liked", {"": ContentSettings()}, _fit_content, content=True
    ),
    "popularity": NamedModel("the same for all", {"": PopularitySettings()}, _fit_popularity),
}
# By the name of the class, as a manifest has it.
CLASSES: Mapping[str, type[Scorer]] = {
    one.__name__: one
    for one in (
        Hybrid,
        ItemNeighbours,
        UserNeighbours,
        ImplicitNeighbours,
        Ease,
        Factors,
        Content,
        Popularity,
    )
}
