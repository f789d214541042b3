"""The rules' own words are understood when they are mistyped, and what is told of them is where it was typed."""

import pytest
from spoken import things_in

from bot.dialogue.analysis import analyse
from bot.dialogue.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "typed", "kind"),
    [
        ("somthing cheeper pls", "cheeper", "comparative"),
        ("the secnd one", "secnd", "place"),
        ("teh thrid", "thrid", "place"),
        ("a tent undr 80", "undr 80", "price"),
        ("arond 50 for a lamp", "arond 50", "price"),
        ("lihgter please", "lihgter", "comparative"),
        ("around fourty dollars", "around fourty dollars", "price"),
        ("the chepest lamp, and then the fourthh", "fourthh", "place"),
    ],
)
def test_a_mistyped_word_of_a_rule_counts_where_it_stands(
    text: str, typed: str, kind: str, lexicon: Lexicon
) -> None:
    found = [(text[e["start"] : e["end"]], e["entity"]) for e in analyse(text, lexicon).entities]
    assert (typed, kind) in found


def test_what_follows_a_mistyped_word_keeps_its_place(lexicon: Lexicon) -> None:
    text = "chepest of your red tents undr １００"
    entities = {e["entity"]: e for e in analyse(text, lexicon).entities}
    assert text[entities["category"]["start"] : entities["category"]["end"]] == "tents"
    assert entities["price"]["value"]["said"] == "１００"
    analysis = analyse(text, lexicon)
    assert analysis.spelt == "cheapest of your red tents under 100"
    assert [analysis.spelt[mask.start : mask.end] for mask in analysis.masks] == ["red", "tents", "100"]


@pytest.mark.parametrize("text", ["a bright blue seaside", "my thirst", "boulder", "founder of the shop"])
def test_a_word_that_people_use_is_not_read_as_one_of_the_rules(text: str, lexicon: Lexicon) -> None:
    kinds = {e["entity"] for e in analyse(text, lexicon).entities}
    assert kinds.isdisjoint({"comparative", "place", "price", "order"})


def test_without_is_a_refusal_however_it_is_typed(lexicon: Lexicon) -> None:
    assert things_in("a jacket witout red", lexicon) == "jackets -red"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("none of thse please", "none of those please"),
        ("somethign for my birhtday", "something for my birthday"),
        ("pleeease hlep", "please help"),
        ("can you chnage my adress", "can you change my address"),
        ("whats in my bsaket", "whats in my basket"),
        ("thees are no good", "these are no good"),
    ],
)
def test_words_of_talk_are_shown_to_the_classifier_as_they_are_meant(
    typed: str, meant: str, lexicon: Lexicon
) -> None:
    assert analyse(typed, lexicon).spelt == meant


@pytest.mark.parametrize("text", ["two shoos", "je voudrais une tente", "the Zorbex one", "hows ur day m8"])
def test_what_is_no_slip_of_a_word_of_talk_stays_as_it_is(text: str, lexicon: Lexicon) -> None:
    assert analyse(text, lexicon).spelt == text


@pytest.mark.parametrize(
    ("text", "things"), [("next lot plase", ""), ("a jaket pleas", "jackets"), ("tnets", "tents")]
)
def test_the_commonest_words_of_talk_come_before_the_shops_and_the_shops_before_others(
    text: str, things: str, lexicon: Lexicon
) -> None:
    assert things_in(text, lexicon) == things
