"""The widget while the shop is slow, starting or away: what it says is true, it asks again, and loses nothing."""

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from gateway.gateway_peers import DialoguePeer, Served
from pages_serving import SHOP
from playwright.sync_api import Browser, Request, Route, expect
from widget.chat import Chat
from widget.conftest import OpenPage, Stage, gateway_settings
from widget.cutting import Cutting

from bot.gateway.app import create_app
from shop.database import Database, sqlite_url

CHAT = re.compile("/api/chat$")
STREAM = re.compile("/api/chat/stream$")
UNREACHABLE = "can't be reached"
LOSING_PATIENCE = (
    "const limit = AbortSignal.timeout; AbortSignal.timeout = (ms) => limit.call(AbortSignal, ms / 10);"
)


@pytest.fixture
def unbuilt(stage: Stage, dialogue: DialoguePeer, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A gateway whose shop is not there yet, nor what answers in it; and the folder where it will be."""
    dialogue.ready = False
    folder = tmp_path / "shop"
    folder.mkdir()
    with Served(create_app(gateway_settings(folder, stage.dialogue.url, stage.actions))) as gateway:
        yield gateway.url, folder


def test_a_shop_that_starts_is_said_to_start_and_answers_when_it_is_there(
    browser: Browser, unbuilt: tuple[str, Path], dialogue: DialoguePeer
) -> None:
    url, folder = unbuilt
    with Chat(browser, url, "", width=1280, scheme="light", site=None).expecting_faults() as chat:
        chat.open().say("a lamp")
        expect(chat.panel.locator(".line")).to_contain_text("The shop is starting")
        chat.page.wait_for_timeout(3000)
        expect(chat.panel.locator(".line")).to_contain_text("The shop is starting")
        expect(chat.page.locator("daogou-chat [aria-live]")).not_to_contain_text(UNREACHABLE)
        (folder / "shop.yml").write_text(SHOP, encoding="utf-8")
        Database(sqlite_url(folder / "shop.db")).close()
        dialogue.ready = True
        expect(chat.bubble("You said: a lamp")).to_have_count(1)
        expect(chat.panel.locator(".line")).to_have_count(0)
        assert chat.said_by_shopper() == ["a lamp"]


def test_the_sign_of_writing_goes_with_the_line_that_told_of_it(
    browser: Browser, stage: Stage, dialogue: DialoguePeer
) -> None:
    dialogue.script["slowly"] = [6.0, {"text": "At last."}]
    port = int(stage.shop.rpartition(":")[2])
    with (
        Cutting(port) as proxy,
        Chat(browser, proxy.url, "", width=1280, scheme="light", site=None).expecting_faults() as chat,
    ):
        chat.open().say("a lamp")
        expect(chat.bubble("You said: a lamp")).to_be_visible()
        cookies = {str(one.get("name")): str(one.get("value")) for one in chat.context.cookies()}
        saying = threading.Thread(
            target=httpx.post,
            args=(f"{stage.shop}/api/chat",),
            kwargs={"json": {"text": "slowly"}, "cookies": cookies, "timeout": 20, "trust_env": False},
        )
        saying.start()
        expect(chat.panel.locator(".typing")).to_be_visible()
        proxy.go_away()
        expect(chat.panel.locator(".typing")).to_have_count(0, timeout=3000)
        proxy.come_back()
        expect(chat.panel.locator(".typing")).to_be_visible()
        expect(chat.bubble("At last.")).to_be_visible(timeout=10_000)
        expect(chat.panel.locator(".typing")).to_have_count(0)
        saying.join()


def test_what_is_never_answered_is_given_up_and_asked_again_with_its_key(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    chat = page_of().expecting_faults()
    chat.page.evaluate(LOSING_PATIENCE)
    keys: list[str] = []

    def hold_first(route: Route) -> None:
        if route.request.method == "POST":
            keys.append(route.request.headers["idempotency-key"])
        if len(keys) != 1:
            route.continue_()

    chat.open()
    chat.context.route(CHAT, hold_first)
    chat.say("a lamp")
    expect(chat.bubble("You said: a lamp")).to_have_count(1)
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert len(dialogue.asked) == 1


def test_what_waits_goes_out_at_once_when_something_more_is_said(page_of: OpenPage) -> None:
    chat = page_of().expecting_faults().open()
    refusing = "**/api/chat"
    later = {"Retry-After": "10", "Content-Type": "application/json"}
    chat.context.route(refusing, lambda route: route.fulfill(status=503, headers=later, body="{}"))
    chat.say("a lamp")
    expect(chat.panel.get_by_text("Not sent yet")).to_be_visible()
    chat.context.unroute(refusing)
    chat.say("a red one")
    expect(chat.bubble("You said: a red one")).to_be_visible(timeout=5000)
    assert chat.said_by_shopper() == ["a lamp", "a red one"]


def test_what_nobody_has_taken_goes_into_the_talk_that_was_started_again(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    chat = page_of().expecting_faults().open().say("a lamp")
    expect(chat.bubble("You said: a lamp")).to_be_visible()
    chat.context.route(
        CHAT, lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    chat.say("a red one")
    expect(chat.panel.get_by_text("Not sent yet")).to_be_visible()
    chat.page.get_by_role("button", name="More", exact=True).click()
    chat.page.get_by_role("button", name="Start again").click()
    chat.page.get_by_role("button", name="Yes, start again").click()
    expect(chat.bubble("You said: a lamp")).to_have_count(0)
    chat.context.unroute(CHAT)
    expect(chat.bubble("You said: a red one")).to_have_count(1)
    expect(chat.panel.get_by_text("Not sent yet")).to_have_count(0)
    assert chat.said_by_shopper() == ["a red one"]
    assert [asked["message"] for asked in dialogue.asked] == ["a lamp", "a red one"]


def test_what_is_refused_is_given_back_beside_what_is_being_written(page_of: OpenPage) -> None:
    chat = page_of().expecting_faults().open()
    held: list[Route] = []
    chat.context.route(CHAT, lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks what it is given)
    chat.say("x" * 2001)
    chat.field.fill("half a sen")
    for route in held:
        route.continue_()
    expect(chat.field).to_have_value("x" * 2001 + "\nhalf a sen")


def test_a_shop_whose_part_is_away_is_asked_less_and_less_often(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    chat = page_of().expecting_faults().open().say("a lamp")
    expect(chat.bubble("You said: a lamp")).to_be_visible()
    dialogue.ready = False
    chat.page.wait_for_timeout(2500)  # until the gateway has seen it
    chat.say("a red one")
    expect(chat.panel.locator(".line")).to_contain_text("Part of the shop is not answering")
    before = chat.paths().count("health")
    chat.page.wait_for_timeout(8000)
    assert chat.paths().count("health") - before <= 3
    dialogue.ready = True
    expect(chat.bubble("You said: a red one")).to_be_visible(timeout=20_000)


def test_where_no_stream_comes_through_what_happens_is_asked_for_steadily(page_of: OpenPage) -> None:
    chat = page_of().expecting_faults()
    asked: list[Request] = []
    chat.page.on("request", lambda request: CHAT.search(request.url) and asked.append(request))
    chat.page.clock.install()
    chat.context.route(STREAM, lambda _: None)  # something on the way keeps it back
    chat.open()
    _live(chat, 40)
    asked.clear()
    _live(chat, 60)
    assert len(asked) >= 11


def _live(chat: Chat, seconds: int) -> None:
    """Let so long a time pass for the page."""
    for _ in range(seconds * 2):
        chat.page.clock.run_for(500)
        time.sleep(0.02)  # for what is asked to be answered
