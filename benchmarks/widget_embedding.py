"""What the widget's line costs the page that embeds it while nobody opens the chat: page loads, with and without."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Request

from benchmarks.deadline import Deadline
from benchmarks.figures import median
from benchmarks.widget_browser import Task, Tracing, opened
from benchmarks.widget_probes import SEEN, WATCH

LOADS = 15
QUIET_MS = 1000
LONG_MS = 50


@dataclass(frozen=True, slots=True)
class Load:
    """One load: what the browser told of it, its main thread's tasks, and the bytes of each request of ours."""

    seen: dict[str, float]
    tasks: list[Task]
    ours: list[int]


def embedding_rows(browser: Browser, site: str, gateway: str, deadline: Deadline) -> list[dict[str, Any]]:
    """A row a figure; the loads alternate, each in a browser that has kept nothing; the first of each is left out."""
    loads: dict[str, list[Load]] = {"without": [], "with": []}
    for _ in range(LOADS + 1):
        for side, taken in loads.items():
            deadline.left_s("loading the embedding page")
            taken.append(_load(browser, f"{site}/{side}", gateway))
    without, with_ = (_figures(taken[1:]) for taken in loads.values())
    return [{"what": name, "without": value, "with": with_[name]} for name, value in without.items()]


def _load(browser: Browser, address: str, gateway: str) -> Load:
    with opened(browser) as (context, page):
        asked: list[Request] = []
        page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 (Playwright marks what it is given)
        context.add_init_script(WATCH)
        tracing = Tracing(browser, page)
        page.goto(address, wait_until="load")
        page.wait_for_timeout(QUIET_MS)
        tasks, seen = tracing.tasks(), page.evaluate(SEEN)
        ours = [_bytes(request) for request in asked if request.url.startswith(gateway)]
    return Load(seen, tasks, ours)


def _bytes(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def _figures(loads: list[Load]) -> dict[str, float]:
    """Medians over the loads; of what must not be, the most that was seen."""
    ours = [[task for task in load.tasks if task.ours] for load in loads]
    return {
        "first contentful paint, ms": median([load.seen["fcp"] for load in loads]),
        "largest contentful paint, ms": median([load.seen["lcp"] for load in loads]),
        "total blocking time, ms": median([load.seen["blocked"] for load in loads]),
        "main thread's tasks together, processor ms": median(
            [sum(task.processor_ms for task in load.tasks) for load in loads]
        ),
        "longest task, ms": median([max(task.ms for task in load.tasks) for load in loads]),
        "our longest task, ms (median)": median(
            [max((task.ms for task in found), default=0.0) for found in ours]
        ),
        "our longest task, ms (of all loads)": max(
            (task.ms for found in ours for task in found), default=0.0
        ),
        "our longest task, processor ms (of all loads)": max(
            (task.processor_ms for found in ours for task in found), default=0.0
        ),
        "our tasks over 50 ms (all loads)": sum(task.ms > LONG_MS for found in ours for task in found),
        "requests to the gateway": max(len(load.ours) for load in loads),
        "bytes from the gateway, headers included": max(sum(load.ours) for load in loads),
        "bytes stored": max(load.seen["stored"] for load in loads),
    }
