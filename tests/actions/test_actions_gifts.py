"""Advice on a gift: one question at a time, nothing of an earlier wish, and nothing for the wrong person."""

from collections.abc import Callable

import pytest
from action_talk import Talk

AUDIENCE = "urn:daogou:value:audience/"


def wish(talk: Talk) -> dict[str, object]:
    kept: dict[str, object] = talk.slots["request"]["now"]
    return kept


def test_one_thing_is_asked_at_a_time(talk: Talk) -> None:
    whom = talk.say("gift", "I need a present")
    assert not whom.cards
    assert whom.text.count("?") == 1
    likes = talk.choose(whom.replies["for men"])
    assert not likes.cards
    assert likes.text.count("?") == 1
    found = talk.choose(likes.replies["clothing"])
    assert set(found.ids) == {"j1", "j3"}  # and not the women's jacket


def test_a_gift_is_a_new_topic(talk: Talk) -> None:
    talk.say("find", "grey lamps under 60")
    answer = talk.say("gift", "I want a gift for my dad")
    assert not answer.cards
    assert wish(talk) == {"values": [AUDIENCE + "men"]}


def test_who_is_asked_what_they_like_may_answer_in_words(talk: Talk) -> None:
    talk.say("gift", "a gift for my dad")
    answer = talk.say("find", "jackets")
    assert set(answer.ids) == {"j1", "j3"}
    assert talk.say("find", "under 80").ids == ["j3"]


@pytest.mark.parametrize(
    "said", ["a gift for my mum under 130: a jacket", "给妈妈买件夹克当生日礼物，130以内"]
)
def test_all_in_one_sentence_needs_no_question(talk: Talk, said: str) -> None:
    answer = talk.say("gift", said)
    assert set(answer.ids) == {"j2", "j3"}
    assert "cost" not in answer.text
    assert "预算" not in answer.text


def test_a_budget_around_a_number_leaves_a_fifth_on_either_side(talk: Talk) -> None:
    talk.say("gift", "a lamp as a birthday present for a friend, around 45 euros")
    assert wish(talk)["price"] == {"low": "36.0", "high": "54.0"}


def test_an_interest_leads_to_the_department_that_it_comes_near(talk: Talk) -> None:
    answer = talk.say("gift", "a present for a friend who likes camping")
    assert answer.cards
    assert wish(talk)["categories"] == ["urn:daogou:category:outdoors/tents"]
    assert "“camping”" in answer.text


@pytest.mark.parametrize(
    ("said", "word"), [("a gift for my boyfriend, he is into golf", "golf"), ("送给喜欢围棋的同事", "围棋")]
)
def test_what_nothing_here_goes_with_is_said_and_asked_about(talk: Talk, said: str, word: str) -> None:
    answer = talk.say("gift", said)
    assert not answer.cards
    assert f"“{word}”" in answer.text
    assert answer.replies


@pytest.mark.parametrize(
    "said", ["somthing for my sister pls, a jacket", "a pressie for my mum, gonna be epic"]
)
def test_words_that_are_no_taste_are_not_called_one(talk: Talk, said: str) -> None:
    answer = talk.say("gift", said)
    assert "“" not in answer.text
    assert answer.cards or answer.replies


def test_who_has_no_idea_is_shown_several_kinds(talk: Talk) -> None:
    talk.say("gift", "a gift for my wife")
    answer = talk.say("recommend", "no idea, surprise me")
    assert answer.cards
    assert answer.ids[0] == "j2", "what is made for women comes first"
    assert "j1" not in answer.ids


def test_another_person_is_another_gift(talk: Talk) -> None:
    talk.say("gift", "a gift for my dad")
    talk.say("gift", "and one for a colleague")
    assert "values" not in wish(talk)


def test_a_gift_can_be_left_by_starting_over_and_by_undo(begin: Callable[[], Talk]) -> None:
    talk = begin()
    talk.say("find", "lamps")
    talk.say("gift", "a gift for my dad")
    assert talk.say("undo", "undo that").cards
    talk.say("gift", "a gift for my dad")
    talk.say("start_over", "start over")
    assert wish(talk) == {}
    assert len(talk.say("find", "lamps").cards) == 3


def test_another_countrys_money_is_not_taken_for_a_gift(talk: Talk) -> None:
    answer = talk.say("gift", "a lamp for my wife under 5000 yen")
    assert not answer.cards
    assert "EUR" in answer.text


@pytest.mark.parametrize("intent", ["like", "find", "nlu_fallback"])
def test_what_they_like_answers_the_question_whatever_it_was_taken_for(talk: Talk, intent: str) -> None:
    talk.say("gift", "a gift for my dad")
    answer = talk.say(intent, "he likes camping")
    assert wish(talk)["categories"] == ["urn:daogou:category:outdoors/tents"]
    assert answer.cards
