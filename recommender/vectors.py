"""Items as vectors of what they are: TF-IDF of their tokens beside their scaled numbers, each of length 1.

It knows tokens and numbers that the caller chose; it never reads a catalogue, and no rating ever enters."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.errors import RatingsError
from recommender.index import Index

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Tokens = Mapping[str, Sequence[str]]  # item_id to tokens; one that comes twice counts twice
Numbers = Mapping[str, Mapping[str, float]]  # item_id to name to amount
ARRAYS = ("content_starts", "content_columns", "content_weights")
LIMIT = 2.0  # standard deviations: one odd price must not make an item unlike all others


@dataclass(frozen=True, slots=True, eq=False)
class ItemVectors:
    """n items in a space of t features; the rows of `matrix` (scipy CSR, shape (n + 1, t)) have length 1 or 0.

    The last row belongs to no item and is empty, so that the place -1 may be looked up.

    A token's column: tf · (ln((1 + n)/(1 + df)) + 1), df the items that have it, the row then cut to length
    √(1 − share). Source: Salton and Buckley, "Term-weighting approaches", 1988, smoothed as scikit-learn does.
    A number's two columns: how far it is above, and how far below the mean, in standard deviations up to
    LIMIT, cut together to √share; a missing number is in neither. An item without numbers is all tokens, and
    the other way about.
    """

    items: Index
    features: tuple[str, ...]  # tokens, then "name+" and "name-" of the numbers
    matrix: Any

    @classmethod
    def of(cls, tokens: Tokens, numbers: Numbers, share: float) -> Self:
        """The vectors of all items that either mapping names; `share` of a squared length is the numbers'.

        Raises RatingsError where a number is not finite.
        """
        ids = tuple(sorted({*tokens, *numbers}))
        words, word_names = _tfidf([tokens.get(item, ()) for item in ids])
        amounts, number_names = _scaled(ids, numbers)
        worded, numbered = _lengths(words) > 0, _lengths(amounts) > 0
        shares = np.where(worded, np.where(numbered, share, 0.0), 1.0)
        words, amounts = _unit(words, np.sqrt(1 - shares)), _unit(amounts, np.sqrt(shares))
        both = sparse.hstack([words, amounts], format="csr")
        nothing = sparse.csr_array((1, both.shape[1]))
        matrix = sparse.csr_array(sparse.vstack([_unit(both, np.ones(len(ids))), nothing], format="csr"))
        return cls(Index(ids), (*word_names, *number_names), matrix)

    def stored(self) -> dict[str, NDArray[Any]]:
        """The matrix as arrays by name; `items.ids` and `features` are kept as lists of text."""
        parts = (self.matrix.indptr.astype(np.int64), self.matrix.indices.astype(np.int32), self.matrix.data)
        return dict(zip(ARRAYS, parts, strict=True))

    @classmethod
    def restored(
        cls, items: Sequence[str], features: Sequence[str], arrays: Mapping[str, NDArray[Any]]
    ) -> Self:
        """The vectors that `stored` gave, over the same memory."""
        starts, columns, weights = (arrays[name] for name in ARRAYS)
        shape = (len(items) + 1, len(features))
        matrix = sparse.csr_array((weights, columns, starts), shape=shape, copy=False)
        return cls(Index(items), tuple(features), matrix)

    def cosines(self, item_id: str, others: Sequence[str]) -> FloatArray:
        """The likeness in [−1, 1] of an item to others, shape (len(others),); 0 where either is unknown."""
        place, places = self.items.place(item_id), self.items.places(others)
        if place < 0:
            return np.zeros(len(others))
        return np.asarray(self.rows(places) @ self.rows(np.array([place])).toarray()[0], dtype=np.float64)

    def fingerprint(self) -> str:
        """SHA-256 (64 hex digits) of the items, their features and how much they have of each."""
        digest = hashlib.sha256(json.dumps([self.items.ids, self.features]).encode())
        for numbers, kind in (
            (self.matrix.indptr, "<i8"),
            (self.matrix.indices, "<i8"),
            (self.matrix.data, "<f8"),
        ):
            digest.update(numbers.astype(kind).tobytes())
        return digest.hexdigest()

    def rows(self, places: IntArray) -> Any:
        """The vectors at `places` (shape (c,)) as CSR of shape (c, t); an unknown item's (−1) is empty."""
        return self.matrix[places]


def _tfidf(documents: Sequence[Sequence[str]]) -> tuple[Any, tuple[str, ...]]:
    counts = [Counter(document) for document in documents]
    names = tuple(sorted(set().union(*counts)))
    column = {name: place for place, name in enumerate(names)}
    rows = np.repeat(np.arange(len(counts)), [len(one) for one in counts])
    columns = np.fromiter((column[token] for one in counts for token in one), np.int64, rows.size)
    often = np.fromiter((times for one in counts for times in one.values()), np.float64, rows.size)
    known_of = np.bincount(columns, minlength=len(names))
    rarity = np.log((1 + len(counts)) / (1 + known_of)) + 1
    shape = (len(counts), len(names))
    return sparse.csr_array((often * rarity[columns], (rows, columns)), shape=shape), names


def _scaled(ids: Sequence[str], numbers: Numbers) -> tuple[Any, tuple[str, ...]]:
    names = tuple(sorted({name for told in numbers.values() for name in told}))
    rows, columns, values = [], [], []
    for place, name in enumerate(names):
        having = [row for row, item in enumerate(ids) if name in numbers.get(item, {})]
        amounts = np.array([numbers[ids[row]][name] for row in having], dtype=np.float64)
        if not np.isfinite(amounts).all():
            odd = ids[having[int(np.flatnonzero(~np.isfinite(amounts))[0])]]
            raise RatingsError(
                f"item {odd!r}", f"its {name!r} is {numbers[odd][name]!r}", "give a finite number"
            )
        spread = float(amounts.std())
        away = np.clip((amounts - amounts.mean()) / spread if spread else amounts * 0, -LIMIT, LIMIT)
        rows += having
        columns += [2 * place + int(one < 0) for one in away]
        values += np.abs(away).tolist()
    sides = tuple(f"{name}{side}" for name in names for side in "+-")
    matrix = sparse.csr_array((values, (rows, columns)), shape=(len(ids), len(sides)), dtype=np.float64)
    matrix.eliminate_zeros()
    return matrix, sides


def _lengths(matrix: Any) -> FloatArray:
    return np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1), dtype=np.float64).ravel())


def _unit(matrix: Any, wanted: FloatArray) -> Any:
    """The rows brought to the `wanted` lengths (shape (n,)); empty ones stay empty."""
    lengths = _lengths(matrix)
    factors = np.divide(wanted, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return sparse.csr_array(matrix.multiply(factors[:, np.newaxis]))
