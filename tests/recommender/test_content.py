"""Content: the contract of all scorers, the formula of its docstring, and what is named as a reason."""

import numpy as np
import pytest
from scorer_contract import ScorerContract
from small_histories import written

from recommender import Content, ContentSettings, SettingError, UnknownItemError

SHELF = {
    "tent": ["outdoors", "green"],
    "stove": ["outdoors", "steel"],
    "lamp": ["home", "linen"],
    "sofa": ["home", "linen", "green"],
    "new tent": ["outdoors", "green"],
    "new lamp": ["home", "linen"],
}
HISTORY = written("ann tent 5", "ann lamp 1", "bob lamp 4", "bob sofa 4.5", "bob tent 3", "cem stove 3")


def colours(item: int) -> list[str]:
    return [f"colour {item % 3}", f"shape {item % 4}", f"only {item}"]


class TestContent(ScorerContract):
    @staticmethod
    def make() -> Content:
        return Content(
            {f"i{number}": colours(number) for number in range(25)},
            {f"i{number}": {"price": float(number)} for number in range(0, 25, 2)},
        )


@pytest.fixture
def model() -> Content:
    return Content(SHELF).fit(HISTORY)


def test_what_nobody_rated_yet_is_scored_by_what_it_is(model: Content) -> None:
    tent, lamp = model.score("ann", ["new tent", "new lamp"])
    assert tent > 2.75 > lamp  # the middle of the scale
    assert [reason.item_id for reason in model.recommend("ann", 2)] == ["new tent", "stove"]


def test_a_score_is_rocchios_by_the_letter() -> None:
    settings = ContentSettings(dislike_weight=0.5)
    model = Content(SHELF, settings=settings).fit(HISTORY)
    x = dict(zip(model.vectors.items.ids, model.vectors.matrix.toarray(), strict=False))
    # Bob gave 4 and 4.5 on a scale from 0.5 to 5: 7/9 and 8/9 of the way; his three stars are neither.
    profile = (7 / 9 * x["lamp"] + 8 / 9 * x["sofa"]) / (7 / 9 + 8 / 9)
    for item, score in zip(SHELF, model.score("bob", list(SHELF)), strict=True):
        cosine = profile @ x[item] / np.linalg.norm(profile)
        assert score == pytest.approx(2.75 + 2.25 * cosine, abs=1e-9)
    # Ann gave 5 and 1: all the way, and 8/9 of it away.
    profile = x["tent"] - 0.5 * x["lamp"]
    for item, score in zip(SHELF, model.score("ann", list(SHELF)), strict=True):
        cosine = profile @ x[item] / np.linalg.norm(profile)
        assert score == pytest.approx(2.75 + 2.25 * cosine, abs=1e-9)


def test_the_shares_of_items_and_those_of_tokens_both_add_up_to_the_cosine() -> None:
    chance = np.random.default_rng(5)
    tokens = {f"i{n}": [f"t{t}" for t in chance.integers(0, 30, 6)] for n in range(60)}
    numbers = {f"i{n}": {"price": float(chance.normal())} for n in range(0, 60, 3)}
    model = Content(tokens, numbers)
    for _ in range(20):
        leaning = {f"i{n}": float(chance.uniform(-1, 1)) for n in chance.choice(60, 8, replace=False)}
        matching = model.match(leaning, list(tokens))
        np.testing.assert_allclose(matching.by_item().sum(axis=1), matching.cosines, atol=1e-9)
        for row, cosine in enumerate(matching.cosines):
            assert sum(matching.by_token(row).values()) == pytest.approx(cosine, abs=1e-9)


def test_a_reason_names_liked_items_and_what_they_share_and_never_a_disliked_one(model: Content) -> None:
    reason = model.explain("ann", "new tent")
    assert (reason.alike, set(reason.tokens)) == (("tent",), {"outdoors", "green"})
    away = model.explain("ann", "new lamp")
    assert (away.alike, away.tokens) == ((), ())
    assert model.explain("ann", "tent").alike == ()  # not because of itself
    assert model.explain("bob", "new lamp").alike == ("lamp", "sofa")


def test_what_is_named_as_shared_is_what_both_items_have() -> None:
    chance = np.random.default_rng(6)
    tokens = {f"i{n}": [f"t{t}" for t in chance.integers(0, 25, 5)] for n in range(50)}
    model = Content(tokens)
    for _ in range(20):
        leaning = {f"i{n}": float(chance.uniform(-1, 1)) for n in chance.choice(50, 8, replace=False)}
        matching = model.match(leaning, list(tokens))
        alike = matching.evidence()
        for item, liked, named in zip(tokens, alike, matching.telling(alike), strict=True):
            assert all(leaning[one] > 0 and one != item for one in liked)
            assert set(named) <= (set(tokens[item]) & set(tokens[liked[0]]) if liked else set())


def test_a_shopper_who_leans_nowhere_gets_the_middle_of_the_scale(model: Content) -> None:
    assert model.score("cem", ["tent", "lamp"]).tolist() == [2.75, 2.75]
    assert model.explain("cem", "tent").alike == ()


def test_deeds_count_as_far_as_they_go_and_a_dislike_turns_away() -> None:
    model = Content(SHELF, explicit=False).fit(HISTORY)
    assert model.leaning("bob") == pytest.approx({"lamp": 7 / 9, "sofa": 8 / 9, "tent": 5 / 9})
    assert Content(SHELF, explicit=False).fit(written("ann tent 0.5")).leaning("ann") == {"tent": -1.0}


def test_an_item_of_which_nothing_is_told_has_no_content_score() -> None:
    model = Content({"tent": ["green"]}).fit(HISTORY)
    assert np.isnan(model.score("ann", ["lamp", "tent"])).tolist() == [True, False]
    with pytest.raises(UnknownItemError, match="'lamp'"):
        model.explain("ann", "lamp")


def test_similar_things_share_most_and_come_nearest_first(model: Content) -> None:
    near = model.similar("tent", 3)
    assert [item for item, _ in near] == ["new tent", "stove", "sofa"] or [item for item, _ in near] == [
        "new tent",
        "sofa",
        "stove",
    ]
    assert near[0][1] == pytest.approx(1.0)
    with pytest.raises(UnknownItemError):
        model.similar("never heard of", 3)


def test_settings_off_their_bounds_are_refused() -> None:
    with pytest.raises(SettingError, match="number_share is"):
        ContentSettings(number_share=1.1)
    with pytest.raises(SettingError, match="dislike_weight is -1"):
        ContentSettings(dislike_weight=-1)
