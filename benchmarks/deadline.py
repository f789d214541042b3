"""The time that a whole run may take: every wait of a benchmark ends with it."""

import time

from benchmarks.errors import BenchmarkError


class Deadline:
    """So many seconds from now."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left_s(self, doing: str) -> float:
        """Seconds that are left; raises BenchmarkError naming what was being done when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise BenchmarkError(f"{doing}: the {self._seconds:.0f} s for this run are over.")
        return left
