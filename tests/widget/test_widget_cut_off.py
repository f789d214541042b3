"""A thousand cuts: whatever happens to the line, each message comes once, in order, and soon after the net is back.

The widget's own transport is cut, in Chromium, by a proxy of the test's own.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from gateway.gateway_peers import ActionsPeer, DialoguePeer, Served
from pages_serving import empty_shop
from playwright.sync_api import Browser, expect
from widget.chat import Chat
from widget.conftest import gateway_settings
from widget.cutting import Cutting

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings

SHOPPERS = 8
CUTS = 1000
ROUNDS = 5
AWAY_S = 60  # the longest of the cuts
SOON_S = 3.0  # after the net's return
HEARD = "window.heard = []; Daogou.on('message', (message) => heard.push([message.text, Date.now() / 1000])); null"


class Sayer(threading.Thread):
    """Says one sentence after the other in a shopper's talk, past the proxy: the page hears of it by its stream."""

    def __init__(self, name: str, cookies: dict[str, str], url: Callable[[], str]) -> None:
        super().__init__(daemon=True)
        self._named, self._cookies, self._url = name, cookies, url
        self.every_s = 0.45
        self.answered: list[tuple[str, float]] = []
        self.over = threading.Event()

    def run(self) -> None:
        with httpx.Client(cookies=self._cookies, timeout=10, trust_env=False) as client:
            for n in itertools.count(1):
                text = f"{self._named} {n}"
                while not self._said(client, text, f"{self._named}-{n}-of-this-test"):
                    time.sleep(0.1)
                self.answered.append((f"You said: {text}", time.time()))
                if self.over.wait(self.every_s):
                    return

    def _said(self, client: httpx.Client, text: str, key: str) -> bool:
        """Whether it was answered; a gateway that is away is asked again with the same key."""
        try:
            answer = client.post(
                f"{self._url()}/api/chat", json={"text": text}, headers={"Idempotency-Key": key}
            )
        except httpx.HTTPError:
            return False
        return answer.status_code == 200


class House:
    """A gateway that can be ended and started again on the same shop."""

    def __init__(self, settings: GatewaySettings) -> None:
        self._settings = settings
        self._stack = ExitStack()
        self.start()

    def start(self) -> None:
        self.url = self._stack.enter_context(Served(create_app(self._settings))).url

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def end(self) -> None:
        self._stack.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    dialogue, actions = DialoguePeer(), ActionsPeer()
    with Served(dialogue.app) as peer, Served(actions.app) as acting:
        house = House(gateway_settings(empty_shop(tmp_path / "shop"), peer.url, acting.url))
        yield house
        house.end()


def test_after_a_thousand_cuts_each_message_was_shown_once_in_order_and_soon(
    browser: Browser, house: House
) -> None:
    with ExitStack() as opened:
        proxy = opened.enter_context(Cutting(house.port))
        chats = [opened.enter_context(_talking(browser, proxy.url)) for _ in range(SHOPPERS)]
        sayers = [Sayer(f"s{n}", _cookies(chat), lambda: house.url) for n, chat in enumerate(chats)]
        for sayer in sayers:
            sayer.start()
        _wait(chats[0], lambda: all(sayer.answered for sayer in sayers), 20)
        _cut_in_rounds(chats[0], proxy, house)
        for sayer in sayers:
            sayer.every_s = 2.0
        proxy.go_away()
        chats[0].page.wait_for_timeout(AWAY_S * 1000)
        proxy.come_back()
        chats[0].page.wait_for_timeout(SOON_S * 1000)
        for sayer in sayers:
            sayer.over.set()
        for sayer in sayers:
            sayer.join(20)
        late = [
            lateness
            for chat, sayer in zip(chats, sayers, strict=True)
            for lateness in _judged(chat, sayer, proxy.troubled)
        ]
    print(
        f"{proxy.cuts.total()} cuts {dict(proxy.cuts)}, {len(late)} messages, the latest after {max(late):.2f} s"
    )
    assert min(proxy.cuts[way] for way in ("unanswered", "before the first", "between")) >= CUTS / 10
    assert proxy.cuts["in the middle"] >= CUTS / 3
    assert max(late) <= SOON_S


def _cut_in_rounds(chat: Chat, proxy: Cutting, house: House) -> None:
    """All the cuts, with a line that is whole for a while after each round; in one the gateway is started anew."""
    for number in range(1, ROUNDS + 1):
        goal = number * CUTS // ROUNDS
        proxy.cut_streams()
        _wait(chat, lambda goal=goal: proxy.cuts.total() >= goal, 90)  # type: ignore[misc]
        if number == ROUNDS // 2:
            house.end()
            house.start()
            proxy.upstream = house.port
        proxy.let_streams_live()
        chat.page.wait_for_timeout(SOON_S * 1000)


def _talking(browser: Browser, url: str) -> Chat:
    chat = Chat(browser, url, "", width=1280, scheme="light", site=None).expecting_faults()
    chat.open().say("hello")
    expect(chat.bubble("You said: hello")).to_be_visible()
    chat.page.evaluate(HEARD)
    return chat


def _cookies(chat: Chat) -> dict[str, str]:
    return {str(one.get("name")): str(one.get("value")) for one in chat.context.cookies()}


def _wait(chat: Chat, met: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, f"waited {seconds} s in vain"
        chat.page.wait_for_timeout(100)


def _judged(chat: Chat, sayer: Sayer, troubled: list[tuple[float, float]]) -> list[float]:
    """How long each message took from when it could come, in seconds; all of them must have come, once, in order."""
    heard: list[Any] = []

    def all_came() -> bool:
        heard[:] = chat.page.evaluate("heard")
        return len(heard) >= len(sayer.answered)

    _wait(chat, all_came, 10)
    assert [text for text, _ in heard] == [text for text, _ in sayer.answered]
    told = [text.removeprefix("You said: ") for text, _ in sayer.answered]
    assert chat.said_by_shopper()[-len(told) :] == told
    assert not chat.wrong
    return [
        at - _could_come(said, troubled) for (_, at), (_, said) in zip(heard, sayer.answered, strict=True)
    ]


def _could_come(said: float, troubled: list[tuple[float, float]]) -> float:
    """When it was said, or when the line was whole again, if it was not for as long as a message may take."""
    return next((end for start, end in troubled if start - SOON_S <= said <= end), said)
