"""How long a check of the working copy takes after each of many small edits, at the size of the project's data.

The real workbench is asked over HTTP, as the studio asks it at each save: sound edits and mistakes, by a seed.
"""

import random
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from benchmarks.figures import percentile
from bot.settings import ROOT
from bot.studio.errors import StudioError
from bot.studio.workbench import Workbench

EDITS = 50
SEED = 4


@dataclass(frozen=True, slots=True)
class Checked:
    """Seconds of one check, and what kind of edit it was."""

    edit: str
    seconds: float
    findings: int


def measure_validate(place: Path, deadline: Deadline) -> list[dict[str, Any]]:
    """Rows of a table: the start with its first check, all checks after it, and each kind of edit.

    Raises BenchmarkError.
    """
    began = time.perf_counter()
    with closing(Workbench(ROOT, place / "models", place)) as bench:
        try:
            bench.validate()
            first = time.perf_counter() - began
            return _rows(first, list(_checks(bench, deadline)))
        except StudioError as error:
            raise BenchmarkError(str(error)) from error


def _rows(first: float, checks: list[Checked]) -> list[dict[str, Any]]:
    kinds = ["all", *dict.fromkeys(one.edit for one in checks)]
    told: list[dict[str, Any]] = [
        {"edit": "start and first check", "checks": 1, "p50 s": round(first, 2), "p95 s": ""}
    ]
    for kind in kinds:
        taken = [one.seconds for one in checks if kind in ("all", one.edit)]
        told.append(
            {
                "edit": kind,
                "checks": len(taken),
                "p50 s": round(percentile(taken, 50), 2),
                "p95 s": round(percentile(taken, 95), 2),
            }
        )
    return told


def _checks(bench: Workbench, deadline: Deadline) -> Iterator[Checked]:
    chance = random.Random(SEED)
    files = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "data").rglob("*.yml"))
    edits: dict[str, str | None] = {}  # they pile up, as in an hour of a trainer's work
    for number in range(EDITS):
        deadline.left_s("checking")
        kind = ("example added", "example deleted", "rule added", "answer changed")[number % 4]
        path, text = _edited(kind, number, chance, files, edits)
        began = time.perf_counter()
        found = bench.validate({**edits, path: text})
        yield Checked(kind, time.perf_counter() - began, len(found))
        if not any(one.severity == "error" for one in found):
            edits[path] = text


def _edited(
    kind: str, number: int, chance: random.Random, files: list[str], edits: dict[str, str | None]
) -> tuple[str, str]:
    if kind == "answer changed":
        return "domain.yml", f"{_text('domain.yml', edits)}\n# {number}\n"
    if kind == "rule added":
        path = "data/stories/cart.yml"
        rule = f"\n  - rule: more {number}\n    steps:\n      - intent: greet\n      - action: utter_thanks\n"
        return path, _text(path, edits) + rule
    path = chance.choice([file for file in files if "/nlu/" in file])
    lines = _text(path, edits).splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if line.startswith("    - ")]
    place = chance.choice(places)
    if kind == "example added":
        lines.insert(place, f"    - a sentence that nobody has said before, number {number} 号\n")
    else:
        del lines[place]
    return path, "".join(lines)


def _text(path: str, edits: dict[str, str | None]) -> str:
    return edits.get(path) or (ROOT / path).read_text(encoding="utf-8")
