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
from recommender.judging.contenders import named as contender
from recommender.judging.figures import RMSE, named
from recommender.judging.report import spread
from recommender.model_names import MODELS, Told
from recommender.options import Value
from recommender.tunable import Tunable, defaults, tunable
from recommender.vectors import Numbers, Tokens

KINDS = ("share", "time", "last")  # splits with one training part
SQLITE = b"SQLite format 3\x00"
DEFAULTS, TUNED = "defaults", "tuned"


@dataclass(frozen=True, slots=True)
class Tuning:
    """What a search found."""

    model: str
    figure: str  # what was searched for: "RMSE", the less the better, or "nDCG@10", the more the better
    trials: int  # how many count, those of earlier runs included
    settings: Mapping[str, Value]  # options of `train_model`
    inner: float  # the figure on the inner split, by which these settings were chosen
    before: Interval  # the figure of the defaults on what the search never saw
    after: Interval  # that of the settings found
    gain: Interval  # by how much they are better there

    @property
    def code(self) -> str:
        """Python that fits the model with these settings to `told`, a Told."""
        return f"train_model({self.model!r}, told, {self.rounded})"

    @property
    def rounded(self) -> dict[str, Value]:
        """The settings to four significant digits: more was never measured."""
        return {
            name: float(f"{value:.4g}") if isinstance(value, float) else value
            for name, value in self.settings.items()
        }

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
    model: str = "hybrid",
    trials: int = 50,
    split: str = "share",
    k: int = 10,
    seed: int = 0,
    explicit: bool = True,
    tokens: Tokens | None = None,
    numbers: Numbers | None = None,
    progress: Progress | None = None,
) -> Tuning:
    """Search the settings of one of tunable.TUNABLE until the file `study` (SQLite) holds `trials` finished trials.

    A study of the same model, data and options is gone on with: a trial that was cut off is done again first.
    Several searches may share a file, one after the other. The defaults are always the first trial.
    Raises SettingError for an unknown model or split, fewer trials than 1, or a file that is no study.
    """
    plan = _Plan.checked(model, split, k=k, seed=seed, told=Told(interactions, explicit, tokens, numbers))
    if trials < 1:
        raise SettingError("trials", trials, "1 or more")
    [outer] = splits_of(interactions, split, seed=seed)
    training = interactions.where(~outer.held)
    found = _study(study, plan, training)

    def objective(trial: optuna.Trial) -> float:
        values = {name: one.suggest(trial, name) for name, one in plan.tunable.bounds.items()}
        value = plan.judge(training, {model: plan.train(values)}).models[0].figure(plan.figure).value
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
    told: Told

    @classmethod
    def checked(cls, model: str, split: str, *, k: int, seed: int, told: Told) -> "_Plan":
        searched = tunable(model, told)
        if split not in KINDS:
            raise SettingError("split", split, f"one of {', '.join(KINDS)}")
        if MODELS[model].content and not (told.tokens or told.numbers):
            raise SettingError("model", model, "another, or say what the items are")
        return cls(model, searched, split, k, seed, told)

    def train(self, options: Mapping[str, Value]) -> Train:
        told = self.told
        return contender(self.model, told.explicit, tokens=told.tokens, numbers=told.numbers, options=options)

    @property
    def defaults(self) -> dict[str, Value]:
        return defaults(self.model, self.tunable.bounds)

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
            explicit=self.told.explicit,
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
        study.enqueue_trial(plan.defaults)
    for trial in study.get_trials(states=(TrialState.RUNNING,)):
        study.tell(trial.number, state=TrialState.FAIL)
        study.enqueue_trial(trial.params)
    return study


def _finished(study: optuna.Study) -> int:
    return len(study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,)))


def _told(study: optuna.Study, plan: _Plan, interactions: Interactions) -> Tuning:
    """The best of the study beside the defaults, on what the search never saw."""
    best = study.best_params
    trains = {TUNED: plan.train(best), DEFAULTS: plan.train(plan.defaults)}
    tuned, plain = plan.judge(interactions, trains).models
    ahead, back = plain.behind[plan.figure], tuned.behind[plan.figure]
    return Tuning(
        model=plan.model,
        figure=plan.figure,
        trials=_finished(study),
        settings=best,
        inner=study.best_value,
        before=plain.figure(plan.figure),
        after=tuned.figure(plan.figure),
        gain=ahead if ahead.value > 0 else Interval(0.0 - back.value, -back.high, -back.low),
    )
