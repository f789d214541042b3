"""The shopper's widget in Chromium: its size, from send to the screen, a long talk, and the page that embeds it.

A real gateway answers by the dialogue peer of tests/widget (`widget_gateway.py`), so that what is measured is the
widget and not the dialogue. The page is of another site than the gateway, as most shops' will be.
"""

import json
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from benchmarks.deadline import Deadline
from benchmarks.figures import median, percentile
from benchmarks.server import answers, free_port, served
from benchmarks.widget_browser import Tracing, chromium, opened
from benchmarks.widget_embedding import embedding_rows
from benchmarks.widget_probes import EXPECT, FRAMES, PLACE
from benchmarks.widget_talk import CARDS, TALK, TEXTS, TURNS
from bot.processes.commands import clean_environment
from bot.settings import ROOT

DIST = ROOT / "bot/widget/dist"
MOST_BYTES = {"widget.js": 3 * 1024, "whole": 30 * 1024}
SENDS = 120
WARMING = 5
OPENINGS = 4
FRAME_AIM_MS = 50
WHEEL_PX = 240
WHEEL_REST_MS = 40
SETTLED_MS = 1500
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """Where the page is, and where the gateway."""

    page: str
    gateway: str


def measure_widget(place: Path, deadline: Deadline) -> dict[str, list[Row]]:
    """The tables to show."""
    tables = {"Bytes, gzipped": size_rows()}
    with served_site(place, deadline) as site, chromium() as browser:
        tables["From Enter to the first message on screen, ms (aim: above the gateway's own under 50)"] = (
            sent_rows(browser, site, deadline)
        )
        messages = TURNS * (TEXTS + 1)
        tables[
            f"{messages} messages and {TURNS} carousels of {CARDS}, ms (aim: no frame over {FRAME_AIM_MS})"
        ] = long_talk_rows(browser, site, deadline)
        tables["The embedding page, the chat never opened (aim: no task of ours over 50 ms)"] = (
            embedding_rows(browser, site.page, site.gateway, deadline)
        )
    return tables


def size_rows() -> list[Row]:
    """The launcher alone and all that one reader is given, as `make widget` weighed them."""
    weights = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))["gzipped_bytes"]
    parts = {"launcher": "widget.js", "launcher, chat and the heaviest language": "whole"}
    return [
        {"part": part, "bytes": weights[name], "at_most": MOST_BYTES[name]} for part, name in parts.items()
    ]


@contextmanager
def served_site(place: Path, deadline: Deadline) -> Iterator[Site]:
    """The gateway and a site with the widget on it, in one process beside this one."""
    gateway, pages = free_port(), free_port() + 1
    command = [
        sys.executable,
        "-m",
        "benchmarks.widget_gateway",
        str(place / "shop"),
        str(gateway),
        str(pages),
    ]
    terminal = place / "widget_gateway.txt"
    with served(
        "the widget's gateway",
        command,
        ROOT,
        clean_environment(),
        terminal,
        up=answers(gateway),
        deadline=deadline,
    ):
        yield Site(f"http://127.0.0.1:{pages}", f"http://127.0.0.1:{gateway}")


def sent_rows(browser: Browser, site: Site, deadline: Deadline) -> list[Row]:
    """Sentences one after the other in one talk: the whole way, the gateway's share of it, and what is above that."""
    whole, in_document = [], []
    with opened(browser) as (_, page):
        field = _open_chat(page, site)
        for number in range(WARMING + SENDS):
            if number == WARMING:
                _own_times(site)
            deadline.left_s("sending sentences in the widget")
            told = _say(page, field, f"sentence {number}")
            if number >= WARMING:
                whole.append(told["onScreen"])
                in_document.append(told["inDocument"])
    own = _own_times(site)
    above = [shown - ours for shown, ours in zip(whole, own, strict=True)]
    before_frame = [shown - ours for shown, ours in zip(in_document, own, strict=True)]
    taken = {
        "whole": whole,
        "the gateway's own": own,
        "above it": above,
        "above it, without the wait for the frame": before_frame,
    }
    return [
        {"part": part, "sends": len(ms), "p50": median(ms), "p95": percentile(ms, 95), "longest": max(ms)}
        for part, ms in taken.items()
    ]


def long_talk_rows(browser: Browser, site: Site, deadline: Deadline) -> list[Row]:
    """The long talk, opened and scrolled through several times, each in a browser that has only the talk's token."""
    with opened(browser) as (context, page):
        field = _open_chat(page, site)
        for sentence in TALK:
            deadline.left_s("filling the widget's long talk")
            field.fill(sentence)
            field.press("Enter")
            page.get_by_role("dialog").locator("daogou-turn").filter(has_text=sentence).locator(
                "daogou-carousel"
            ).wait_for(state="attached")
        page.wait_for_timeout(SETTLED_MS)
        state = context.storage_state()
    taken = []
    for _ in range(OPENINGS):
        deadline.left_s("opening the widget's long talk")
        with opened(browser, state) as (_, page):
            taken.append(_opened_and_scrolled(browser, page, site))
    return [_row_of(name, [one[name] for one in taken]) for name in taken[0]]


def _row_of(name: str, runs: Sequence[Sequence[float]]) -> Row:
    """Over all runs: the median of each run's longest, the longest of all, and how many were over the aim."""
    longest = [max(run) for run in runs]
    return {
        "what": name,
        "runs": len(runs),
        "how_many": sum(map(len, runs)),
        "longest_p50": median(longest),
        "longest": max(longest),
        "over_50": sum(ms > FRAME_AIM_MS for run in runs for ms in run),
    }


def _opened_and_scrolled(browser: Browser, page: Page, site: Site) -> dict[str, list[float]]:
    page.goto(f"{site.page}/with")
    launcher = page.locator("daogou-chat .launcher")
    launcher.wait_for()
    page.wait_for_timeout(SETTLED_MS / 3)
    opening = Tracing(browser, page)
    launcher.click()
    page.locator("daogou-turn").first.wait_for(state="attached")
    page.wait_for_timeout(SETTLED_MS)
    opened_by = opening.tasks()
    page.locator("daogou-chat .log").hover()
    page.evaluate(FRAMES)
    scrolling = Tracing(browser, page)
    _wheel(page, -WHEEL_PX, "top")
    _wheel(page, WHEEL_PX, "rest")
    frames = page.evaluate("daogouFrames()")
    tasks = scrolling.tasks()
    return {
        "opening: tasks": [task.ms for task in opened_by],
        "opening: tasks, processor": [task.processor_ms for task in opened_by],
        "scrolling: frames": frames,
        "scrolling: tasks": [task.ms for task in tasks],
        "scrolling: tasks, processor": [task.processor_ms for task in tasks],
    }


def _wheel(page: Page, pixels: int, until: str) -> None:
    """Turn the wheel until the end that is told by `until`, with all turns of the talk drawn."""
    while True:
        place = page.evaluate(PLACE)
        if place[until] < 2 and place["turns"] == TURNS:
            return
        for _ in range(10):
            page.mouse.wheel(0, pixels)
            page.wait_for_timeout(WHEEL_REST_MS)


def _open_chat(page: Page, site: Site) -> Locator:
    page.goto(f"{site.page}/with")
    page.locator("daogou-chat .launcher").click()
    field = page.get_by_role("dialog").locator("daogou-composer textarea")
    field.wait_for()
    return field


def _say(page: Page, field: Locator, text: str) -> dict[str, float]:
    """Milliseconds since Enter until the answer was in the document, and until its frame was drawn."""
    field.fill(text)
    page.evaluate(EXPECT, f"You said: {text}")
    field.press("Enter")
    told: dict[str, float] = page.evaluate("daogouShown")
    page.wait_for_timeout(
        30
    )  # what follows the first message is let end: "done", and the typing sign that goes
    return told


def _own_times(site: Site) -> list[float]:
    with urllib.request.urlopen(f"{site.page}/own") as answer:
        told: list[float] = json.loads(answer.read())
    return told
