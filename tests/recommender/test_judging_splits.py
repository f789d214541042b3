"""Splits: what is held back, what is left to learn from, and that the same seed gives the same again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_histories import scattered, written

from recommender import Interactions, RatingsError, SettingError
from recommender.judging import KINDS, good_from, splits_of


def pairs(history: Interactions, marked: np.ndarray) -> set[tuple[str, str]]:
    numbers = np.flatnonzero(marked)
    return {(history.user_ids[history.users[one]], history.item_ids[history.items[one]]) for one in numbers}


def test_three_and_a_half_stars_is_good_and_so_is_a_like() -> None:
    assert good_from(written("ann a 4")) == pytest.approx(3.5)
    assert 2 < good_from(Interactions.from_rows([("ann", "a", 4.0, 0)], scale=(1.0, 5.0))) < 4


def test_by_time_everything_held_back_is_later_than_everything_learnt() -> None:
    history = scattered(seed=1)
    [split] = splits_of(history, "time", share=0.3)
    assert history.times[split.held].min() > history.times[~split.held].max()
    assert split.held.mean() == pytest.approx(0.3, abs=0.01)


def test_by_time_things_of_one_moment_stay_together() -> None:
    rows = [("ann", item, 4.0, 5 if item < "d" else 9) for item in "abcdef"]
    [split] = splits_of(Interactions.from_rows(rows), "time")
    assert split.held.tolist() == [False, False, False, True, True, True]


def test_the_last_good_item_is_held_back_with_what_came_after_it() -> None:
    # Ann liked b and then disliked c; Bob liked nothing; Cem has but one; Dan liked his first alone.
    history = written("ann a 5", "ann b 4", "ann c 1", "bob a 1", "bob b 2", "cem a 5", "dan a 5", "dan b 1")
    [split] = splits_of(history, "last")
    assert pairs(history, split.held) == {("ann", "b"), ("ann", "c")}
    [plain] = splits_of(history, "last", good=0.5)
    assert pairs(history, plain.held) == {("ann", "c"), ("bob", "b"), ("dan", "b")}


def test_of_two_at_one_time_the_later_item_id_is_the_last() -> None:
    history = Interactions.from_rows([("ann", item, 5.0, 7) for item in ("b", "c", "a")])
    [split] = splits_of(history, "last")
    assert pairs(history, split.held) == {("ann", "c")}


def test_folds_hold_everything_back_once() -> None:
    history = scattered(seed=1)
    made = splits_of(history, "folds", folds=4, seed=7)
    assert len(made) == 4
    assert np.sum([split.held for split in made], axis=0).tolist() == [1] * len(history)


def test_a_quarter_of_each_is_held_back_and_something_of_each_is_left() -> None:
    history = scattered(seed=1)
    [split] = splits_of(history, "share")
    for user in range(len(history.user_ids)):
        mine = split.held[history.users == user]
        assert mine.sum() == int(mine.size / 4 + 0.5)
    [of_few] = splits_of(written("ann a 4", "bob a 4", "bob b 4"), "share")
    assert of_few.held.sum() == 1
    assert not of_few.held[0]


@given(seed=st.integers(0, 50), kind=st.sampled_from(KINDS))
def test_a_seed_gives_the_same_split_and_every_split_leaves_something(seed: int, kind: str) -> None:
    history = scattered(seed=3, users=8, items=9)
    for one, other in zip(
        splits_of(history, kind, seed=seed), splits_of(history, kind, seed=seed), strict=True
    ):
        np.testing.assert_array_equal(one.held, other.held)
        assert 0 < one.held.sum() < len(history)


def test_what_cannot_be_split_is_said() -> None:
    with pytest.raises(SettingError, match="split is 'moon'; give one of time, last, folds, share"):
        splits_of(scattered(seed=1), "moon")
    with pytest.raises(SettingError, match="folds is 1"):
        splits_of(scattered(seed=1), "folds", folds=1)
    with pytest.raises(SettingError, match="share is 1"):
        splits_of(scattered(seed=1), "share", share=1)
    with pytest.raises(RatingsError, match="give 5 or more"):
        splits_of(written("ann a 4", "bob a 4"), "folds")
    with pytest.raises(RatingsError, match="all times are the same"):
        splits_of(Interactions.from_rows([("ann", item, 4.0, 5) for item in "abc"]), "time")
    with pytest.raises(RatingsError, match="nothing to judge"):
        splits_of(written("ann a 1", "ann b 1"), "last")
    with pytest.raises(RatingsError, match="give 2 or more"):
        splits_of(Interactions.from_rows(()), "share")
