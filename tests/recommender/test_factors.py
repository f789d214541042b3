"""Matrix factorisation: the contract of all scorers, its formulas, and a history folded in."""

import numpy as np
import pytest
from scorer_contract import SHOPPERS, ScorerContract
from small_histories import scattered, two_camps

from recommender import (
    Factors,
    FactorSettings,
    Feedback,
    Interactions,
    RatingsError,
    SettingError,
    UnknownItemError,
)
from recommender.baselines import baselines

LIKES = {"i1": 5.0, "i3": 3.5, "i4": 0.5}
RATINGS = FactorSettings(rank=3, regularization=0.05, rounds=200)
DEEDS = FactorSettings(rank=3, regularization=0.05, rounds=200, implicit=True)


class TestFactors(ScorerContract):
    make = Factors


class TestFactorsOfDeeds(ScorerContract):
    @staticmethod
    def make() -> Factors:
        return Factors(FactorSettings.of_deeds())


def deeds() -> Interactions:
    return Feedback.from_ratings(scattered(seed=3)).confidences(0)


def loss(interactions: Interactions, model: Factors, of_users: np.ndarray, of_items: np.ndarray) -> float:
    """What the docstring of Factors says is minimised, written out over the whole table."""
    settings, shape = model.settings, (len(interactions.user_ids), len(interactions.item_ids))
    values, known = np.zeros(shape), np.zeros(shape)
    values[interactions.users, interactions.items] = interactions.values
    known[interactions.users, interactions.items] = 1.0
    if settings.implicit:
        wanted, trust = (values > 0).astype(float), 1 + settings.alpha * np.abs(values)
    else:
        base = baselines(interactions, settings.damping)
        wanted, trust = values - base.overall - base.users[:, np.newaxis] - base.items, known
    errors = trust * (wanted - of_users @ of_items.T) ** 2
    lengths = known.sum(axis=1) @ (of_users**2).sum(axis=1) + known.sum(axis=0) @ (of_items**2).sum(axis=1)
    return float(errors.sum() + settings.regularization * lengths)


@pytest.mark.parametrize("settings", [RATINGS, DEEDS])
def test_no_small_step_away_from_what_was_learnt_makes_the_loss_less(settings: FactorSettings) -> None:
    history = deeds() if settings.implicit else scattered(seed=3)
    model, chance = Factors(settings).fit(history), np.random.default_rng(0)
    arrays = model.stored().arrays
    of_users, of_items = arrays["user_factors"], arrays["item_factors"]
    least = loss(history, model, of_users, of_items)
    for size in (1e-1, 1e-2, 1e-3):
        for _ in range(20):
            step_u, step_i = (size * chance.standard_normal(one.shape) for one in (of_users, of_items))
            assert loss(history, model, of_users + step_u, of_items + step_i) > least


@pytest.mark.parametrize("settings", [RATINGS, DEEDS])
def test_a_new_shopper_is_scored_as_one_of_the_same_history_that_it_knows(settings: FactorSettings) -> None:
    model = Factors(settings).fit(deeds() if settings.implicit else scattered(seed=3))
    for shopper in SHOPPERS:
        history = model.history(shopper)
        np.testing.assert_allclose(
            model.score_history(history, model.item_ids), model.score(shopper, model.item_ids), atol=1e-9
        )
        numbers = np.arange(len(model.item_ids))
        np.testing.assert_array_equal(model.score(shopper, numbers), model.score(shopper, model.item_ids))
        new, known = model.recommend_history(history, 5), model.recommend(shopper, 5)
        assert [(one.item_id, one.evidence) for one in new] == [(one.item_id, one.evidence) for one in known]


@pytest.mark.parametrize("settings", [RATINGS, DEEDS])
def test_the_shares_of_a_history_add_up_to_the_part_greatest_first(settings: FactorSettings) -> None:
    model = Factors(settings).fit(deeds() if settings.implicit else scattered(seed=3))
    likes = {"i1": 1.0, "i3": 0.5, "i4": -1.0} if settings.implicit else LIKES
    for item in model.item_ids:
        shares = model.shares_of_history(likes, item)
        reason = model.explain_history(likes, item)
        assert sum(share for _, share in shares) == pytest.approx(reason.parts["factors"], abs=1e-9)
        assert shares == sorted(shares, key=lambda pair: (-pair[1], pair[0]))
        assert set(reason.evidence) <= {"i1", "i3"} - {item}
        assert not reason.evidence or reason.parts["factors"] > 0
    with pytest.raises(UnknownItemError, match="'never seen'"):
        model.shares_of_history(likes, "never seen")


def test_who_loved_the_tent_is_told_of_the_stove_because_of_the_tent() -> None:
    model = Factors(FactorSettings(rank=2)).fit(two_camps())
    stove, lamp = model.explain("newcomer", "stove"), model.explain("newcomer", "lamp")
    assert stove.score > lamp.score
    assert stove.evidence == ("tent",)
    assert lamp.evidence == ()
    assert model.similar("tent", 5)[0][0] == "stove"


def test_who_rated_nothing_is_expected_to_rate_as_all_do() -> None:
    history = scattered(seed=3)
    model, base = Factors(RATINGS).fit(history), baselines(history, RATINGS.damping)
    np.testing.assert_allclose(model.score_history({}, history.item_ids), base.overall + base.items)
    assert model.explain_history({}, "i1").parts.keys() == {"item_mean", "user_mean"}
    assert model.score_history({"never seen": 5.0}, ["i1"]) == model.score_history({}, ["i1"])
    deed = Factors(DEEDS).fit(deeds()).explain_history({}, "i1")
    assert (deed.score, deed.parts, deed.evidence) == (0.0, {}, ())


def test_an_item_of_which_nothing_is_known_is_expected_to_please_as_all_items_do() -> None:
    history = scattered(seed=3)
    model, base = Factors(RATINGS).fit(history), baselines(history, RATINGS.damping)
    level = base.users[history.user_ids.index("u7")]
    assert model.estimate("u7", ["never seen"])[0] == pytest.approx(base.overall + level)
    assert model.estimate("u7", ["i1"]) == model.score("u7", ["i1"])


def test_a_shop_without_history_is_no_error() -> None:
    for settings in (RATINGS, DEEDS):
        model = Factors(settings).fit(Interactions.from_rows([]))
        assert model.recommend_history({"i1": 5.0}, 5) == []
        assert np.isnan(model.score_history({}, ["i1"])).all()


def test_factors_learnt_elsewhere_serve_as_its_own() -> None:
    history = scattered(seed=3)
    model = Factors(RATINGS).fit(history)
    other = Factors(RATINGS).fit_users(history, model.stored().arrays["item_factors"])
    np.testing.assert_array_equal(other.score("u7", history.item_ids), model.score("u7", history.item_ids))
    with pytest.raises(SettingError, match="rank"):
        Factors(FactorSettings(rank=4)).fit_users(history, model.stored().arrays["item_factors"])


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(RatingsError, match=f"item 'i2': its value is {value}"):
        Factors(RATINGS).fit(scattered(seed=3)).score_history({"i1": 1.0, "i2": value}, ["i3"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"rank": 0},
        {"rounds": 0},
        {"regularization": 0.0},
        {"alpha": -1.0},
        {"damping": float("nan")},
        {"seed": -1},
    ],
)
def test_a_setting_without_sense_is_refused_by_name(wrong: dict[str, float]) -> None:
    with pytest.raises(SettingError, match=next(iter(wrong))):
        FactorSettings(**wrong)  # type: ignore[arg-type]
