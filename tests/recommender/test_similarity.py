"""The sparse similarities against a slow transcription of the article's formula, in exact fractions."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_histories import HALF_STARS, scattered, written

from recommender import Interactions, similarity
from recommender.means import item_means
from recommender.similarity import Neighbourhood, pearson_neighbours

Ratings = dict[str, dict[str, Fraction]]  # item to user to rating


def by_item(history: Interactions) -> Ratings:
    ratings: Ratings = {item: {} for item in history.item_ids}
    for user, item, value in zip(history.users, history.items, history.values, strict=True):
        ratings[history.item_ids[item]][history.user_ids[user]] = Fraction(float(value))
    return ratings


def sim(ratings: Ratings, i: str, j: str, min_overlap: int, shrinkage: float) -> float:
    """Σ(r_ui − r̄_i)(r_uj − r̄_j) / (√Σ(r_ui − r̄_i)² · √Σ(r_uj − r̄_j)²), u over those who rated both."""
    both = ratings[i].keys() & ratings[j].keys()
    mean_i, mean_j = (sum(ratings[x].values()) / Fraction(len(ratings[x])) for x in (i, j))
    over = sum((ratings[i][u] - mean_i) * (ratings[j][u] - mean_j) for u in both)
    square_i = sum((ratings[i][u] - mean_i) ** 2 for u in both)
    square_j = sum((ratings[j][u] - mean_j) ** 2 for u in both)
    if len(both) < min_overlap or not square_i or not square_j:
        return 0.0
    return float(over) / (math.sqrt(square_i) * math.sqrt(square_j)) * len(both) / (len(both) + shrinkage)


def nearest(history: Interactions, k: int, min_overlap: int = 1, shrinkage: float = 0.0) -> Neighbourhood:
    return pearson_neighbours(
        history.matrix(), item_means(history), k=k, min_overlap=min_overlap, shrinkage=shrinkage
    )


def assert_as_written(history: Interactions, min_overlap: int, shrinkage: float) -> None:
    ratings, items = by_item(history), history.item_ids
    found = nearest(history, len(items), min_overlap, shrinkage)
    for i, item in enumerate(items):
        held = dict(zip(found.columns[i].tolist(), found.weights[i].tolist(), strict=True))
        for j, other in enumerate(items):
            wanted = 0.0 if i == j else sim(ratings, item, other, min_overlap, shrinkage)
            assert held.get(j, 0.0) == pytest.approx(wanted, abs=1e-9), (item, other)


@pytest.mark.parametrize("cells", [similarity.BLOCK_CELLS, 60])
@pytest.mark.parametrize(("min_overlap", "shrinkage"), [(1, 0.0), (2, 0.0), (5, 10.0)])
def test_every_similarity_is_the_articles_however_the_items_fall_into_blocks(
    monkeypatch: pytest.MonkeyPatch, cells: int, min_overlap: int, shrinkage: float
) -> None:
    monkeypatch.setattr(similarity, "BLOCK_CELLS", cells)
    for seed in range(3):
        assert_as_written(scattered(seed), min_overlap, shrinkage)


pairs = st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz"))


@settings(max_examples=150, deadline=None)
@given(rated=st.dictionaries(pairs, st.sampled_from(HALF_STARS), min_size=1), min_overlap=st.integers(1, 4))
def test_every_similarity_is_the_articles_on_any_small_history(
    rated: dict[tuple[str, str], float], min_overlap: int
) -> None:
    history = Interactions.from_rows((user, item, value, 0) for (item, user), value in rated.items())
    assert_as_written(history, min_overlap, 0.0)


def test_the_mean_is_over_all_of_an_items_ratings_and_not_only_the_shared_ones() -> None:
    history = written("ann cup 5", "bob cup 4", "cem cup 1", "ann pot 5", "bob pot 4", "dee pot 2")
    found = nearest(history, k=1)
    # Over the shared ratings alone it would be exactly 1.
    assert found.weights[0, 0] == pytest.approx(sim(by_item(history), "cup", "pot", 1, 0.0), abs=1e-12)
    assert found.weights[0, 0] < 0.999


def test_an_item_that_everyone_rated_the_same_is_like_no_other() -> None:
    # Three times 3.3 has a mean that is not 3.3 in binary: the rounding must not pass for a taste.
    history = written(
        "ann mug 3.3", "bob mug 3.3", "cem mug 3.3", "ann pan 1", "bob pan 2.2", "cem pan 5", "dee pan 4"
    )
    assert not nearest(history, k=2).weights.any()


def test_equally_near_items_come_by_their_id_also_at_the_cut() -> None:
    rows = [
        f"{user} {item} {value}"
        for item in ("d", "b", "c", "a", "e")
        for user, value in (("ann", 1), ("bob", 3), ("cem", 5))
    ]
    found = nearest(written(*rows), k=2)
    names = [[written(*rows).item_ids[column] for column in row] for row in found.columns]
    assert names == [["b", "c"], ["a", "c"], ["a", "b"], ["a", "b"], ["a", "b"]]
    assert found.weights == pytest.approx(np.ones((5, 2)))


def test_only_the_k_strongest_are_kept_strongest_first() -> None:
    history = scattered(seed=5)
    few, all_of_them = nearest(history, k=4), nearest(history, k=len(history.item_ids))
    np.testing.assert_array_equal(few.columns, all_of_them.columns[:, :4])
    assert (np.diff(np.abs(few.weights), axis=1) <= 0).all()


def test_pairs_that_too_few_shoppers_rated_are_not_compared() -> None:
    history = written("ann cup 5", "bob cup 1", "ann pot 5", "bob pot 1", "cem pot 2", "cem cup 2")
    assert nearest(history, k=1, min_overlap=3).columns.tolist() == [[1], [0]]
    assert nearest(history, k=1, min_overlap=4).columns.tolist() == [[-1], [-1]]
