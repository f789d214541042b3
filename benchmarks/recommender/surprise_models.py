"""Surprise's models, asked for the ratings of a fold. Ids are text, as ours are, so that ties are alike."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from surprise import SVD, Dataset, KNNBaseline, KNNWithMeans, Reader, SVDpp

from benchmarks.recommender.accuracy import MEASURE, Rater
from benchmarks.recommender.contender import SURPRISE, Settings
from benchmarks.recommender.folds import Fold
from recommender import Interactions

FloatArray = NDArray[np.float64]
SEED = 0
SVD_GRID = tuple(
    {"n_factors": 100, "n_epochs": epochs, "lr_all": 0.01, "reg_all": strength}
    for epochs in (30, 60)
    for strength in (0.05, 0.1)
)


def trainset(ratings: Interactions) -> Any:
    """Surprise's own form of the ratings, which lie sorted by user and item."""
    frame = pd.DataFrame(
        {
            "user": np.array(ratings.user_ids)[ratings.users],
            "item": np.array(ratings.item_ids)[ratings.items],
            "rating": ratings.values,
        }
    )
    return Dataset.load_from_df(frame, Reader(rating_scale=ratings.scale)).build_full_trainset()


def surprise_raters() -> list[Rater]:
    """Those that the aims name, as they come, and SVD with settings chosen within each training part."""
    return [
        Rater(SURPRISE, "KNNWithMeans, user, pearson", _asking(means(user_based=True))),
        Rater(SURPRISE, "KNNWithMeans, item, pearson", _asking(means(user_based=False))),
        Rater(SURPRISE, MEASURE[1], _asking(_baseline)),
        Rater(SURPRISE, "SVD", _asking(_svd)),
        Rater(SURPRISE, "SVD, chosen", _asking(_svd), SVD_GRID),
        Rater(SURPRISE, "SVD++", _asking(lambda **kept: SVDpp(random_state=SEED, **kept))),
    ]


def means(*, user_based: bool) -> Callable[..., Any]:
    """Makes KNNWithMeans (k 40, min_k 1) by Pearson's correlation over what both rated."""
    options = {"name": "pearson", "user_based": user_based}
    return lambda **kept: KNNWithMeans(sim_options=options, verbose=False, **kept)


def foretold(model: Any, fold: Fold) -> FloatArray:
    """What a fitted model of Surprise's answers, cut to the scale, shape (n,)."""
    pairs = zip(fold.user_ids, fold.item_ids, strict=True)
    return np.array([model.predict(user, item).est for user, item in pairs])


def _asking(make: Callable[..., Any]) -> Callable[[Fold, Settings], FloatArray]:
    return lambda fold, settings: foretold(make(**settings).fit(trainset(fold.training)), fold)


def _baseline(**kept: Any) -> Any:
    options = {"name": "pearson_baseline", "user_based": False}
    return KNNBaseline(sim_options=options, bsl_options={"method": "als"}, verbose=False, **kept)


def _svd(**kept: Any) -> Any:
    return SVD(random_state=SEED, **kept)
