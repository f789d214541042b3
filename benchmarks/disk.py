"""What folders take on the disk, as `du` counts it."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path


def megabytes(folders: Sequence[Path]) -> list[float]:
    """Megabytes (10^6 bytes) of each, in this order; what an earlier one holds already counts there alone.

    So do hard links, by which uv shares its cache with the environments.
    """
    seen: set[tuple[int, int]] = set()
    return [sum(_new_bytes(folder, seen)) / 1e6 for folder in folders]


def _new_bytes(folder: Path, seen: set[tuple[int, int]]) -> Iterator[int]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        found = entry.stat(follow_symlinks=False)
        if (found.st_dev, found.st_ino) in seen:
            continue
        seen.add((found.st_dev, found.st_ino))
        yield found.st_blocks * 512
        if entry.is_dir(follow_symlinks=False):
            yield from _new_bytes(Path(entry.path), seen)
