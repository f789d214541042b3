"""Which way a shopper leans towards each item of their history, told from the values alone."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
GOOD = 2 / 3  # of the span: 3.5 of 0.5 to 5 stars; a like (4) of deeds from 1 to 5, and not a view (2)
BAD = 1 / 3  # of the span: 2 of 0.5 to 5 stars
LIKED, DISLIKED, REJECTED = 1.0, -1.0, -0.5  # what is said in a session


def is_good(values: FloatArray, scale: tuple[float, float]) -> NDArray[np.bool_]:
    """Whether each value is one of liking, at GOOD of the scale or above."""
    low, high = scale
    return np.asarray(values >= low + GOOD * (high - low) - 1e-9)


def leanings(values: FloatArray, scale: tuple[float, float], *, explicit: bool) -> FloatArray:
    """Each value as a leaning from −1 (away) to 1 (towards), shape as `values`.

    Opinions: their share of the span from GOOD up, that share less 1 from BAD down, and 0 between them.
    Deeds: their share of the span, and −1 at the bottom of the scale, where a dislike is.
    """
    low, high = scale
    share = (values - low) / (high - low)
    if not explicit:
        return np.where(share > 0, share, DISLIKED)
    return np.where(is_good(values, scale), share, np.where(share <= BAD + 1e-9, share - 1, 0.0))


def confidences(
    values: FloatArray, leaning: FloatArray, scale: tuple[float, float], *, explicit: bool
) -> FloatArray:
    """What a linear model goes by, from −1 to 1, shape as `values`: of an opinion (r − middle)/(high − middle).

    Where a leaning is another than the value tells, deeds or the session said it, and it stands; so it does where
    the values are no opinions. A rating of 3 of 5 is no liking, and still says that the item was worth a look:
    on MovieLens that is worth 0.01 of nDCG@10 (docs/recommender.md).
    """
    if not explicit:
        return leaning
    middle = (scale[0] + scale[1]) / 2
    is_opinion = np.isclose(leaning, leanings(values, scale, explicit=True))
    return np.where(is_opinion, (values - middle) / (scale[1] - middle), leaning)
