"""A real shop in service, real Chromium, and windows of staff in it.

The shop has a working copy and models of its own; the model is that of the files as they are, so that it starts
without a training. Where there is no Chromium, every test is skipped before anything is started.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from bot_commands import bot_command, clean_environment
from browser.chromium import MISSING, find_chromium, start
from browser.screen import PASSWORD, Screen, Window
from browser.shopping import Shopping
from browser.talks import hold_talks
from fastapi import FastAPI
from gateway.gateway_peers import Served
from playwright.sync_api import Browser, StorageState, sync_playwright
from running_shop import RunningShop
from talking import Shopper

from bot.processes.versions import Trained, Versions
from bot.settings import ROOT

ROLES = ("owner", "trainer", "agent", "viewer")
VECTORS = "vectors.npz"

GoShopping = Callable[..., Shopping]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once what to install, however many tests were skipped for want of it."""
    if find_chromium() is None:
        terminalreporter.write_line(MISSING)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is."""
    path = find_chromium()
    if path is None:
        pytest.skip(MISSING)
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium, started once."""
    with sync_playwright() as playwright:
        started = start(playwright, chromium)
        yield started
        started.close()


@pytest.fixture(scope="session")
def other_site(chromium: str) -> Iterator[tuple[FastAPI, str]]:  # noqa: ARG001
    """A site that is not the shop's, to be given pages, and its origin; the shop lets its pages in."""
    site = FastAPI()
    with Served(site) as served:
        yield site, served.url.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="session")
def shop(
    chromium: str,  # noqa: ARG001 (no shop is made for tests that cannot be run)
    other_site: tuple[FastAPI, str],
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> RunningShop:
    """The demo shop in service, with one member of staff of each role, called by it."""
    serve = request.getfixturevalue("serve")
    folder: Path = request.getfixturevalue("demo_shop")
    own = tmp_path_factory.mktemp("browser")
    _copy_model(own / "models")
    served: RunningShop = serve(
        folder,
        DAOGOU_TRAINING=str(own / "training"),
        DAOGOU_MODELS=str(own / "models"),
        DAOGOU_ALLOWED_ORIGINS=json.dumps([other_site[1]]),
    )
    for role in ROLES:
        _add_staff(served.folder, role)
    return served


@pytest.fixture(scope="session")
def talks(shop: RunningShop) -> dict[str, int]:
    """What shoppers have said, in both languages; the numbers of their conversations by name."""
    return hold_talks(shop.url)


@pytest.fixture
def say(shop: RunningShop) -> Iterator[Callable[[str], int]]:
    """Say one sentence in a conversation of its own, and learn its number."""
    with ExitStack() as shoppers:
        yield lambda text: shoppers.enter_context(Shopper(shop.url)).say(text).conversation


@pytest.fixture(scope="session")
def seats(shop: RunningShop, browser: Browser) -> Callable[[str], StorageState]:
    """The cookies of somebody who has signed in, once a run."""
    kept: dict[str, StorageState] = {}

    def seat(name: str) -> StorageState:
        if name not in kept:
            with Screen(browser, shop.url) as screen:
                kept[name] = screen.sign_in(name, PASSWORD).context.storage_state()
        return kept[name]

    return seat


@pytest.fixture
def window(shop: RunningShop, browser: Browser, seats: Callable[[str], StorageState]) -> Iterator[Window]:
    """Opens a window of somebody who has signed in (of nobody: None); at the end no window may have a fault."""
    with ExitStack() as opened:
        screens: list[Screen] = []

        def open_window(name: str | None, *, language: str = "en", width: int = 1280) -> Screen:
            screen = opened.enter_context(Screen(browser, shop.url, language=language, width=width))
            if name is not None:
                screen.context.add_cookies(seats(name)["cookies"])  # type: ignore[arg-type]
            screens.append(screen)
            return screen

        yield open_window
        wrong = [said for screen in screens for said in screen.wrong]
        assert not wrong, "\n".join(wrong)


@pytest.fixture
def go_shopping(shop: RunningShop, browser: Browser) -> Iterator[GoShopping]:
    """Opens a shopper's window on the shop's front page; at the end no window may have a fault."""
    with ExitStack() as opened:
        shoppers: list[Shopping] = []

        def go(*, language: str = "en", width: int = 1280, path: str = "/") -> Shopping:
            shopper = Shopping(browser, shop.url, language=language, width=width, path=path)
            shoppers.append(opened.enter_context(shopper))
            return shopper

        yield go
        wrong = [said for shopper in shoppers for said in shopper.screen.wrong]
        assert not wrong, "\n".join(wrong)


def _copy_model(models: Path) -> None:
    """The project's active version as the first one of this folder, live."""
    project, own = Versions(ROOT / "models"), Versions(models)
    active = project.read().active_version
    assert active is not None
    models.mkdir()
    for name in (active.file, VECTORS):  # the vectors of its sentences make the next training quicker
        if (project.models / name).is_file():
            shutil.copyfile(project.models / name, models / name)
    known = active.model_dump(include=set(Trained.model_fields))
    own.activate(own.register(Trained(**known)).id, by="bot train")


def _add_staff(folder: Path, role: str) -> None:
    subprocess.run(
        bot_command("staff", "add", role, "--role", role, "--shop", str(folder)),
        cwd=ROOT,
        env=clean_environment(),
        input=PASSWORD + "\n",
        text=True,
        check=True,
        capture_output=True,
        timeout=60,
    )
