"""What may be tuned of each model, within which bounds, and how the settings that were found are used."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Protocol

from recommender.item_neighbours import ItemNeighbours
from recommender.judging.contenders import Train, scored, served
from recommender.judging.figures import RMSE
from recommender.judging.metrics import NDCG
from recommender.ranking import Recommender
from recommender.settings import NeighbourSettings, PopularitySettings

Value = int | float
Values = Mapping[str, Value]


class Suggests(Protocol):
    """What asks for the next value of a setting; Optuna's Trial is one."""

    def suggest_int(self, name: str, low: int, high: int, *, log: bool = False) -> int:
        """A whole number from `low` to `high`."""

    def suggest_float(self, name: str, low: float, high: float) -> float:
        """A number from `low` to `high`."""


@dataclass(frozen=True, slots=True)
class Tunable:
    """One model and its settings that may be tuned."""

    aim: str  # RMSE or nDCG
    suggest: Callable[[Suggests], Values]
    defaults: Values
    train: Callable[[Values, bool], Train]  # settings, and `explicit` as in `Recommender.fit`
    code: Callable[[Values], str]  # Python that makes the model with these settings


def _suggest_neighbours(trial: Suggests) -> Values:
    return {
        "k": trial.suggest_int("k", 10, 400, log=True),
        "min_overlap": trial.suggest_int("min_overlap", 1, 10),
        "shrinkage": trial.suggest_float("shrinkage", 0.0, 100.0),
        "damping": trial.suggest_float("damping", 0.0, 25.0),
        "caution": trial.suggest_float("caution", 0.0, 10.0),
    }


def _suggest_served(trial: Suggests) -> Values:
    return {**_suggest_neighbours(trial), "renown_weight": trial.suggest_float("renown_weight", 0.0, 1.5)}


def _neighbours(values: Values) -> NeighbourSettings:
    k, overlap = int(values["k"]), int(values["min_overlap"])
    return NeighbourSettings(
        k, overlap, shrinkage=values["shrinkage"], damping=values["damping"], caution=values["caution"]
    )


def _recommender(values: Values) -> Recommender:
    popularity = PopularitySettings(renown_weight=values["renown_weight"])
    return Recommender(neighbours=_neighbours(values), popularity=popularity)


def _call(name: str, values: Values) -> str:
    return f"{name}({', '.join(f'{key}={value:.4g}' for key, value in values.items())})"


def _served_code(values: Values) -> str:
    taste = {key: value for key, value in values.items() if key != "renown_weight"}
    renown = {"renown_weight": values["renown_weight"]}
    neighbours, popularity = _call("NeighbourSettings", taste), _call("PopularitySettings", renown)
    return f"Recommender(neighbours={neighbours}, popularity={popularity})"


_SEARCHED = ("k", "min_overlap", "shrinkage", "damping", "caution")
_NEIGHBOURS: Values = {key: value for key, value in asdict(NeighbourSettings()).items() if key in _SEARCHED}

TUNABLE: Mapping[str, Tunable] = {
    "item neighbours": Tunable(
        RMSE,
        _suggest_neighbours,
        _NEIGHBOURS,
        lambda values, _explicit: scored(lambda: ItemNeighbours(_neighbours(values))),
        lambda values: f"ItemNeighbours({_call('NeighbourSettings', values)})",
    ),
    "neighbours and renown": Tunable(
        NDCG,
        _suggest_served,
        {**_NEIGHBOURS, "renown_weight": PopularitySettings().renown_weight},
        lambda values, explicit: (
            lambda training: served(_recommender(values).fit(training, explicit=explicit))
        ),
        _served_code,
    ),
}
