"""500 candidates put in order for one user, out of many users and items: p50 and p95, with and without reasons."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks.recommender.contender import IMPLICIT, OURS
from benchmarks.recommender.generated import Drawn, Size
from benchmarks.recommender.processes import Run, timed

_SHOP: Final = Size(2_000_000, 100_000, 50_000)
_QUICK: Final = Size(200_000, 10_000, 5_000)
_REQUESTS: Final = 1000
_RUNS: Final = (
    Run(IMPLICIT, "ALS", requests=_REQUESTS),
    Run(IMPLICIT, "BM25", requests=_REQUESTS),
    Run(OURS, "ImplicitNeighbours", requests=_REQUESTS),
    Run(OURS, "Factors", requests=_REQUESTS),
    Run(OURS, "Hybrid", requests=_REQUESTS),
    Run(OURS, "Hybrid, with reasons", requests=_REQUESTS),
)
_AIM: Final = "aims: 0.7 of implicit's p50, 0.5 of its p95; reasons under 10 ms"


def measure_serving(
    place: Path,
    *,
    processors: int,  # noqa: ARG001 - a request is answered by one thread on either side
    seed: int,
    quick: bool,
    say: Callable[[str], None],
) -> dict[str, list[dict[str, Any]]]:
    """A row a model; `quick` takes a tenth of the users and items."""
    drawn, path = Drawn.of(_QUICK if quick else _SHOP, seed), place / "serving.npz"
    drawn.write(path)
    told = {}
    for run in _RUNS:
        told[run] = timed(run, path, threads=1)
        say(f"500 candidates: {run.side}: {run.name}: p50 {told[run]['p50_ms']:.3f} ms")
    path.unlink()
    users, items = drawn.shape
    title = (
        f"500 candidates for one of {users} users, {items} items, {drawn.users.size} interactions, one thread"
    )
    als, bm25 = told[_RUNS[0]], told[_RUNS[1]]
    return {
        f"{title} ({_AIM})": [
            {
                "side": run.side,
                "model": run.shown,
                "p50_ms": f"{one['p50_ms']:.3f}",
                "p95_ms": f"{one['p95_ms']:.3f}",
                "p50_/_ALS": one["p50_ms"] / als["p50_ms"],
                "p95_/_ALS": one["p95_ms"] / als["p95_ms"],
                "p50_/_BM25": one["p50_ms"] / bm25["p50_ms"],
                "p95_/_BM25": one["p95_ms"] / bm25["p95_ms"],
                "fit_s": one["fit_s"],
                "peak_MB": round(one["peak_mb"]),
            }
            for run, one in told.items()
        ]
    }
