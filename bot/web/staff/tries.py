"""Counts failed tries to sign in: five in five minutes, by account and by network address.

Kept in memory, so each gateway counts for itself and a restart forgets. Tries are weighed one at a time:
nobody gets six by asking for all of them at once, and Argon2 takes its 64 MiB once.
"""

import ipaddress
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

T = TypeVar("T")

TRIES = 5
WINDOW_MIN = 5
_LONGEST_WAIT_S = 5
_IN_LINE = 8  # who waits holds a thread that other pages need


class TooManyTriesError(Exception):
    """No more tries for now; `wait_s` says for how many seconds."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"wait {wait_s} s")
        self.wait_s = wait_s


class Tries:
    """The failed tries of the last minutes."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._limit = RateLimitItemPerMinute(TRIES, WINDOW_MIN)
        self._one_at_a_time = threading.Lock()
        self._line = threading.BoundedSemaphore(_IN_LINE)

    def attempt(self, account: str, address: str, prove: Callable[[], T | None]) -> T | None:
        """What `prove` gives; None counts as a failure. Raises TooManyTriesError, without asking `prove`."""
        if not self._line.acquire(blocking=False):
            raise TooManyTriesError(_LONGEST_WAIT_S)
        try:
            if not self._one_at_a_time.acquire(timeout=_LONGEST_WAIT_S):
                raise TooManyTriesError(_LONGEST_WAIT_S)
            try:
                return self._weigh(account, address, prove)
            finally:
                self._one_at_a_time.release()
        finally:
            self._line.release()

    def _weigh(self, account: str, address: str, prove: Callable[[], T | None]) -> T | None:
        keys = (("account", account[:100].casefold()), ("address", _network(address)))
        waits = [self._wait_s(key) for key in keys if not self._limiter.test(self._limit, *key)]
        if waits:
            raise TooManyTriesError(max(waits))
        proved = prove()
        if proved is None:
            for key in keys:
                self._limiter.hit(self._limit, *key)
        else:
            self._limiter.clear(self._limit, *keys[0])
        return proved

    def _wait_s(self, key: tuple[str, str]) -> int:
        return max(1, int(self._limiter.get_window_stats(self._limit, *key).reset_time - time.time()) + 1)


def tries_of(request: Request) -> Tries:
    """The tries that the running gateway has counted."""
    tries: Tries = request.app.state.tries
    return tries


def _network(address: str) -> str:
    """One household: an IPv4 address, or the /64 that an IPv6 address lies in."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(known) if known.version == 4 else str(ipaddress.ip_network(f"{known}/64", strict=False))
