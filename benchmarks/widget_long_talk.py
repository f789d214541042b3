"""A long talk in the widget: what opening it costs the page, and whether it scrolls without a stop.

Frames are taken without a trace, beside those of a page that has no chat; tasks by a trace, in loads of their own,
by the clock and by the time that they had a processor. On a machine with other work the clock tells of that, too.
"""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.deadline import Deadline
from benchmarks.figures import median
from benchmarks.widget_browser import Tracing, opened
from benchmarks.widget_page import Site, closed_chat, open_chat
from benchmarks.widget_probes import FRAMES, PLACE
from benchmarks.widget_talk import TALK, TURNS

RUNS = 3  # of each kind
FRAME_AIM_MS = 50
WHEEL_PX = 240
WHEEL_REST_MS = 40
SETTLED_MS = 1500
Row = dict[str, Any]


def long_talk_rows(browser: Browser, site: Site, deadline: Deadline) -> list[Row]:
    """The long talk, opened and scrolled through several times, each in a browser that has only the talk's token."""
    with opened(browser) as (context, page):
        field = open_chat(page, site)
        for sentence in TALK:
            deadline.left_s("filling the widget's long talk")
            field.fill(sentence)
            field.press("Enter")
            page.get_by_role("dialog").locator("daogou-turn").filter(has_text=sentence).locator(
                "daogou-carousel"
            ).wait_for(state="attached")
        page.wait_for_timeout(SETTLED_MS)
        state = context.storage_state()
    taken: dict[str, list[list[float]]] = {}
    for run in range(2 * RUNS):
        deadline.left_s("opening the widget's long talk")
        with opened(browser, state) as (_, page):
            told = _frames(page, site) if run % 2 else _tasks(browser, page, site)
        for name, found in told.items():
            taken.setdefault(name, []).append(found)
    return [_row_of(name, runs) for name, runs in taken.items()]


def _row_of(name: str, runs: Sequence[Sequence[float]]) -> Row:
    """Over all runs: the median of each run's longest, the longest of all, and how many were over the aim."""
    longest = [max(run) for run in runs]
    return {
        "what": name,
        "runs": len(runs),
        "how_many": sum(map(len, runs)),
        "longest_p50": median(longest),
        "longest": float(max(longest)),
        "over_50": sum(ms > FRAME_AIM_MS for run in runs for ms in run),
    }


def _tasks(browser: Browser, page: Page, site: Site) -> dict[str, list[float]]:
    """What the main thread does from the click on the launcher on, and while the talk is scrolled through."""
    launcher = closed_chat(page, site)
    opening = Tracing(browser, page)
    launcher.click()
    page.locator("daogou-turn").first.wait_for(state="attached")
    page.wait_for_timeout(SETTLED_MS)
    at_first = opening.tasks()
    scrolling = Tracing(browser, page)
    _scroll(page)
    then = scrolling.tasks()
    return {
        "opening: tasks": [task.ms for task in at_first],
        "opening: tasks, processor": [task.processor_ms for task in at_first],
        "scrolling: tasks": [task.ms for task in then],
        "scrolling: tasks, processor": [task.processor_ms for task in then],
    }


def _frames(page: Page, site: Site) -> dict[str, list[float]]:
    """The frames while the talk is scrolled through: without a trace, which costs each of them something."""
    closed_chat(page, site).click()
    page.locator("daogou-turn").first.wait_for(state="attached")
    page.wait_for_timeout(SETTLED_MS)
    page.evaluate(FRAMES)
    _scroll(page)
    frames = page.evaluate("daogouFrames()")
    return {
        "scrolling: frames": frames,
        "scrolling a page without the chat: frames": _frames_without(page, site),
    }


def _frames_without(page: Page, site: Site) -> list[float]:
    """The same wheel on the same page without the chat: its frames tell how busy the machine is."""
    page.goto(f"{site.page}/without")
    page.wait_for_timeout(SETTLED_MS)
    page.mouse.move(600, 400)
    page.evaluate(FRAMES)
    for turn in range(20):
        for _ in range(10):
            page.mouse.wheel(0, WHEEL_PX if turn % 2 else -WHEEL_PX)
            page.wait_for_timeout(WHEEL_REST_MS)
    told: list[float] = page.evaluate("daogouFrames()")
    return told


def _scroll(page: Page) -> None:
    """From the end of the talk to its beginning, and back."""
    page.locator("daogou-chat .log").hover()
    _wheel(page, -WHEEL_PX, "top")
    _wheel(page, WHEEL_PX, "rest")


def _wheel(page: Page, pixels: int, until: str) -> None:
    """Turn the wheel until the end that is told by `until`, with all turns of the talk drawn."""
    while True:
        place = page.evaluate(PLACE)
        if place[until] < 2 and place["turns"] == TURNS:
            return
        for _ in range(10):
            page.mouse.wheel(0, pixels)
            page.wait_for_timeout(WHEEL_REST_MS)
