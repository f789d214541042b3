"""Even out the directions of sentence vectors, so that a classifier hears the quiet ones as well.

The encoders' vectors differ mostly in a few directions (long or short, question or not), which say little of an
intent. Only a matrix is worked out here; folded into the weights it costs nothing when a sentence is understood.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Matrix = np.ndarray[Any, np.dtype[np.float64]]


def evening(vectors: Matrix, share: float) -> Matrix:
    """T, shape (width, width): the vectors times T have the variance s^(1 − share) where they had s.

    Along each principal direction; 0 changes nothing, 1 is ZCA's whitening but for the turning back. Rows of zeros
    say nothing and are left out; the others keep their root mean square length. Fewer rows than columns tell no
    directions: then T is the identity.
    Source: Kessy, Lewin and Strimmer, "Optimal whitening and decorrelation", The American Statistician, 2018.
    """
    told = vectors[np.any(vectors != 0, axis=1)]
    width = vectors.shape[1]
    if share == 0 or len(told) <= width:
        return np.eye(width)
    directions, spread, _ = np.linalg.svd(np.cov(told, rowvar=False), hermitian=True)
    matrix = directions * np.maximum(spread, spread[0] * 1e-6) ** (-share / 2)
    before, after = ((rows**2).sum(axis=1).mean() for rows in (told, told @ matrix))
    return np.asarray(matrix * np.sqrt(before / after), dtype=np.float64)
