"""Newer, better, dearer, on sale: an order where the catalogue can tell it, and else a word that it can't."""

from decimal import Decimal

import pytest
from action_talk import Talk


def test_newer_ones_come_by_the_date_that_the_catalogue_gives(talk: Talk) -> None:
    talk.say("find", "jackets")
    for intent in ("cheaper", "find"):
        answer = talk.say(intent, "something newer?")
        assert answer.ids == ["j1", "j2", "j3"]
        assert "newest first" in answer.text
    assert talk.say("find", "有没有新一点的").ids == ["j1", "j2", "j3"]


@pytest.mark.parametrize("said", ["something more expensive", "贵一点的"])
def test_dearer_is_above_what_was_shown_on_the_whole(talk: Talk, said: str) -> None:
    talk.say("find", "cheapest lamps first")
    shown = talk.say("find", "under 60")
    answer = talk.say("cheaper", said)
    prices = [Decimal(card.price or 0) for card in answer.cards]
    assert all(price > Decimal("42.45") for price in prices)
    assert not set(answer.ids) & set(shown.ids)


def test_where_nothing_is_dearer_that_is_said(talk: Talk) -> None:
    talk.say("find", "the Ember Floor Lamp")
    assert "most expensive" in talk.say("cheaper", "more expensive ones please").text


@pytest.mark.parametrize(
    ("said", "told"), [("any lamps on sale?", "most reduced first"), ("有打折的灯吗", "降得最多的在前")]
)
def test_only_what_costs_less_than_its_list_price_is_on_sale(talk: Talk, said: str, told: str) -> None:
    answer = talk.say("find", said)
    assert told in answer.text
    assert [(card.item_id, card.price, card.old_price) for card in answer.cards] == [("l1", "49.90", "59.90")]


@pytest.mark.parametrize(("said", "told"), [("jackets on sale", "on sale"), ("打折的夹克", "打折")])
def test_where_nothing_of_a_kind_is_on_sale_that_is_said(talk: Talk, said: str, told: str) -> None:
    answer = talk.say("find", said)
    assert not answer.cards
    assert told in answer.text
    at_the_usual_price = next(iter(answer.replies.values()))
    assert sorted(talk.choose(at_the_usual_price).ids) == ["j1", "j2", "j3"]


def test_what_is_on_sale_is_shown_where_no_kind_is_named(talk: Talk) -> None:
    for intent in ("find", "recommend"):
        assert talk.say(intent, "what's on sale?").ids == ["l1"]


def test_what_is_for_sale_is_not_taken_for_reduced(talk: Talk) -> None:
    assert "former" not in talk.say("find", "what lamps are for sale here?").text


def test_better_ones_are_those_that_are_liked_best(talk: Talk) -> None:
    talk.say("find", "lamps")
    answer = talk.say("cheaper", "do you have better ones?")
    assert len(answer.cards) == 3
    assert "best liked first" in answer.text


def test_like_that_one_but_cheaper_is_like_it_and_cheaper(talk: Talk) -> None:
    answer = talk.say("similar", "like the Ember Floor Lamp but cheaper")
    assert answer.cards
    assert all(Decimal(card.price or 0) < 79 for card in answer.cards)


def test_like_that_one_but_newer_has_the_newest_first(talk: Talk) -> None:
    talk.say("find", "jackets")
    answer = talk.say("similar", "like the Brook Wind Jacket but newer")
    assert answer.ids == ["j1", "j2"]


def test_older_ones_are_said_to_be_unknown_where_the_catalogue_has_no_year(talk: Talk) -> None:
    talk.say("find", "jackets")
    for said in ("show me older ones", "有没有老一点的"):
        answer = talk.say("cheaper", said)
        assert "went wrong" not in answer.text
        assert answer.replies or answer.cards


@pytest.mark.parametrize(
    "said",
    [
        "affordable lamps",
        "any cheap lamp?",
        "a lamp, nothing too dear",
        "lamps that won't break the bank",
        "便宜的灯",
        "平价的灯",
        "买盏灯，别太贵",
    ],
)
def test_a_cheap_thing_of_a_kind_is_the_cheapest_of_that_kind(talk: Talk, said: str) -> None:
    prices = [Decimal(card.price or 0) for card in talk.say("find", said).cards]
    assert len(prices) > 1
    assert prices == sorted(prices)


def test_the_best_liked_is_found_where_several_are_liked_alike(talk: Talk) -> None:
    talk.say("find", "jackets")
    answer = talk.say("compare", "which has the best rating")
    assert sorted(answer.ids) == ["j1", "j2", "j3"]
    assert "best liked first" in answer.text
