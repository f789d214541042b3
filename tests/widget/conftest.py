"""The built widget on a page of its own, in real Chromium, with a real gateway behind it.

The page's and the widget's files come from this folder and from dist/, so that a page may be as a test wants it.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from browser.chromium import MISSING, find_chromium, start
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from gateway.gateway_peers import ACTIONS_TOKEN, DIALOGUE_TOKEN, ActionsPeer, DialoguePeer, Served
from pages_serving import empty_shop, settings_of
from playwright.sync_api import Browser, sync_playwright
from widget.chat import Chat, page_with_widget

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings

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


@dataclass(frozen=True, slots=True)
class Stage:
    """A gateway of an empty shop, the peer that answers as a test tells it, and another site that has the widget."""

    shop: str
    dialogue: DialoguePeer
    actions: str
    elsewhere: str


def gateway_settings(folder: Path, dialogue: str, actions: str) -> GatewaySettings:
    """What a gateway of this shop is told, with peers at these addresses behind it."""
    return replace(
        settings_of(folder),
        dialogue_url=dialogue,
        dialogue_token=DIALOGUE_TOKEN,
        actions_url=actions,
        actions_token=ACTIONS_TOKEN,
    )


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = empty_shop(tmp_path_factory.mktemp("widget") / "shop")
    dialogue, actions, other_site = DialoguePeer(), ActionsPeer(), FastAPI()
    with Served(dialogue.app) as peer, Served(actions.app) as acting, Served(other_site) as other:
        dialogue.url = peer.url
        elsewhere = other.url.replace("127.0.0.1", "localhost")
        settings = replace(gateway_settings(folder, peer.url, acting.url), allowed_origins=(elsewhere,))
        with Served(create_app(settings)) as gateway:

            @other_site.get("/page")
            def page() -> HTMLResponse:
                body, headers = page_with_widget(gateway.url)
                return HTMLResponse(body, headers=headers)

            yield Stage(gateway.url, dialogue, acting.url, elsewhere)


@pytest.fixture
def dialogue(stage: Stage) -> DialoguePeer:
    stage.dialogue.start_anew()
    return stage.dialogue


@pytest.fixture
def page_of(
    browser: Browser,
    stage: Stage,
    dialogue: DialoguePeer,  # noqa: ARG001 (made anew for the test)
) -> Iterator[OpenPage]:
    """Opens a page with the widget's line on it, in a browser that knows nothing; no page may have a fault."""
    with ExitStack() as opened:
        chats: list[Chat] = []

        def open_page(
            attributes: str = "", *, width: int = 1280, scheme: str = "light", elsewhere: bool = False
        ) -> Chat:
            site = stage.elsewhere if elsewhere else None
            chat = Chat(browser, stage.shop, attributes, width=width, scheme=scheme, site=site)
            chats.append(opened.enter_context(chat))
            return chat

        yield open_page
        wrong = [said for chat in chats for said in chat.wrong]
        assert not wrong, json.dumps(wrong, indent=1)
