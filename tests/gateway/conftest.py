"""A gateway in service, with a shop of its own and peers that do as they are told.

Servers live as long as the tests: each test is a new browser, and so a new conversation.
"""

import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from gateway_peers import ACTIONS_TOKEN, DIALOGUE_TOKEN, FRIEND, SECRET, ActionsPeer, DialoguePeer, Served

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings
from shop.database import Database, sqlite_url

SHOP = "name: {en: Corner Shop, zh: 街角小店}\ncurrency: USD\nlanguage: en\nsimulated: true\n"


@pytest.fixture(scope="session")
def serving_dialogue() -> Iterator[DialoguePeer]:
    peer = DialoguePeer()
    with Served(peer.app) as served:
        peer.url = served.url
        yield peer


@pytest.fixture(scope="session")
def serving_actions() -> Iterator[ActionsPeer]:
    peer = ActionsPeer()
    with Served(peer.app) as served:
        peer.url = served.url
        yield peer


@pytest.fixture
def dialogue(serving_dialogue: DialoguePeer) -> DialoguePeer:
    serving_dialogue.start_anew()
    return serving_dialogue


@pytest.fixture
def actions(serving_actions: ActionsPeer) -> ActionsPeer:
    serving_actions.up = True
    return serving_actions


@pytest.fixture(scope="session")
def new_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty shop; its tables are made once, for that takes a second."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "shop.yml").write_text(SHOP, encoding="utf-8")
    Database(sqlite_url(folder / "shop.db")).close()
    return folder


@pytest.fixture
def shop(tmp_path: Path, new_shop: Path) -> Path:
    """A shop for one test alone."""
    return shutil.copytree(new_shop, tmp_path / "shop")


@pytest.fixture(scope="session")
def lasting_settings(
    tmp_path_factory: pytest.TempPathFactory,
    new_shop: Path,
    serving_dialogue: DialoguePeer,
    serving_actions: ActionsPeer,
) -> GatewaySettings:
    return GatewaySettings(
        shop=shutil.copytree(new_shop, tmp_path_factory.mktemp("lasting") / "shop"),
        dialogue_url=serving_dialogue.url,
        dialogue_token=DIALOGUE_TOKEN,
        actions_url=serving_actions.url,
        actions_token=ACTIONS_TOKEN,
        secret=SECRET,
        allowed_origins=(FRIEND,),
        reply_timeout_s=2.0,
        waiting_turns=3,
    )


@pytest.fixture
def settings(
    lasting_settings: GatewaySettings,
    shop: Path,
    dialogue: DialoguePeer,  # noqa: ARG001 (made anew for the test)
    actions: ActionsPeer,  # noqa: ARG001
) -> GatewaySettings:
    """For a gateway of one test alone."""
    return replace(lasting_settings, shop=shop)


@pytest.fixture(scope="session")
def lasting_gateway(lasting_settings: GatewaySettings) -> Iterator[Served]:
    with Served(create_app(lasting_settings)) as served:
        yield served


@pytest.fixture
def gateway(
    lasting_gateway: Served,
    dialogue: DialoguePeer,  # noqa: ARG001 (made anew for the test)
    actions: ActionsPeer,  # noqa: ARG001
) -> Served:
    return lasting_gateway


@pytest.fixture
def browser(gateway: Served) -> Iterator[httpx.Client]:
    """A browser on our own page: it has a cookie jar, and asks in English."""
    with httpx.Client(
        base_url=gateway.url, headers={"Accept-Language": "en"}, timeout=30, verify=False
    ) as client:
        yield client


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port
