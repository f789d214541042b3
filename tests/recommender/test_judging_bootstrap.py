"""Intervals: those of SciPy's bootstrap, paired, repeatable, and right as often as they say."""

import math

import numpy as np
import pytest
from scipy.stats import bootstrap

from recommender.judging import Interval, draw
from recommender.judging.bootstrap import apart


@pytest.fixture
def figures() -> np.ndarray:
    """Two figures of 200 users; the second is the first with a little less and some noise."""
    chance = np.random.default_rng(1)
    first = chance.exponential(size=200)
    return np.array([first, first - 0.05 + chance.normal(scale=0.1, size=200)])


def test_a_means_interval_is_that_of_scipys_bootstrap(figures: np.ndarray) -> None:
    ours = draw(figures, np.ones(200), resamples=4000).interval(0)
    theirs = bootstrap(
        (figures[0],), np.mean, n_resamples=4000, method="percentile", rng=np.random.default_rng(2)
    ).confidence_interval
    assert ours.value == pytest.approx(figures[0].mean())
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.01)


def test_an_rmse_is_drawn_by_users_with_all_their_ratings() -> None:
    chance = np.random.default_rng(3)
    counts = chance.integers(1, 30, size=150).astype(float)
    squares = chance.exponential(size=150) * counts
    ours = draw(squares[np.newaxis], counts, resamples=4000, root=True).interval(0)
    theirs = bootstrap(
        (squares, counts),
        lambda one, other, axis: np.sqrt(one.sum(axis=axis) / other.sum(axis=axis)),
        paired=True,
        n_resamples=4000,
        method="percentile",
        rng=np.random.default_rng(4),
    ).confidence_interval
    assert ours.value == pytest.approx(math.sqrt(squares.sum() / counts.sum()))
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.01)


def test_differences_are_paired_and_so_far_surer_than_the_figures_themselves(figures: np.ndarray) -> None:
    told = draw(figures, np.ones(200))
    lead = told.difference(0, 1)
    assert lead.value == pytest.approx(figures[0].mean() - figures[1].mean())
    assert not lead.holds_zero
    assert told.interval(0).low < told.interval(1).value
    assert lead.high - lead.low < (told.interval(0).high - told.interval(0).low) / 5


def test_a_seed_gives_the_same_interval(figures: np.ndarray) -> None:
    assert draw(figures, np.ones(200), seed=5).interval(0) == draw(figures, np.ones(200), seed=5).interval(0)
    assert draw(figures, np.ones(200), seed=5).interval(0) != draw(figures, np.ones(200), seed=6).interval(0)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    chance = np.random.default_rng(9)
    held = 0
    for number in range(200):
        told = draw(chance.normal(size=(1, 80)), np.ones(80), seed=number, resamples=400).interval(0)
        held += told.low <= 0 <= told.high
    assert 0.89 <= held / 200 <= 0.99


def test_two_groups_are_drawn_apart() -> None:
    chance = np.random.default_rng(10)
    one, other = chance.normal(1, 1, size=(1, 300)), chance.normal(0, 1, size=(1, 300))
    gap = apart(draw(one, np.ones(300), seed=1), draw(other, np.ones(300), seed=2), 0)
    # The spread of a difference of two independent means of 300 is √(2/300).
    assert gap.high - gap.low == pytest.approx(2 * 1.96 * math.sqrt(2 / 300), rel=0.15)


def test_one_user_alone_has_a_figure_and_no_interval() -> None:
    told = draw(np.array([[0.5]]), np.ones(1)).interval(0)
    assert told.value == 0.5
    assert math.isnan(told.low)
    assert told.holds_zero
    assert math.isnan(draw(np.zeros((1, 0)), np.ones(0)).interval(0).value)


def test_a_difference_holds_zero_unless_both_ends_are_on_one_side() -> None:
    assert Interval(0.1, -0.1, 0.3).holds_zero
    assert not Interval(0.1, 0.01, 0.3).holds_zero
    assert not Interval(-0.2, -0.3, -0.1).holds_zero
