"""Rasa's own starter bot: the project that `rasa init` lays out, trained and served as Rasa's manual says.

Nothing of it is changed: its default pipeline (DIET) and policies (memoization, TED, rules), its tracker in
memory, no action server. Only `--enable-api` is added, because our own Rasa serves its API too.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from benchmarks.server import Server, answers, free_port, served
from bot.processes.commands import DIALOGUE_PYTHON, UNWANTED, clean_environment
from bot.processes.fingerprint import MODELS
from bot.processes.ports import LOOPBACK
from bot.settings import ROOT

# Not those of our own Rasa: what makes ours faster must not make the starter faster.
_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "LOG_LEVEL": "WARNING",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
}
_PROJECT = "lib/python3.11/site-packages/rasa/cli/initial_project"


@contextmanager
def served_starter(place: Path, deadline: Deadline) -> Iterator[tuple[Server, int]]:
    """The starter bot, answering, and its port. It is trained once, which takes a minute or two."""
    project = _lay_out(place / "starter")
    model = _trained(project, deadline)
    port = free_port()
    arguments = [
        *(str(DIALOGUE_PYTHON), "-m", "rasa", "run", "--enable-api"),
        *("--interface", LOOPBACK, "--port", str(port), "--model", str(model)),
    ]
    terminal, up = place / "starter.txt", answers(port, "/status")
    with served("rasa run", arguments, project, _environment(), terminal, up=up, deadline=deadline) as server:
        yield server, port


def _lay_out(project: Path) -> Path:
    source = DIALOGUE_PYTHON.parents[1] / _PROJECT
    if not source.is_dir():
        raise BenchmarkError(f"{source} is missing; run `make dialogue-env` first.")
    shutil.copytree(source, project, ignore=shutil.ignore_patterns("__pycache__"))
    return project


def _trained(project: Path, deadline: Deadline) -> Path:
    """The model of this project, trained now or by an earlier run."""
    model = ROOT / MODELS / f"starter-{_fingerprint(project)}.tar.gz"
    if model.exists():
        return model
    done = subprocess.run(
        [*(str(DIALOGUE_PYTHON), "-m", "rasa", "train"), "--fixed-model-name", "starter"],
        cwd=project,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=deadline.left_s("training the starter"),
        check=False,
    )
    made = project / "models/starter.tar.gz"
    if done.returncode or not made.exists():
        raise BenchmarkError(f"The starter could not be trained: {done.stdout[-800:]}{done.stderr[-800:]}")
    model.parent.mkdir(exist_ok=True)
    draft = model.with_name(f".{model.name}.{os.getpid()}")
    shutil.copy(made, draft)
    os.replace(draft, model)
    return model


def _fingerprint(project: Path) -> str:
    """Of what training reads, before it writes its default pipeline into the project's config.yml."""
    digest = hashlib.sha256((ROOT / "bot/dialogue/requirements.lock").read_bytes())
    for file in sorted(project.rglob("*.yml")):
        digest.update(file.relative_to(project).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _environment() -> Mapping[str, str]:
    """Free to keep bytecode, quiet, and calling nobody."""
    kept = {name: value for name, value in clean_environment().items() if name not in UNWANTED}
    return {**kept, **_QUIET}
