"""Tuning: it finds the better settings, goes on after a kill, and says whether the gain is real."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import optuna
import pytest
from optuna.trial import TrialState
from small_histories import scattered, two_camps

import recommender
from recommender import Interactions, SettingError, Told
from recommender.judging import splits_of
from recommender.tunable import TUNABLE, defaults
from recommender.tuning import tune

TASTE = "item-neighbours"  # the quickest to search

# A search that takes long enough to be killed in the middle: each trial waits, and says that it began.
SLOW = """
import sys, time
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from small_histories import scattered
import recommender.tuning as tuning
judge = tuning.evaluate
def slowly(*given, **named):
    print("trial", flush=True)
    time.sleep(0.5)
    return judge(*given, **named)
tuning.evaluate = slowly
tuning.tune(scattered(seed=1), Path(sys.argv[1]), model="item-neighbours", trials=3)
"""


def states(file: Path) -> list[TrialState]:
    [summary] = optuna.get_all_study_summaries(f"sqlite:///{file}")
    return [
        trial.state
        for trial in optuna.load_study(study_name=summary.study_name, storage=f"sqlite:///{file}").trials
    ]


def test_a_search_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    study = tmp_path / "study.db"
    search = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(study), str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert search.stdout is not None
    assert [search.stdout.readline() for _ in range(2)] == ["trial\n"] * 2  # the second has begun
    os.kill(search.pid, signal.SIGKILL)
    search.wait()
    assert states(study) == [TrialState.COMPLETE, TrialState.RUNNING]
    heard: list[int] = []
    found = tune(
        scattered(seed=1), study, model=TASTE, trials=3, progress=lambda _what, count: heard.append(count)
    )
    assert found.trials == 3
    assert heard == [2, 3]  # the first is not done again
    assert states(study).count(TrialState.COMPLETE) == 3
    assert TrialState.RUNNING not in states(study)
    # The trial that was cut off is done again, with what it was to try.
    [summary] = optuna.get_all_study_summaries(f"sqlite:///{study}")
    trials = optuna.load_study(study_name=summary.study_name, storage=f"sqlite:///{study}").trials
    assert trials[1].state == TrialState.FAIL
    assert trials[2].params.items() >= trials[1].params.items()


def test_a_finished_study_is_not_searched_again_and_more_trials_go_on(tmp_path: Path) -> None:
    study = tmp_path / "study.db"
    heard: list[int] = []

    def search(trials: int) -> float:
        found = tune(
            scattered(seed=1),
            study,
            model=TASTE,
            trials=trials,
            progress=lambda _what, count: heard.append(count),
        )
        return found.inner

    first = search(2)
    assert search(2) == first
    assert search(3) <= first
    assert heard == [1, 2, 3]


def test_the_defaults_are_tried_first_so_that_the_best_is_never_worse(tmp_path: Path) -> None:
    study = tmp_path / "study.db"
    found = tune(scattered(seed=1), study, model=TASTE, trials=1)
    assert found.settings == defaults(TASTE, TUNABLE[TASTE].bounds)
    assert found.gain.value == 0
    assert found.sentence().startswith("No trial was better than the defaults")


@pytest.mark.parametrize("split", ["share", "time", "last"])
def test_any_split_with_one_training_part_will_do(tmp_path: Path, split: str) -> None:
    tokens = {f"i{number}": [f"kind{number % 3}"] for number in range(25)}
    for model in TUNABLE:
        found = tune(
            scattered(seed=1), tmp_path / "study.db", model=model, split=split, trials=1, tokens=tokens
        )
        assert found.inner > 0


def test_other_data_and_other_models_share_a_file_without_mixing(tmp_path: Path) -> None:
    study = tmp_path / "study.db"
    tune(scattered(seed=1), study, model=TASTE, trials=1)
    tune(scattered(seed=2), study, model=TASTE, trials=1)
    told = tune(scattered(seed=1), study, model="popularity", trials=1, k=3)
    assert (told.trials, told.figure) == (1, "nDCG@3")
    assert len(optuna.get_all_study_summaries(f"sqlite:///{study}")) == 3


def test_what_it_says_to_use_makes_that_very_model(tmp_path: Path) -> None:
    told = Told(two_camps(), tokens={"tent": ["outdoors"], "stove": ["outdoors"], "lamp": ["home"]})
    for model in TUNABLE:
        found = tune(told.interactions, tmp_path / "study.db", model=model, trials=2, tokens=told.tokens)
        made = eval(found.code, {**vars(recommender), "told": told})
        assert made.score("newcomer", ["tent"]).shape == (1,)


def test_a_search_never_sees_what_it_is_judged_on(tmp_path: Path) -> None:
    # Whatever is held back by the outer split, the same settings are found.
    history = scattered(seed=1)
    [outer] = splits_of(history, "share")
    values = np.where(outer.held, 5.5 - history.values, history.values)
    turned = Interactions(
        history.user_ids,
        history.item_ids,
        history.users,
        history.items,
        values,
        history.times,
        history.scale,
    )
    one = tune(history, tmp_path / "one.db", model=TASTE, trials=2)
    other = tune(turned, tmp_path / "other.db", model=TASTE, trials=2)
    assert (one.inner, one.settings) == (other.inner, other.settings)
    assert one.after != other.after


def test_what_cannot_be_tuned_is_said(tmp_path: Path) -> None:
    history, study = scattered(seed=1), tmp_path / "study.db"
    with pytest.raises(SettingError, match="model is 'magic'; give one of hybrid, item-neighbours"):
        tune(history, study, model="magic")
    with pytest.raises(SettingError, match="say what the items are"):
        tune(history, study, model="content")
    with pytest.raises(SettingError, match="split is 'folds'"):
        tune(history, study, split="folds")
    with pytest.raises(SettingError, match="trials is 0"):
        tune(history, study, trials=0)
    with pytest.raises(SettingError, match="a folder that is there"):
        tune(history, tmp_path / "nowhere" / "study.db")
    study.write_text("not a database\n" * 20)
    with pytest.raises(SettingError, match="one that an earlier search wrote"):
        tune(history, study)


def test_the_package_needs_no_tuner_until_something_is_tuned() -> None:
    code = "import sys, recommender, recommender.judging; print('optuna' in sys.modules, 'matplotlib' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False False"
