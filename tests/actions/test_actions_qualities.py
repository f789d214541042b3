"""Warmer, quieter, sturdier: what no catalogue measures is never ranked; what a description says is told as that."""

import pytest
from action_talk import Talk


@pytest.mark.parametrize("intent", ["cheaper", "find"])
def test_what_a_description_mentions_is_shown_as_no_more_than_mentioned(talk: Talk, intent: str) -> None:
    talk.say("find", "the Fjell Rain Jacket")
    answer = talk.say(intent, "a warmer one please")
    assert answer.ids == ["j2"]
    assert "no figure" in answer.text
    assert "“warm”" in answer.text


@pytest.mark.parametrize("intent", ["cheaper", "find"])
@pytest.mark.parametrize(
    ("kind", "said", "told"),
    [
        ("jackets", "something quieter", "doesn't say how quiet the jackets are"),
        ("jackets", "too flimsy", "doesn't say how sturdy"),
        ("夹克", "有没有更安静的", "没写有多安静"),
    ],
)
def test_where_nothing_tells_that_is_said_and_nothing_shown(
    talk: Talk, intent: str, kind: str, said: str, told: str
) -> None:
    talk.say("find", kind)
    answer = talk.say(intent, said)
    assert told in answer.text
    assert not answer.cards
    assert answer.replies


def test_the_wish_goes_on_without_the_quality(talk: Talk) -> None:
    talk.say("find", "jackets")
    talk.say("cheaper", "something quieter")
    assert sorted(talk.say("find", "and the cheapest first").ids) == ["j1", "j2", "j3"]


@pytest.mark.parametrize(
    ("kind", "said"), [("jackets", "which is the cheapest?"), ("夹克", "最便宜的是哪个")]
)
def test_the_cheapest_is_one_of_the_kind_that_was_shown_however_it_is_asked(
    talk: Talk, kind: str, said: str
) -> None:
    talk.say("find", kind)
    assert talk.say("recommend", said).ids == ["j3", "j1", "j2"]


def test_what_only_points_is_not_looked_for(talk: Talk) -> None:
    answer = talk.say("add_to_cart", "pop that one in my basket")
    assert not answer.cards
    assert "what to put in your cart" in answer.text


@pytest.mark.parametrize(("kind", "said"), [("jackets", "the warmest one"), ("jackets", "most comfortable?")])
def test_of_the_most_nothing_more_is_known(talk: Talk, kind: str, said: str) -> None:
    talk.say("find", kind)
    assert "how " in talk.say("find", said).text


@pytest.mark.parametrize(
    ("said", "words"),
    [("a jacket in size M", "“size M”"), ("42码的夹克", "“42码”"), ("size 9 jackets", "“size 9”")],
)
def test_a_size_that_the_catalogue_lacks_is_said_to_be_left_out(talk: Talk, said: str, words: str) -> None:
    answer = talk.say("find", said)
    assert words in answer.text
    assert sorted(answer.ids) == ["j1", "j2", "j3"]


def test_what_begins_with_with_is_a_condition_and_no_other_kind(talk: Talk) -> None:
    talk.say("find", "jackets")
    assert talk.say("find", "with linen").ids == talk.say("find", "jackets").ids


def test_one_alone_is_not_compared_and_that_is_said(talk: Talk) -> None:
    talk.say("find", "the Fjell Rain Jacket")
    answer = talk.say("compare", "what's the difference between 1 and 2")
    assert "only one" in answer.text
    assert answer.replies


@pytest.mark.parametrize(("kind", "said"), [("lamps", "the lightest please"), ("灯", "最轻的是哪个")])
def test_the_lightest_comes_first_by_what_the_catalogue_gives(talk: Talk, kind: str, said: str) -> None:
    talk.say("find", kind)
    assert talk.say("find", said).ids == ["l1", "l3", "l2"]


def test_the_most_popular_is_one_of_the_kind_that_was_shown(talk: Talk) -> None:
    talk.say("find", "jackets")
    assert sorted(talk.say("recommend", "most popular one?").ids) == ["j1", "j2", "j3"]


def test_a_size_that_is_asked_of_one_thing_is_said_to_be_unknown(talk: Talk) -> None:
    talk.say("find", "the Fjell Rain Jacket")
    told = talk.say("ask_fact", "and is it in stock in large").text
    assert "in stock" in told
    assert "“in large”" in told


def test_what_is_recommended_is_what_was_named_by_words_of_the_shop_s_own(talk: Talk) -> None:
    assert talk.say("recommend", "can you recommend a travel kettle").ids == ["k2"]
