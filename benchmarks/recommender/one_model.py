"""`python -m benchmarks.recommender.one_model SIDE NAME FILE`: one model timed, in a process of its own.

What it took is told on its standard output, as JSON, on the last line.
"""

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.recommender.contender import OURS
from benchmarks.recommender.generated import Drawn
from benchmarks.recommender.sized import Sized, our_sized

_CANDIDATES = 500
_WARM_UP = 20  # requests that are not counted
_STATUS = Path("/proc/self/status")
_RESET_PEAK = "5"  # what /proc/self/clear_refs takes for it


def main() -> int:
    """0; whatever a model raises goes through."""
    asked = _arguments()
    drawn = Drawn.read(asked.file)
    model = _model(asked, drawn)
    told: dict[str, Any] = _fitted(model, asked.repeats)
    if asked.requests:
        told |= _requested(model, drawn, asked.requests)
    if asked.everyone:
        told |= _all_listed(model)
    print(json.dumps(told))
    return 0


def _model(asked: argparse.Namespace, drawn: Drawn) -> Sized:
    if asked.side != OURS:
        from benchmarks.recommender.sized_peers import peer_sized  # noqa: PLC0415 - ours needs no peer

        return peer_sized(asked.name, drawn, asked.k)
    if asked.without_compiler:
        sys.modules["numba"] = None  # type: ignore[assignment] # find_spec then finds none
    elif importlib.util.find_spec("numba"):
        from recommender.compiled import compile_all  # noqa: PLC0415 - numba takes a second

        compile_all()  # as at set-up: no fit waits for the compiler
    return our_sized(asked.name, drawn, asked.k)


def _fitted(model: Sized, repeats: int) -> dict[str, float]:
    """The least time of a fit, and the memory of the first one."""
    Path("/proc/self/clear_refs").write_text(_RESET_PEAK, encoding="utf-8")
    before = _mb("VmRSS")
    times = [_timed(model.fit)]
    peak = _mb("VmHWM")
    times += [_timed(model.fit) for _ in range(repeats - 1)]
    wall, processor = map(min, zip(*times, strict=True))
    return {"fit_s": wall, "processor_s": processor, "peak_mb": peak, "added_mb": peak - before}


def _requested(model: Sized, drawn: Drawn, requests: int) -> dict[str, float]:
    chance, (users, items) = np.random.default_rng(1), drawn.shape
    times = []
    for _ in range(_WARM_UP + requests):
        candidates = chance.choice(items, min(_CANDIDATES, items), replace=False)
        request = model.request(int(chance.integers(users)), candidates)
        times.append(_timed(request)[0] * 1000)
    p50, p95 = np.percentile(times[_WARM_UP:], (50, 95))
    return {"p50_ms": float(p50), "p95_ms": float(p95)}


def _all_listed(model: Sized) -> dict[str, float]:
    began, worked = time.perf_counter(), time.process_time()
    users = model.everyone()
    seconds = time.perf_counter() - began
    return {
        "all_s": seconds,
        "all_processor_s": time.process_time() - worked,
        "users_a_second": users / seconds,
    }


def _timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds on the clock and of processor time."""
    began, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - worked


def _mb(line: str) -> float:
    """A line of /proc/self/status, in 10^6 bytes."""
    lines = _STATUS.read_text(encoding="utf-8").splitlines()
    return next(int(one.split()[1]) * 1024 / 1e6 for one in lines if one.startswith(line + ":"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recommender.one_model", description=__doc__)
    parser.add_argument("side")
    parser.add_argument("name")
    parser.add_argument("file", type=Path)
    parser.add_argument("--k", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--requests", type=int, default=0)
    parser.add_argument("--everyone", action="store_true")
    parser.add_argument("--without-compiler", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
