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
    """A row a side; the loads alternate, each in a browser that has kept nothing, and the first of each counts not."""
    loads: dict[str, list[Load]] = {"without": [], "with": []}
    for _ in range(LOADS + 1):
        for side, taken in loads.items():
            deadline.left_s("loading the embedding page")
            taken.append(_load(browser, f"{site}/{side}", gateway))
    return [_row(side, taken[1:]) for side, taken in loads.items()]


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


def _row(side: str, loads: list[Load]) -> dict[str, Any]:
    ours = [max((task.ms for task in load.tasks if task.ours), default=0.0) for load in loads]
    return {
        "widget": side,
        "loads": len(loads),
        "FCP": median([load.seen["fcp"] for load in loads]),
        "LCP": median([load.seen["lcp"] for load in loads]),
        "blocking": median([load.seen["blocked"] for load in loads]),
        "main_thread": median([sum(task.ms for task in load.tasks) for load in loads]),
        "our_longest_task": max(ours),
        "ours_over_50": sum(ms > LONG_MS for ms in ours),
        "our_requests": max(len(load.ours) for load in loads),
        "our_bytes": max(sum(load.ours) for load in loads),
        "stored": max(load.seen["stored"] for load in loads),
    }
