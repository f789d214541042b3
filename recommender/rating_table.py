"""A sparse table of numbers, laid out for comparing its columns: by row, and by column.

The columns are items where items are compared, and users where users are. It knows no id and no formula."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RatingTable:
    """n numbers, row after row, each row by rising column; row number x lies at `starts[x]:starts[x + 1]`."""

    starts: IntArray  # (rows + 1,)
    columns: NDArray[np.int32]  # (n,)
    values: FloatArray  # (n,)
    width: int  # how many columns there are

    @classmethod
    def of(
        cls, rows: NDArray[np.int32], columns: NDArray[np.int32], values: FloatArray, shape: tuple[int, int]
    ) -> Self:
        """The table of `shape` with `values[t]` at (`rows[t]`, `columns[t]`), no place twice, in any order."""
        order = np.lexsort((columns, rows))
        starts = np.searchsorted(rows[order], np.arange(shape[0] + 1)).astype(np.int64)
        return cls(starts, columns[order].astype(np.int32), values[order], shape[1])

    @cached_property
    def places(self) -> IntArray:
        """(n,) places in `columns` and `values`, column after column, each column by rising row."""
        return np.argsort(self.columns, kind="stable").astype(np.int64)

    @cached_property
    def column_starts(self) -> IntArray:
        """(width + 1,) column number x is at `places[column_starts[x]:column_starts[x + 1]]`."""
        counts = np.bincount(self.columns, minlength=self.width)
        return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    @cached_property
    def rows(self) -> NDArray[np.int32]:
        """(n,) the row of each number, in the order of `values`."""
        return np.repeat(np.arange(self.starts.size - 1, dtype=np.int32), self.lengths)

    @cached_property
    def lengths(self) -> IntArray:
        """(rows,) how many numbers each row has."""
        return np.diff(self.starts)

    @property
    def pairs(self) -> int:
        """Σ n_row², how many pairs of numbers a comparison of all columns looks at, twice over."""
        return int((self.lengths**2).sum())
