"""lenskit's models, asked for the ratings of a fold or for scores of everything."""

import warnings
from typing import Any

import numpy as np
import pandas as pd
from lenskit import predict
from lenskit.als import BiasedMFScorer
from lenskit.data import from_interactions_df
from lenskit.knn import EASEScorer, ItemKNNScorer
from lenskit.pipeline import predict_pipeline
from lenskit.training import TrainingOptions
from numpy.typing import NDArray

from benchmarks.recommender.accuracy import Rater
from benchmarks.recommender.contender import LENSKIT, Settings
from benchmarks.recommender.folds import GOOD, Fold, Lists
from benchmarks.recommender.ranking import Ranker
from recommender import EaseSettings, Interactions

FloatArray = NDArray[np.float64]
SEED = 0
KNN_GRID = tuple({"max_nbrs": count} for count in (20, 40, 80))
MF_GRID = tuple(
    {"embedding_size": size, "regularization": strength} for size in (25, 50) for strength in (0.1, 0.2, 0.4)
)
EASE_GRID = tuple({"regularization": strength} for strength in (100.0, 200.0, 400.0))


def lenskit_raters() -> list[Rater]:
    """Item neighbours and biased matrix factors; what they come with is in the grids."""
    return [
        Rater(LENSKIT, "ItemKNN", _rated_by(ItemKNNScorer), KNN_GRID[:2]),
        Rater(LENSKIT, "BiasedMF", _rated_by(BiasedMFScorer), MF_GRID),
    ]


def lenskit_rankers() -> list[Ranker]:
    """Item neighbours and EASE, both on the pairs that were rated GOOD or better."""
    return [
        Ranker(LENSKIT, "ItemKNN", _ranked_by(ItemKNNScorer, feedback="implicit"), KNN_GRID),
        Ranker(LENSKIT, "EASE", _ranked_by(EASEScorer), EASE_GRID),
    ]


def dataset(ratings: Interactions) -> Any:
    """lenskit's own form of the ratings."""
    frame = pd.DataFrame(
        {
            "user_id": np.array(ratings.user_ids)[ratings.users],
            "item_id": np.array(ratings.item_ids)[ratings.items],
            "rating": ratings.values,
        }
    )
    return from_interactions_df(frame)


def fitted_ease(pairs: Any) -> Any:
    """A pipeline with EASE, regularised as our own is, fitted to a dataset."""
    return _trained(EASEScorer(regularization=EaseSettings().ridge), pairs, fallback=False)


def _trained(scorer: Any, pairs: Any, *, fallback: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of GPUs that are not there
        pipeline = predict_pipeline(scorer, fallback=fallback)
        pipeline.train(pairs, TrainingOptions(rng=SEED, device="cpu"))
    return pipeline


def _rated_by(scorer: Any) -> Any:
    """Answers to folds, by lenskit's own damped means where the model itself has none."""

    def answer(fold: Fold, settings: Settings) -> FloatArray:
        pipeline = _trained(scorer(**settings), dataset(fold.training), fallback=True)
        users, items = np.array(fold.user_ids), np.array(fold.item_ids)
        predicted = np.full(users.size, np.nan)
        for user in np.unique(users):
            rows = np.flatnonzero(users == user)
            predicted[rows] = predict(pipeline, str(user), items[rows].tolist()).scores()
        return predicted

    return answer


def _ranked_by(scorer: Any, **fixed: Any) -> Any:
    """Scores of all items for all users of Lists; NaN where lenskit has none."""

    def answer(lists: Lists, settings: Settings) -> FloatArray:
        training = lists.training
        liked = training.where(training.values >= GOOD)
        pipeline = _trained(scorer(**fixed, **settings), dataset(liked), fallback=False)
        scores = np.full((len(training.user_ids), len(training.item_ids)), np.nan)
        places = [training.item_ids.index(item) for item in liked.item_ids]
        known = set(liked.user_ids)
        for row, user in enumerate(training.user_ids):
            if user in known:
                scores[row, places] = predict(pipeline, user, list(liked.item_ids)).scores()
        return scores

    return answer
