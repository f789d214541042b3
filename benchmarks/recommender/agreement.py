"""Whether our Pearson predicts what Surprise's KNNWithMeans does, given the same settings."""

from typing import Any

import numpy as np

from benchmarks.recommender import our_models, surprise_models
from benchmarks.recommender.accuracy import agreement_row
from benchmarks.recommender.folds import folds_of
from recommender import Interactions, ItemNeighbours, NeighbourSettings, UserNeighbours


def measure_agreement(ratings: Interactions, seed: int) -> dict[str, list[dict[str, Any]]]:
    """A row for items and one for users, on the first of the folds."""
    fold, rows = folds_of(ratings, seed)[0], []
    theirs = surprise_models.trainset(fold.training)
    for name, of_users, make in (("users", True, UserNeighbours), ("items", False, ItemNeighbours)):
        model = make(NeighbourSettings.as_in_surprise()).fit(fold.training)
        ours = fold.values + fold.errors(our_models.foretold(model, fold, known_only=True))
        peer = surprise_models.means(user_based=of_users)().fit(theirs)
        rows.append(agreement_row(name, ours, np.asarray(surprise_models.foretold(peer, fold))))
    return {"Pearson as in Surprise's KNNWithMeans, first fold (aim: within 1e-6)": rows}
