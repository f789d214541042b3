"""Judge several models on the same splits of one history: the face of this package."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recommender.errors import SettingError
from recommender.interactions import Interactions
from recommender.judging import breadth, figures, metrics, splits
from recommender.judging.advice import advice
from recommender.judging.bootstrap import Draws, Interval
from recommender.judging.contenders import Train, contenders
from recommender.judging.fairness import (
    ACTIVITY,
    Exposure,
    Groups,
    accuracy_by_group,
    activity_thirds,
    exposure_by_group,
)
from recommender.judging.figures import RMSE, PerUser
from recommender.judging.report import COVERAGE, GINI, Measured, Report
from recommender.judging.trial import Bench, Progress, Record, run


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of items and users besides the history; all of it may be missing."""

    item_tokens: Mapping[str, Sequence[str]] = field(default_factory=dict)  # what makes items alike
    item_groups: Mapping[str, Groups] = field(default_factory=dict)  # "brand" -> item_id -> its brand
    user_groups: Mapping[str, Groups] = field(default_factory=dict)  # any attribute -> user_id -> its value


def evaluate(
    interactions: Interactions,
    *,
    split: str = "share",
    k: int = 10,
    seed: int = 0,
    folds: int = 5,
    good: float | None = None,
    explicit: bool = True,
    models: Mapping[str, Train] | None = None,
    traits: Traits | None = None,
    lists: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Judge `models` (else those of contenders.JUDGED), each trained and asked on the same splits.

    `split` is one of splits.KINDS. Each held-back value is predicted, cut to the scale. Each user who has
    something in training and was held back something good (of `good` or more, else two thirds up the scale)
    gets a list of k items that they did not have, out of all; users new to the training are only counted.
    Without `lists` values alone are predicted, which takes a fraction of the time. Intervals come from a
    bootstrap over users with `seed`. Raises SettingError where k < 1, and as `splits_of` does.
    """
    if k < 1:
        raise SettingError("k", k, "1 or more")
    known, least = traits or Traits(), splits.good_from(interactions) if good is None else good
    parts = splits.splits_of(interactions, split, seed=seed, folds=folds, good=least)
    benches = [Bench.of(interactions, part, least if lists else math.inf) for part in parts]
    trains = models if models is not None else contenders(explicit, tokens=known.item_tokens)
    records = [run(name, train, benches, k, progress) for name, train in trains.items()]
    measured = _measured(records, traits=known, benches=benches, k=k, seed=seed)
    return Report(
        split=split,
        seed=seed,
        k=k,
        good_from=least,
        data=interactions.fingerprint(),
        predicted=sum(int(part.held.sum()) for part in parts),
        ranked=np.unique(np.concatenate([bench.ranked for bench in benches])).size,
        strangers=sum(bench.strangers for bench in benches),
        models=measured,
        advice=advice(measured, k, explicit=explicit),
    )


def _measured(
    records: Sequence[Record], *, traits: Traits, benches: Sequence[Bench], k: int, seed: int
) -> tuple[Measured, ...]:
    history = benches[0].history
    told = _per_user(records, benches, k, traits)
    draws = {name: one.draws(seed) for name, one in told.items()}
    mains = (figures.named(metrics.NDCG, k), RMSE)
    attributes = {ACTIVITY: activity_thirds(history), **traits.user_groups}
    fair = [
        accuracy_by_group(
            attribute, groups, figure=main, per_user=told[main], user_ids=history.user_ids, seed=seed
        )
        for attribute, groups in attributes.items()
        for main in mains
    ]
    measured = []
    for row, record in enumerate(records):
        shown = breadth.exposure(np.concatenate(record.lists), len(history.item_ids))
        own = {name: one.interval(row) for name, one in draws.items()}
        measured.append(
            Measured(
                record.model,
                {**own, COVERAGE: _bare(float((shown > 0).mean())), GINI: _bare(breadth.gini(shown))},
                {name: _behind(draws[name], row, lowest=name == RMSE) for name in mains},
                float(np.mean(record.fits_s)),
                float(np.median(record.requests_s)) * 1000 if record.requests_s else math.nan,
                tuple(one for one in (group[row] for group in fair) if one is not None),
                _exposures(traits.item_groups, shown, history),
            )
        )
    return tuple(measured)


def _per_user(
    records: Sequence[Record], benches: Sequence[Bench], k: int, traits: Traits
) -> Mapping[str, PerUser]:
    """Every figure; items are alike by their tokens, or where there are none by who had them."""
    tokens, item_ids = traits.item_tokens, benches[0].history.item_ids
    vectors = breadth.token_vectors(item_ids, tokens) if tokens else None
    return {
        **figures.errors_per_user(records, benches),
        **figures.lists_per_user(records, benches, k, vectors),
    }


def _bare(value: float) -> Interval:
    """A figure of the lists as a whole: it isn't a mean over users, and has no interval."""
    return Interval(value, math.nan, math.nan)


def _behind(draws: Draws, row: int, *, lowest: bool) -> Interval:
    """By how much the best model is better than the one in `row`."""
    values = draws.values
    if np.isnan(values).all() or np.isnan(values[row]):
        return _bare(math.nan)
    best = int(np.nanargmin(values) if lowest else np.nanargmax(values))
    if best == row:
        return _bare(0.0)
    return draws.difference(row, best) if lowest else draws.difference(best, row)


def _exposures(
    item_groups: Mapping[str, Groups], shown: NDArray[np.int64], history: Interactions
) -> tuple[Exposure, ...]:
    told = (exposure_by_group(name, groups, shown, history) for name, groups in item_groups.items())
    return tuple(one for one in told if one is not None)
