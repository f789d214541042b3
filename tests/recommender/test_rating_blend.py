"""The blend of ratings: the contract of all scorers, and what its weights are learnt from."""

import numpy as np
import pytest
from scorer_contract import SHOPPERS, ScorerContract
from small_histories import scattered, two_camps

from recommender import (
    Factors,
    FactorSettings,
    Interactions,
    ItemNeighbours,
    NeighbourSettings,
    RatingBlend,
    RatingBlendSettings,
    RatingsError,
    SettingError,
)


class TestRatingBlend(ScorerContract):
    make = RatingBlend


def test_without_lessons_it_is_the_mean_of_its_parts() -> None:
    history = scattered(seed=3)
    blend = RatingBlend(RatingBlendSettings(held_out=0.0)).fit(history)
    near = ItemNeighbours(NeighbourSettings.of_baselines()).fit(history)
    factors, items = Factors().fit(history), [*history.item_ids, "never seen"]
    for shopper in SHOPPERS:
        mean = (near.estimate(shopper, items) + factors.estimate(shopper, items)) / 2
        np.testing.assert_allclose(blend.estimate(shopper, items), mean, atol=1e-9)


def test_of_chance_it_learns_to_trust_its_parts_less() -> None:
    history = scattered(seed=3, users=150)

    def moved(settings: RatingBlendSettings) -> float:
        reasons = RatingBlend(settings).fit(history).recommend("u7", 25, seen=True)
        return float(
            np.mean([abs(one.parts["factors"] + one.parts.get("neighbours", 0.0)) for one in reasons])
        )

    assert moved(RatingBlendSettings(ridge=1e-3)) < moved(RatingBlendSettings(held_out=0.0)) / 2


def test_a_new_shopper_is_scored_as_one_of_the_same_history_that_it_knows() -> None:
    history = scattered(seed=3)
    model, factors = RatingBlend().fit(history), Factors().fit(history)
    for shopper in SHOPPERS:
        np.testing.assert_allclose(
            model.score_history(factors.history(shopper), history.item_ids),
            model.score(shopper, history.item_ids),
            atol=1e-9,
        )


def test_who_rated_nothing_is_told_the_same_as_who_rated_what_it_never_saw() -> None:
    model = RatingBlend().fit(scattered(seed=3))
    nothing = model.score_history({}, ["i1", "i2", "never seen"])
    assert np.isnan(nothing).tolist() == [False, False, True]
    np.testing.assert_array_equal(
        model.score_history({"never seen": 5.0}, ["i1", "i2", "never seen"]), nothing
    )
    with pytest.raises(RatingsError, match="item 'i2'"):
        model.score_history({"i2": float("nan")}, ["i1"])


def test_who_loved_the_tent_is_told_of_the_stove_because_of_the_tent() -> None:
    model = RatingBlend().fit(two_camps())
    stove, lamp = model.explain("newcomer", "stove"), model.explain("newcomer", "lamp")
    assert stove.score > lamp.score
    assert stove.evidence == ("tent",)
    assert lamp.evidence == ()


def test_a_shop_without_history_is_no_error() -> None:
    model = RatingBlend().fit(Interactions.from_rows([]))
    assert np.isnan(model.score_history({}, ["i1"])).all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_out": 1.0},
        {"lessons": -1},
        {"half_known_user": 0.0},
        {"half_known_item": float("nan")},
        {"ridge": 0.0},
        {"seed": -1},
    ],
)
def test_a_setting_without_sense_is_refused_by_name(wrong: dict[str, float]) -> None:
    with pytest.raises(SettingError, match=next(iter(wrong))):
        RatingBlendSettings(**wrong)  # type: ignore[arg-type]


def test_parts_that_are_not_about_the_same_baselines_are_refused() -> None:
    with pytest.raises(SettingError, match="centre"):
        RatingBlend(neighbours=NeighbourSettings())
    with pytest.raises(SettingError, match="implicit"):
        RatingBlend(factors=FactorSettings.of_deeds())
    with pytest.raises(SettingError, match="damping"):
        RatingBlend(factors=FactorSettings(damping=1.0))
