"""How near predictions come, and how well lists are ordered: figures of every user, in whole arrays.

A list is a row of item numbers, best first, filled up with -1; what the user turned out to like is relevant."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from recommender.ordering import NOBODY

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

HIT_RATE, NDCG, MAP, MRR, PRECISION, RECALL = "HR", "nDCG", "MAP", "MRR", "precision", "recall"
RANKING = (HIT_RATE, NDCG, MAP, MRR, PRECISION, RECALL)


def hits(lists: IntArray, users: IntArray, relevant: IntArray, items: int) -> BoolArray:
    """Where the lists (shape (u, k)) of `users` (shape (u,)) hold a relevant item.

    `relevant` are the numbers user · items + item of all that is relevant, ascending.
    """
    wanted = users[:, np.newaxis] * items + lists
    if not relevant.size:
        return np.zeros(lists.shape, np.bool_)
    nearest = relevant[np.searchsorted(relevant, wanted).clip(max=relevant.size - 1)]
    return np.asarray((nearest == wanted) & (lists != NOBODY), dtype=np.bool_)


def ranking(found: BoolArray, relevant: IntArray) -> Mapping[str, FloatArray]:
    """The six figures of RANKING for each of u users, shape (u,), each in [0, 1].

    `found`, shape (u, k), marks the hits of the lists; `relevant`, shape (u,), says how many there were to
    find, one at least. With h(p) 1 for a hit at place p and m = min(k, relevant):
      HR@k = 1 if any h;  precision@k = Σh/k;  recall@k = Σh/relevant;  MRR@k = 1/p of the first hit, else 0;
      nDCG@k = Σ h(p)/log2(p + 1) / Σ_{p ≤ m} 1/log2(p + 1)   (Järvelin and Kekäläinen, TOIS 2002, gains 0 and 1);
      AP@k = Σ h(p)·(hits up to p)/p / m, whose mean is MAP@k.
    """
    k = found.shape[1]
    places = np.arange(1, k + 1)
    discount = 1 / np.log2(places + 1)
    most = np.minimum(relevant, k)
    total = found.sum(axis=1)
    precise = found.cumsum(axis=1) / places
    return {
        HIT_RATE: (total > 0).astype(np.float64),
        NDCG: (found * discount).sum(axis=1) / discount.cumsum()[most - 1],
        MAP: (found * precise).sum(axis=1) / most,
        MRR: (found / places).max(axis=1, initial=0.0),
        PRECISION: total / k,
        RECALL: total / relevant,
    }


def error_sums(errors: FloatArray, users: NDArray[np.integer], count: int) -> FloatArray:
    """Three rows, by user, shape (3, count): Σ (r̂ − r)², Σ |r̂ − r|, and n, how many; `users` of shape (n,).

    RMSE is the root of the first row's sum by the third's, MAE the second's by the third's.
    """
    parts = (errors**2, np.abs(errors), np.ones_like(errors))
    return np.array([np.bincount(users, weights=part, minlength=count) for part in parts])
