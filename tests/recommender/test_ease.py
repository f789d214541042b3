"""EASE: the contracts, and both its forms against the formula of the paper."""

import numpy as np
import pytest
from history_contract import HistoryContract
from scorer_contract import ScorerContract
from small_histories import scattered
from test_movielens import RATINGS, rows

from recommender import Ease, EaseSettings, Feedback, Interactions, SettingError


def mixed(seed: int, users: int, items: int) -> Interactions:
    """Confidences from -1 to 1."""
    return Feedback.from_ratings(scattered(seed, users, items)).confidences(0)


class TestEase(ScorerContract):
    make = Ease


class TestHistoriesOfManyUsers(HistoryContract):
    make = Ease


class TestHistoriesOfFewUsers(HistoryContract):
    make = Ease
    items = 60


@pytest.mark.parametrize(("users", "items"), [(12, 30), (30, 12), (15, 15)])
@pytest.mark.parametrize("ridge", [0.5, 200.0])
def test_every_score_is_the_papers_in_both_forms(users: int, items: int, ridge: float) -> None:
    told = mixed(7, users, items)
    model = Ease(EaseSettings(ridge=ridge)).fit(told)
    values = told.matrix().toarray()
    counted = np.where(values > 0, 1.0, -0.5) * np.sqrt(np.abs(values))
    wanted = np.maximum(counted, 0.0)
    inverse = np.linalg.inv(wanted.T @ wanted + ridge * np.eye(values.shape[1]))
    weights = np.eye(values.shape[1]) - inverse @ np.diag(1 / np.diag(inverse))
    np.fill_diagonal(weights, 0.0)
    for row, user in enumerate(told.user_ids):
        np.testing.assert_allclose(model.score(user, told.item_ids), counted[row] @ weights, atol=1e-9)


def test_where_users_are_few_nothing_of_items_times_items_is_kept() -> None:
    told = mixed(7, 12, 30)
    assert Ease().fit(told).stored().arrays["pulls"].shape == (len(told.item_ids), len(told.user_ids))


def test_a_model_beyond_the_room_given_is_refused_and_says_how_much_it_wants() -> None:
    with pytest.raises(SettingError, match=r"room_mb is 0\.001; give \S+ or more for 40 users and 25 items"):
        Ease(EaseSettings(room_mb=0.001)).fit(mixed(1, 40, 25))


def test_settings_that_make_no_sense_are_refused() -> None:
    with pytest.raises(SettingError, match="ridge is 0"):
        EaseSettings(ridge=0.0)
    with pytest.raises(SettingError, match="room_mb is -1"):
        EaseSettings(room_mb=-1)


@pytest.mark.skipif(not RATINGS.exists(), reason=f"MovieLens' ratings are not at {RATINGS}")
def test_of_the_films_kept_from_it_it_finds_far_more_than_the_most_popular_would() -> None:
    history = Interactions.from_rows(rows())
    held = np.random.default_rng(0).random(len(history)) < 0.25
    training = history.where(~held)
    model = Ease().fit(Feedback.from_ratings(training).confidences(0))
    lists = model.recommend_all(10)
    popular = np.argsort(-np.bincount(training.items, minlength=len(training.item_ids)), kind="stable")
    wanted = held & (history.values >= 3.5)
    found = by_popularity = 0
    for user, shopper in enumerate(model.user_ids):
        whose = history.users == history.user_ids.index(shopper)
        liked = {history.item_ids[item] for item in history.items[wanted & whose]}
        known = set(training.items[training.users == user].tolist())
        best = [item for item in popular if item not in known][:10]
        found += len(liked & {model.item_ids[item] for item in lists.columns[user]})
        by_popularity += len(liked & {model.item_ids[item] for item in best})
    assert found > 1.5 * by_popularity
