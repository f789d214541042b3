"""Search a model's settings by Optuna, in a study that a stopped search goes on with.

The search sees the training part of a split alone, and judges on a split of that; what the outer split
holds back tells at the end whether the settings found are better, or only fitted to chance."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import optuna
from optuna.samplers import TPESampler
from optuna.trial import TrialState

from recommender.errors import RatingsError, SettingError
from recommender.interactions import Interactions
from recommender.judging import Interval, Progress, Report, Train, evaluate, splits_of
from recommender.judging.figures import RMSE, named
from recommender.judging.report import spread
from recommender.tunable import TUNABLE, Tunable

KINDS = ("share", "time", "last")  # splits with one training part
SQLITE = b"SQLite format 3\x00"
DEFAULTS, TUNED = "defaults", "tuned"


@dataclass(frozen=True, slots=True)
class Tuning:
    """What a search found."""

    model: str
    figure: str  # what was searched for: "RMSE", the less the better, or "nDCG@10", the more the better
    trials: int  # how many count, those of earlier runs included
    settings: Mapping[str, int | float]
    inner: float  # the figure on the inner split, by which these settings were chosen
    before: Interval  # the figure of the defaults on what the search never saw
    after: Interval  # that of the settings found
    gain: Interval  # by how much they are better there
    code: str  # Python that makes the model with these settings

    def sentence(self) -> str:
        """Whether the settings found are worth taking."""
        if self.gain.value == 0:
            return f"No trial was better than the defaults; {self.figure} is {spread(self.before)} with them."
        told = f"{self.figure} is {spread(self.after)} with them and {spread(self.before)} with the defaults"
        if self.gain.holds_zero or self.gain.value <= 0:
            return f"On what the search never saw, {told}: no sure gain ({spread(self.gain)}), keep the defaults."
        return f"On what the search never saw, {told}: better by {spread(self.gain)}."


def tune(
    interactions: Interactions,
    study: Path,
    *,
    model: str = "item neighbours",
    trials: int = 50,
    split: str = "share",
    k: int = 10,
    seed: int = 0,
    explicit: bool = True,
    progress: Progress | None = None,
) -> Tuning:
    """Search the settings of one of TUNABLE until the file `study` (SQLite) holds `trials` finished trials.

    A study of the same model, data and options is gone on with: a trial that was cut off is done again first.
    Several searches may share a file, one after the other. The defaults are always the first trial.
    Raises SettingError for an unknown model or split, fewer trials than 1, or a file that is no study.
    """
    plan = _Plan.checked(model, split, k=k, seed=seed, explicit=explicit)
    if trials < 1:
        raise SettingError("trials", trials, "1 or more")
    [outer] = splits_of(interactions, split, seed=seed)
    training = interactions.where(~outer.held)
    found = _study(study, plan, training)

    def objective(trial: optuna.Trial) -> float:
        train = plan.tunable.train(plan.tunable.suggest(trial), explicit)
        value = plan.judge(training, {model: train}).models[0].figure(plan.figure).value
        if math.isnan(value):
            raise RatingsError("interactions", "the inner split has nothing to judge", "give more of them")
        if progress is not None:
            progress("trials", _finished(found) + 1)
        return value

    while (missing := trials - _finished(found)) > 0:
        found.optimize(objective, n_trials=missing)
    return _told(found, plan, interactions)


@dataclass(frozen=True, slots=True)
class _Plan:
    model: str
    tunable: Tunable
    split: str
    k: int
    seed: int
    explicit: bool

    @classmethod
    def checked(cls, model: str, split: str, *, k: int, seed: int, explicit: bool) -> "_Plan":
        if model not in TUNABLE:
            raise SettingError("model", model, f"one of {', '.join(TUNABLE)}")
        if split not in KINDS:
            raise SettingError("split", split, f"one of {', '.join(KINDS)}")
        return cls(model, TUNABLE[model], split, k, seed, explicit)

    @property
    def figure(self) -> str:
        return named(self.tunable.aim, self.k)

    @property
    def lowest(self) -> bool:
        return self.tunable.aim == RMSE

    def judge(self, history: Interactions, models: Mapping[str, Train]) -> Report:
        return evaluate(
            history,
            split=self.split,
            k=self.k,
            seed=self.seed,
            explicit=self.explicit,
            models=models,
            lists=not self.lowest,
        )


def _study(file: Path, plan: _Plan, training: Interactions) -> optuna.Study:
    """The study in `file`, or a new one; what an earlier search was cut off from is put first in the queue."""
    if not file.resolve().parent.is_dir():
        raise SettingError("study", str(file), "a file in a folder that is there")
    if file.exists() and (file.is_dir() or file.read_bytes()[: len(SQLITE)] not in (SQLITE, b"")):
        raise SettingError("study", str(file), "a new file, or one that an earlier search wrote")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    name = f"{plan.model}, {plan.figure}, {plan.split}, seed {plan.seed}, {training.fingerprint()[:12]}"
    study = optuna.create_study(
        storage=f"sqlite:///{file.resolve()}",
        study_name=name,
        load_if_exists=True,
        direction="minimize" if plan.lowest else "maximize",
    )
    # A sampler that began again with the same seed would suggest again what has been tried.
    study.sampler = TPESampler(seed=plan.seed + len(study.trials))
    if not study.trials:
        study.enqueue_trial(dict(plan.tunable.defaults))
    for trial in study.get_trials(states=(TrialState.RUNNING,)):
        study.tell(trial.number, state=TrialState.FAIL)
        study.enqueue_trial(trial.params)
    return study


def _finished(study: optuna.Study) -> int:
    return len(study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,)))


def _told(study: optuna.Study, plan: _Plan, interactions: Interactions) -> Tuning:
    """The best of the study beside the defaults, on what the search never saw."""
    best, tunable = study.best_params, plan.tunable
    trains = {
        TUNED: tunable.train(best, plan.explicit),
        DEFAULTS: tunable.train(tunable.defaults, plan.explicit),
    }
    tuned, defaults = plan.judge(interactions, trains).models
    ahead, back = defaults.behind[plan.figure], tuned.behind[plan.figure]
    return Tuning(
        model=plan.model,
        figure=plan.figure,
        trials=_finished(study),
        settings=best,
        inner=study.best_value,
        before=defaults.figure(plan.figure),
        after=tuned.figure(plan.figure),
        gain=ahead if ahead.value > 0 else Interval(0.0 - back.value, -back.high, -back.low),
        code=tunable.code(best),
    )
