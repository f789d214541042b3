"""One import at a time in a shop's folder. The lock is the system's: it goes with the process that holds it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shop.errors import ImportRunningError


@contextmanager
def one_import(folder: Path) -> Iterator[None]:
    """Hold the shop's import lock for the block; raises ImportRunningError where another process holds it."""
    file = folder / ".import.lock"
    with file.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ImportRunningError(folder) from error
        yield
