"""What shoppers thought of items: one value a (user, item) pair, checked once and kept as arrays.

Nothing here reads a file or a database, and nothing is guessed: a row that cannot be used is an error."""

import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.errors import RatingsError
from recommender.index import numbered

Row = tuple[str, str, float, float]  # user_id, item_id, value, unix time in seconds


@dataclass(frozen=True, slots=True, eq=False)
class Interactions:
    """n ratings (or weighed events) of users for items, ordered by user and then by item.

    `user_ids` and `item_ids` are sorted, and hold only ids that occur. `users` and `items` (int32, shape
    (n,)) are places in them; `values` (float64, shape (n,)) lie on `scale`; `times` (int64, shape (n,))
    are unix seconds. `scale` is the least and the greatest value there may be. `leanings` (float64, shape
    (n,), each from −1 to 1) say how far the user leans towards the item now, or away from it, where the
    caller knows more than the values tell; without them, leanings.py tells it from the values.
    """

    user_ids: tuple[str, ...]
    item_ids: tuple[str, ...]
    users: NDArray[np.int32]
    items: NDArray[np.int32]
    values: NDArray[np.float64]
    times: NDArray[np.int64]
    scale: tuple[float, float]
    leanings: NDArray[np.float64] | None = None

    @classmethod
    def from_rows(cls, rows: Iterable[Row], *, scale: tuple[float, float] = (0.5, 5.0)) -> Self:
        """Read rows of (user_id, item_id, value, unix time); no row at all is a shop without history.

        Raises RatingsError, naming row (counted from 1) and pair, where an id is empty, a value is not a
        finite number on `scale`, a time is not a number, or a pair comes twice.
        """
        low, high = checked_scale(scale)
        pairs, values, times = [], [], []
        for number, row in enumerate(rows, start=1):
            user, item, value, time = checked_row(number, row, low, high)
            pairs.append((user, item))
            values.append(value)
            times.append(time)
        return cls._arranged(pairs, values, times, (low, high))

    @classmethod
    def _arranged(
        cls,
        pairs: list[tuple[str, str]],
        values: list[float],
        times: list[int],
        scale: tuple[float, float],
    ) -> Self:
        users, items = [user for user, _ in pairs], [item for _, item in pairs]
        (user_ids, rows), (item_ids, columns) = numbered(users), numbered(items)
        order = np.lexsort((columns, rows))
        rows, columns = rows[order], columns[order]
        twice = np.flatnonzero((rows[1:] == rows[:-1]) & (columns[1:] == columns[:-1]))
        if twice.size:
            first, second = sorted(int(order[twice[0] + step]) + 1 for step in (0, 1))
            raise RatingsError(
                f"row {second}, user {users[second - 1]!r}, item {items[second - 1]!r}",
                f"row {first} has the same pair",
                "keep one value for each user and item",
            )
        return cls(
            user_ids,
            item_ids,
            rows,
            columns,
            np.asarray(values, dtype=np.float64)[order],
            np.asarray(times, dtype=np.int64)[order],
            scale,
        )

    def __len__(self) -> int:
        """How many ratings there are."""
        return int(self.values.size)

    def where(self, kept: NDArray[np.bool_]) -> "Interactions":
        """Only the ratings marked in `kept`, shape (n,); users and items left without any are dropped."""
        users, rows = np.unique(self.users[kept], return_inverse=True)
        items, columns = np.unique(self.items[kept], return_inverse=True)
        return Interactions(
            tuple(self.user_ids[user] for user in users),
            tuple(self.item_ids[item] for item in items),
            rows.astype(np.int32),
            columns.astype(np.int32),
            self.values[kept],
            self.times[kept],
            self.scale,
            None if self.leanings is None else self.leanings[kept],
        )

    def matrix(self) -> Any:
        """The values as a scipy CSR array of shape (users, items)."""
        starts = np.searchsorted(self.users, np.arange(len(self.user_ids) + 1))
        shape = (len(self.user_ids), len(self.item_ids))
        return sparse.csr_array((self.values, self.items, starts), shape=shape)

    def fingerprint(self) -> str:
        """SHA-256 (64 hex digits) of all that is in here, whatever order the rows came in."""
        digest = hashlib.sha256(json.dumps([self.user_ids, self.item_ids, self.scale]).encode())
        told = (self.users, self.items, self.values, self.times)
        for numbers in told if self.leanings is None else (*told, self.leanings):
            # Little-endian everywhere, for the same hash on every machine.
            digest.update(numbers.astype(numbers.dtype.newbyteorder("<")).tobytes())
        return digest.hexdigest()


def checked_scale(scale: tuple[float, float]) -> tuple[float, float]:
    """The two ends of a scale; RatingsError where they are not finite, or the lower one is not first."""
    low, high = scale
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise RatingsError("scale", f"it is {scale!r}", "give two numbers, the lower one first")
    return float(low), float(high)


def checked_row(number: int, row: Row, low: float, high: float) -> tuple[str, str, float, int]:
    """Row `number` (from 1) with a value from `low` to `high`; RatingsError naming row, pair and fault."""
    user, item, value, time = row
    where = f"row {number}, user {user!r}, item {item!r}"
    if not (isinstance(user, str) and user and isinstance(item, str) and item):
        raise RatingsError(where, "an id is missing or is not text", "give both ids as text")
    wanted = f"write a number from {low:g} to {high:g}"
    try:
        amount = float(value)
    except (TypeError, ValueError):
        raise RatingsError(where, f"the value is {value!r}", wanted) from None
    if not low <= amount <= high:  # NaN fails every comparison
        raise RatingsError(where, f"the value is {value!r}", wanted)
    try:
        return user, item, amount, int(time)
    except (TypeError, ValueError, OverflowError):
        raise RatingsError(where, f"the time is {time!r}", "write it in seconds since 1970") from None
