"""`bot train`: it learns the trainers' working copy where there is one, and a newer program never their draft."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bot_commands import bot_command, clean_environment
from releases import trained
from studio.small_lessons import write_project

from bot.processes.training import training_command
from bot.processes.versions import Trained, Version, Versions
from bot.settings import ROOT
from bot.studio.working_copy import WorkingCopy

BotTrain = Callable[..., str]


@pytest.fixture
def copy(tmp_path: Path) -> WorkingCopy:
    """A working copy of a small project."""
    return WorkingCopy.open(write_project(tmp_path / "project"), tmp_path / "training")


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path / "models")


@pytest.fixture
def bot_train(copy: WorkingCopy, versions: Versions) -> BotTrain:
    """Runs `bot train` with folders of this test's own; gives what it says."""
    folders = {"DAOGOU_TRAINING": str(copy.folder), "DAOGOU_MODELS": str(versions.models)}

    def run(*options: str) -> str:
        done = subprocess.run(
            bot_command("train", *options),
            cwd=ROOT,
            env={**clean_environment(), **folders, "PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    return run


def test_the_working_copy_is_trained_and_goes_live_when_asked(
    bot_train: BotTrain, copy: WorkingCopy, versions: Versions
) -> None:
    live = by_an_older_program(versions, copy.head())
    assert f"Shops go on with version {live.id}" in bot_train()
    new = versions.read().versions[-1]
    assert (new.data_commit, new.author) == (copy.head(), "bot train")
    assert versions.path(new).is_file()
    assert versions.read().active == live.id
    assert "up to date" in bot_train("--activate")
    assert versions.read().active == new.id


def test_a_file_that_cannot_be_read_is_named_with_its_line_and_nothing_is_made(tmp_path: Path) -> None:
    project, out = write_project(tmp_path / "project"), tmp_path / "models/m.tar.gz"
    broken = project / "data/nlu/en/broken.yml"
    broken.write_text("version: '3.1'\nnlu:\n- intent: greet\n  examples: |\n    - hi\n   - x: [\n", "utf-8")
    command = training_command(out.parent, project, out)
    done = subprocess.run(
        command.arguments,
        cwd=command.folder,
        env=dict(command.environment),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 1
    assert f"Rasa cannot train: Failed to read '{broken}'" in done.stderr
    assert "line 6" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(out.parent.iterdir())


def test_a_newer_program_learns_what_was_live_and_not_the_draft(
    bot_train: BotTrain, copy: WorkingCopy, versions: Versions
) -> None:
    released = copy.head()
    live = by_an_older_program(versions, released)
    path = "data/nlu/en/talk.yml"
    before = copy.read(path)
    copy.save(
        {path: before.text.replace("hi there", "howdy")},
        based_on={path: before.revision},
        author="trainer",
        reason="a draft",
    )
    bot_train("--served")
    active = versions.read().active_version
    assert active is not None
    assert (active.data_commit, active.renews) == (released, live.id)
    assert copy.head() != released
    assert versions.read().activations[-1].act == "start"


def by_an_older_program(versions: Versions, commit: str) -> Version:
    """The live version, of this commit, trained before an upgrade."""
    versions.models.mkdir()
    (versions.models / "old.tar.gz").write_text("a model")
    old = trained("old.tar.gz").model_dump() | {"data_commit": commit, "code": "of an older program"}
    version = versions.register(Trained.model_validate(old))
    return versions.activate(version.id, by="owner")
