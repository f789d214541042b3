"""RMSE and MAE of five folds, the same for all; each fold beside the peer that the aims are ratios to."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.recommender.contender import SURPRISE, Contender, Settings, told
from benchmarks.recommender.folds import Fold, folds_of
from recommender import Interactions

FloatArray = NDArray[np.float64]
Rater = Contender[Fold]
MEASURE: Final = (SURPRISE, "KNNBaseline, item, pearson_baseline")  # what ratios are to
AIM: Final = "aims: best of ours at or under 0.996, our blend at or under 0.985"


@dataclass(frozen=True, slots=True)
class Errors:
    """Of one contender, a number a fold."""

    rmse: Sequence[float]
    mae: Sequence[float]
    seconds: Sequence[float]  # of processor time, to learn and to answer, without the choice of settings
    settings: Sequence[Settings]


def measure_accuracy(
    ratings: Interactions, raters: Sequence[Rater], seed: int, say: Callable[[str], None]
) -> dict[str, list[dict[str, Any]]]:
    """Table of all raters, one row each; MEASURE has to be among them."""
    folds = folds_of(ratings, seed)
    found = {}
    for rater in raters:
        found[rater] = _errors(rater, folds, seed)
        say(f"{rater.side}: {rater.name}: RMSE {np.mean(found[rater].rmse):.4f}")
    measure = next(errors for rater, errors in found.items() if (rater.side, rater.name) == MEASURE)
    title = f"Ratings of {len(folds)} folds; ratio to {MEASURE[0]}'s {MEASURE[1]} ({AIM})"
    return {title: [_row(rater, errors, measure) for rater, errors in found.items()]}


def agreement_row(model: str, ours: FloatArray, theirs: FloatArray, aim: float = 1e-6) -> dict[str, Any]:
    """How far two sides that are to predict the same are apart, both of shape (n,) and cut to the scale."""
    apart = np.abs(ours - theirs)
    return {
        "model": model,
        "predictions": apart.size,
        "greatest_difference": f"{apart.max():.1e}",
        f"over_{aim:.0e}": int((apart > aim).sum()),
    }


def _errors(rater: Rater, folds: Sequence[Fold], seed: int) -> Errors:
    rmse, mae, seconds, chosen = [], [], [], []
    for fold in folds:
        inner = fold.inner(seed) if len(rater.grid) > 1 else fold
        settings = rater.choose(inner, lambda part, answer: _rmse(part.errors(answer)))
        began = time.process_time()
        errors = fold.errors(rater.answer(fold, settings))
        seconds.append(time.process_time() - began)
        rmse.append(_rmse(errors))
        mae.append(float(np.abs(errors).mean()))
        chosen.append(settings)
    return Errors(rmse, mae, seconds, chosen)


def _rmse(errors: FloatArray) -> float:
    return float(np.sqrt(np.mean(errors**2)))


def _row(rater: Rater, errors: Errors, measure: Errors) -> dict[str, Any]:
    ratios = np.array(errors.rmse) / np.array(measure.rmse)
    chosen = Counter(map(told, errors.settings)).most_common()
    settings = chosen[0][0] + (f" (in {chosen[0][1]} of {len(errors.rmse)} folds)" if chosen[1:] else "")
    return {
        "side": rater.side,
        "model": rater.name,
        "RMSE": f"{np.mean(errors.rmse):.4f}",
        "MAE": f"{np.mean(errors.mae):.4f}",
        "ratio": f"{np.mean(ratios):.4f}",
        "least": f"{ratios.min():.4f}",
        "greatest": f"{ratios.max():.4f}",
        "processor_s_a_fold": float(np.mean(errors.seconds)),
        "settings": settings,
    }
