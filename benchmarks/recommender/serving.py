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
# Each of ours, and the peer of the same kind that is asked in the same way: by numbers, or by ids.
_BESIDE: Final = {
    Run(IMPLICIT, "ALS", requests=_REQUESTS): None,
    Run(IMPLICIT, "BM25", requests=_REQUESTS): None,
    Run(IMPLICIT, "ALS, by ids", requests=_REQUESTS): None,
    Run(IMPLICIT, "BM25, by ids", requests=_REQUESTS): None,
    Run(OURS, "ImplicitNeighbours, by numbers", requests=_REQUESTS): "BM25",
    Run(OURS, "Factors, by numbers", requests=_REQUESTS): "ALS",
    Run(OURS, "ImplicitNeighbours", requests=_REQUESTS): "BM25, by ids",
    Run(OURS, "Factors", requests=_REQUESTS): "ALS, by ids",
    Run(OURS, "Hybrid", requests=_REQUESTS): "BM25, by ids",
    Run(OURS, "Hybrid, with reasons", requests=_REQUESTS): None,
}
_AIM: Final = "aims: 0.7 of implicit's p50, 0.5 of its p95; with reasons under 10 ms"


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
    told: dict[str, dict[str, float]] = {}
    rows = []
    for run, beside in _BESIDE.items():
        told[run.name] = one = timed(run, path, threads=1)
        rows.append(_row(run, one, beside, told.get(beside or "")))
        say(f"500 candidates: {run.side}: {run.name}: p50 {one['p50_ms']:.3f} ms")
    path.unlink()
    users, items = drawn.shape
    title = (
        f"500 candidates for one of {users} users, {items} items, {drawn.users.size} interactions, one thread"
    )
    return {f"{title} ({_AIM})": rows}


def _row(
    run: Run, one: dict[str, float], beside: str | None, peer: dict[str, float] | None
) -> dict[str, Any]:
    return {
        "side": run.side,
        "model": run.shown,
        "p50_ms": f"{one['p50_ms']:.3f}",
        "p95_ms": f"{one['p95_ms']:.3f}",
        "beside": beside or "",
        "ratio_p50": one["p50_ms"] / peer["p50_ms"] if peer else "",
        "ratio_p95": one["p95_ms"] / peer["p95_ms"] if peer else "",
        "fit_s": one["fit_s"],
        "peak_MB": round(one["peak_mb"]),
    }
