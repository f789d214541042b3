"""A shopper names a kind of thing, with or without a price, and is shown things that meet every word of it."""

from decimal import Decimal

import pytest
from held_talk import Talk
from sayings import Saying, cases
from talking import Answer


def assert_shown(talk: Talk, answer: Answer, wish: Saying) -> None:
    """As many cards as there are, up to five, and each meets the whole wish."""
    there = {p.name(wish.language).casefold() for p in talk.rules.products.values() if wish.is_met_by(p)}
    assert len(answer.cards) >= min(3, len(there)), answer
    for product in talk.products(answer):
        assert wish.is_met_by(product), f"{product.name('en')} for {wish.text!r}: {answer}"


@pytest.mark.parametrize("wish", cases("demo_wishes"))
def test_every_card_of_the_demo_shop_meets_the_whole_wish(demo: Talk, wish: Saying) -> None:
    assert_shown(demo, demo.say(wish.text), wish)


@pytest.mark.parametrize("wish", cases("retail_wishes"))
def test_every_card_of_an_imported_shop_meets_the_whole_wish(retail: Talk, wish: Saying) -> None:
    assert_shown(retail, retail.say(wish.text), wish)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_cards_come_with_buttons_and_quick_replies_that_work(talk: Talk, language: str) -> None:
    answer = talk.open(language)
    assert answer.replies
    for reply in (*answer.replies, *answer.cards[0]["actions"]):
        assert talk.choose(reply).texts


@pytest.mark.parametrize("saying", cases("cheapest_first"))
def test_an_asked_order_beats_the_recommender(talk: Talk, saying: Saying) -> None:
    talk.open(saying.language)
    first = talk.say(saying.text)
    prices = [Decimal(card["price"]) for card in first.cards]
    assert len(prices) >= 3, first
    assert prices == sorted(prices)
    assert prices[0] == min(product.price or 0 for product in talk.lamps()), first


@pytest.mark.parametrize("saying", cases("dearest_first"))
def test_the_dearest_come_first_where_that_is_asked(talk: Talk, saying: Saying) -> None:
    talk.open(saying.language)
    prices = [Decimal(card["price"]) for card in talk.say(saying.text).cards]
    assert len(prices) >= 3
    assert prices == sorted(prices, reverse=True)


@pytest.mark.parametrize("saying", cases("foreign_money"))
def test_another_countrys_money_is_said_not_to_be_taken(talk: Talk, saying: Saying) -> None:
    answer = talk.say(saying.text)
    assert not answer.cards
    assert "USD" in answer.text, answer
    then = talk.say("100 dollars at most" if saying.language == "en" else "一百美元以内")
    talk.assert_lamps(then)
    assert all(Decimal(card["price"]) <= 100 for card in then.cards), then


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_card_misses_a_condition_where_nothing_meets_them_all(talk: Talk, language: str) -> None:
    talk.open(language)
    answer = talk.say("under 2 dollars" if language == "en" else "两块钱以下的")
    assert not answer.cards, answer
    assert answer.replies, answer
    nearest = talk.choose(answer.replies[0])
    talk.assert_lamps(nearest)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_shop_without_a_history_says_what_matched(retail: Talk, language: str) -> None:
    for card in retail.open(language).cards:
        assert ("asked" if language == "en" else "要求") in card["reason"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_demo_shop_says_that_its_history_is_simulated(demo: Talk, language: str) -> None:
    reasons = " ".join(card["reason"] for card in demo.open(language).cards)
    assert ("simulated" if language == "en" else "模拟") in reasons
