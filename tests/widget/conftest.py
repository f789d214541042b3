"""The built widget on a page of its own, in real Chromium, with a real gateway behind it.

The page's and the widget's files come from this folder and from dist/, so that a page may be as a test wants it.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from browser.chromium import MISSING, find_chromium, start
from gateway.gateway_peers import ACTIONS_TOKEN, DIALOGUE_TOKEN, SECRET, ActionsPeer, DialoguePeer, Served
from playwright.sync_api import Browser, sync_playwright
from widget.chat import Chat

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings
from shop.database import Database, sqlite_url

SHOP = "name: {en: Corner Shop, zh: 街角小店}\ncurrency: EUR\nlanguage: en\n"

OpenPage = Callable[..., Chat]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once what to install, however many tests were skipped for want of it."""
    if find_chromium() is None:
        terminalreporter.write_line(MISSING)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        started = start(playwright, path)
        yield started
        started.close()


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, DialoguePeer]]:
    """A gateway of an empty shop, and the peer that answers as a test tells it."""
    folder: Path = tmp_path_factory.mktemp("widget") / "shop"
    folder.mkdir()
    (folder / "shop.yml").write_text(SHOP, encoding="utf-8")
    Database(sqlite_url(folder / "shop.db")).close()
    dialogue, actions = DialoguePeer(), ActionsPeer()
    with Served(dialogue.app) as peer, Served(actions.app) as acting:
        dialogue.url = peer.url
        settings = GatewaySettings(
            shop=folder,
            dialogue_url=peer.url,
            dialogue_token=DIALOGUE_TOKEN,
            actions_url=acting.url,
            actions_token=ACTIONS_TOKEN,
            secret=SECRET,
        )
        with Served(create_app(settings)) as gateway:
            yield gateway, dialogue


@pytest.fixture
def dialogue(serving: tuple[Served, DialoguePeer]) -> DialoguePeer:
    serving[1].start_anew()
    return serving[1]


@pytest.fixture
def page_of(
    browser: Browser,
    serving: tuple[Served, DialoguePeer],
    dialogue: DialoguePeer,  # noqa: ARG001 (made anew for the test)
) -> Iterator[OpenPage]:
    """Opens a page with the widget's line on it, in a browser that knows nothing; no page may have a fault."""
    with ExitStack() as opened:
        chats: list[Chat] = []

        def open_page(attributes: str = "", *, width: int = 1280, scheme: str = "light") -> Chat:
            chats.append(opened.enter_context(Chat(browser, serving[0].url, attributes, width, scheme)))
            return chats[-1]

        yield open_page
        wrong = [said for chat in chats for said in chat.wrong]
        assert not wrong, json.dumps(wrong, indent=1)
