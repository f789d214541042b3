"""The end-to-end tests: each story passes, or says where it first went another way; the worst come first."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from pages_serving import serving
from staff_browsers import signed_in

from bot.processes.commands import DIALOGUE_PYTHON, rasa_environment
from bot.processes.versions import Metrics, Trained, Versions
from bot.settings import ROOT
from bot.studio.testing import Results, Run, Story, standings
from bot.studio.workbench import TestRun, Workbench

PATIENCE_S = 240
FILE = "small.tar.gz"


@pytest.fixture(scope="session")
def small_model(small_training: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of the small training folder, trained as `bot train` does."""
    out = tmp_path_factory.mktemp("small-models") / FILE
    arguments = [
        str(DIALOGUE_PYTHON),
        "-m",
        "bot.dialogue.train",
        "--root",
        str(small_training),
        "--out",
        str(out),
    ]
    subprocess.run(
        arguments,
        cwd=ROOT,
        env=rasa_environment(os.environ),
        check=True,
        timeout=PATIENCE_S,
        capture_output=True,
    )
    return out


def finished(bench: Workbench) -> TestRun:
    """The run, once it is done."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        run = bench.test_run(patience_s=PATIENCE_S)
        assert run is not None
        if run.progress.state != "running":
            return run
        time.sleep(0.3)
    raise AssertionError("the tests did not end in time")


def test_each_story_passes_or_tells_its_first_difference(bench: Workbench, small_model: Path) -> None:
    bench.test(small_model, commit="c" * 40)
    run = finished(bench)
    assert run.progress.state == "done", run.progress.problem
    assert (run.model, run.commit) == (FILE, "c" * 40)
    assert run.intents == {"en": {"right": 4, "of": 5}, "zh": {"right": 1, "of": 1}}
    stories = {one.story: one for one in run.stories}
    assert stories["hello and a lamp"].passed
    assert stories["问好"].passed
    kinds = {name: one.difference and one.difference["kind"] for name, one in stories.items()}
    assert kinds["wrong intent"] == "intent"
    assert kinds["wrong action"] == "action"
    assert kinds["no such words"] == "entity"
    action = stories["wrong action"].difference
    assert action is not None
    assert (action["said"], action["expected"], action["came"]) == ("see you", "utter_greet", "utter_goodbye")
    assert stories["问好"].path == "tests/talks.yml"
    assert stories["问好"].line == 13


def story(name: str, passed: bool) -> Story:
    return Story(story=name, path="tests/talks.yml", line=1, passed=passed)


def run_of(version: int, at: float, *stories: Story) -> Run:
    return Run(version=version, commit="0" * 40, at=at, seconds=1, stories=stories, intents={})


def test_what_passed_before_and_fails_now_stands_first() -> None:
    before = run_of(1, 1.0, story("a", True), story("b", False), story("c", True))
    now = run_of(2, 2.0, story("a", False), story("b", False), story("c", True), story("new", False))
    sorted_out = standings(now, [before, now], [])
    names = {standing: [one.story for one in stories] for standing, stories in sorted_out.items()}
    assert list(names.items()) == [("broken", ["a"]), ("failing", ["b", "new"]), ("passing", ["c"])]


@pytest.fixture(scope="module")
def page(
    bench: Workbench, small_model: Path, studio_shop: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A trainer's browser at a shop with two versions of the small model; the first passed all its tests."""
    folder = tmp_path_factory.mktemp("tests") / "shop"
    versions = Versions(small_model.parent)
    (small_model.parent / "older.tar.gz").write_bytes(b"")
    shutil.copyfile(small_model, small_model.parent / "newer.tar.gz")  # of which no test has run before
    for name, tests in (("older.tar.gz", {"wrong action": True}), ("newer.tar.gz", {})):
        versions.register(
            Trained(
                file=name, data_commit=None, fingerprint=name, code="", settings="", author="trainer", seconds=1.0,
                size_bytes=1, metrics=Metrics(examples={}, intents=4, stories=0, rules=4), tests=tests,
            )
        )  # fmt: skip
    with serving(studio_shop, folder, models=small_model.parent) as served:
        served.app.state.workbench = bench
        with closing(signed_in(served.url, served.folder, "trainer")) as browser:
            yield browser
        del served.app.state.workbench  # the shop closes its own; this one is every test's


def test_a_run_is_begun_by_page_and_its_results_are_kept(
    page: httpx.Client, bench: Workbench, small_model: Path
) -> None:
    begun = page.post("/studio/tests/run", data={"version": "2"})
    assert (begun.status_code, begun.headers["location"]) == (303, "/studio/tests?version=2")
    finished(bench)
    shown = page.get("/studio/tests", params={"version": "2"}).text
    assert "2 of 5 passed" in shown
    places = [shown.index(title) for title in ("Passed before, fails now", ">Fails", ">Passes")]
    assert places == sorted(places)
    assert shown.index(">wrong action<") < shown.index(">wrong intent<")
    assert "After “see you”: utter_greet was expected, utter_goodbye came." in shown
    page.get("/studio/tests")
    kept = [run for run in Results(small_model.parent).runs() if run.version == 2]
    assert len({run.at for run in kept}) == len(kept)
    assert Versions(small_model.parent).read().version(2).tests["问好"] is True


def test_a_version_that_is_not_there_is_not_tested(page: httpx.Client) -> None:
    assert page.post("/studio/tests/run", data={"version": "99"}).status_code == 404


def test_a_viewer_sees_results_and_starts_nothing(
    page: httpx.Client, studio_shop: Path, tmp_path: Path
) -> None:
    assert page.get("/studio/tests/state", params={"version": "1"}).status_code == 200
    with (
        serving(studio_shop, tmp_path / "shop") as served,
        closing(signed_in(served.url, served.folder, "viewer")) as other,
    ):
        assert other.post("/studio/tests/run", data={"version": "1"}).status_code == 403
        assert "/studio/tests/run" not in other.get("/studio/tests").text
