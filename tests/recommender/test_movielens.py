"""Real ratings, 100,004 of them, where they lie beside the project: sensible lists, and no waste."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommender import (
    Factors,
    Interactions,
    ItemNeighbours,
    NeighbourSettings,
    RatingBlend,
    Recommender,
    UserNeighbours,
)
from recommender.article import recommend_movies

RATINGS = Path(__file__).parents[3] / "shared" / "data" / "movielens-small" / "ratings.csv"

pytestmark = pytest.mark.skipif(not RATINGS.exists(), reason=f"MovieLens' ratings are not at {RATINGS}")


def rows() -> Iterator[tuple[str, str, float, int]]:
    with RATINGS.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for line in lines:
            yield line[0], line[1], float(line[2]), int(line[3])


@pytest.fixture(scope="module")
def history() -> Interactions:
    return Interactions.from_rows(rows())


@pytest.fixture(scope="module")
def model(history: Interactions) -> Recommender:
    return Recommender().fit(history, explicit=True)


def test_all_of_movielens_is_read(history: Interactions) -> None:
    assert (len(history), len(history.user_ids), len(history.item_ids)) == (100_004, 671, 9_066)


def test_shopper_1_is_recommended_films_that_many_rated_well(
    history: Interactions, model: Recommender
) -> None:
    recommended = model.recommend("1", 10)
    assert len(recommended) == 10
    for reason in recommended:
        values = history.values[history.items == history.item_ids.index(reason.item_id)]
        assert values.size >= 20
        assert values.mean() > history.values.mean()
        assert sum(reason.parts.values()) == pytest.approx(reason.score, abs=1e-9)


def test_nobodys_list_is_led_by_a_film_with_a_single_rating(
    history: Interactions, model: Recommender
) -> None:
    counts = np.bincount(history.items)
    for shopper in history.user_ids[::25]:
        first = model.recommend(shopper, 1)[0]
        assert counts[history.item_ids.index(first.item_id)] > 1


def test_different_shoppers_get_different_lists(history: Interactions, model: Recommender) -> None:
    lists = [tuple(reason.item_id for reason in model.recommend(who, 10)) for who in history.user_ids[:100]]
    assert len(set(lists)) > 90


def error(history: Interactions, model: Any) -> float:
    """RMSE on a fifth of the ratings, of a model that is fitted on the others."""
    held = np.random.default_rng(0).permutation(len(history)) % 5 == 0
    model.fit(history.where(~held))
    predicted = np.empty(held.sum())
    users, items, values = history.users[held], history.items[held], history.values[held]
    for user in np.unique(users):
        theirs = np.flatnonzero(users == user)
        names = [history.item_ids[item] for item in items[theirs]]
        predicted[theirs] = model.estimate(history.user_ids[user], names)
    return float(np.sqrt(np.mean((np.clip(predicted, 0.5, 5) - values) ** 2)))


def test_each_caution_brings_predictions_nearer_to_what_shoppers_gave(history: Interactions) -> None:
    best = error(history, ItemNeighbours(NeighbourSettings.of_baselines()))
    plain = error(history, ItemNeighbours(NeighbourSettings.plain(40, 5)))
    assert best < error(history, ItemNeighbours()) < plain
    users = error(history, UserNeighbours())
    assert best < users < error(history, UserNeighbours(NeighbourSettings.plain(40)))
    assert best < 0.868  # Surprise's KNNBaseline(item, pearson_baseline) has 0.8768 on the same fold


def test_the_blend_foretells_ratings_better_than_either_part(history: Interactions) -> None:
    parts = error(history, ItemNeighbours(NeighbourSettings.of_baselines())), error(history, Factors())
    assert max(parts) < 0.875
    assert error(history, RatingBlend()) < 0.996 * min(parts)


def test_the_articles_example_recommends_good_films_that_many_rated(history: Interactions) -> None:
    found = recommend_movies("1", 10, RATINGS)
    assert len(found) == 10
    for reason in found:
        values = history.values[history.items == history.item_ids.index(reason.item_id)]
        assert values.size >= 20
        assert values.mean() > history.values.mean()
        assert reason.evidence
