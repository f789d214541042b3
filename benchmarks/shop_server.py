"""The demo shop for the benchmarks: made in a folder of its own, served by `bot serve` with the real model."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from benchmarks.server import Server, answers, free_port, served
from bot.processes.commands import clean_environment
from bot.processes.ports import usual_inner_ports
from bot.settings import ROOT

PROGRAM = (sys.executable, "-m", "bot.cli.program")


@dataclass(frozen=True, slots=True)
class ServedShop:
    """A shop that answers, and where its processes listen."""

    folder: Path
    server: Server
    port: int
    dialogue_port: int
    actions_port: int


@contextmanager
def served_shop(place: Path, deadline: Deadline, **settings: str) -> Iterator[ServedShop]:
    """The demo shop in `place`, answering; Rasa's model is trained first where its files have changed.

    `settings` are DAOGOU_* variables.
    """
    folder = place / "shop"
    _make(folder, deadline)
    port = free_port()
    dialogue, actions = usual_inner_ports(port)
    arguments = [*PROGRAM, "serve", "--shop", str(folder), "--port", str(port)]
    environment, terminal = {**clean_environment(), **settings}, place / "shop.txt"
    with served(
        "bot serve", arguments, ROOT, environment, terminal, up=answers(port), deadline=deadline
    ) as server:
        yield ServedShop(folder, server, port, dialogue, actions)


def _make(folder: Path, deadline: Deadline) -> None:
    made = subprocess.run(
        [*PROGRAM, "shop", "demo", "--shop", str(folder)],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=deadline.left_s("making the demo shop"),
        check=False,
    )
    if made.returncode:
        raise BenchmarkError(f"The demo shop could not be made: {made.stdout[-1000:]}{made.stderr[-1000:]}")
