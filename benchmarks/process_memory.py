"""The memory of a process and all that it starts, as Linux tells it in /proc.

What is counted is PSS of each process, added up: its own pages whole, and of a page that several processes
share each one's part. So the pages of a file that is mapped count once, while they are in memory.
"""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

_PROC: Final = Path("/proc")
_EVERY_S: Final = 0.5


class MemoryWatch:
    """The most that a process and its children had at once, seen twice a second while it is watched."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.peak_mb = 0.0  # 10^6 bytes
        self.processes = 0  # how many there were at once at most

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY_S):
            tree = list(_tree(self._process))
            self.peak_mb = max(self.peak_mb, sum(map(_pss_kib, tree)) * 1024 / 1e6)
            self.processes = max(self.processes, len(tree))


def _tree(root: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            children.setdefault(_parent(folder), []).append(int(folder.name))
    waiting = [root]
    while waiting:
        process = waiting.pop()
        yield process
        waiting += children.get(process, ())


def _parent(folder: Path) -> int:
    """The parent of a process; 0 where it has just ended."""
    try:
        # "PID (name) state parent ...", and a name may hold blanks and brackets.
        return int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return 0


def _pss_kib(process: int) -> int:
    try:
        lines = (_PROC / str(process) / "smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:  # it has just ended
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
