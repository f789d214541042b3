"""Chromium for the widget's benchmark: pages of a browser that knows nothing, and what its main thread did."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.errors import BenchmarkError
from tests.browser.chromium import MISSING, find_chromium, start

OURS = ("/widget.js", "/widget/")
_CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "__metadata"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Raises BenchmarkError where there is none on this machine."""
    path = find_chromium()
    if path is None:
        raise BenchmarkError(MISSING)
    with sync_playwright() as playwright:
        browser = start(playwright, path)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, state: Any = None) -> Iterator[tuple[BrowserContext, Page]]:
    """A page of a new context, in the state of an earlier one where that is given."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="en-GB", storage_state=state
    )
    context.set_default_timeout(20_000)
    try:
        yield context, context.new_page()
    finally:
        context.close()


@dataclass(frozen=True, slots=True)
class Task:
    """One task of the page's main thread: by the clock, and what of it had a processor; `ours` where a script of the
    widget's ran in it. On a machine with other work the clock tells of that work, too."""

    ms: float
    processor_ms: float
    ours: bool


class Tracing:
    """What the main thread of a page does between `start` and `tasks`."""

    def __init__(self, browser: Browser, page: Page) -> None:
        self._browser = browser
        browser.start_tracing(page=page, categories=_CATEGORIES)

    def tasks(self) -> list[Task]:
        """All tasks of the page's main thread, in their order."""
        events = json.loads(self._browser.stop_tracing())["traceEvents"]
        return list(_tasks(events))


def _tasks(events: list[dict[str, Any]]) -> Iterator[Task]:
    pages = {(one["pid"], one["tid"]) for one in events if _names_main_thread(one)}
    scripts = [one for one in events if _url(one) and any(mark in _url(one) for mark in OURS)]
    for one in sorted(events, key=lambda event: event.get("ts", 0)):
        thread = (one.get("pid"), one.get("tid"))
        if thread not in pages or one.get("name") != "RunTask" or one.get("ph") != "X":
            continue
        end = one["ts"] + one.get("dur", 0)
        inside = (s for s in scripts if (s["pid"], s["tid"]) == thread and one["ts"] <= s["ts"] <= end)
        yield Task(one.get("dur", 0) / 1000, one.get("tdur", 0) / 1000, any(inside))


def _names_main_thread(event: dict[str, Any]) -> bool:
    return event.get("name") == "thread_name" and event.get("args", {}).get("name") == "CrRendererMain"


def _url(event: dict[str, Any]) -> str:
    data = event.get("args", {}).get("data")
    return str(data.get("url", "")) if isinstance(data, dict) else ""
