"""The benchmarks' results as tables for a terminal, and as plain values for JSON."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rich.table import Table

from benchmarks.figures import median, percentile
from benchmarks.shares import Share
from benchmarks.turns import Measured


def machine() -> dict[str, Any]:
    """When and where this is measured; `load` is the load average of the last minute."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processors": len(os.sched_getaffinity(0)),
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 2),
    }


def turn_rows(pairs: Sequence[Sequence[Measured]]) -> list[dict[str, Any]]:
    """A row a side and number of shoppers: p50 and p95 in ms, turns a second, processor ms a turn."""
    return [
        {
            "shoppers": side.shoppers,
            "side": side.side,
            "turns": len(side.turns),
            "p50": percentile(side.times(), 50),
            "p95": percentile(side.times(), 95),
            "turns_a_second": len(side.turns) / side.seconds,
            "processor_ms": side.processor_s * 1000 / len(side.turns),
            "wrong": sum(not turn.answered for turn in side.turns),
        }
        for pair in pairs
        for side in pair
    ]


def ratio_rows(pairs: Sequence[Sequence[Measured]]) -> list[dict[str, Any]]:
    """Ours over the starter's, a row a number of shoppers; `lowest_block`: p50 of one block over its neighbour's."""
    rows = []
    for ours, starter in pairs:
        blocks = [
            median([turn.ms for turn in a]) / median([turn.ms for turn in b])
            for a, b in zip(ours.blocks, starter.blocks, strict=True)
        ]
        ratios = {
            f"p{percent}": percentile(ours.times(), percent) / percentile(starter.times(), percent)
            for percent in (50, 95)
        }
        processor = ours.processor_s / len(ours.turns) / (starter.processor_s / len(starter.turns))
        spread = {"lowest_block": min(blocks), "highest_block": max(blocks), "blocks": len(blocks)}
        rows.append({"shoppers": ours.shoppers, **ratios, **spread, "processor": processor})
    return rows


def kind_rows(ours: Measured) -> list[dict[str, Any]]:
    """A row a kind of turn: how many, p50 and p95 in ms."""
    rows = []
    for kind in dict.fromkeys(turn.kind for turn in ours.turns):
        times = [turn.ms for turn in ours.turns if turn.kind == kind]
        rows.append(
            {"kind": kind, "turns": len(times), "p50": percentile(times, 50), "p95": percentile(times, 95)}
        )
    return rows


def share_rows(shares: Sequence[Share]) -> list[dict[str, Any]]:
    """A row a part: ms in a mean turn, share of the whole in percent, how it is obtained."""
    whole = sum(share.ms for share in shares)
    rows = [
        {"part": one.part, "ms": one.ms, "percent": 100 * one.ms / whole, "how": one.how} for one in shares
    ]
    return [*rows, {"part": "whole turn", "ms": whole, "percent": 100.0, "how": ""}]


def table(title: str, rows: Sequence[dict[str, Any]]) -> Table:
    """Rows as a table; numbers to the right, with one decimal, ratios and loads with two."""
    shown = Table(title=title, title_justify="left")
    for name, value in rows[0].items():
        shown.add_column(name.replace("_", " "), justify="left" if isinstance(value, str) else "right")
    for row in rows:
        shown.add_row(*(_cell(value) for value in row.values()))
    return shown


def markdown(title: str, rows: Sequence[dict[str, Any]]) -> str:
    """The same as a table of Markdown, as docs/measurements.md holds them."""
    names = [name.replace("_", " ") for name in rows[0]]
    sides = ["---" if isinstance(value, str) else "---:" for value in rows[0].values()]
    lines = [names, sides, *([_cell(value) for value in row.values()] for row in rows)]
    return f"{title}:\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    if not isinstance(value, float):
        return "" if value is None else str(value)
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
