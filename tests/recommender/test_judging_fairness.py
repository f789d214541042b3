"""Fairness: groups of shoppers with the gap between them, and how evenly groups of items are shown."""

import numpy as np
import pytest
from small_histories import scattered, written

from recommender.judging import activity_thirds
from recommender.judging.fairness import THIRDS, accuracy_by_group, exposure_by_group
from recommender.judging.figures import PerUser


def test_thirds_go_by_how_much_a_shopper_did_and_equals_stay_together() -> None:
    rows = [f"u{number} i{item} 4" for number in range(6) for item in range(number + 1)]
    thirds = activity_thirds(written(*rows))
    assert [thirds[f"u{number}"] for number in range(6)] == [third for third in THIRDS for _ in range(2)]
    assert len(set(activity_thirds(written("ann a 4", "bob a 4", "cem b 4")).values())) == 1


def test_the_gap_is_between_the_best_and_the_worst_served_group() -> None:
    groups = {"a": "old", "b": "old", "c": "young", "d": "young", "e": "nobody asked"}
    sums = np.array([[0.9, 0.7, 0.1, 0.3, 0.0], [0.5, 0.5, 0.5, 0.5, 0.0]])
    figure = PerUser(np.arange(4), sums[:, :4], np.ones((2, 4)))
    told = accuracy_by_group("age", groups, figure="nDCG@10", per_user=figure, user_ids="abcde", seed=1)
    assert told[0] is not None
    assert told[1] is not None
    assert (told[0].best, told[0].worst) == ("old", "young")
    assert told[0].gap.value == pytest.approx(0.6)
    assert told[0].gap.low == pytest.approx(0.4)
    assert told[0].users == {"old": 2, "young": 2}
    assert told[1].gap.value == 0
    errors = accuracy_by_group("age", groups, figure="RMSE", per_user=figure, user_ids="abcde", seed=1)
    assert errors[0] is not None
    assert (errors[0].best, errors[0].worst) == ("young", "old")  # of errors the least is the best


def test_one_group_alone_has_no_gap() -> None:
    figure = PerUser(np.arange(2), np.ones((1, 2)), np.ones((1, 2)))
    told = accuracy_by_group("age", {"a": "old"}, figure="RMSE", per_user=figure, user_ids="ab", seed=1)
    assert told == [None]


def test_exposure_names_what_is_favoured_and_what_is_neglected() -> None:
    # Five interactions with a and b of Alba, three with c of Bora, two with d of no brand.
    history = written(
        *(f"u{number} {item} 4" for number, item in enumerate("aaabbcccdd")),
    )
    shown = np.array([1, 0, 6, 3])
    told = exposure_by_group("brand", {"a": "Alba", "b": "Alba", "c": "Bora"}, shown, history)
    assert told is not None
    assert told.catalogue == pytest.approx({"Alba": 2 / 3, "Bora": 1 / 3})
    assert told.history == pytest.approx({"Alba": 5 / 8, "Bora": 3 / 8})
    assert told.lists == pytest.approx({"Alba": 1 / 7, "Bora": 6 / 7})
    assert (told.favoured, told.neglected) == ("Bora", "Alba")
    # An item of Alba has half a place on average, one of Bora six: Gini of two amounts is |x − y|/2(x + y).
    assert told.gini == pytest.approx(5.5 / 13)
    assert exposure_by_group("brand", {"a": "Alba"}, shown, history) is None


def test_every_shopper_of_a_history_is_in_a_third() -> None:
    history = scattered(seed=1)
    assert set(activity_thirds(history)) == set(history.user_ids)
