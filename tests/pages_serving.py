"""Puts a shop in service for the tests of staff's pages: the real app over HTTP, with no Rasa behind it."""

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fastapi import FastAPI

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings
from bot.processes.http_server import server_of
from shop.database import Database, sqlite_url

SHOP = "name: {en: Corner Shop, zh: 街角小店}\ncurrency: USD\nlanguage: en\n"
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Serving:
    """A shop in service."""

    url: str
    folder: Path
    app: FastAPI


def settings_of(folder: Path) -> GatewaySettings:
    """What a gateway of this shop is told; nobody answers behind it."""
    return GatewaySettings(
        shop=folder,
        dialogue_url=NOWHERE,
        dialogue_token="no dialogue here",
        actions_url=NOWHERE,
        actions_token="no actions here",
        secret="a secret of a test, longer than 32 characters",
    )


def empty_shop(folder: Path) -> Path:
    """A shop in this new folder, with nothing in it; its tables are made."""
    folder.mkdir()
    (folder / "shop.yml").write_text(SHOP, encoding="utf-8")
    Database(sqlite_url(folder / "shop.db")).close()
    return folder


@contextmanager
def serving(template: Path, folder: Path, **changes: object) -> Iterator[Serving]:
    """A copy of a shop, in service on a port of its own until the end of the block."""
    shutil.copytree(template, folder, symlinks=True)
    app = create_app(replace(settings_of(folder), **changes))  # type: ignore[arg-type]
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        server = server_of(app)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
        thread.start()
        deadline = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < deadline, "the gateway did not start"
            time.sleep(0.01)
        yield Serving(f"http://127.0.0.1:{port}", folder, app)
        server.should_exit = True
        thread.join(timeout=20)
