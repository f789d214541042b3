"""`python -m benchmarks.widget_gateway FOLDER GATEWAY_PORT PAGE_PORT`: what the widget's benchmark asks.

One process: a real gateway of an empty shop in FOLDER, the dialogue peer of tests/widget behind it, and another
site whose pages embed the widget or do not. It notes how long the
gateway itself takes to its first message of each turn.
"""

import asyncio
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from struct import pack
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchmarks.widget_talk import TALK, steps_of
from bot.gateway.app import create_app
from bot.processes.http_server import server_of
from tests.gateway.gateway_peers import ACTIONS_TOKEN, DIALOGUE_TOKEN, ActionsPeer, DialoguePeer, Served
from tests.pages_serving import empty_shop, settings_of

LOOPBACK = "127.0.0.1"
PICTURE_PX = 480
PRODUCTS = 24
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body {{ font: 16px sans-serif; margin: 24px }} li {{ display: inline-block; width: 260px }}</style></head>
<body><h1>A shop</h1><img src="/picture.png" width="480" height="480" alt=""><ul>{products}</ul>{line}</body></html>"""


class OwnTimes:
    """Notes the milliseconds from a posted sentence to the first message that leaves, on whichever answer it leaves."""

    def __init__(self, app: ASGIApp, taken: list[float]) -> None:
        self._app = app
        self._taken = taken
        self._began: float | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it all on."""
        if (scope.get("method"), scope.get("path")) == ("POST", "/api/chat"):
            self._began = time.perf_counter()

        async def noting(message: Message) -> None:
            if self._began is not None and b"event: message" in message.get("body", b""):
                self._taken.append((time.perf_counter() - self._began) * 1000)
                self._began = None
            await send(message)

        await self._app(scope, receive, noting)


def page_site(gateway: str, taken: list[float]) -> FastAPI:
    """Another site: /with embeds the widget, /without is the same page, /own tells and forgets what was `taken`."""
    site = FastAPI()
    products = "".join(
        f"<li><h2>Product {n}</h2><p>Something to read of it.</p></li>" for n in range(PRODUCTS)
    )
    line = f'<script src="{gateway}/widget.js" async></script>'
    image = picture()

    @site.get("/with")
    def with_widget() -> HTMLResponse:
        return HTMLResponse(PAGE.format(products=products, line=line))

    @site.get("/without")
    def without_widget() -> HTMLResponse:
        return HTMLResponse(PAGE.format(products=products, line=""))

    @site.get("/picture.png")
    def shown() -> Response:
        return Response(
            image, media_type="image/png", headers={"Cross-Origin-Resource-Policy": "cross-origin"}
        )

    @site.get("/own")
    def own() -> list[float]:
        told = list(taken)
        taken.clear()
        return told

    return site


def picture() -> bytes:
    """A PNG of colours that run into each other."""
    rows = (b"\0" + bytes(_row(y)) for y in range(PICTURE_PX))
    head = pack(">IIBBBBB", PICTURE_PX, PICTURE_PX, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    packed = (
        pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def _row(y: int) -> Iterator[int]:
    for x in range(PICTURE_PX):
        yield from (x * 255 // PICTURE_PX, y * 255 // PICTURE_PX, (x ^ y) & 255)


def _serve(app: Any, port: int) -> None:
    asyncio.run(server_of(app, LOOPBACK, port).serve())


def main(folder: Path, gateway_port: int, page_port: int) -> None:
    """Serve until a signal ends it."""
    empty_shop(folder)
    site, gateway = f"http://{LOOPBACK}:{page_port}", f"http://{LOOPBACK}:{gateway_port}"
    taken: list[float] = []
    dialogue, actions = DialoguePeer(), ActionsPeer()
    dialogue.script = {sentence: steps_of(number, site) for number, sentence in enumerate(TALK)}
    with Served(dialogue.app) as talking, Served(actions.app) as acting:
        settings = replace(
            settings_of(folder),
            port=gateway_port,
            dialogue_url=talking.url,
            dialogue_token=DIALOGUE_TOKEN,
            actions_url=acting.url,
            actions_token=ACTIONS_TOKEN,
            allowed_origins=(site,),
        )
        app = create_app(settings)
        app.add_middleware(OwnTimes, taken=taken)
        pages = threading.Thread(target=_serve, args=(page_site(gateway, taken), page_port), daemon=True)
        pages.start()
        _serve(app, gateway_port)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
