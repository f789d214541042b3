"""A shopper looks for a gift: what is missing is asked for, and an earlier wish has no say in it."""

import re
from decimal import Decimal

import pytest
from held_talk import Talk
from sayings import Saying, cases

COUNT = re.compile(r"[(（](\d+)[)）]$")


@pytest.mark.parametrize("saying", cases("gifts"))
def test_a_gift_is_asked_about_one_thing_at_a_time(talk: Talk, saying: Saying) -> None:
    talk.open(saying.language)
    asked = talk.say(saying.text)
    assert not asked.cards, "lamps have nothing to do with it"
    assert asked.replies
    assert asked.text.count("?") + asked.text.count("？") == 1
    assert talk.choose(asked.replies[-1]).texts


@pytest.mark.parametrize("saying", cases("gifts_complete"))
def test_who_says_all_at_once_is_shown_things_within_the_budget(demo: Talk, saying: Saying) -> None:
    demo.open(saying.language)
    answer = demo.say(saying.text)
    assert answer.cards, answer
    assert saying.low is not None
    assert saying.high is not None
    for card in answer.cards:
        assert saying.low <= Decimal(card["price"]) <= saying.high, answer
    for product in demo.products(answer):
        assert saying.is_of_kind(product), answer


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_quick_reply_finds_as_many_as_it_says(talk: Talk, language: str) -> None:
    counted = [(COUNT.search(reply["title"]), reply) for reply in talk.open(language).replies]
    for count, reply in [(found[1], reply) for found, reply in counted if found is not None][:2]:
        answer = talk.choose(reply)
        assert count in answer.text or len(answer.cards) == int(count), (reply, answer)
