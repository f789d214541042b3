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
    masks = [text[mask.start : mask.end] for mask in analyse(text, lexicon).masks]
    assert masks == ["red", "tents", "１００"]


@pytest.mark.parametrize("text", ["a bright blue seaside", "my thirst", "boulder", "founder of the shop"])
def test_a_word_that_people_use_is_not_read_as_one_of_the_rules(text: str, lexicon: Lexicon) -> None:
    kinds = {e["entity"] for e in analyse(text, lexicon).entities}
    assert kinds.isdisjoint({"comparative", "place", "price", "order"})


def test_without_is_a_refusal_however_it_is_typed(lexicon: Lexicon) -> None:
    assert things_in("a jacket witout red", lexicon) == "jackets -red"
