"""The models of this package with their heavy step on Spark; each is the class that serves, fitted elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from recommender.errors import EngineError
from recommender.factor_settings import FactorSettings
from recommender.factors import Factors
from recommender.factors_learnt import left_over
from recommender.hybrid import Hybrid
from recommender.implicit_neighbours import ImplicitNeighbours
from recommender.interactions import Interactions
from recommender.item_neighbours import ItemNeighbours
from recommender.linear import confident
from recommender.model_names import Told, hybrid_for, model_named
from recommender.options import Options, with_options
from recommender.scorer import Scorer
from recommender.settings import ImplicitSettings, NeighbourSettings
from recommender.spark.factors import item_factors
from recommender.spark.neighbours import SparkNeighbours
from recommender.user_neighbours import UserNeighbours


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """Fits models in `session`: neighbours and factors there, all else, which grows with the history alone, here.

    What is fitted and stored is what `fit` makes here, to the rounding of sums; factors begin elsewhere, and so end
    elsewhere, at about the same error.
    """

    session: Any

    def item_neighbours(self, settings: NeighbourSettings | None = None) -> ItemNeighbours:
        """Not fitted yet; its `fit` finds the neighbours in the session."""
        return ItemNeighbours(settings, nearest=SparkNeighbours(self.session).pearson)

    def user_neighbours(self, settings: NeighbourSettings | None = None) -> UserNeighbours:
        """As `item_neighbours`."""
        return UserNeighbours(settings, nearest=SparkNeighbours(self.session).pearson)

    def implicit_neighbours(self, settings: ImplicitSettings | None = None) -> ImplicitNeighbours:
        """As `item_neighbours`, of leanings or confidences."""
        return ImplicitNeighbours(settings, nearest=SparkNeighbours(self.session).products)

    def hybrid(self, interactions: Interactions, options: Options | None = None) -> Hybrid:
        """As `hybrid_for`: not fitted yet; its `fit` finds all neighbours in the session."""
        return hybrid_for(interactions, options, finders=SparkNeighbours(self.session))

    def factors(self, interactions: Interactions, settings: FactorSettings | None = None) -> Factors:
        """Fitted, the items' factors by MLlib, the users' here."""
        model = Factors(settings)
        values = left_over(interactions, model.settings)[1]
        return model.fit_users(interactions, item_factors(self.session, values, model.settings))

    def train(self, name: str, told: Told, options: Options | None = None) -> Scorer:
        """As `train_model`; EngineError for a model that has no heavy step for Spark."""
        check_engine(name)
        if name == "hybrid":
            hybrid = self.hybrid(told.interactions, options)
            return hybrid.fit(
                told.interactions, explicit=told.explicit, tokens=told.tokens, numbers=told.numbers
            )
        return _TRAINS[name](self, told, with_options(model_named(name).groups, options or {})[""])


def check_engine(name: str) -> None:
    """Raise EngineError where Spark trains no model of this name, SettingError where there is none at all."""
    model_named(name)
    if name not in TRAINED:
        raise EngineError(
            f"{name} is not trained on Spark", f"train it here, or take one of {', '.join(TRAINED)}"
        )


def _items(engine: SparkEngine, told: Told, settings: Any) -> Scorer:
    return engine.item_neighbours(settings).fit(told.interactions)


def _users(engine: SparkEngine, told: Told, settings: Any) -> Scorer:
    return engine.user_neighbours(settings).fit(told.interactions)


def _deeds(engine: SparkEngine, told: Told, settings: Any) -> Scorer:
    return engine.implicit_neighbours(settings).fit(confident(told.interactions, explicit=told.explicit))


def _factors(engine: SparkEngine, told: Told, settings: FactorSettings) -> Scorer:
    leaning = confident(told.interactions, explicit=told.explicit) if settings.implicit else told.interactions
    return engine.factors(leaning, settings)


_TRAINS: Mapping[str, Callable[[SparkEngine, Told, Any], Scorer]] = {
    "item-neighbours": _items,
    "item-neighbours-baselines": _items,
    "item-neighbours-plain": _items,
    "user-neighbours": _users,
    "implicit-neighbours": _deeds,
    "factors": _factors,
    "implicit-factors": _factors,
}
TRAINED = ("hybrid", *_TRAINS)
