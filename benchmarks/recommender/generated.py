"""Interactions with a long tail, drawn with a seed: few users do much and few items are had by many."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender import Interactions

IntArray = NDArray[np.int32]
_SPARE = 1.6  # so many are drawn for each that is kept: pairs come twice
_ACTIVITY = 1.0  # the spread of the logarithm of how much a user does
_FLAT, _FALL = 20.0, 0.9  # an item's share goes by (rank + _FLAT) ** -_FALL
SCALE = (0.5, 5.0)


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are to be; users and items of whom nothing is drawn are left out."""

    interactions: int
    users: int
    items: int


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """n pairs, ascending: `users` and `items` of shape (n,), and ratings on SCALE in half stars."""

    users: IntArray
    items: IntArray
    ratings: NDArray[np.float64]

    @classmethod
    def of(cls, size: Size, seed: int) -> Self:
        """The same size and seed always give the same pairs.

        A rating is 3.5 and what user, item, four common tastes (normal) and chance add to it.
        """
        chance = np.random.default_rng(seed)
        active = chance.lognormal(0.0, _ACTIVITY, size.users)
        known = chance.permutation((np.arange(size.items) + _FLAT) ** -_FALL)
        tries = int(size.interactions * _SPARE)
        users = chance.choice(size.users, tries, p=active / active.sum()).astype(np.int64)
        pairs = np.unique(users * size.items + chance.choice(size.items, tries, p=known / known.sum()))
        pairs = np.sort(chance.permutation(pairs)[: size.interactions])
        owners = np.unique(pairs // size.items, return_inverse=True)[1].astype(np.int32)
        items = np.unique(pairs % size.items, return_inverse=True)[1].astype(np.int32)
        return cls(owners, items, _ratings(owners, items, chance))

    @classmethod
    def read(cls, path: Path) -> Self:
        """What `write` kept."""
        with np.load(path) as kept:
            return cls(kept["users"], kept["items"], kept["ratings"])

    def write(self, path: Path) -> None:
        """Keep them as one file of arrays."""
        np.savez(path, users=self.users, items=self.items, ratings=self.ratings)

    @property
    def shape(self) -> tuple[int, int]:
        """How many users and items there are."""
        return int(self.users.max()) + 1, int(self.items.max()) + 1

    def interactions(self, *, deeds: bool) -> Interactions:
        """In our own form: each pair as a confidence of 1 where they are `deeds`, else with its rating."""
        users, items = self.shape
        return Interactions(
            tuple(map(user_id, range(users))),
            tuple(map(item_id, range(items))),
            self.users,
            self.items,
            np.ones(self.users.size) if deeds else self.ratings,
            np.zeros(self.users.size, dtype=np.int64),
            (-1.0, 1.0) if deeds else SCALE,
        )

    def matrix(self) -> Any:
        """As implicit takes it: CSR, a 1 each pair, in single precision."""
        ones = np.ones(self.users.size, dtype=np.float32)
        return sparse.csr_matrix((ones, (self.users, self.items)), shape=self.shape)


def user_id(number: int) -> str:
    """The id of a user's number; ids sort as numbers do."""
    return f"u{number:07}"


def item_id(number: int) -> str:
    """The id of an item's number; ids sort as numbers do."""
    return f"i{number:07}"


def _ratings(users: IntArray, items: IntArray, chance: np.random.Generator) -> NDArray[np.float64]:
    tastes = chance.normal(0, 1, (int(users.max()) + 1, 4)), chance.normal(0, 1, (int(items.max()) + 1, 4))
    rated = (
        3.5
        + 0.4 * chance.normal(size=len(tastes[0]))[users]
        + 0.5 * chance.normal(size=len(tastes[1]))[items]
    )
    for user_taste, item_taste in zip(tastes[0].T, tastes[1].T, strict=True):
        rated += 0.3 * user_taste[users] * item_taste[items]
    rated += 0.6 * chance.normal(size=users.size)
    return np.asarray(np.clip(np.round(rated * 2) / 2, *SCALE))
