"""Fit time, memory and the time of a request against the number of interactions, a line a model."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from matplotlib.figure import Figure

_PANELS: Final = (
    ("fit, seconds", "fit_s"),
    ("peak memory of the process, MB", "peak_MB"),
    ("500 candidates, p50 in ms", "request_p50_ms"),
)
_OURS_COLOURS: Final = ("#0b5cad", "#3aa6a0", "#7a4fb5", "#2f7d32", "#0891b2", "#64748b")
_THEIR_COLOURS: Final = ("#c2410c", "#a16207", "#9f1239")


def write_plot(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw the rows of the table against size; a model that was measured at one size alone is a dot."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure = Figure(figsize=(12, 4.2), layout="constrained")
    all_axes = figure.subplots(1, len(_PANELS))
    ours, theirs = iter(_OURS_COLOURS * 3), iter(_THEIR_COLOURS * 3)
    for side, model in dict.fromkeys((row["side"], row["model"]) for row in rows):
        mine = [row for row in rows if (row["side"], row["model"]) == (side, model)]
        colour = next(ours if side == "ours" else theirs)
        sizes = [row["interactions"] for row in mine]
        for axes, (_, name) in zip(all_axes, _PANELS, strict=True):
            axes.plot(
                sizes,
                [row[name] for row in mine],
                marker="o",
                color=colour,
                linestyle="-" if side == "ours" else "--",
                label=f"{side}: {model}",
            )
    for axes, (title, _) in zip(all_axes, _PANELS, strict=True):
        axes.set(title=title, xlabel="interactions", xscale="log", yscale="log")
        axes.grid(alpha=0.3)
    figure.legend(
        *all_axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=4, frameon=False
    )
    figure.savefig(path, dpi=110)
