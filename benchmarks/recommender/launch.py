"""Start the comparison in the environment that holds the peers, which is made where it is missing."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
SECTIONS: Final = ("accuracy", "ranking", "speed", "serving")
SIZED_TABLE: Final = "Fits and requests against size"  # how the title of the plot's table begins
PLOT: Final = ROOT / "docs" / "pictures" / "recommender-scale.png"
RATINGS: Final = ROOT.parent / "shared" / "data" / "movielens-small" / "ratings.csv"
_STAMP: Final = HERE.relative_to(ROOT) / ".venv" / ".synced"
# Whoever calls may have set these for an environment of their own.
_NOT_THEIRS: Final = (
    "VIRTUAL_ENV",
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONDONTWRITEBYTECODE",
    "MAKEFLAGS",
    "MFLAGS",
)
# What each library asks how many threads it may have.
_THREADS: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "LK_NUM_THREADS",
    "LK_NUM_BACKEND_THREADS",
    "RAYON_NUM_THREADS",
    "LOKY_MAX_CPU_COUNT",
)


def measure_recommender(
    ratings: Path, only: Sequence[str], place: Path, deadline: Deadline, *, quick: bool, seed: int = 0
) -> dict[str, list[dict[str, Any]]]:
    """The tables of the sections asked for, of all where none is named.

    All of both sides may have as many threads as there are processors. Raises BenchmarkError where the ratings
    are missing, the environment cannot be made, or something could not be measured in time.
    """
    if not ratings.is_file():
        raise BenchmarkError(f"{ratings} is not there; name a CSV file of user,item,rating,time by --ratings")
    _run(["make", "--no-print-directory", str(_STAMP)], deadline, "making the peers' environment")
    processors, out = len(os.sched_getaffinity(0)), place / "tables.json"
    command = [str(HERE / ".venv" / "bin" / "python"), "-m", "benchmarks.recommender"]
    command += ["--ratings", str(ratings.resolve()), "--place", str(place), "--out", str(out)]
    command += ["--processors", str(processors), "--seed", str(seed), *(["--quick"] if quick else [])]
    for section in only:
        command += ["--only", section]
    _run(command, deadline, "comparing recommenders", processors)
    tables: dict[str, list[dict[str, Any]]] = json.loads(out.read_text(encoding="utf-8"))
    return tables


def sized_rows(tables: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The rows that the plot shows; empty where speed was not measured."""
    return next((rows for title, rows in tables.items() if title.startswith(SIZED_TABLE)), [])


def environment_of(threads: int) -> dict[str, str]:
    """This process's environment, with so many threads for whatever library is asked."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_THEIRS}
    return kept | dict.fromkeys(_THREADS, str(threads))


def _run(command: Sequence[str], deadline: Deadline, doing: str, threads: int = 1) -> None:
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment_of(threads), timeout=deadline.left_s(doing), check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BenchmarkError(f"{doing} did not end in time; --minutes gives it more") from error
    if done.returncode:
        raise BenchmarkError(f"{doing} ended with {done.returncode}; what it said stands above")
