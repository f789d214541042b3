"""Lists of numbers by number, as two arrays that can be mapped from disk: which rows a word stands in.

Knows nothing of words; never changes what it was made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.sorted_rows import each_once, is_first

Rows = NDArray[np.int32]
NO_ROWS: Final[Rows] = np.zeros(0, dtype=np.int32)
_ROW_BITS: Final = 32
_ROW: Final = 2**_ROW_BITS - 1


@dataclass(frozen=True, slots=True)
class Postings:
    """`rows[starts[k]:starts[k + 1]]` are the rows of key k, ascending, each once."""

    starts: NDArray[np.int64]
    rows: Rows

    @classmethod
    def of(cls, keys: Rows, rows: Rows, size: int) -> Self:
        """The lists of `size` keys from pairs (keys[i], rows[i]), each pair taken once."""
        # One number a pair: such numbers sort ten times as fast as pairs do.
        pairs = np.sort(keys.astype(np.int64) << _ROW_BITS | rows)
        pairs = pairs[is_first(pairs)]
        starts = np.searchsorted(pairs, np.arange(size + 1, dtype=np.int64) << _ROW_BITS)
        return cls(starts, (pairs & _ROW).astype(np.int32))

    def __getitem__(self, key: int) -> Rows:
        return self.rows[self.starts[key] : self.starts[key + 1]]

    def any_of(self, keys: Sequence[int]) -> Rows:
        """The rows of one key or more, ascending, each once."""
        lists = [self[key] for key in keys]
        if len(lists) == 1:
            return lists[0]
        return each_once(np.concatenate(lists)) if lists else NO_ROWS

    def count(self, key: int) -> int:
        """How many rows a key has."""
        return int(self.starts[key + 1] - self.starts[key])

    def write(self, folder: Path, name: str) -> None:
        """Two files: NAME.starts.npy and NAME.rows.npy."""
        np.save(folder / f"{name}.starts.npy", self.starts, allow_pickle=False)
        np.save(folder / f"{name}.rows.npy", self.rows, allow_pickle=False)

    @classmethod
    def read(cls, folder: Path, name: str) -> Self:
        """What `write` wrote, mapped and not copied."""
        starts = np.load(folder / f"{name}.starts.npy", mmap_mode="r", allow_pickle=False)
        rows = np.load(folder / f"{name}.rows.npy", mmap_mode="r", allow_pickle=False)
        # Plain views: slicing a numpy.memmap costs ten times what slicing an array costs.
        return cls(np.asarray(starts).view(np.ndarray), np.asarray(rows).view(np.ndarray))
