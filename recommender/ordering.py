"""Pick the best of many scores: what lists are cut by."""

import numpy as np
from numpy.typing import NDArray

NOBODY = -1


def first(scores: NDArray[np.float64], k: int) -> NDArray[np.int64]:
    """The k places of the highest scores, best first, ties by place; shape (k,), -1 where there are no more.

    A score of NaN or -inf is none.
    """
    scores = np.where(np.isnan(scores), -np.inf, scores)
    candidates = np.flatnonzero(scores > -np.inf)
    if candidates.size > k:
        # Keep all that tie with the k-th, so that the stable sort, not the partition, decides among them.
        bar = np.partition(scores[candidates], candidates.size - k)[candidates.size - k]
        candidates = candidates[scores[candidates] >= bar]
    best = candidates[np.argsort(-scores[candidates], kind="stable")[:k]]
    return np.concatenate([best, np.full(k - best.size, NOBODY)]).astype(np.int64)
