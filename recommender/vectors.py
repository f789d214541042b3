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
ARRAYS = ("content_starts", "content_columns", "content_weights", "content_scales")
SIDES = "+-"
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
    scales: FloatArray  # (m, 2) mean and standard deviation of each of the m numbers

    @classmethod
    def of(cls, tokens: Tokens, numbers: Numbers, share: float) -> Self:
        """The vectors of all items that either mapping names; `share` of a squared length is the numbers'.

        Raises RatingsError where a number is not finite.
        """
        ids = tuple(sorted({*tokens, *numbers}))
        words, word_names = _tfidf([tokens.get(item, ()) for item in ids])
        names = tuple(sorted({name for told in numbers.values() for name in told}))
        scales = _scales(names, numbers)
        amounts = _scaled(ids, numbers, names, scales)
        sides = tuple(f"{name}{side}" for name in names for side in SIDES)
        return cls(Index(ids), (*word_names, *sides), _closed(_joined(words, amounts, share)), scales)

    def also(self, tokens: Tokens, numbers: Numbers, share: float) -> "ItemVectors":
        """With the items of either mapping that are not here yet, by the rarities and scales of those that are.

        Tokens and names of numbers that no item here has are passed over. `share` and errors as in `of`.
        """
        new = sorted({*tokens, *numbers} - set(self.items.ids))
        words = len(self.features) - 2 * len(self.scales)
        having = np.bincount(self.matrix.indices, minlength=len(self.features))[:words]
        column = {name: place for place, name in enumerate(self.features[:words])}
        counts = [Counter(token for token in tokens.get(item, ()) if token in column) for item in new]
        worded = _weighed(counts, column, _rarities(len(self.items), having))
        names = tuple(side.removesuffix(SIDES[0]) for side in self.features[words::2])
        rows = _joined(worded, _scaled(new, numbers, names, self.scales), share)
        ids = (*self.items.ids, *new)
        order = sorted(range(len(ids)), key=ids.__getitem__)
        every = sparse.csr_array(sparse.vstack([self.matrix[:-1], rows], format="csr"))
        matrix = _closed(every[np.array(order, dtype=np.intp)])
        return ItemVectors(Index([ids[place] for place in order]), self.features, matrix, self.scales)

    def stored(self) -> dict[str, NDArray[Any]]:
        """The matrix as arrays by name; `items.ids` and `features` are kept as lists of text."""
        parts = (self.matrix.indptr.astype(np.int64), self.matrix.indices.astype(np.int32), self.matrix.data)
        return dict(zip(ARRAYS, (*parts, self.scales), strict=True))

    @classmethod
    def restored(
        cls, items: Sequence[str], features: Sequence[str], arrays: Mapping[str, NDArray[Any]]
    ) -> Self:
        """The vectors that `stored` gave, over the same memory."""
        starts, columns, weights, scales = (arrays[name] for name in ARRAYS)
        shape = (len(items) + 1, len(features))
        matrix = sparse.csr_array((weights, columns, starts), shape=shape, copy=False)
        return cls(Index(items), tuple(features), matrix, scales)

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
    having = np.bincount([column[token] for one in counts for token in one], minlength=len(names))
    return _weighed(counts, column, _rarities(len(counts), having)), names


def _rarities(items: int, having: NDArray[Any]) -> FloatArray:
    return np.asarray(np.log((1 + items) / (1 + having)) + 1, dtype=np.float64)


def _weighed(counts: Sequence[Counter[str]], column: Mapping[str, int], rarity: FloatArray) -> Any:
    rows = np.repeat(np.arange(len(counts)), [len(one) for one in counts])
    columns = np.fromiter((column[token] for one in counts for token in one), np.int64, rows.size)
    often = np.fromiter((times for one in counts for times in one.values()), np.float64, rows.size)
    return sparse.csr_array((often * rarity[columns], (rows, columns)), shape=(len(counts), len(column)))


def _scales(names: Sequence[str], numbers: Numbers) -> FloatArray:
    scales = np.zeros((len(names), 2))
    for place, name in enumerate(names):
        amounts = {item: told[name] for item, told in sorted(numbers.items()) if name in told}
        _check_finite(amounts, name)
        there = np.array(list(amounts.values()), dtype=np.float64)
        scales[place] = there.mean(), there.std()
    return scales


def _scaled(ids: Sequence[str], numbers: Numbers, names: Sequence[str], scales: FloatArray) -> Any:
    rows, columns, values = [], [], []
    for place, (name, (mean, spread)) in enumerate(zip(names, scales.tolist(), strict=True)):
        having = [row for row, item in enumerate(ids) if name in numbers.get(item, {})]
        amounts = {ids[row]: numbers[ids[row]][name] for row in having}
        _check_finite(amounts, name)
        there = np.fromiter(amounts.values(), np.float64, len(amounts))
        away = np.clip((there - mean) / spread if spread else there * 0, -LIMIT, LIMIT)
        rows += having
        columns += [2 * place + int(one < 0) for one in away]
        values += np.abs(away).tolist()
    shape = (len(ids), 2 * len(names))
    matrix = sparse.csr_array((values, (rows, columns)), shape=shape, dtype=np.float64)
    matrix.eliminate_zeros()
    return matrix


def _check_finite(amounts: Mapping[str, float], name: str) -> None:
    for item, amount in amounts.items():
        if not np.isfinite(amount):
            raise RatingsError(f"item {item!r}", f"its {name!r} is {amount!r}", "give a finite number")


def _joined(words: Any, amounts: Any, share: float) -> Any:
    """Both sides of each item, together of length 1 (or 0), `share` of the square the numbers'."""
    worded, numbered = _lengths(words) > 0, _lengths(amounts) > 0
    shares = np.where(worded, np.where(numbered, share, 0.0), 1.0)
    words, amounts = _unit(words, np.sqrt(1 - shares)), _unit(amounts, np.sqrt(shares))
    both = sparse.hstack([words, amounts], format="csr")
    return _unit(both, np.ones(both.shape[0]))


def _closed(rows: Any) -> Any:
    """With the empty row of no item at the end."""
    nothing = sparse.csr_array((1, rows.shape[1]))
    return sparse.csr_array(sparse.vstack([rows, nothing], format="csr"))


def _lengths(matrix: Any) -> FloatArray:
    return np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1), dtype=np.float64).ravel())


def _unit(matrix: Any, wanted: FloatArray) -> Any:
    """The rows brought to the `wanted` lengths (shape (n,)); empty ones stay empty."""
    lengths = _lengths(matrix)
    factors = np.divide(wanted, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return sparse.csr_array(matrix.multiply(factors[:, np.newaxis]))
