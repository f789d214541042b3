"""Asking a process over HTTP whether it is up. Asks on this machine only, and never raises."""

import asyncio
import http.client
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

EVERY_S = 0.15
ASK_TIMEOUT_S = 3.0


@dataclass(frozen=True, slots=True)
class Check:
    """A question to a process. `expect` says which HTTP statuses mean yes; any, where it is None."""

    host: str
    port: int
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    expect: frozenset[int] | None = frozenset({200})

    async def passes(self) -> bool:
        """Whether the process answers as expected now."""
        status = await asyncio.to_thread(self._ask)
        return status is not None and (self.expect is None or status in self.expect)

    def _ask(self) -> int | None:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=ASK_TIMEOUT_S)
        try:
            connection.request("GET", self.path, headers=self.headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


async def until(passes: Callable[[], Awaitable[bool]], timeout_s: float) -> bool:
    """Ask until it passes (True) or `timeout_s` seconds are over (False)."""
    give_up = time.monotonic() + timeout_s
    while not await passes():
        if time.monotonic() >= give_up:
            return False
        await asyncio.sleep(EVERY_S)
    return True
