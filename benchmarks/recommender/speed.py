"""Time and memory of fits, lists for all, and requests, against size; each model in a process of its own."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.recommender.contender import IMPLICIT, LENSKIT, OURS, SURPRISE
from benchmarks.recommender.generated import Drawn, Size
from benchmarks.recommender.launch import SIZED_TABLE
from benchmarks.recommender.processes import Run, timed

_PROCESSOR: Final = {"fit_s": "processor_s"}  # what a figure on the clock is in processor time
Told = Mapping[str, float]
Rows = list[dict[str, Any]]

_SMALL: Final = Size(100_000, 3_000, 3_000)
_MIDDLE: Final = Size(300_000, 6_000, 4_000)
_WIDE: Final = Size(300_000, 2_000, 10_000)  # fewer users than items: EASE in its dual form
_MILLION: Final = Size(1_000_000, 50_000, 20_000)
_TEN_MILLION: Final = Size(10_000_000, 200_000, 50_000)
_REQUESTS: Final = 300

_OUR_PEARSON = Run(OURS, "ItemNeighbours", k=100, repeats=3, requests=_REQUESTS)
_SAME_PEARSON = Run(OURS, "ItemNeighbours as in Surprise", k=40, repeats=3, requests=_REQUESTS)
_PLAIN_PEARSON = Run(OURS, "ItemNeighbours", k=100, repeats=3, requests=_REQUESTS, compiled=False)
_SURPRISE = Run(SURPRISE, "KNNWithMeans", repeats=2, requests=30)
_OURS_IMPLICIT = Run(OURS, "ImplicitNeighbours", repeats=3, requests=_REQUESTS, everyone=True)
_BM25 = Run(IMPLICIT, "BM25", repeats=3, requests=_REQUESTS, everyone=True)
_EASE = Run(OURS, "Ease", requests=_REQUESTS)
_LENSKIT_EASE = Run(LENSKIT, "EASE", requests=30)
_OURS_TEN = Run(OURS, "ImplicitNeighbours", requests=_REQUESTS)
_BM25_TEN = Run(IMPLICIT, "BM25", requests=_REQUESTS)
_PEARSON_TEN = Run(OURS, "ItemNeighbours", k=100, requests=_REQUESTS)

_PLAN: Final[Mapping[Size, Sequence[Run]]] = {
    _SMALL: (_OUR_PEARSON, _SURPRISE, _OURS_IMPLICIT, _BM25),
    _MIDDLE: (_OUR_PEARSON, _SAME_PEARSON, _PLAIN_PEARSON, _SURPRISE, _OURS_IMPLICIT, _BM25),
    _WIDE: (_EASE, _LENSKIT_EASE),
    _MILLION: (_OUR_PEARSON, _OURS_IMPLICIT, _BM25),
    _TEN_MILLION: (_PEARSON_TEN, _OURS_TEN, _BM25_TEN),
}
# What is compared, the size, ours, theirs, the figure, the aim.
_AIMS: Final = (
    ("fit, Pearson of items as it is served", _MIDDLE, _OUR_PEARSON, _SURPRISE, "fit_s", "0.15"),
    ("fit, Pearson of items by Surprise's formula", _MIDDLE, _SAME_PEARSON, _SURPRISE, "fit_s", "0.15"),
    ("fit, Pearson of items without numba", _MIDDLE, _PLAIN_PEARSON, _SURPRISE, "fit_s", ""),
    ("peak memory, Pearson of items", _MIDDLE, _OUR_PEARSON, _SURPRISE, "peak_mb", "0.3"),
    ("peak memory, without numba", _MIDDLE, _PLAIN_PEARSON, _SURPRISE, "peak_mb", "0.3"),
    ("fit, BM25, 1 million", _MILLION, _OURS_IMPLICIT, _BM25, "fit_s", "1.5"),
    ("fit, BM25, 10 million", _TEN_MILLION, _OURS_TEN, _BM25_TEN, "fit_s", "2"),
    ("fit, EASE", _WIDE, _EASE, _LENSKIT_EASE, "fit_s", "0.1"),
    ("users a second, lists for all", _MILLION, _OURS_IMPLICIT, _BM25, "users_a_second", "0.8 or more"),
)


def measure_speed(
    place: Path, *, processors: int, seed: int, quick: bool, say: Callable[[str], None]
) -> dict[str, Rows]:
    """A row a size and model, and the ratios that have an aim; `quick` leaves 10 million out."""
    found: dict[tuple[Size, Run], Told] = {}
    rows = []
    for size, runs in _PLAN.items():
        if quick and size == _TEN_MILLION:
            continue
        drawn, path = Drawn.of(size, seed), place / f"{size.interactions}-{size.users}.npz"
        drawn.write(path)
        for run in runs:
            told = found[size, run] = timed(run, path, processors)
            say(f"{drawn.users.size} interactions: {run.side}: {run.shown}: {told['fit_s']:.2f} s")
            rows.append(_row(run, drawn, told))
        path.unlink()
    threads = f"{processors} threads for both sides"
    return {
        f"{SIZED_TABLE} ({threads}; 500 candidates a request)": rows,
        f"Ours over the peer's, wall clock ({threads})": _ratios(found),
    }


def _row(run: Run, drawn: Drawn, told: Told) -> dict[str, Any]:
    users, items = drawn.shape
    return {
        "side": run.side,
        "model": run.shown,
        "interactions": drawn.users.size,
        "users": users,
        "items": items,
        "fit_s": told["fit_s"],
        "fit_processor_s": told["processor_s"],
        "peak_MB": round(told["peak_mb"]),
        "fit_added_MB": round(told["added_mb"]),
        "request_p50_ms": told["p50_ms"],
        "request_p95_ms": told["p95_ms"],
        "lists_for_all_s": told.get("all_s"),
    }


def _ratios(found: Mapping[tuple[Size, Run], Told]) -> Rows:
    rows = []
    for what, size, ours, theirs, figure, aim in _AIMS:
        if (size, ours) in found:
            one, other = found[size, ours], found[size, theirs]
            work = _PROCESSOR.get(figure)
            rows.append(
                {
                    "what": what,
                    "beside": f"{theirs.side} {theirs.name}",
                    "ours": one[figure],
                    "theirs": other[figure],
                    "ratio": f"{one[figure] / other[figure]:.3f}",
                    "of_processor_time": f"{one[work] / other[work]:.3f}" if work else "",
                    "aim": aim,
                }
            )
    return rows
