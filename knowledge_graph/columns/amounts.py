"""Exact decimals of rows, each as its rank among all amounts of the column.

A bound becomes two ranks by bisection over the decimals themselves, so that no amount is ever rounded.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.columns.postings import Mask, Rows
from knowledge_graph.request import Bound
from knowledge_graph.sorted_rows import each_once


def spelt(amount: Decimal) -> Decimal:
    """The amount as a graph gives it back, without an exponent and without noughts at its end: 12.90 is 12.9."""
    return Decimal(f"{amount.normalize():f}")


class Amounts:
    """Row -> amounts of one attribute; a row may have none, one, or several."""

    def __init__(self, decimals: Sequence[Decimal], ranks: NDArray[np.int32], rows: Rows, size: int) -> None:
        """`decimals` ascending; `ranks` ascending, each beside the row that has it, rows ascending in a rank."""
        self.decimals = decimals
        self.ranks = ranks
        self.rows = rows
        self._size = size

    @classmethod
    def of_pairs(cls, pairs: Iterable[tuple[int, Decimal]], size: int) -> Self:
        """The column of (row, amount) pairs in any order."""
        codes: dict[Decimal, int] = {}
        found_rows: list[int] = []
        found_codes: list[int] = []
        for row, amount in pairs:
            found_rows.append(row)
            found_codes.append(codes.setdefault(amount, len(codes)))
        decimals = sorted(codes)
        place = np.zeros(len(codes), dtype=np.int64)
        place[[codes[amount] for amount in decimals]] = np.arange(len(decimals))
        packed = each_once(
            place[np.array(found_codes, dtype=np.int64)] * size + np.array(found_rows, np.int64)
        )
        rank, row_of = np.divmod(packed, max(size, 1))
        return cls(decimals, rank.astype(np.int32), row_of.astype(np.int32), size)

    def pairs(self) -> Iterator[tuple[int, Decimal]]:
        """(row, amount) of each."""
        for row, rank in zip(self.rows.tolist(), self.ranks.tolist(), strict=True):
            yield row, self.decimals[rank]

    def span(self, bound: Bound) -> tuple[int, int]:
        """The ranks inside `bound`: from the first to before the second."""
        low = 0
        if bound.low is not None:
            low = (bisect_right if bound.low_open else bisect_left)(self.decimals, bound.low)
        high = len(self.decimals)
        if bound.high is not None:
            high = (bisect_left if bound.high_open else bisect_right)(self.decimals, bound.high)
        return low, max(low, high)

    def places(self, span: tuple[int, int]) -> tuple[int, int]:
        """Where the rows of a span of ranks lie in `rows`."""
        # Bounds of the ranks' own type: any other would have the whole column copied for two bisections.
        first, after = self.ranks.searchsorted(np.array(span, dtype=self.ranks.dtype)).tolist()
        return first, after

    @cached_property
    def rank_of_row(self) -> NDArray[np.int32] | None:
        """Rank a row, -1 for none; None where a row has several."""
        if len(self.rows) > self._size or len(each_once(self.rows)) != len(self.rows):
            return None
        dense = np.full(self._size, -1, dtype=np.int32)
        dense[self.rows] = self.ranks
        return dense

    def inside(self, span: tuple[int, int], rows: Rows) -> Mask:
        """For each of `rows`, whether an amount of it lies in a span of ranks."""
        dense = self.rank_of_row
        if dense is not None:
            ranks = dense[rows]
            return (ranks >= span[0]) & (ranks < span[1])
        first, after = self.places(span)
        mask = np.zeros(self._size, dtype=np.bool_)
        mask[self.rows[first:after]] = True
        return mask[rows]

    def ranks_of(self, rows: Rows) -> NDArray[np.int32]:
        """The ranks that these rows have, ascending, one for each amount."""
        dense = self.rank_of_row
        if dense is not None:
            ranks = dense[rows]
            return np.sort(ranks[ranks >= 0])
        mask = np.zeros(self._size, dtype=np.bool_)
        mask[rows] = True
        return self.ranks[mask[self.rows]]

    def of_rows(self, rows: Rows) -> list[Decimal | None]:
        """The amount of each of `rows`, the least where one has several; None where it has none."""
        dense = self.rank_of_row
        if dense is None:
            least = dict(zip(self.rows[::-1].tolist(), self.ranks[::-1].tolist(), strict=True))
            ranks = [least.get(row, -1) for row in rows.tolist()]
        else:
            ranks = dense[rows].tolist()
        return [None if rank < 0 else self.decimals[rank] for rank in ranks]
