"""Evaluation: figures that can be worked out by hand, and the same ones each time."""

import math

import numpy as np
import pytest
from small_histories import scattered, two_camps, written

from recommender import Interactions, ItemNeighbours, RatingsError, SettingError, evaluate
from recommender.evaluation import Score


def by_letter(_training: Interactions) -> Score:
    """Scores an item 5 less its place in the alphabet."""
    return lambda _shopper, items: np.array([5.0 - (ord(item) - ord("a")) for item in items])


def test_the_last_items_place_gives_hit_rate_and_gain() -> None:
    # Ann's last is c: b leads it, a is rated already. Bob's last is a: it leads. Cem has but one.
    history = written("ann a 4", "ann c 4", "bob b 4", "bob a 4", "cem b 4")
    result = evaluate(history, k=2, folds=2, models={"by letter": by_letter})
    assert result.shoppers == 2
    assert result.measured[0].hit_rate == 1.0
    assert result.measured[0].ndcg == pytest.approx((1 + 1 / math.log2(3)) / 2)
    assert evaluate(history, k=1, folds=2, models={"by letter": by_letter}).measured[0].hit_rate == 0.5


def test_errors_are_of_every_rating_once_cut_to_the_scale() -> None:
    history = written("ann a 4", "ann b 3", "bob c 1", "bob f 5")
    one = evaluate(history, folds=2, models={"by letter": by_letter}).measured[0]
    errors = [1.0, 1.0, 2.0, 0.5 - 5.0]  # f would be 0, below the scale
    assert one.rmse == pytest.approx(math.sqrt(sum(error**2 for error in errors) / 4))
    assert one.mae == pytest.approx(sum(map(abs, errors)) / 4)


def test_a_seed_gives_the_same_figures_and_another_seed_other_folds() -> None:
    history = scattered(seed=1)
    assert evaluate(history, seed=3) == evaluate(history, seed=3)
    assert evaluate(history, seed=3).measured[3].rmse != evaluate(history, seed=4).measured[3].rmse


def test_where_taste_rules_the_neighbours_predict_better_than_any_mean() -> None:
    result = evaluate(two_camps())
    rmse = {one.model: one.rmse for one in result.measured}
    assert rmse["item neighbours"] < rmse["item mean"]
    assert rmse["item neighbours"] < rmse["global mean"]
    assert result.header() == ("model", "RMSE", "MAE", "HR@10", "nDCG@10")
    assert [row[0] for row in result.rows()] == list(rmse)


def test_the_last_item_is_never_learnt_from() -> None:
    seen: list[int] = []

    def spy(training: Interactions) -> Score:
        seen.append(len(training))
        return ItemNeighbours().fit(training).score

    history = two_camps()
    evaluate(history, models={"spy": spy})
    assert seen == [pytest.approx(len(history) * 0.8, abs=1)] * 5 + [len(history) - 24]


def test_too_little_to_measure_is_said() -> None:
    with pytest.raises(RatingsError, match="give 5 or more"):
        evaluate(written("ann a 4"))
    with pytest.raises(SettingError, match="folds is 1"):
        evaluate(scattered(seed=1), folds=1)
    with pytest.raises(SettingError, match="k is 0"):
        evaluate(scattered(seed=1), k=0)
