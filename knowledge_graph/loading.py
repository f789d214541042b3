"""Load into a store beside the work that makes what is loaded.

A store reads N-Triples without Python's lock, so a second processor can do it. Few parts wait at a time, and an
error of one is raised at the next, or at the end.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, Self

_WAITING: Final = 2


class LoadingThread:
    """One thread that loads one part after another; at the end of the block all of them are loaded."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()

    def load(self, part: Callable[[], None]) -> None:
        """Load a part when its turn comes; raises what an earlier one raised."""
        self._waiting.append(self._pool.submit(part))
        while len(self._waiting) > _WAITING:
            self._waiting.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        self._pool.shutdown(cancel_futures=failed is not None)
        if failed is None:
            for part in self._waiting:
                part.result()
