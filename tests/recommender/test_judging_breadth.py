"""What lists are like, against slow transcriptions of the formulas on random data, and by hand."""

import math
from itertools import combinations

import numpy as np
import pytest
from small_histories import scattered, written

from recommender.judging import breadth

ITEMS, USERS, K = 9, 30, 4


@pytest.fixture
def lists() -> np.ndarray:
    chance = np.random.default_rng(5)
    told = np.full((USERS, K), -1)
    for user in range(USERS):
        size = int(chance.integers(0, K + 1))
        told[user, :size] = chance.permutation(ITEMS)[:size]
    return told


def test_novelty_and_lift_are_those_of_the_formulas(lists: np.ndarray) -> None:
    chance = np.random.default_rng(6)
    counts, profile = chance.integers(0, 20, size=ITEMS), chance.random(USERS) + 1
    bits = breadth.novelty(lists, counts, 20)
    lift = breadth.popularity_lift(lists, counts, profile)
    for user in range(USERS):
        items = [item for item in lists[user] if item >= 0]
        if not items:
            assert math.isnan(bits[user])
            assert math.isnan(lift[user])
            continue
        assert bits[user] == pytest.approx(
            sum(-math.log2(max(counts[item], 1) / 20) for item in items) / len(items)
        )
        mean = sum(counts[item] for item in items) / len(items)
        assert lift[user] == pytest.approx((mean - profile[user]) / profile[user])


def test_diversity_is_one_less_the_mean_cosine_of_all_pairs(lists: np.ndarray) -> None:
    chance = np.random.default_rng(7)
    names = "abcdef"
    tokens = {f"i{item}": [one for one in names if chance.random() < 0.4] for item in range(ITEMS)}
    told = breadth.diversity(lists, breadth.token_vectors([f"i{item}" for item in range(ITEMS)], tokens))

    def cosine(one: int, other: int) -> float:
        a, b = set(tokens[f"i{one}"]), set(tokens[f"i{other}"])
        return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0

    for user in range(USERS):
        items = [item for item in lists[user].tolist() if item >= 0]
        if len(items) < 2:
            assert math.isnan(told[user])
            continue
        # An item of which nothing is known is like nothing.
        apart = [1 - cosine(*pair) for pair in combinations(items, 2)]
        assert told[user] == pytest.approx(sum(apart) / len(apart))


def test_twins_have_no_diversity_and_strangers_all_of_it() -> None:
    vectors = breadth.token_vectors(["a", "b", "c"], {"a": ["x", "x"], "b": ["x"], "c": ["y"]})
    told = breadth.diversity(np.array([[0, 1], [0, 2]]), vectors)
    assert told.tolist() == pytest.approx([0, 1])


def test_without_tokens_items_are_alike_that_the_same_shoppers_had() -> None:
    history = written("ann a 4", "ann b 1", "bob a 2", "bob b 5", "bob c 3")
    vectors = breadth.co_rated_vectors(history, np.ones(len(history), np.bool_))
    told = breadth.diversity(np.array([[0, 1], [0, 2]]), vectors)
    assert told.tolist() == pytest.approx([0, 1 - 1 / math.sqrt(2)])


def test_what_is_held_back_makes_nothing_alike() -> None:
    history = scattered(seed=1)
    vectors = breadth.co_rated_vectors(history, np.zeros(len(history), np.bool_))
    assert vectors.sum() == 0


def test_gini_is_half_the_mean_difference_by_the_mean() -> None:
    amounts = np.random.default_rng(8).integers(0, 50, size=40)
    mean_difference = np.abs(amounts[:, np.newaxis] - amounts).mean()
    assert breadth.gini(amounts) == pytest.approx(mean_difference / (2 * amounts.mean()))
    assert breadth.gini(np.array([3, 3, 3])) == pytest.approx(0)
    assert breadth.gini(np.array([0, 0, 0, 8])) == pytest.approx(3 / 4)
    assert math.isnan(breadth.gini(np.array([0, 0])))


def test_exposure_counts_the_lists_that_hold_an_item() -> None:
    assert breadth.exposure(np.array([[0, 2], [2, -1]]), 4).tolist() == [1, 0, 2, 0]
