"""Run `one_model` as a process of its own, and read what it tells."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import BenchmarkError
from benchmarks.recommender.launch import ROOT, environment_of


@dataclass(frozen=True, slots=True)
class Run:
    """One model, and what it is asked besides being fitted."""

    side: str
    name: str
    k: int = 20
    repeats: int = 1  # fits, of which the quickest counts
    requests: int = 0
    everyone: bool = False
    compiled: bool = True

    @property
    def shown(self) -> str:
        """As a table names it."""
        return self.name if self.compiled else f"{self.name}, without numba"


def timed(run: Run, drawn: Path, threads: int) -> dict[str, float]:
    """What one_model tells; BenchmarkError where it fails."""
    command = [sys.executable, "-m", "benchmarks.recommender.one_model", run.side, run.name, str(drawn)]
    command += ["--k", str(run.k), "--repeats", str(run.repeats), "--requests", str(run.requests)]
    command += [*_flag("--everyone", run.everyone), *_flag("--without-compiler", not run.compiled)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment_of(threads), stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise BenchmarkError(f"{run.side}'s {run.name} ended with {done.returncode}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _flag(name: str, given: bool) -> Sequence[str]:
    return [name] if given else []
