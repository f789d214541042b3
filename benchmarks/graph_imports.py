"""How quickly products are imported, and what that takes of disk and memory, against how many they are.

Each size is imported once into an empty shop, by a process of its own that nobody else has warmed.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from matplotlib.figure import Figure

from benchmarks.deadline import Deadline
from benchmarks.disk import megabytes
from benchmarks.errors import BenchmarkError
from benchmarks.process_memory import MemoryWatch
from benchmarks.scaled_feed import write_feed
from bot.settings import ROOT
from knowledge_graph.deriving import STORE
from shop.shop import GRAPH

_SIZES: Final = (1_000, 10_000, 100_000)
PLOT: Final = ROOT / "docs" / "pictures" / "import-scale.png"


@dataclass(frozen=True, slots=True)
class _Imported:
    """What one import took."""

    products: int
    seconds: float  # until the products were published
    steps: dict[str, float]  # seconds each, in their order
    feed_mb: float
    store_mb: float
    graph_mb: float  # the store and all that is derived from it
    peak_mb: float
    processes: int


def measure_imports(
    catalogue: Path, most: int, place: Path, plot: Path, *, deadline: Deadline, say: Callable[[str], None]
) -> dict[str, list[dict[str, Any]]]:
    """Two tables, of sizes up to `most` and of the steps of the greatest; and a plot of the first.

    Raises BenchmarkError where the catalogue is missing or an import fails.
    """
    imports = []
    for size in [size for size in _SIZES if size < most] + [most]:
        say(f"Importing {size} products ...")
        imports.append(_import(catalogue, size, place / str(size), deadline))
        say(f"{imports[-1].seconds:.0f} s, and {imports[-1].peak_mb:.0f} MB of memory.")
    plot.parent.mkdir(parents=True, exist_ok=True)
    _figure(imports).savefig(plot, dpi=130)
    return {
        "Imports into an empty shop": [_row(one) for one in imports],
        f"Steps of the import of {most} products": _step_rows(imports[-1]),
    }


def _import(catalogue: Path, size: int, place: Path, deadline: Deadline) -> _Imported:
    place.mkdir()
    feed, shop = place / "products.csv", place / "shop"
    write_feed(catalogue, size, feed)
    command = [sys.executable, "-m", "benchmarks.one_import", str(shop), str(feed)]
    with (
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process,
        MemoryWatch(process.pid) as memory,
    ):
        try:
            answer, _ = process.communicate(timeout=deadline.left_s(f"importing {size} products"))
        except (subprocess.TimeoutExpired, BenchmarkError) as error:
            process.terminate()
            raise BenchmarkError(f"the import of {size} products did not end in time.") from error
    told = json.loads(answer) if process.returncode == 0 else {}
    if told.get("added") != size:
        raise BenchmarkError(f"the import of {size} products ended with {process.returncode} and {told}.")
    generation = (shop / GRAPH / "current").resolve()
    store_mb, rest_mb = megabytes([generation / STORE, generation])
    return _Imported(
        products=size,
        seconds=told["seconds"],
        steps=told["steps"],
        feed_mb=feed.stat().st_size / 1e6,
        store_mb=store_mb,
        graph_mb=store_mb + rest_mb,
        peak_mb=memory.peak_mb,
        processes=memory.processes,
    )


def _row(one: _Imported) -> dict[str, Any]:
    return {
        "products": one.products,
        "feed_MB": one.feed_mb,
        "seconds": one.seconds,
        "products_a_second": round(one.products / one.seconds),
        "store_MB": one.store_mb,
        "whole_graph_MB": one.graph_mb,
        "peak_memory_MB": round(one.peak_mb),
        "processes": one.processes,
    }


def _step_rows(one: _Imported) -> list[dict[str, Any]]:
    return [{"step": step, "seconds": seconds} for step, seconds in one.steps.items()]


def _figure(imports: Sequence[_Imported]) -> Figure:
    """Three curves over the number of products: rate, store, memory."""
    sizes = [one.products for one in imports]
    figure = Figure(figsize=(10, 3.2), layout="constrained")
    panels = (
        ("products a second", [one.products / one.seconds for one in imports], "linear"),
        ("store on disk, MB", [one.store_mb for one in imports], "log"),
        ("peak memory, MB", [one.peak_mb for one in imports], "linear"),
    )
    for axes, (title, values, scale) in zip(figure.subplots(1, len(panels)), panels, strict=True):
        axes.plot(sizes, values, marker="o", color="#0b5cad")
        axes.set(title=title, xlabel="products", xscale="log", yscale=scale)
        # Room for the figures above the points.
        linear = scale == "linear"
        axes.set_ylim(0 if linear else min(values) / 2, max(values) * (1.25 if linear else 3))
        axes.grid(alpha=0.3)
        for size, value in zip(sizes, values, strict=True):
            axes.annotate(
                f"{value:,.0f}" if value >= 10 else f"{value:.1f}",
                (size, value),
                textcoords="offset points",
                xytext=(0, 7),
                ha="center",
            )
        axes.margins(x=0.2)
    return figure
