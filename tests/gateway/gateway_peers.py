"""What the gateway's tests stand on: servers on loopback, and a peer that speaks Rasa's REST channel as told.

The peer stands in for Rasa only where faults must come at will; a trained Rasa is asked elsewhere.
"""

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any, Self

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from bot.processes.http_server import server_of

DIALOGUE_TOKEN = "dialogue-token-of-this-test"
ACTIONS_TOKEN = "actions-token-of-this-test"
FRIEND = "https://shop.example"
SECRET = "a secret of a test, longer than 32 characters"


class Served:
    """An ASGI application on a port of its own, in a thread of its own."""

    def __init__(self, app: FastAPI) -> None:
        # Named as TCP, so that asyncio sends small packets at once instead of 40 ms later.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = server_of(app)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))

    def __enter__(self) -> Self:
        self._thread.start()
        wait_for(lambda: self._server.started)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=20)


def wait_for(met: Callable[[], object], seconds: float = 20) -> None:
    """Until `met` is true; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, f"waited {seconds} s in vain"
        time.sleep(0.01)


class DialoguePeer:
    """Answers each message by its script: payloads to say, seconds to wait, an exception to break off,
    a function to call with what was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.start_anew()
        self.app = FastAPI()
        self.app.get("/status")(self._status)
        self.app.post("/webhooks/rest/webhook")(self._webhook)
        self.app.post("/webhooks/rest/forget")(self._forget)

    def start_anew(self) -> None:
        """Forget what was asked, and every script."""
        self.asked: list[dict[str, Any]] = []
        self.script: dict[str, list[Any]] = {}
        self.ready = True
        self.forgets = True
        self.forgotten: list[str] = []
        self.busy_at_once = 0
        self._busy: dict[str, int] = {}

    async def _status(self, token: str) -> Response:
        return JSONResponse({}, 200 if self.ready and token == DIALOGUE_TOKEN else 409)

    async def _forget(self, request: Request, token: str) -> Response:
        assert token == DIALOGUE_TOKEN
        if not self.forgets:
            return Response(status_code=500)
        self.forgotten.append((await request.json())["sender"])
        return Response(status_code=204)

    async def _webhook(self, request: Request, token: str, stream: bool) -> Response:
        assert (token, stream) == (DIALOGUE_TOKEN, True)
        asked = await request.json()
        self.asked.append(asked)
        default = [{"text": f"You said: {asked['message']}"}]
        return StreamingResponse(self._say(asked, self.script.get(asked["message"], default)))

    async def _say(self, asked: dict[str, Any], steps: list[Any]) -> AsyncIterator[bytes]:
        sender = asked["sender"]
        self._busy[sender] = self._busy.get(sender, 0) + 1
        self.busy_at_once = max(self.busy_at_once, self._busy[sender])
        try:
            for step in steps:
                if isinstance(step, (int, float)):
                    await asyncio.sleep(step)
                elif isinstance(step, Exception):
                    raise step
                elif callable(step):
                    await asyncio.to_thread(step, asked)
                else:
                    yield (json.dumps({"recipient_id": sender, **step}) + "\n").encode()
        finally:
            self._busy[sender] = self._busy.get(sender, 1) - 1


class ActionsPeer:
    """The action server's health."""

    def __init__(self) -> None:
        self.up = True
        self.url = ""
        self.app = FastAPI()
        self.app.get("/health")(self._health)

    async def _health(self, request: Request) -> Response:
        known = request.headers.get("authorization") == f"Bearer {ACTIONS_TOKEN}"
        return JSONResponse({"status": "ok"}, 200 if known and self.up else 500)


def events_of(answer: httpx.Response) -> list[tuple[str, Any]]:
    """The server-sent events of an answer: (event, data)."""
    found = []
    for block in answer.text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        with suppress(KeyError):
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def texts_of(messages: list[dict[str, Any]]) -> list[str]:
    """The sentences among messages."""
    return [message["text"] for message in messages if message["type"] == "text"]
