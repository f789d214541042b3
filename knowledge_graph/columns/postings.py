"""For each key the rows that have it, as one sorted int32 array cut into pieces (compressed sparse rows)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.sorted_rows import each_once

Rows: TypeAlias = NDArray[np.int32]  # positions in the sorted item ids
Mask: TypeAlias = NDArray[np.bool_]  # one truth a row

_KEPT_MASKS: Final = 512
_NONE: Final[Rows] = np.zeros(0, dtype=np.int32)


class Postings:
    """Key -> rows. Safe to read from several threads."""

    def __init__(self, keys: Sequence[str], offsets: NDArray[np.int64], rows: Rows, size: int) -> None:
        """`rows[offsets[k]:offsets[k + 1]]` are the rows of `keys[k]`, ascending; `size` is how many rows exist."""
        self.keys = keys
        self.offsets = offsets
        self.rows = rows
        self._size = size
        ends: list[int] = offsets.tolist()
        self._slices = {key: (ends[place], ends[place + 1]) for place, key in enumerate(keys)}
        self._masks: dict[tuple[str, ...], Mask] = {}

    @classmethod
    def of_pairs(cls, pairs: Iterable[tuple[int, str]], size: int) -> Self:
        """Postings of (row, key) pairs in any order; a pair that comes twice counts once."""
        codes: dict[str, int] = {}
        found_rows: list[int] = []
        found_codes: list[int] = []
        for row, key in pairs:
            found_rows.append(row)
            found_codes.append(codes.setdefault(key, len(codes)))
        keys = sorted(codes)
        place = np.zeros(len(codes), dtype=np.int64)
        place[[codes[key] for key in keys]] = np.arange(len(keys))
        packed = each_once(
            place[np.array(found_codes, dtype=np.int64)] * size + np.array(found_rows, np.int64)
        )
        offsets = np.searchsorted(packed, np.arange(len(keys) + 1, dtype=np.int64) * size).astype(np.int64)
        return cls(keys, offsets, (packed % max(size, 1)).astype(np.int32), size)

    def pairs(self) -> Iterator[tuple[int, str]]:
        """(row, key) of each."""
        for key in self.keys:
            yield from ((row, key) for row in self.get(key).tolist())

    def get(self, key: str) -> Rows:
        """The rows of a key, ascending; empty for a key that nobody has."""
        found = self._slices.get(key)
        return _NONE if found is None else self.rows[found[0] : found[1]]

    def of_row(self, row: int) -> list[str]:
        """The keys that a row has."""
        places = np.searchsorted(self.offsets, np.flatnonzero(self.rows == row), side="right") - 1
        return [self.keys[place] for place in places.tolist()]

    def count(self, key: str) -> int:
        """How many rows have the key."""
        found = self._slices.get(key)
        return 0 if found is None else found[1] - found[0]

    def any_of(self, keys: Sequence[str]) -> Rows:
        """The rows of any of these keys, ascending, each once."""
        if len(keys) == 1:
            return self.get(keys[0])
        return each_once(np.concatenate([self.get(key) for key in keys])) if keys else _NONE

    def mask(self, *keys: str) -> Mask:
        """A truth a row: whether it has any of these keys. Kept, because the same are asked for again."""
        mask = self._masks.get(keys)
        if mask is None:
            mask = np.zeros(self._size, dtype=np.bool_)
            for key in keys:
                mask[self.get(key)] = True
            while len(self._masks) >= _KEPT_MASKS:
                self._masks.pop(next(iter(self._masks)), None)
            self._masks[keys] = mask
        return mask
