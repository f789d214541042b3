"""A condition that no longer matters is let go of, in many ways of saying so, and nothing else is."""

import pytest
from action_talk import Talk


def wish(talk: Talk) -> dict[str, object]:
    kept: dict[str, object] = talk.slots["request"]["now"]
    return kept


@pytest.mark.parametrize(
    "said",
    [
        "price doesn't matter",
        "forget about the budget",
        "remove the price limit",
        "any price is fine",
        "money is no object",
        "I don't care about the cost",
        "drop the max price",
        "never mind the budget",
        "价格不限",
        "预算无所谓",
        "去掉预算限制",
        "什么价格都可以",
        "多少钱都行",
    ],
)
@pytest.mark.parametrize("intent", ["find", "remove_from_cart", "reject", "cheaper"])
def test_the_price_is_let_go_whatever_the_sentence_was_taken_for(talk: Talk, said: str, intent: str) -> None:
    talk.say("find", "grey lamps under 50")
    answer = talk.say(intent, said)
    assert answer.cards, answer.text
    assert "price" not in wish(talk)
    assert wish(talk)["values"] == ["urn:daogou:value:colour/grey"]


@pytest.mark.parametrize(
    "said",
    ["any colour", "the colour isn't important", "not fussed about colour", "颜色无所谓", "什么颜色都行"],
)
def test_an_attribute_is_let_go(talk: Talk, said: str) -> None:
    talk.say("find", "grey lamps under 500")
    answer = talk.say("find", said)
    assert answer.cards, answer.text
    assert "values" not in wish(talk)
    assert "price" in wish(talk)


@pytest.mark.parametrize("said", ["grey doesn't matter any more", "forget the grey", "灰色不要求"])
def test_a_trait_that_was_asked_for_is_let_go(talk: Talk, said: str) -> None:
    talk.say("find", "grey lamps")
    answer = talk.say("find", said)
    assert answer.cards, answer.text
    assert "values" not in wish(talk)
    assert "without" not in wish(talk)


def test_one_condition_goes_and_another_comes_in_one_breath(talk: Talk) -> None:
    talk.say("find", "grey lamps under 50")
    talk.say("find", "any colour, but under 40")
    assert "values" not in wish(talk)
    assert wish(talk)["price"] == {"high": "40"}


@pytest.mark.parametrize(
    "said", ["do you have any grey ones", "what's the price of the first", "is it in any other colour"]
)
def test_a_question_lets_nothing_go(talk: Talk, said: str) -> None:
    talk.say("find", "grey lamps under 50")
    before = wish(talk)
    talk.say("ask_fact", said)
    assert wish(talk) == before
