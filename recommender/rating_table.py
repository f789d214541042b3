"""A sparse table of numbers, laid out for comparing its columns: by row, and by column.

The columns are items where items are compared, and users where users are. It knows no id and no formula."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

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
    def of(cls, matrix: Any) -> Self:
        """The stored entries, zeros too, of a scipy CSR array whose rows are in order."""
        starts, columns = matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32)
        return cls(starts, columns, matrix.data, matrix.shape[1])

    @cached_property
    def by_column(self) -> tuple[IntArray, IntArray, NDArray[np.int32]]:
        """Starts (width + 1,), and column after column, each by rising row, places in `values` (n,) and rows (n,)."""
        shape = (self.starts.size - 1, self.width)
        turned = sparse.csr_array((np.arange(self.columns.size), self.columns, self.starts), shape).tocsc()
        return turned.indptr.astype(np.int64), turned.data.astype(np.int64), turned.indices.astype(np.int32)

    @cached_property
    def lengths(self) -> IntArray:
        """(rows,) how many numbers each row has."""
        return np.diff(self.starts)

    @property
    def pairs(self) -> int:
        """Σ n_row², how many pairs of numbers a comparison of all columns looks at, twice over."""
        return int((self.lengths**2).sum())
