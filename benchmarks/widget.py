"""The shopper's widget in Chromium: its size, from send to the screen, a long talk, and the page that embeds it.

A real gateway answers by the dialogue peer of tests/widget (`widget_gateway.py`), so that what is measured is the
widget and not the dialogue. The page is of another site than the gateway, as most shops' will be.
"""

import json
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from benchmarks.deadline import Deadline
from benchmarks.figures import median, percentile
from benchmarks.server import answers, free_port, served
from benchmarks.widget_browser import chromium, opened
from benchmarks.widget_embedding import embedding_rows
from benchmarks.widget_long_talk import FRAME_AIM_MS, long_talk_rows
from benchmarks.widget_page import Site, open_chat
from benchmarks.widget_probes import EXPECT
from benchmarks.widget_talk import CARDS, TEXTS, TURNS
from bot.processes.commands import clean_environment
from bot.settings import ROOT

DIST = ROOT / "bot/widget/dist"
MOST_BYTES = {"widget.js": 3 * 1024, "whole": 30 * 1024}
SENDS = 120
WARMING = 5
Row = dict[str, Any]


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
        field = open_chat(page, site)
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
