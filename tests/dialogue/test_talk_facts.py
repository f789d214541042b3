"""A shopper asks about what was shown, by its place in the list: facts as catalogued, or that nobody knows."""

import re
from decimal import Decimal

import pytest
from held_talk import Talk
from sayings import Saying, cases
from talking import Answer

from knowledge_graph import Product
from shop.money import Money

UNKNOWN = {"en": re.compile("can't tell|don't know"), "zh": re.compile("不清楚|不好乱说")}
ATTRIBUTE = "urn:daogou:attribute:"


def assert_named(product: Product, saying: Saying, answer: Answer) -> None:
    """The answer speaks of the product at the place that was said."""
    assert product.name(saying.language) in answer.text, answer


@pytest.mark.parametrize("saying", cases("facts"))
def test_a_fact_is_told_as_the_catalogue_has_it(demo: Talk, saying: Saying) -> None:
    product = demo.products(demo.open(saying.language))[saying.place - 1]
    answer = demo.say(saying.text)
    assert_named(product, saying, answer)
    held = demo.rules.catalogue.fact(product.item_id, ATTRIBUTE + saying.fact)
    assert held is not None
    if isinstance(held.value, Decimal):
        assert re.search(rf"(?<!\d){held.value.normalize():f}(?!\d)", answer.text), answer
    else:
        values = [value.value for value in product.values if value.attribute == ATTRIBUTE + saying.fact]
        for value in values:
            assert demo.rules.catalogue.label(value, saying.language) in answer.text, answer
    assert not answer.cards


@pytest.mark.parametrize("saying", cases("prices"))
def test_a_price_is_told_as_the_catalogue_has_it(talk: Talk, saying: Saying) -> None:
    product = talk.products(talk.open(saying.language))[saying.place - 1]
    answer = talk.say(saying.text)
    assert_named(product, saying, answer)
    assert product.price is not None
    assert Money.of(product.price, "USD").spoken(saying.language) in answer.text, answer


@pytest.mark.parametrize("saying", cases("not_held"))
def test_a_fact_that_is_not_held_is_said_to_be_unknown_without_a_figure(talk: Talk, saying: Saying) -> None:
    product = talk.products(talk.open(saying.language))[saying.place - 1]
    answer = talk.say(saying.text)
    assert_named(product, saying, answer)
    assert UNKNOWN[saying.language].search(answer.text), answer
    assert not re.search(r"\d", answer.text.replace(product.name(saying.language), "")), answer
    assert not answer.cards


@pytest.mark.parametrize("saying", cases("reasons"))
def test_what_made_it_pick_one_is_the_reason_on_its_card(talk: Talk, saying: Saying) -> None:
    shown = talk.open(saying.language)
    card = shown.cards[saying.place - 1]
    answer = talk.say(saying.text)
    assert card["name"] in answer.text, answer
    assert card["reason"][1:] in answer.text, answer


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_place_that_the_list_does_not_have_is_asked_back(talk: Talk, language: str) -> None:
    shown = talk.open(language)
    answer = talk.say("how heavy is the ninth one?" if language == "en" else "第九个有多重？")
    assert len(shown.cards) < 9
    assert not any(product.name(language) in answer.text for product in talk.products(shown)), answer
    assert {reply["title"] for reply in answer.replies} == {card["name"] for card in shown.cards}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_last_one_is_the_last_card(demo: Talk, language: str) -> None:
    shown = demo.open(language)
    last = demo.products(shown)[-1]
    demo.say("how heavy is the second?" if language == "en" else "第二个有多重？")
    answer = demo.say("what is the weight of the last one?" if language == "en" else "最后一个的重量呢")
    assert last.name(language) in answer.text, answer
