"""How well items match what a shopper leans towards and away from, and which items and tokens make it so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommender.vectors import ItemVectors

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
MOST = 3  # items named in one reason
MOST_TOKENS = 6  # twice as many: not every token of the caller's has a word for people
NAMEABLE = 30  # liked items that are weighed for a reason: a long history costs no more than these


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """The cosines of c items with the profile of one shopper's leanings towards h items."""

    vectors: ItemVectors
    places: IntArray  # (c,) of the items, −1 for an unknown one
    rows: Any  # (c, t) CSR, their vectors
    leant: IntArray  # (h,) places of the items leant to or from
    weights: FloatArray  # (h,) what each adds to the profile: a_j/Σa, or −β·b_j/Σb
    profile: FloatArray  # (t,) of length 1, or 0 where nothing is known
    length: float  # that the profile had
    cosines: FloatArray  # (c,)

    @classmethod
    def of(
        cls,
        vectors: ItemVectors,
        leaning: Mapping[str, float],
        item_ids: Sequence[str],
        dislike_weight: float,
    ) -> Self:
        """The matching of items with leanings (item_id to −1..1), as content.py says."""
        told = vectors.items.places(leaning)
        amounts = np.fromiter(leaning.values(), np.float64, len(leaning))
        counting = (told >= 0) & (amounts != 0)
        leant, amounts = told[counting], amounts[counting]
        to, away = np.maximum(amounts, 0), np.maximum(-amounts, 0)
        weights = to / max(to.sum(), 1e-300) - dislike_weight * away / max(away.sum(), 1e-300)
        profile = np.asarray(weights @ vectors.rows(leant), dtype=np.float64).ravel()
        # Not BLAS: its threads cost milliseconds where cores are shared, for a product of microseconds.
        length = float(np.sqrt(np.einsum("t,t->", profile, profile)))
        profile = profile / length if length > 0 else profile
        places = vectors.items.places(item_ids)
        rows = vectors.rows(places)
        return cls(vectors, places, rows, leant, weights, profile, length, np.asarray(rows @ profile))

    def by_item(self) -> FloatArray:
        """What each item leant to or from adds to each cosine, shape (c, h); rows add up to `cosines`."""
        return self._shares(np.arange(self.leant.size))

    def by_token(self, row: int) -> dict[str, float]:
        """What each feature of one item adds to its cosine; the values add up to it."""
        start, end = self.rows.indptr[row], self.rows.indptr[row + 1]
        columns, weights = self.rows.indices[start:end], self.rows.data[start:end]
        shares = weights * self.profile[columns]
        return {self.vectors.features[c]: float(s) for c, s in zip(columns, shares, strict=True)}

    def only(self, chosen: NDArray[np.intp]) -> "Matching":
        """The matching of the items at these places of the c alone, in this order."""
        return replace(self, places=self.places[chosen], rows=self.rows[chosen], cosines=self.cosines[chosen])

    def evidence(self) -> list[tuple[str, ...]]:
        """For each of the c items the ids of at most three liked ones that raise its cosine most, strongest first.

        Chosen among the NAMEABLE that the profile leans towards most; ties by id; never the item itself; none
        where the cosine is not above 0.
        """
        liked = np.flatnonzero(self.weights > 0)
        liked = np.sort(liked[np.lexsort((self.leant[liked], -self.weights[liked]))][:NAMEABLE])
        liked = liked[np.argsort(self.leant[liked], kind="stable")]
        shares = self._shares(liked)
        shares[self.places[:, np.newaxis] == self.leant[liked]] = 0.0
        shares[self.cosines <= 0] = 0.0
        best = np.argsort(-shares, axis=1, kind="stable")[:, :MOST]
        strong = (np.take_along_axis(shares, best, axis=1) > 0).tolist()
        ids = [self.vectors.items.ids[place] for place in self.leant[liked]]
        return [
            tuple(ids[column] for column, counts in zip(row, some, strict=True) if counts)
            for row, some in zip(best.tolist(), strong, strict=True)
        ]

    def _shares(self, leant: NDArray[np.intp]) -> FloatArray:
        """The columns `leant` of `by_item`."""
        if self.length == 0:
            return np.zeros((self.places.size, leant.size))
        products = (self.rows @ self.vectors.rows(self.leant[leant]).T).toarray()
        return np.asarray(products * (self.weights[leant] / self.length), dtype=np.float64)

    def telling(self, alike: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
        """For each of the c items at most MOST_TOKENS features that it shares with the first of its `alike`.

        Only those that raise its cosine, strongest first, ties by column; none for an item without `alike`.
        """
        return [self._shared(row, liked[0]) if liked else () for row, liked in enumerate(alike)]

    def _shared(self, row: int, liked: str) -> tuple[str, ...]:
        columns = self.rows.indices[self.rows.indptr[row] : self.rows.indptr[row + 1]]
        shares = self.rows.data[self.rows.indptr[row] : self.rows.indptr[row + 1]] * self.profile[columns]
        matrix, place = self.vectors.matrix, self.vectors.items.place(liked)
        # A dozen numbers each: plain Python is done with them before NumPy has looked at its arguments.
        theirs = set(matrix.indices[matrix.indptr[place] : matrix.indptr[place + 1]].tolist())
        shared = [
            (-share, column)
            for column, share in zip(columns.tolist(), shares.tolist(), strict=True)
            if share > 0 and column in theirs
        ]
        return tuple(self.vectors.features[column] for _, column in sorted(shared)[:MOST_TOKENS])
