"""The two sides of the comparison, each a server that is up and knows how to open a conversation.

Both are asked by the same client, over one connection a conversation, as a browser keeps it.
"""

import uuid
from collections.abc import Sequence
from typing import Protocol

from benchmarks.http_session import HttpSession
from benchmarks.scripts import OURS, STARTERS, Line, Script
from benchmarks.server import Server
from bot.processes.ports import LOOPBACK


class Talk(Protocol):
    """One conversation."""

    def say(self, line: Line) -> tuple[float, bool]:
        """Milliseconds until the whole answer was there, and whether it was of the kind that was wanted."""

    def close(self) -> None:
        """Hang up."""


class Side(Protocol):
    """One of those that are compared."""

    name: str
    scripts: Sequence[Script]
    server: Server

    def open(self) -> Talk:
        """A new conversation; nothing is sent before the first line."""


class ShopTalk:
    """A conversation with our gateway; its cookie comes with the first answer."""

    def __init__(self, port: int) -> None:
        self._session = HttpSession(LOOPBACK, port)
        self._headers: dict[str, str] = {}

    def say(self, line: Line) -> tuple[float, bool]:
        """As `Talk` says."""
        reply = self._session.post("/api/chat", {"text": line.text}, self._headers)
        if reply.cookie:
            self._headers = {"Cookie": reply.cookie.partition(";")[0]}
        types = {message["type"] for message in reply.json()["messages"]}
        return reply.ms, line.answer in types

    def close(self) -> None:
        """As `Talk` says."""
        self._session.hang_up()


class StarterTalk:
    """A conversation with the starter bot over Rasa's REST channel."""

    def __init__(self, port: int) -> None:
        self._session = HttpSession(LOOPBACK, port)
        self._sender = uuid.uuid4().hex

    def say(self, line: Line) -> tuple[float, bool]:
        """As `Talk` says."""
        body = {"sender": self._sender, "message": line.text}
        reply = self._session.post("/webhooks/rest/webhook", body)
        return reply.ms, bool(reply.json())

    def close(self) -> None:
        """As `Talk` says."""
        self._session.hang_up()


class ShopSide:
    """Daogou's demo shop, through its gateway."""

    name = "Daogou"
    scripts = OURS

    def __init__(self, server: Server, port: int) -> None:
        self.server = server
        self._port = port

    def open(self) -> ShopTalk:
        """As `Side` says."""
        return ShopTalk(self._port)


class StarterSide:
    """What `rasa init` lays out, through Rasa's REST channel."""

    name = "starter"
    scripts = STARTERS

    def __init__(self, server: Server, port: int) -> None:
        self.server = server
        self._port = port

    def open(self) -> StarterTalk:
        """As `Side` says."""
        return StarterTalk(self._port)
