"""Popularity: the contract of all scorers, and what it puts first."""

from math import log

import pytest
from scorer_contract import ScorerContract
from small_histories import written

from recommender import Interactions, Popularity, PopularitySettings, RatingsError

ONE_FAN_AND_A_CLASSIC = [f"s{number} classic 4.5" for number in range(20)] + [
    "fan fluke 5",
    *(f"s{number} dud 1" for number in range(20)),
]


class TestPopularity(ScorerContract):
    make = Popularity


class TestPopularityOfDeeds(ScorerContract):
    @staticmethod
    def make() -> Popularity:
        return Popularity(PopularitySettings(explicit=False))


def test_one_rating_of_five_stars_does_not_lead_over_a_classic() -> None:
    classic, fluke, dud = Popularity().fit(written(*ONE_FAN_AND_A_CLASSIC)).of(["classic", "fluke", "dud"])
    assert classic > fluke > dud


def test_opinions_are_a_damped_mean_and_a_share_of_renown() -> None:
    history = written("ann cup 5", "bob cup 4", "cem cup 3", "ann pot 2")
    model = Popularity(PopularitySettings(damping=2.0, renown_weight=0.1)).fit(history)
    cup, pot = model.of(["cup", "pot"])
    assert cup == pytest.approx((12 + 2 * 3.5) / 5 + 0.1 * 4.5 * log(4) / log(26))
    assert pot == pytest.approx((2 + 2 * 3.5) / 3 + 0.1 * 4.5 * log(2) / log(26))


def test_deeds_are_counted_on_the_scale_whatever_their_mean() -> None:
    rows = [(f"s{number}", "cup", 2.0, 0) for number in range(100)] + [("ann", "pot", 5.0, 0)]
    model = Popularity(PopularitySettings(explicit=False)).fit(Interactions.from_rows(rows, scale=(1, 5)))
    cup, pot, unseen = model.of(["cup", "pot", "never seen"])
    assert (cup, unseen) == (5.0, 1.0)
    assert 1.0 < pot < cup


def test_the_first_buyer_of_a_young_shop_does_not_make_a_best_seller() -> None:
    model = Popularity(PopularitySettings(explicit=False)).fit(
        Interactions.from_rows([("ann", "cup", 4.0, 0)], scale=(1, 5))
    )
    assert model.of(["cup"])[0] < 1.0 + 4.0 * 0.25


def test_deeds_cannot_be_counted_on_a_scale_below_nothing() -> None:
    history = Interactions.from_rows([("ann", "cup", -1.0, 0)], scale=(-1, 1))
    with pytest.raises(RatingsError, match="it begins at -1"):
        Popularity(PopularitySettings(explicit=False)).fit(history)


def test_popular_is_what_many_rated_and_never_what_hardly_anyone_did() -> None:
    few = Popularity().fit(written("ann cup 5", "bob cup 4"))
    assert few.is_popular(["cup", "new"]).tolist() == [False, False]
    many = Popularity().fit(written(*ONE_FAN_AND_A_CLASSIC))
    assert many.is_popular(["classic", "fluke", "new"]).tolist() == [True, False, False]


def test_an_item_that_nobody_rated_stands_where_no_rating_would_put_it() -> None:
    model = Popularity().fit(written("ann cup 5", "bob cup 4"))
    assert model.of(["new"]).tolist() == [4.5]
    new, cup = model.renown(["new", "cup"])
    assert new == 0.0 < cup < 1.0
