"""Training from the page: seen by all, one at a time, cancelled without a trace; a real model of a small project."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil
import pytest
from bot_commands import wait_for
from pages_serving import Serving
from small_lessons import write_project

from bot.processes.versions import Versions
from bot.studio.job_state import JobFile, JobState
from bot.studio.working_copy import WorkingCopy

SignIn = Callable[..., httpx.Client]
PAGE = "/studio/versions"
TRAINED_WITHIN_S = 240


@pytest.fixture
def small_copy(studio: Serving, tmp_path: Path) -> WorkingCopy:
    """The gateway's working copy, of a project that is learnt in seconds."""
    project = write_project(tmp_path / "project")
    return WorkingCopy.open(project, studio.folder / "training")


def job_of(studio: Serving) -> JobState:
    state = JobFile(studio.folder / "models").read()
    assert state is not None
    return state


def trainings() -> list[psutil.Process]:
    """The training processes that this run of the tests has started."""
    children = psutil.Process().children(recursive=True)
    return [one for one in children if one.is_running() and "bot.dialogue.train" in one.cmdline()]


def test_a_training_gives_a_version_while_two_trainers_look_on(
    studio: Serving, sign_in: SignIn, small_copy: WorkingCopy
) -> None:
    trainer, owner = sign_in("trainer"), sign_in("owner")
    assert trainer.post("/studio/train").headers["location"] == f"{PAGE}?done=training"
    refused = owner.post("/studio/train")
    assert refused.status_code == 409
    assert "trainer is training already" in refused.text
    wait_for(lambda: "Opening Rasa" in owner.get("/studio/train/progress").text, 90, "the training is seen")
    wait_for(trainings, 60, "the training has its process")
    assert trainings()[0].nice() == os.nice(0) + 10
    wait_for(lambda: not job_of(studio).runs, TRAINED_WITHIN_S, "the training ends")
    job = job_of(studio)
    assert job.state == "done", job
    version = Versions(studio.folder / "models").read().version(job.version or 0)
    assert version.data_commit == small_copy.head()
    assert (version.author, version.metrics.examples) == ("trainer", {"en": 8, "zh": 8})
    assert not list((studio.folder / "models").glob(".draft-*"))
    assert small_copy.head()[:8] in owner.get(PAGE).text
    again = trainer.post("/studio/train")
    assert again.status_code == 303
    wait_for(lambda: job_of(studio).state == "known", 60, "the same state needs no training")


def test_a_training_that_is_cancelled_leaves_nothing(
    studio: Serving, sign_in: SignIn, small_copy: WorkingCopy
) -> None:
    trainer, viewer = sign_in("trainer"), sign_in("viewer")
    trainer.post("/studio/train")
    wait_for(trainings, 90, "the training has its process")
    assert viewer.post("/studio/train/cancel").status_code == 403
    assert trainer.post("/studio/train/cancel").status_code == 303
    wait_for(lambda: job_of(studio).state == "cancelled", 20, "the training is cancelled")
    assert not trainings()
    assert not [one.name for one in (studio.folder / "models").glob("*.gz")]
    assert not list((studio.folder / "models").glob(".draft-*"))
    assert not Versions(studio.folder / "models").read().versions
    assert "was cancelled; nothing was changed" in viewer.get(PAGE).text
    assert small_copy.files()


def test_what_contradicts_itself_is_not_trained_and_is_listed_to_be_mended(
    studio: Serving, sign_in: SignIn, small_copy: WorkingCopy
) -> None:
    path = "data/stories/rules.yml"
    rules = small_copy.read(path)
    wrong = rules.text + "- rule: greet otherwise\n  steps:\n  - intent: greet\n  - action: utter_thanks\n"
    small_copy.save({path: wrong}, based_on={path: rules.revision}, author="trainer", reason="greet twice")
    trainer = sign_in("trainer")
    trainer.post("/studio/train")
    wait_for(lambda: not job_of(studio).runs, 90, "the check ends")
    assert job_of(studio).state == "refused"
    page = trainer.get(PAGE).text
    assert "must be mended first" in page
    assert path in page
    assert not Versions(studio.folder / "models").read().versions


def test_a_training_that_was_cut_off_says_so(
    studio: Serving, sign_in: SignIn, small_copy: WorkingCopy
) -> None:
    file = JobFile(studio.folder / "models")
    state = JobState(id="1", by="trainer", commit=small_copy.head(), began=time.time())
    with file.held():
        file.write(state)
        assert job_of(studio).runs
    page = sign_in("viewer").get(PAGE).text
    assert "was cut off" in page
