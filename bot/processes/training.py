"""Train a model in Rasa's environment, and register it as a version: `bot train`, and the studio's training."""

import json
import os
import subprocess
import time
from pathlib import Path

from rich.console import Console

from bot.errors import BotError, NotReadyError
from bot.processes.child import Command
from bot.processes.commands import DIALOGUE_PYTHON, rasa_environment
from bot.processes.fingerprint import (
    code_fingerprint,
    model_file,
    model_fingerprint,
    settings_fingerprint,
)
from bot.processes.lessons import Lesson, count
from bot.processes.models import drop_old
from bot.processes.versions import Trained, Version, Versions, kept_files
from bot.settings import ROOT

VECTORS = "vectors.npz"  # in the models' folder: sentence vectors, so that a sentence is read only once


class TrainingError(BotError):
    """Rasa refused to train; the message is its reason."""


def known_version(models: Path, lesson: Lesson) -> Version | None:
    """The version of these very files, if its model is there."""
    versions = Versions(models)
    known = versions.read().of(model_fingerprint(ROOT, lesson.taught))
    return known if known and not known.failed and versions.path(known).is_file() else None


def training_command(models: Path, taught: Path, out: Path, niceness: int = 0) -> Command:
    """Trains the files in `taught` into the file `out`. Raises NotReadyError without Rasa's environment."""
    if not DIALOGUE_PYTHON.exists():
        raise NotReadyError("Rasa's environment is not installed yet; run `make dialogue-env` first.")
    arguments = (str(DIALOGUE_PYTHON), "-m", "bot.dialogue.train", "--root", str(taught), "--out", str(out))
    environment = rasa_environment(os.environ) | {"DAOGOU_VECTORS": str(models / VECTORS)}
    return Command("training", arguments, environment, ROOT, niceness)


def intended(models: Path, lesson: Lesson) -> Trained:
    """The model that a lesson will give, described before the training: files may change meanwhile."""
    return Trained(
        file=model_file(ROOT, models, lesson.taught).name,
        data_commit=lesson.data_commit,
        fingerprint=model_fingerprint(ROOT, lesson.taught),
        code=code_fingerprint(ROOT),
        settings=settings_fingerprint(lesson.taught),
        author=lesson.author,
        seconds=None,
        size_bytes=0,
        metrics=count(lesson.taught),
        renews=lesson.renews,
    )


def register(models: Path, trained: Trained, seconds: float | None) -> Version:
    """Make a version of it, now that its file is in its place. Raises OSError where it is not."""
    size = (models / trained.file).stat().st_size
    done = trained.model_copy(update={"seconds": seconds, "size_bytes": size})
    version = Versions(models).register(done)
    drop_old(models / trained.file, spared=kept_files(models))
    return version


def train(models: Path, lesson: Lesson, *, force: bool) -> Version:
    """The version of the lesson, trained now if there is none; says in the terminal how far it is.

    Raises TrainingError with Rasa's reason, NotReadyError where Rasa's environment is missing.
    """
    console = Console(highlight=False, soft_wrap=True)
    if not force and (known := known_version(models, lesson)):
        console.print(f"The model is up to date: {Versions(models).path(known)}")
        return known
    trained, seconds = intended(models, lesson), None
    target = models / trained.file
    if force or not target.exists():
        seconds = _train(console, models, lesson, target)
    version = register(models, trained, seconds)
    console.print(f"Version {version.id}: {target}")
    return version


def in_words(line: str) -> str:
    """What one line of the training's output says."""
    try:
        return str(json.loads(line)["event"])
    except (ValueError, KeyError, TypeError):
        return line.strip()


def _train(console: Console, models: Path, lesson: Lesson, target: Path) -> float:
    """Seconds that it took."""
    command = training_command(models, lesson.taught, target)
    began, said = time.monotonic(), ""
    with subprocess.Popen(
        command.arguments,
        cwd=command.folder,
        env=dict(command.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as training:
        assert training.stdout is not None
        for line in training.stdout:
            said = in_words(line) or said
            console.print(f"{time.monotonic() - began:5.1f} s  {in_words(line)}", markup=False)
    if training.returncode:
        raise TrainingError(said or f"Training ended with exit code {training.returncode}.")
    seconds = time.monotonic() - began
    console.print(f"Trained in {seconds:.0f} s")
    return round(seconds, 1)
