"""Places of ids in a model's arrays: the one spot where an id becomes a number."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from recommender.errors import UnknownItemError, UnknownShopperError

NOWHERE = -1
# Items by their ids, or by their numbers: an item's number is its place in the model's `item_ids`. Five hundred
# ids take longer to be looked up than to be scored.
Asked: TypeAlias = Sequence[str] | NDArray[np.integer[Any]]


class Index:
    """Ids in a fixed order, each with its place; an id that is not there has the place -1."""

    def __init__(self, ids: Sequence[str]) -> None:
        """`ids` has no id twice."""
        self.ids: tuple[str, ...] = tuple(ids)
        self._places = {one: place for place, one in enumerate(self.ids)}

    def __len__(self) -> int:
        """How many ids there are."""
        return len(self.ids)

    def __contains__(self, one: object) -> bool:
        """Whether the id has a place."""
        return one in self._places

    def place(self, one: str) -> int:
        """The place of an id, -1 where it is unknown."""
        return self._places.get(one, NOWHERE)

    def item(self, item_id: str) -> int:
        """The place of an item's id; UnknownItemError where it has none."""
        place = self.place(item_id)
        if place < 0:
            raise UnknownItemError(item_id)
        return place

    def user(self, shopper_id: str) -> int:
        """The place of a shopper's id; UnknownShopperError where it has none."""
        place = self.place(shopper_id)
        if place < 0:
            raise UnknownShopperError(shopper_id)
        return place

    def places(self, ids: Iterable[str] | NDArray[np.integer[Any]]) -> NDArray[np.int64]:
        """The places of ids, in the order asked for, -1 where one is unknown; numbers are places already."""
        if isinstance(ids, np.ndarray):
            inside = (ids >= 0) & (ids < len(self.ids))
            return np.where(inside, ids, NOWHERE).astype(np.int64, copy=False)
        return np.fromiter(map(self._places.get, ids, repeat(NOWHERE)), dtype=np.int64)


def numbered(ids: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """The different ids, sorted, and the place of each given one among them, shape (len(ids),)."""
    known = tuple(sorted(set(ids)))
    places = {one: place for place, one in enumerate(known)}
    return known, np.fromiter((places[one] for one in ids), dtype=np.int32, count=len(ids))
