"""Which run of the tests is kept as whose: under the version it was of, and the commit at which it began."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from pages_serving import Serving
from staff_browsers import SignIn

from bot.processes.child import LogRules
from bot.processes.versions import Metrics, Trained, Versions
from bot.studio.job_state import JobFile, JobState
from bot.studio.jobs import _Run
from bot.studio.testing import Results
from bot.studio.workbench import Progress, StoryResult, TestRun, Workbench
from bot.studio.working_copy import WorkingCopy

PATH = "data/stories/smalltalk.yml"
PASSED = (StoryResult("greeting", "tests/talks.yml", 3, passed=True),)
FAILED = (StoryResult("greeting", "tests/talks.yml", 3, passed=False),)


class Bench:
    """A workbench whose runs end when a test says so."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.last: TestRun | None = None

    def test(self, model: Path, *, commit: str, patience_s: float) -> Progress:
        assert patience_s > 0
        self.asked.append(model.name)
        self.last = TestRun(Progress("running", "", 0, 1, 0.0), time.time(), model.name, commit)
        return self.last.progress

    def test_run(self, *, patience_s: float = 0.0) -> TestRun | None:
        assert patience_s >= 0
        return self.last

    def end(self, stories: tuple[StoryResult, ...] = PASSED) -> None:
        assert self.last is not None
        self.last = replace(self.last, progress=Progress("done", "", 1, 1, 1.0), stories=stories)

    def close(self) -> None:
        """Nothing runs."""


@pytest.fixture
def versions(studio: Serving, served_copy: WorkingCopy) -> Versions:
    """Two versions of the working copy."""
    found = Versions(studio.folder / "models")
    found.models.mkdir()
    for name in ("one.tar.gz", "two.tar.gz"):
        (found.models / name).write_text("a model")
        found.register(
            Trained(
                file=name, data_commit=served_copy.head(), fingerprint=name, code="", settings="", author="trainer",
                seconds=1.0, size_bytes=1, metrics=Metrics(examples={}, intents=1, stories=0, rules=1),
            )
        )  # fmt: skip
    return found


@pytest.fixture
def bench(studio: Serving) -> Bench:
    """The gateway's workbench."""
    made = Bench()
    studio.app.state.workbench = made
    return made


def edit(copy: WorkingCopy) -> None:
    """Somebody saves a file."""
    file = copy.read(PATH)
    copy.save({PATH: file.text + "# a note\n"}, based_on={PATH: file.revision}, author="ann", reason="a note")


def test_a_run_is_kept_under_the_commit_at_which_it_began(
    sign_in: SignIn, versions: Versions, bench: Bench, served_copy: WorkingCopy
) -> None:
    began = served_copy.head()
    trainer = sign_in("trainer")
    assert trainer.post("/studio/tests/run", data={"version": "2"}).status_code == 303
    edit(served_copy)
    bench.end()
    assert began[:8] in trainer.get("/studio/tests").text
    assert served_copy.head() != began
    assert [(run.version, run.commit) for run in Results(versions.models).runs()] == [(2, began)]


def test_a_run_at_which_nobody_looked_is_kept_when_the_next_one_begins(
    sign_in: SignIn, versions: Versions, bench: Bench
) -> None:
    trainer = sign_in("trainer")
    trainer.post("/studio/tests/run", data={"version": "1"})
    bench.end()
    trainer.post("/studio/tests/run", data={"version": "2"})
    assert [run.version for run in Results(versions.models).runs()] == [1]
    assert versions.read().version(1).tests == {"greeting": True}


def test_the_page_runs_no_tests_while_a_training_does(
    sign_in: SignIn, versions: Versions, bench: Bench
) -> None:
    file, now = JobFile(versions.models), time.time()
    state = JobState(id="1", by="ann", commit="0" * 40, began=now, stages={"checking": now, "testing": now})
    trainer = sign_in("trainer")
    with file.held():
        file.write(state)
        refused = trainer.post("/studio/tests/run", data={"version": "1"})
        assert refused.status_code == 409
        assert "ann has begun is running the tests" in refused.text
        assert not bench.asked
    assert trainer.post("/studio/tests/run", data={"version": "1"}).status_code == 303


async def ended(versions: Versions, bench: Bench, copy: WorkingCopy, *, replaced: bool) -> JobState:
    """What a training says at the end of its tests, which may be replaced by a run of version 1."""
    file = JobFile(versions.models)
    state = JobState(id="1", by="ann", commit=copy.head(), began=time.time(), version=2)
    run = _Run(state, file, versions.models, copy, cast(Workbench, bench), LogRules(versions.models))
    tests = asyncio.create_task(run._test(versions.read().version(2)))
    while not bench.asked:
        await asyncio.sleep(0.01)
    if replaced:
        bench.test(versions.models / "one.tar.gz", commit=copy.head(), patience_s=1)
    bench.end(FAILED)
    await asyncio.wait_for(tests, 20)
    kept = file.read()
    assert kept is not None
    return kept


def test_tests_of_another_version_are_not_kept_as_those_of_the_one_that_was_trained(
    sign_in: SignIn, versions: Versions, bench: Bench, served_copy: WorkingCopy
) -> None:
    job = asyncio.run(ended(versions, bench, served_copy, replaced=True))
    assert job.untested == "replaced"
    assert not versions.read().version(2).tests
    with JobFile(versions.models).held():
        JobFile(versions.models).write(job.model_copy(update={"state": "done", "ended": time.time()}))
    page = sign_in("viewer").get("/studio/versions").text
    assert "another run of the tests took their place" in page


def test_the_tests_of_a_training_are_kept_with_all_others_though_nobody_looks(
    versions: Versions, bench: Bench, served_copy: WorkingCopy
) -> None:
    job = asyncio.run(ended(versions, bench, served_copy, replaced=False))
    assert not job.untested
    kept = [(run.version, run.commit, run.passed) for run in Results(versions.models).runs()]
    assert kept == [(2, served_copy.head(), 0)]
    assert versions.read().version(2).tests == {"greeting": False}
