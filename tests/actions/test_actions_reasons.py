"""A reason says only what the score and the catalogue bear out."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.reasons import word_reason
from actions.wording import Wording
from knowledge_graph import Bound, Order, Request
from shop.shop import Shop

LAMP, RED = "urn:daogou:category:kind/lamp", "urn:daogou:value:colour/red"
_parts = st.dictionaries(
    st.sampled_from(["popular", "popular_week", "neighbours", "content", "request", "prior"]),
    st.floats(-3, 3),
    max_size=6,
)

_alike = st.fixed_dictionaries({"shoppers_alike": st.floats(-3, 3)})


def reason(
    market: Shop, parts: Mapping[str, float], matched: tuple[str, ...] = (), request: Request | None = None,
    *, evidence: tuple[str, ...] = (), alike: tuple[str, ...] = (), tokens: tuple[str, ...] = (),
    language: str = "en", simulated: bool = False,
) -> str:  # fmt: skip
    return word_reason(
        parts, evidence, matched, request or Request(), alike=alike, tokens=tokens,
        catalogue=market.catalogue, profile=replace(market.profile, simulated=simulated), wording=Wording(language),
    )  # fmt: skip


@given(parts=_parts)
def test_popular_is_said_of_the_popular_alone(market: Shop, parts: dict[str, float]) -> None:
    for language, words in (("en", ("popular", "liked", "shoppers")), ("zh", ("喜欢", "欢迎"))):
        said = reason(market, parts, (LAMP,), language=language).lower()
        assert said
        if max(parts.get("popular", 0.0), parts.get("popular_week", 0.0)) <= 0:
            assert not any(word in said for word in words)


@given(parts=_parts | _alike)
def test_taste_is_never_named_where_it_did_not_raise_the_score(market: Shop, parts: dict[str, float]) -> None:
    if max(parts.get("neighbours", 0.0), parts.get("shoppers_alike", 0.0)) <= 0:
        assert "Brook" not in reason(market, parts, (LAMP,), evidence=("k1",))
    if parts.get("content", 0.0) <= 0:
        assert "Brook" not in reason(market, parts, (LAMP,), alike=("k1",), tokens=(RED,))


def test_what_was_asked_is_named_by_its_labels(market: Shop) -> None:
    wish = Request((LAMP,), values=(RED,), price=Bound(high=Decimal(50)), text="linen")
    matched = (LAMP, RED, "price", "text:linen")
    assert (
        reason(market, {"request": 2.0}, matched, wish)
        == "Matches what you asked: lamp, red, up to €50.00, “linen”"
    )
    assert (
        reason(market, {"request": 2.0}, matched, wish, language="zh")
        == "符合您的要求：灯、红色、€50.00以内、“linen”"
    )


def test_an_interest_names_the_things_it_comes_from(market: Shop) -> None:
    said = reason(market, {"neighbours": 0.8, "popular": 0.2}, evidence=("k1", "l2"))
    assert said == "Because of your interest in Brook Kettle and Ember Floor Lamp"
    assert reason(market, {"neighbours": 0.8}, evidence=("gone",)) == "Close to your taste"


def test_shoppers_of_like_taste_are_spoken_of_and_never_named(market: Shop) -> None:
    said = reason(market, {"shoppers_alike": 0.8, "popular": 0.2}, evidence=("k1", "l2"))
    assert said == "Liked by shoppers who share your interest in Brook Kettle and Ember Floor Lamp"
    assert reason(market, {"shoppers_alike": 0.8}) == "Liked by shoppers of your taste"
    assert "顾客喜欢它" in reason(market, {"shoppers_alike": 0.8}, evidence=("k1",), language="zh")
    # Of the two kinds of neighbours the one that raised the score more is told.
    both = {"neighbours": 0.6, "shoppers_alike": 0.5}
    assert reason(market, both, evidence=("k1",)).startswith("Because of your interest")


def test_what_is_shared_with_an_interest_is_named_in_both_languages(market: Shop) -> None:
    told = {"alike": ("k1", "l2"), "tokens": (RED, "word:linen", "amount:price+")}
    assert (
        reason(market, {"content": 0.4, "popular": 0.2}, **told)
        == "Shares with Brook Kettle, which interested you: red, “linen”"
    )
    said = reason(market, {"content": 0.4}, language="zh", **told)
    assert said.endswith("有共同点：红色")  # the words of names are of the shop's own language
    # What was asked for is not said twice; without a thing to name nothing is said.
    asked = reason(market, {"content": 0.4}, (RED,), alike=("k1",), tokens=(RED,))
    assert asked == "Matches what you asked: red; is like Brook Kettle"
    assert reason(market, {"content": 0.4}, alike=("gone",), tokens=(RED,)) == "Part of this shop's range"


def test_of_two_reasons_of_taste_the_stronger_is_said(market: Shop) -> None:
    told = {"evidence": ("k1",), "alike": ("l2",), "tokens": (RED,)}
    assert reason(market, {"content": 0.4, "neighbours": 0.6}, **told).startswith("Because of your interest")
    assert reason(market, {"content": 0.6, "neighbours": 0.4}, **told).startswith("Shares with Ember")


def test_popular_this_week_is_said_of_that_part_alone(market: Shop) -> None:
    assert reason(market, {"popular": 0.2, "popular_week": 0.1}) == "Popular with shoppers here this week"
    assert "week" not in reason(market, {"popular": 0.2})
    assert "本周" in reason(market, {"popular_week": 0.1}, language="zh")
    assert "simulated" in reason(market, {"popular_week": 0.1}, simulated=True)


def test_a_simulated_history_is_said_to_be_one(market: Shop) -> None:
    assert "simulated" not in reason(market, {"popular": 4.0})
    assert "simulated" in reason(market, {"popular": 4.0}, simulated=True)
    assert "模拟" in reason(market, {"popular": 4.0}, simulated=True, language="zh")


def test_likeness_says_what_is_shared(market: Shop) -> None:
    said = reason(market, {"request": 1.0}, (LAMP, RED), Request(like="l1"))
    assert said == "Is like Ember Table Lamp: lamp, red"


@pytest.mark.parametrize(("order", "word"), [(Order.PRICE_UP, "cheapest"), (Order.PRICE_DOWN, "dearest")])
def test_an_asked_order_is_a_reason(market: Shop, order: Order, word: str) -> None:
    assert word in reason(market, {}, (LAMP,), Request((LAMP,), order=order))


def test_where_nothing_is_known_nothing_is_claimed(market: Shop) -> None:
    assert reason(market, {}) == "Part of this shop's range"
