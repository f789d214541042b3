"""Every figure of lists and predictions, against a slow literal transcription of its formula and by hand."""

import math

import numpy as np
import pytest

from recommender.judging import metrics
from recommender.ordering import first

K, ITEMS, USERS = 5, 12, 60


def slowly(ranked: list[int], liked: set[int], k: int) -> dict[str, float]:
    """One user's figures, as the formulas read."""
    hit = [1 if item in liked else 0 for item in ranked[:k]] + [0] * (k - len(ranked[:k]))
    ideal = [1 if place < len(liked) else 0 for place in range(k)]
    gain = sum(h / math.log2(place + 2) for place, h in enumerate(hit))
    best = sum(h / math.log2(place + 2) for place, h in enumerate(ideal))
    precisions = [sum(hit[: place + 1]) / (place + 1) for place in range(k) if hit[place]]
    firsts = [place + 1 for place in range(k) if hit[place]]
    return {
        "HR": 1.0 if sum(hit) else 0.0,
        "nDCG": gain / best,
        "MAP": sum(precisions) / min(k, len(liked)),
        "MRR": 1 / firsts[0] if firsts else 0.0,
        "precision": sum(hit) / k,
        "recall": sum(hit) / len(liked),
    }


def test_ranking_figures_are_those_of_the_formulas() -> None:
    chance = np.random.default_rng(4)
    lists = np.full((USERS, K), -1)
    liked: list[set[int]] = []
    for user in range(USERS):
        size = int(chance.integers(0, K + 1))
        lists[user, :size] = chance.permutation(ITEMS)[:size]
        liked.append(set(chance.permutation(ITEMS)[: int(chance.integers(1, ITEMS))].tolist()))
    relevant = np.array(sorted(user * ITEMS + item for user in range(USERS) for item in liked[user]))
    found = metrics.hits(lists, np.arange(USERS), relevant, ITEMS)
    told = metrics.ranking(found, np.array([len(one) for one in liked]))
    assert tuple(told) == metrics.RANKING
    for user in range(USERS):
        slow = slowly([item for item in lists[user].tolist() if item >= 0], liked[user], K)
        for name, value in slow.items():
            assert told[name][user] == pytest.approx(value, abs=1e-12), (name, user)


def test_a_list_worked_out_by_hand() -> None:
    # Four were to be found; the list hits at the second and the fourth place of five.
    found = np.array([[False, True, False, True, False]])
    told = {name: values[0] for name, values in metrics.ranking(found, np.array([4])).items()}
    assert told["HR"] == 1
    assert told["precision"] == pytest.approx(2 / 5)
    assert told["recall"] == pytest.approx(2 / 4)
    assert told["MRR"] == pytest.approx(1 / 2)
    assert told["MAP"] == pytest.approx((1 / 2 + 2 / 4) / 4)
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4) + 1 / math.log2(5)
    assert told["nDCG"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal)


def test_a_place_without_an_item_is_no_hit_even_beside_a_neighbours_item() -> None:
    # The number of user 1's empty place would be that of user 0's last item.
    found = metrics.hits(np.array([[0, -1], [-1, -1]]), np.array([0, 1]), np.array([ITEMS - 1]), ITEMS)
    assert not found.any()


def test_nothing_liked_is_nothing_found() -> None:
    assert not metrics.hits(np.array([[0, 1]]), np.array([0]), np.array([], dtype=np.int64), ITEMS).any()


def test_the_first_are_the_highest_and_ties_go_by_place() -> None:
    scores = np.array([1.0, np.nan, 3.0, 3.0, -np.inf, 0.0, 3.0])
    assert first(scores, 2).tolist() == [2, 3]
    assert first(scores, 4).tolist() == [2, 3, 6, 0]
    assert first(scores, 7).tolist() == [2, 3, 6, 0, 5, -1, -1]
    chance = np.random.default_rng(0)
    for _ in range(50):
        drawn = chance.integers(0, 6, size=40).astype(float)
        assert first(drawn, 9).tolist() == np.argsort(-drawn, kind="stable")[:9].tolist()


def test_errors_add_up_by_user() -> None:
    errors, users = np.array([0.5, -1.0, 2.0]), np.array([0, 0, 2])
    squares, sizes, counts = metrics.error_sums(errors, users, 3)
    assert squares.tolist() == [1.25, 0, 4]
    assert sizes.tolist() == [1.5, 0, 2]
    assert counts.tolist() == [2, 0, 1]
