"""After lamps: cheaper ones, other ones, ones like a shown one, and a price bound said alone. They stay lamps."""

from decimal import Decimal
from statistics import mean

import pytest
from held_talk import Talk
from sayings import Saying, cases
from talking import Answer


def prices(answer: Answer) -> list[Decimal]:
    return [Decimal(card["price"]) for card in answer.cards]


@pytest.mark.parametrize("saying", cases("cheaper"))
def test_cheaper_stays_in_kind_and_costs_less(talk: Talk, saying: Saying) -> None:
    before = talk.open(saying.language)
    after = talk.say(saying.text)
    talk.assert_lamps(after)
    assert max(prices(after)) < max(prices(before))
    assert mean(prices(after)) < mean(prices(before))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_cheaper_again_and_again_ends_with_the_word_that_these_are_the_cheapest(
    talk: Talk, language: str
) -> None:
    shown = talk.open(language)
    for _ in range(12):
        after = talk.say("something cheaper, please" if language == "en" else "再便宜一点的")
        if not after.cards:
            break
        assert max(prices(after)) < max(prices(shown))
        assert mean(prices(after)) < mean(prices(shown))
        shown = after
    assert not after.cards, "it never came to an end"
    assert ("cheapest" if language == "en" else "最便宜") in after.text, after
    assert min(prices(shown)) == min(p.price or 0 for p in talk.lamps()), "it is said of the cheapest alone"


@pytest.mark.parametrize("saying", cases("others"))
def test_other_ones_are_of_the_kind_and_were_not_shown_before(talk: Talk, saying: Saying) -> None:
    first = talk.open(saying.language)
    second = talk.say(saying.text)
    third = talk.say(saying.text)
    assert len(second.cards) >= 3, second
    shown = [*first.ids, *second.ids, *third.ids]
    assert len(set(shown)) == len(shown)
    talk.assert_lamps(second)


@pytest.mark.parametrize("saying", cases("similar"))
def test_ones_like_a_shown_one_share_its_category_and_are_not_itself(talk: Talk, saying: Saying) -> None:
    first = talk.open(saying.language)
    like = talk.products(first)[saying.place - 1]
    answer = talk.say(saying.text)
    assert len(answer.cards) >= 3, answer
    assert like.name(saying.language) in answer.text, answer
    assert like.item_id not in answer.ids
    assert like.categories[0] in talk.products(answer)[0].categories


@pytest.mark.parametrize("bound", cases("bare_bounds"))
def test_after_lamps_a_price_said_alone_still_means_lamps(talk: Talk, bound: Saying) -> None:
    talk.open(bound.language)
    answer = talk.say(bound.text)
    assert len(answer.cards) >= 3, answer
    assert bound.high is not None
    talk.assert_lamps(answer)
    assert max(prices(answer)) <= bound.high


def test_a_number_alone_is_a_price_in_the_language_spoken_before(talk: Talk) -> None:
    talk.open("zh")
    answer = talk.say("100")
    assert answer.cards, answer
    assert max(prices(answer)) <= 100
    talk.assert_lamps(answer)


def test_a_question_between_does_not_lose_what_was_looked_for(talk: Talk) -> None:
    talk.open("en")
    talk.say("what is the weather like over there?")
    talk.say("how can I pay at your place?")
    answer = talk.say("below 100 please")
    talk.assert_lamps(answer)
    assert max(prices(answer)) <= 100


def test_two_shoppers_at_once_do_not_mix(demo: Talk, retail: Talk) -> None:
    demo.say("tents for a hiking weekend, please")
    retail.open("en")
    tents = demo.say("at most 200 dollars")
    assert all("urn:daogou:category:outdoors/tents" in p.categories for p in demo.products(tents)), tents
