"""implicit's models, asked for scores of everything; and the most popular, which need no model."""

import warnings
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from implicit.als import AlternatingLeastSquares
from implicit.nearest_neighbours import BM25Recommender
from numpy.typing import NDArray
from scipy import sparse
from threadpoolctl import threadpool_limits

from benchmarks.recommender.contender import IMPLICIT, Settings
from benchmarks.recommender.folds import GOOD, Lists
from benchmarks.recommender.ranking import Ranker
from recommender import Feedback, Interactions

FloatArray = NDArray[np.float64]
SEED = 0
TAKEN = ("good", "roots")  # 1 for each GOOD rating, or the roots of our confidences above 0
ALS_GRID = tuple(
    {"taken": taken, "factors": factors, "alpha": alpha, "regularization": strength}
    for taken, factors, alpha, strength in product(TAKEN, (16, 32), (2.0, 10.0), (3.0, 30.0))
)
BM25_GRID = tuple(
    {"taken": taken, "K": count, "K1": k1, "B": b}
    for taken, count, k1, b in product(TAKEN, (20, 200), (1.2, 100.0), (0.2, 0.5, 0.8))
)


def implicit_rankers(*, processors: int) -> list[Ranker]:
    """ALS and BM25 with settings chosen."""
    return [
        Ranker(IMPLICIT, "ALS", _by(_als, processors), ALS_GRID),
        Ranker(IMPLICIT, "BM25", _by(_bm25, processors), BM25_GRID),
    ]


def taken_from(ratings: Interactions, taken: str) -> Any:
    """One of TAKEN, as a CSR matrix in single precision."""
    if taken == "good":
        values = (ratings.values >= GOOD).astype(np.float32)
    else:
        confidences = Feedback.from_ratings(ratings).confidences(now=float(ratings.times.max()))
        values = np.sqrt(np.maximum(confidences.values, 0.0)).astype(np.float32)
    shape = (len(ratings.user_ids), len(ratings.item_ids))
    matrix = sparse.csr_matrix((values, (ratings.users, ratings.items)), shape=shape)
    matrix.eliminate_zeros()
    return matrix


def _by(scores: Callable[..., FloatArray], processors: int) -> Callable[[Lists, Settings], FloatArray]:
    def answer(lists: Lists, settings: Settings) -> FloatArray:
        kept = {name: value for name, value in settings.items() if name != "taken"}
        # implicit has threads of its own, and warns of those of BLAS beside them.
        with warnings.catch_warnings(), threadpool_limits(1, user_api="blas"):
            warnings.simplefilter("ignore")  # it makes a CSR array of its own product, and warns itself of it
            return scores(taken_from(lists.training, settings["taken"]), num_threads=processors, **kept)

    return answer


def _als(matrix: Any, **settings: Any) -> FloatArray:
    model = AlternatingLeastSquares(random_state=SEED, **settings)
    model.fit(matrix, show_progress=False)
    return np.asarray(model.user_factors @ model.item_factors.T, dtype=np.float64)


def _bm25(matrix: Any, **settings: Any) -> FloatArray:
    model = BM25Recommender(**settings)
    model.fit(matrix, show_progress=False)
    return np.asarray((matrix @ model.similarity).toarray(), dtype=np.float64)
