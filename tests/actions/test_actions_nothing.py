"""Where nothing fits, the shopper hears what is in the way; what excludes itself is named and not searched."""

import pytest
from action_talk import Talk


def test_the_condition_in_the_way_is_named(talk: Talk) -> None:
    answer = talk.say("find", "red kettles above 200 euros")
    assert not answer.cards
    assert "What is in the way: from €200.00." in answer.text


def test_where_either_of_two_would_do_both_are_named(talk: Talk) -> None:
    answer = talk.say("find", "a green waterproof jacket")
    assert not answer.cards
    assert "one of these: " in answer.text
    assert "green" in answer.text
    assert "waterproof" in answer.text
    assert answer.replies["Without green (1)"]


def test_where_no_single_step_helps_each_condition_alone_is_offered(talk: Talk) -> None:
    answer = talk.say("find", "a red waterproof kettle by Fjell")
    assert not answer.cards
    offered = [title for title in answer.replies if title.startswith("Only")]
    assert offered == ["Only red (1)"]
    assert talk.choose(answer.replies["Only red (1)"]).ids == ["k2"]


@pytest.mark.parametrize(
    ("said", "named", "chosen", "ids"),
    [
        ("a waterproof tent that isn't waterproof", ("“waterproof”", "“without waterproof”"), "waterproof", ["t1"]),
        ("lamps under 40 over 70", ("“up to €40.00”", "“from €70.00”"), "from €70.00", ["l2"]),
        ("70以上40以下的灯", ("“€40.00以内”", "“€70.00起”"), "€70.00起", ["l2"]),
        ("lamps heavier than 3 kg and lighter than 1 kg", ("up to 1 kg", "from 3 kg"), "weight from 3 kg", ["l2"]),
    ],
)  # fmt: skip
def test_what_excludes_itself_is_named_and_either_can_be_chosen(
    talk: Talk, said: str, named: tuple[str, str], chosen: str, ids: list[str]
) -> None:
    answer = talk.say("find", said)
    assert not answer.cards
    assert all(words in answer.text for words in named), answer.text
    assert talk.choose(answer.replies[chosen]).ids == ids


def test_two_ends_of_one_price_are_no_contradiction(talk: Talk) -> None:
    assert talk.say("find", "lamps over 40 and under 60").ids == ["l1"]
    assert talk.say("find", "lamps under 60 and over 40").ids == ["l1"]


def test_a_change_of_mind_in_the_next_sentence_is_no_contradiction(talk: Talk) -> None:
    talk.say("find", "waterproof tents")
    assert talk.say("find", "not waterproof").cards


def test_what_was_kept_from_another_kind_is_said(talk: Talk) -> None:
    talk.say("find", "lamps under 200")
    assert "I kept from before: up to €200.00." in talk.say("find", "tents").text
    assert "kept" not in talk.say("find", "green ones").text


def test_for_whom_is_kept_where_it_tells_things_apart_and_a_colour_is_not(talk: Talk) -> None:
    talk.say("find", "grey lamps for women")
    answer = talk.say("find", "and jackets?")
    assert set(answer.ids) == {"j2", "j3"}
    talk.say("find", "tents")
    assert "values" not in talk.slots["request"]["now"]


@pytest.mark.parametrize("intent", ["find", "ask_fact", "ask_faq"])
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("do you have cat food", "doesn't sell “cat food”"),
        ("有猫粮吗", "不卖“猫粮”"),
        ("你们卖电饭煲吗", "不卖“电饭煲”"),
    ],
)
def test_whatever_the_question_is_taken_for_what_is_not_sold_is_named(
    talk: Talk, intent: str, said: str, told: str
) -> None:
    answer = talk.say(intent, said)
    assert told in answer.text
    assert answer.replies
