"""Put variety into a list: each next item is the one that is good and unlike those before it.

It knows scores and likenesses alone, and draws nothing by chance."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from recommender.errors import SettingError

FloatArray = NDArray[np.float64]


def diversified(scores: FloatArray, likeness: Callable[[int], FloatArray], n: int, knob: float) -> list[int]:
    """Places of the first n items by maximal marginal relevance, the best first.

    The next one is that of largest (1 − knob)·s_i − knob·max_{j chosen} likeness(j)_i, with s the scores
    brought to 0..1 by the least and the greatest of them; ties by place. `scores` has shape (c,),
    `likeness(j)` gives the likeness of item j to all c items, shape (c,), in [−1, 1] or [0, 1].
    At knob 0 the order is that of the scores, at 1 likeness alone decides after the first.
    Raises SettingError where the knob is not from 0 to 1.
    Source: Carbonell and Goldstein, "The use of MMR", SIGIR 1998.
    """
    if not 0 <= knob <= 1:
        raise SettingError("diversity", knob, "0 to 1")
    n = max(min(n, scores.size), 0)
    if knob == 0 or n == 0:
        return [int(place) for place in np.argsort(-scores, kind="stable")[:n]]
    reach = float(np.ptp(scores))
    worth = (1 - knob) * (scores - scores.min()) / (reach or 1.0)
    chosen = [int(np.argmax(scores))]
    nearest = np.full(scores.size, -np.inf)
    left = np.ones(scores.size, np.bool_)
    while len(chosen) < n:
        left[chosen[-1]] = False
        np.maximum(nearest, likeness(chosen[-1]), out=nearest)
        chosen.append(int(np.argmax(np.where(left, worth - knob * nearest, -np.inf))))
    return chosen
