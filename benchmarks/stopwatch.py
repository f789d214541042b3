"""How long each part of a piece of work took: time inside a part that another one calls counts for that one."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class Stopwatch:
    """Adds up milliseconds by part. The work may change threads, but not be in two at once."""

    def __init__(self) -> None:
        self._ms: defaultdict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Time what is done inside the block for `name`."""
        self._settle()
        self._running.append(name)
        try:
            yield
        finally:
            self._settle()
            self._running.pop()

    def _settle(self) -> None:
        """Give the part that ran until now its time."""
        now = time.perf_counter()
        if self._running:
            self._ms[self._running[-1]] += (now - self._since) * 1000
        self._since = now

    def read(self) -> Mapping[str, float]:
        """Milliseconds by part since it was read last."""
        told = dict(self._ms)
        self._ms.clear()
        return told
