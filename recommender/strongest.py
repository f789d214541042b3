"""The k strongest entries of every row of a block, found without a loop over entries."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Float32Array = NDArray[np.float32]
IndexArray = NDArray[np.int32]
KeyArray = NDArray[np.uint64]
NOBODY = -1
# The least number above 0: what is at or below 0 is never among the strongest.
LEAST = np.nextafter(np.float32(0), np.float32(1))
# A row of more candidates than so many times k is cut before it is sorted.
SPARE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Strongest:
    """Up to k entries above 0 of each of m rows, strongest first, equal ones by column number.

    `columns` has shape (m, k), -1 where there is none; `weights` (single precision, as they are compared) has
    shape (m, k), 0 where there is none.
    """

    columns: IndexArray
    weights: Float32Array

    @classmethod
    def of(cls, block: Any, k: int) -> Self:
        """Those of a scipy CSR array of shape (m, any), whose indices need not be in order."""
        starts, entries = block.indptr.astype(np.int64), block.data.astype(np.float32)
        bars = np.repeat(_bars(entries, starts, k), np.diff(starts))
        kept = np.flatnonzero(entries >= bars)
        return cls._sorted(_keys(entries[kept], block.indices[kept]), np.searchsorted(kept, starts), k)

    @classmethod
    def of_dense(cls, block: FloatArray, k: int) -> Self:
        """Those of an array of shape (m, any)."""
        entries = block.astype(np.float32)
        least = max(block.shape[1] - k, 0)
        bars = np.partition(entries, least, axis=1)[:, least] if k and block.size else np.zeros(len(block))
        rows, columns = np.nonzero(entries >= np.maximum(bars, LEAST)[:, np.newaxis])
        starts = np.searchsorted(rows, np.arange(len(block) + 1))
        return cls._sorted(_keys(entries[rows, columns], columns), starts, k)

    @classmethod
    def _sorted(cls, keys: KeyArray, starts: NDArray[np.intp], k: int) -> Self:
        """The first k by falling key of every row, whose keys lie from starts[row] to starts[row + 1]."""
        lengths = np.diff(starts)
        if not k:
            return cls(np.empty((lengths.size, 0), np.int32), np.empty((lengths.size, 0), np.float32))
        table = np.zeros((lengths.size, max(min(int(lengths.max(initial=0)), SPARE * k), k)), dtype=np.uint64)
        crowded = lengths > table.shape[1]
        rows = np.repeat(np.arange(lengths.size), lengths)
        fits = ~crowded[rows]
        table[rows[fits], (np.arange(keys.size) - starts[rows])[fits]] = keys[fits]
        for row in np.flatnonzero(crowded):  # hardly ever: where many entries are equal
            theirs = keys[starts[row] : starts[row + 1]]
            table[row, :k] = np.partition(theirs, theirs.size - k)[theirs.size - k :]
        table.sort(axis=1)
        best = table[:, ::-1][:, :k]
        columns = np.where(best == 0, np.uint64(0xFFFFFFFF), ~best & np.uint64(0xFFFFFFFF))
        weights = (best >> np.uint64(32)).astype(np.uint32).view(np.float32)
        return cls(columns.astype(np.uint32).view(np.int32), weights)


def _keys(weights: Float32Array, columns: NDArray[Any]) -> KeyArray:
    """Numbers above 0 in the order of the weights (all above 0), and of falling column where those are equal.

    The bits of positive floats, read as an integer, are in the floats' own order; sorting plain integers is
    many times as fast as sorting by two arrays.
    """
    upper = weights.view(np.uint32).astype(np.uint64) << np.uint64(32)
    return np.asarray(upper | ~columns.astype(np.uint32), dtype=np.uint64)


def _bars(entries: Float32Array, starts: NDArray[np.int64], k: int) -> Float32Array:
    """A bound that the k-th strongest entry of each row reaches, shape (rows,).

    A long row is cut into 2k pieces: the k-th of the pieces' maxima has k entries at or above it, and hardly
    more than that (1.4 k on average), so that few are left to sort.
    """
    pieces, lengths = 2 * k, np.diff(starts)
    bars = np.full(lengths.size, LEAST)
    long = lengths > SPARE * k
    if not (k and long.any()):
        return bars
    cuts = starts[:-1, np.newaxis] + lengths[:, np.newaxis] * np.arange(pieces) // pieces
    # A row of no entry at the end would begin beyond them; one entry less in a piece leaves a bound a bound.
    maxima = np.maximum.reduceat(entries, np.minimum(cuts, entries.size - 1).ravel()).reshape(cuts.shape)
    kth = np.partition(maxima[long], pieces - k, axis=1)[:, pieces - k]
    bars[long] = np.maximum(kth, LEAST)
    return bars
