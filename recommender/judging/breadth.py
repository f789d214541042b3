"""What lists are like, whoever likes them: how new, how varied, how popular, and how evenly items are shown.

Lists are as in metrics.py; a place filled with -1 counts for nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.interactions import Interactions
from recommender.ordering import NOBODY

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def novelty(lists: IntArray, counts: IntArray, users: int) -> FloatArray:
    """Mean over each list of −log2 p(i), in bits, shape (u,); NaN for an empty list.

    p(i) = max(n(i), 1)/users is the share of users who had the item in training (`counts`, shape (items,)).
    Source: Zhou et al., "Solving the apparent diversity-accuracy dilemma", PNAS 2010.
    """
    return _mean_over(lists, -np.log2(np.maximum(counts, 1) / max(users, 1)))


def diversity(lists: IntArray, vectors: Any) -> FloatArray:
    """1 − mean cosine over all pairs of a list, shape (u,); NaN for a list of fewer than two.

    `vectors` is a scipy CSR array of shape (items, features) with rows of length 1 (or 0: like nothing).
    Source: Ziegler et al., "Improving recommendation lists through topic diversification", WWW 2005.
    With unit rows, Σ over i ≠ j of cos(i,j) is |Σ v|² − Σ |v|²: no pair is looked at alone.
    """
    chosen = _chosen(lists, vectors.shape[0])
    sums = chosen @ vectors
    whole = np.asarray(sums.multiply(sums).sum(axis=1)).ravel()
    own = chosen @ np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()
    size = (lists != NOBODY).sum(axis=1)
    pairs = np.where(size > 1, size * (size - 1.0), np.nan)
    return np.asarray(1 - (whole - own) / pairs, dtype=np.float64)


def popularity_lift(lists: IntArray, counts: IntArray, profile: FloatArray) -> FloatArray:
    """(a − b)/b with a the mean n(i) of each list and b that of the user's own history, shape (u,).

    0: as popular as what the user takes anyway; 1: twice so. `profile`, shape (u,), holds b.
    Source: Abdollahpouri et al., "The connection between popularity bias, calibration, and fairness", RecSys 2020.
    """
    return _mean_over(lists, counts.astype(np.float64)) / profile - 1


def exposure(lists: IntArray, items: int) -> IntArray:
    """In how many lists each item is, shape (items,)."""
    return np.bincount(lists[lists != NOBODY], minlength=items).astype(np.int64)


def gini(amounts: NDArray[Any]) -> float:
    """Gini's coefficient of amounts of 0 or more, shape (n,): 0 if all have the same, near 1 if one has all.

    G = Σ_j (2j − n − 1)·x(j) / (n·Σ x), with x ascending; NaN where there is nothing to share.
    """
    ordered = np.sort(amounts.astype(np.float64))
    total, size = ordered.sum(), ordered.size
    if not total > 0:
        return float("nan")
    return float(((2 * np.arange(1, size + 1) - size - 1) * ordered).sum() / (size * total))


def token_vectors(item_ids: Sequence[str], tokens: Mapping[str, Sequence[str]]) -> Any:
    """Items as unit vectors over their distinct tokens, each of one weight: shape (items, tokens), CSR."""
    numbers: dict[str, int] = {}
    rows, columns = [], []
    for row, item in enumerate(item_ids):
        for token in dict.fromkeys(tokens.get(item, ())):
            rows.append(row)
            columns.append(numbers.setdefault(token, len(numbers)))
    shape = (len(item_ids), max(len(numbers), 1))
    return _unit(sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape))


def co_rated_vectors(interactions: Interactions, learnt: NDArray[np.bool_]) -> Any:
    """Items as unit vectors over the users who had them among the `learnt` rows: shape (items, users), CSR.

    Their cosine is n(ij)/√(n(i)·n(j)): how much the same people had both.
    """
    ones = np.ones(int(learnt.sum()))
    places = (interactions.items[learnt], interactions.users[learnt])
    shape = (len(interactions.item_ids), len(interactions.user_ids))
    return _unit(sparse.csr_array((ones, places), shape=shape))


def _unit(vectors: Any) -> Any:
    lengths = np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return (sparse.diags_array(scale) @ vectors).tocsr()


def _chosen(lists: IntArray, items: int) -> Any:
    rows, slots = np.nonzero(lists != NOBODY)
    return sparse.csr_array((np.ones(rows.size), (rows, lists[rows, slots])), shape=(lists.shape[0], items))


def _mean_over(lists: IntArray, amounts: FloatArray) -> FloatArray:
    """The mean amount over each list, shape (u,); NaN for an empty one."""
    there = lists != NOBODY
    size = there.sum(axis=1)
    total = np.where(there, amounts[lists], 0.0).sum(axis=1)
    return np.asarray(total / np.where(size > 0, size, np.nan), dtype=np.float64)
