"""What may be tuned of each model, within which bounds, by the names that options.py gives to settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from recommender.ease import Ease
from recommender.errors import SettingError
from recommender.judging.figures import RMSE
from recommender.judging.metrics import NDCG
from recommender.linear import suited
from recommender.model_names import MODELS, Told
from recommender.options import Value, options_of


class Suggests(Protocol):
    """What asks for the next value of a setting; Optuna's Trial is one."""

    def suggest_int(self, name: str, low: int, high: int, *, log: bool = False) -> int:
        """A whole number from `low` to `high`."""

    def suggest_float(self, name: str, low: float, high: float, *, log: bool = False) -> float:
        """A number from `low` to `high`."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """From where to where a setting is searched; whole numbers where both ends are such."""

    low: float
    high: float
    log: bool = False  # as likely between 10 and 20 as between 100 and 200

    def suggest(self, trial: Suggests, name: str) -> int | float:
        """The next value to try."""
        if isinstance(self.low, int) and isinstance(self.high, int):
            return trial.suggest_int(name, self.low, self.high, log=self.log)
        return trial.suggest_float(name, self.low, self.high, log=self.log)


@dataclass(frozen=True, slots=True)
class Tunable:
    """What one model is tuned for, and its settings that may be tuned."""

    aim: str  # RMSE or nDCG
    bounds: Mapping[str, Bounds]


def tunable(model: str, told: Told) -> Tunable:
    """What may be tuned of the model on this history; SettingError for another model than those of TUNABLE.

    Of a hybrid the settings of the linear model that it will have, and of content where there is some.
    """
    if model not in TUNABLE:
        raise SettingError("model", model, f"one of {', '.join(TUNABLE)}")
    all_of_it, idle = TUNABLE[model], set()
    if model == "hybrid":
        idle.add("implicit" if suited(told.interactions) is Ease else "ease")
        if not (told.tokens or told.numbers):
            idle.add("content")
    if not told.numbers:
        idle.add("number_share")
    used = {name: one for name, one in all_of_it.bounds.items() if not idle & set(name.split("."))}
    return Tunable(all_of_it.aim, used)


def defaults(model: str, names: Mapping[str, Bounds]) -> dict[str, Value]:
    """The values of these settings that the model has where nobody sets them."""
    values = options_of(MODELS[model].groups)
    return {name: values[name] for name in names}


def _within(group: str, bounds: Mapping[str, Bounds]) -> dict[str, Bounds]:
    return {f"{group}.{name}": one for name, one in bounds.items()}


_NEIGHBOURS = {
    "k": Bounds(10, 400, log=True),
    "min_overlap": Bounds(1, 10),
    "shrinkage": Bounds(0.0, 100.0),
    "damping": Bounds(0.0, 25.0),
    "caution": Bounds(0.0, 10.0),
}
_HISTORY = {"power": Bounds(0.2, 1.5), "dislike_weight": Bounds(0.0, 1.0)}
_EASE = {"ridge": Bounds(10.0, 3000.0, log=True), **_HISTORY}
_IMPLICIT = {"k": Bounds(10, 500, log=True), "k1": Bounds(0.1, 5.0), "b": Bounds(0.0, 1.0), **_HISTORY}
_CONTENT = {"dislike_weight": Bounds(0.0, 1.0), "number_share": Bounds(0.0, 0.6)}
_HYBRID = {
    "half_life_days": Bounds(2.0, 120.0, log=True),
    "half_known_user": Bounds(1.0, 60.0, log=True),
    "half_known_item": Bounds(1.0, 60.0, log=True),
    "ridge": Bounds(0.0001, 1.0, log=True),
    **_within("neighbours", {"shrinkage": Bounds(0.0, 100.0)}),
    **_within("content", _CONTENT),
    **_within("ease", _EASE),
    **_within("implicit", _IMPLICIT),
}

TUNABLE: Mapping[str, Tunable] = {
    "hybrid": Tunable(NDCG, _HYBRID),
    "item-neighbours": Tunable(RMSE, _NEIGHBOURS),
    "item-neighbours-baselines": Tunable(RMSE, _NEIGHBOURS),
    "user-neighbours": Tunable(RMSE, _NEIGHBOURS),
    "implicit-neighbours": Tunable(NDCG, _IMPLICIT),
    "ease": Tunable(NDCG, _EASE),
    "content": Tunable(NDCG, _CONTENT),
    "popularity": Tunable(NDCG, {"damping": Bounds(0.0, 25.0), "renown_weight": Bounds(0.0, 1.5)}),
}
