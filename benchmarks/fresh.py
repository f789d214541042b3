"""From a fresh clone to the first answer: seconds and megabytes by step, with a HOME that holds nothing.

It runs what the README says, `make run`, and watches what each step leaves behind. Steps that run side by
side are told side by side: `seconds` count from the end of what a step had to wait for.
"""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.deadline import Deadline
from benchmarks.disk import megabytes
from benchmarks.errors import BenchmarkError
from benchmarks.scripts import Line
from benchmarks.server import ASK_AGAIN_S, Server, answers, free_port, served
from benchmarks.sides import ShopTalk
from bot.settings import DEMO_SHOP, ROOT

FIRST_SENTENCE = Line("find", "a lamp under 80 dollars", "cards")
# Where a developer may keep caches or settings: a fresh machine has none of them.
NOT_FRESH = ("DAOGOU_", "UV_", "XDG_", "VIRTUAL_ENV", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "MAKE")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it waits for, and how one sees that it is done."""

    name: str
    after: tuple[str, ...]
    done: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step took; `at_s` is when it was done, counted from the start of the clone."""

    step: str
    seconds: float | None
    at_s: float | None
    megabytes: float | None


def measure_fresh(place: Path, deadline: Deadline) -> list[Taken]:
    """All steps, the last one a second `make run`; `place` is an empty folder with 4 GB of room."""
    clone, home = place / "daogou", place / "home"
    home.mkdir()
    began = time.monotonic()
    _clone(clone, deadline)
    cloned_s = time.monotonic() - began
    port = free_port()
    environment = _fresh_environment(home, port)
    steps = _steps(clone, port)
    with Server("make run", ("make", "run"), clone, environment, place / "first.txt") as server:
        at_s = {"clone": cloned_s, **_watch(steps, server, began, deadline)}
        at_s["first answer"] = _first_answer(port, began)
        sizes = _sizes(clone, home)
    again_s = _second_start(clone, environment, port, place, deadline)
    after = {step.name: step.after for step in steps} | {"clone": (), "first answer": ("start",)}
    rows = [
        _taken(name, after[name], at_s, sizes.pop(name, None)) for name in sorted(at_s, key=at_s.__getitem__)
    ]
    caches = [Taken(name, None, None, size) for name, size in sizes.items()]
    total = Taken(
        "in all",
        at_s["first answer"],
        at_s["first answer"],
        sum(one.megabytes or 0 for one in [*rows, *caches]),
    )
    return [*rows, *caches, total, Taken("second `make run`, to its first answer", again_s, None, None)]


def _clone(clone: Path, deadline: Deadline) -> None:
    done = subprocess.run(
        ["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)],
        capture_output=True,
        text=True,
        timeout=deadline.left_s("cloning"),
        check=False,
    )
    if done.returncode:
        raise BenchmarkError(f"{ROOT} could not be cloned: {done.stderr}")


def _fresh_environment(home: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_FRESH)}
    return {**kept, "HOME": str(home), "DAOGOU_PORT": str(port)}


def _steps(clone: Path, port: int) -> list[Step]:
    shop, dialogue = clone / DEMO_SHOP, clone / "bot/dialogue/.venv"
    uv, root = clone / ".uv/bin/uv", clone / ".venv/.synced"

    def trained() -> bool:
        return any((clone / "models").glob("[!.]*.tar.gz"))

    return [
        # A uv of the right version on the machine makes this step empty.
        Step("uv", ("clone",), lambda: uv.exists() or root.parent.exists()),
        Step("root environment", ("uv",), root.exists),
        Step("page is up", ("root environment",), answers(port, "/")),
        Step("dialogue environment", ("root environment",), (dialogue / ".synced").exists),
        Step("demo shop", ("root environment",), (shop / "shop.yml").exists),
        Step("recommender", ("demo shop",), (shop / "recommender/current").exists),
        Step("model training", ("dialogue environment",), trained),
        Step("start", ("model training", "recommender"), answers(port)),
    ]


def _watch(steps: Sequence[Step], server: Server, began: float, deadline: Deadline) -> dict[str, float]:
    """When each step was done, in seconds since `began`."""
    at_s: dict[str, float] = {}

    def look() -> bool:
        for step in steps:
            if step.name not in at_s and step.done():
                at_s[step.name] = time.monotonic() - began
        return len(at_s) == len(steps)

    server.wait_for(look, deadline, "the shop of the fresh clone answers")
    return at_s


def _first_answer(port: int, began: float) -> float:
    talk = ShopTalk(port)
    try:
        _, answered = talk.say(FIRST_SENTENCE)
    finally:
        talk.close()
    if not answered:
        raise BenchmarkError(f"{FIRST_SENTENCE.text!r} was answered without cards.")
    return time.monotonic() - began


def _second_start(
    clone: Path, environment: Mapping[str, str], port: int, place: Path, deadline: Deadline
) -> float:
    time.sleep(ASK_AGAIN_S)
    began = time.monotonic()
    arguments, terminal = ("make", "run"), place / "second.txt"
    with served("make run", arguments, clone, environment, terminal, up=answers(port), deadline=deadline):
        return _first_answer(port, began)


def _sizes(clone: Path, home: Path) -> dict[str, float]:
    """Megabytes by the step that brought them; the clone itself is what is left of its folder."""
    folders = {
        "uv": clone / ".uv",
        "root environment": clone / ".venv",
        "dialogue environment": clone / "bot/dialogue/.venv",
        "recommender": clone / DEMO_SHOP / "recommender",
        "demo shop": clone / DEMO_SHOP,
        "model training": clone / "models",
        "clone": clone,
        "left in HOME: caches": home,
    }
    return dict(zip(folders, megabytes(list(folders.values())), strict=True))


def _taken(name: str, after: Sequence[str], at_s: Mapping[str, float], size: float | None) -> Taken:
    return Taken(name, at_s[name] - max((at_s[one] for one in after), default=0.0), at_s[name], size)
