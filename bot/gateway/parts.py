"""Knows how the parts behind the gateway are: asked with a short time-out, remembered for a moment.

Looking never raises, and many who look at once cost one question.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Literal

import httpx

State = Literal["ok", "starting", "down", "slow"]

ASK_TIMEOUT_S = 1.0
FRESH_S = 1.5


class Part:
    """One process behind the gateway, and how it was when last looked at."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        url: Callable[[], str],
        *,
        query: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self._client = client
        self._url = url
        self._query = query or {}
        self._headers = headers or {}
        self._asking = asyncio.Lock()
        self._state: State = "starting"
        self._seen_at = float("-inf")
        self.was_ok = False

    async def look(self, *, fresh_s: float = FRESH_S) -> State:
        """How the part is, by what was seen at most `fresh_s` seconds ago."""
        asked_at = time.monotonic()
        if asked_at - self._seen_at > fresh_s:
            async with self._asking:
                # Who waited for another's question takes its answer.
                if asked_at - self._seen_at > fresh_s:
                    self._note(await self._ask())
        return self._state

    def saw_alive(self) -> None:
        """The part has just done its work: no need to ask how it is."""
        self._note("ok")

    def _note(self, state: State) -> None:
        self._state, self._seen_at = state, time.monotonic()
        self.was_ok = self.was_ok or state == "ok"

    async def _ask(self) -> State:
        gone: State = "down" if self.was_ok else "starting"
        try:
            answer = await self._client.get(
                self._url(), params=self._query, headers=self._headers, timeout=ASK_TIMEOUT_S
            )
        except httpx.ConnectError:
            return gone
        except httpx.TimeoutException:
            return "slow"
        except httpx.HTTPError:
            return gone
        # Rasa says 409 while no model is loaded.
        return "ok" if answer.status_code == httpx.codes.OK else gone


def dialogue_part(client: httpx.AsyncClient, address: Callable[[], str], token: str) -> Part:
    """Rasa's server, wherever it listens now: well once it has understood its first sentence."""
    return Part(client, lambda: address() + "/status", query={"token": token})


def actions_part(client: httpx.AsyncClient, url: str, token: str) -> Part:
    """The action server."""
    health = url.rstrip("/") + "/health"
    return Part(client, lambda: health, headers={"Authorization": f"Bearer {token}"})
