"""A word means what the words beside it make of it: the same word is a name, a verb, a saying, or only leads on."""

from typing import Any

import pytest
from spoken import things_in, words_left

from bot.dialogue.analysis import analyse
from bot.dialogue.lexicon import Lexicon


def row(text: str, kind: str, iri: str, attribute: str | None = None) -> dict[str, Any]:
    named = None if attribute is None else f"urn:daogou:attribute:{attribute}"
    return {"text": text, "kind": kind, "iri": f"urn:daogou:{kind}:{iri}", "attribute": named}


@pytest.fixture(scope="module")
def store() -> Lexicon:
    """A store whose goods bear everyday words."""
    categories = ("case", "watch", "book", "light", "vase", "bag", "flat", "ring", "game", "work light")
    return Lexicon(
        [
            *(row(word, "category", word.replace(" ", "-")) for word in categories),
            row("glass", "category", "tumbler"),
            row("glass", "value", "material/glass", "material"),
            row("marble", "value", "material/marble", "material"),
            row("women", "value", "audience/women", "audience"),
            row("her", "value", "audience/women", "audience"),
            row("work", "value", "occasion/work", "occasion"),
            row("black", "value", "colour/black", "colour"),
            row("pizza", "category", "pizza"),
            row("pizza", "item", "p1"),
            row("made of", "attribute", "material"),
            row("use", "attribute", "use"),
            row("colour", "attribute", "colour"),
            row("size", "attribute", "size"),
            row("battery", "attribute", "battery-life"),
            row("锅具", "category", "cookware"),
            row("套锅", "value", "set/pots"),
            row("口红", "category", "lipstick"),
            row("红色", "value", "colour/red"),
            row("颜色", "attribute", "colour"),
            row("黑", "value", "colour/black", "colour"),
            row("有帽子", "value", "hood/yes", "hood"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("in that case, cancel it", ""),
        ("a case for my phone", "case"),
        ("I want to watch the news", ""),
        ("a watch for my wife", "watch"),
        ("can I book a call", ""),
        ("something light", ""),
        ("a light for the hall", "light"),
        ("I live in my flat", ""),
        ("ring me back tomorrow", ""),
        ("who saw the game last night", ""),
        ("it doesn't work", ""),
        ("clothes for work", "work"),
        ("send it to my work", ""),
        ("tell her I said hi", ""),
        ("something for her", "women"),
    ],
)
def test_a_name_in_a_saying_or_as_a_verb_names_nothing(text: str, meant: str, store: Lexicon) -> None:
    assert things_in(text, store) == meant


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("vases made of marble", []),
        ("what is it made of", ["made of"]),
        ("a vase made of velvet", []),
        ("the colour should be black", []),
        ("what colour is it", ["colour"]),
        ("a ring in size 12", []),
        ("which size is it", ["size"]),
        ("could I use a bag", []),
        ("battery of 20 hours", ["battery"]),
        ("a light with long battery life", []),
        ("how good is the battery", ["battery"]),
        ("do you have it in another colour", []),
        ("颜色深一点的", []),
        ("颜色深不深", ["颜色"]),
        ("颜色要黑的", []),
        ("有什么颜色", ["颜色"]),
    ],
)
def test_an_attribute_that_leads_to_its_value_asks_for_no_fact(
    text: str, asked: list[str], store: Lexicon
) -> None:
    entities = analyse(text, store).entities
    assert [text[e["start"] : e["end"]] for e in entities if e["entity"] == "attribute"] == asked


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a vase, of glass please", ["category", "value"]),
        ("any glass?", ["category", "value"]),
        ("I feel like pizza", ["category"]),
    ],
)
def test_a_word_of_two_kinds_is_what_the_other_names_leave(
    text: str, kinds: list[str], store: Lexicon
) -> None:
    entities = analyse(text, store).entities
    assert [e["entity"] for e in entities if e["entity"] != "text"] == kinds


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("想换套锅具", "cookware"),
        ("买套锅", "pots"),
        ("口红色号", "lipstick"),
        ("没有帽子的", "-yes"),
        ("有没有帽子", "yes"),
        ("要有帽子的", "yes"),
    ],
)
def test_a_chinese_name_begins_and_ends_where_words_do(text: str, meant: str, store: Lexicon) -> None:
    assert things_in(text, store) == meant


@pytest.mark.parametrize(
    ("text", "meant", "left"),
    [
        ("we moved house and the hall looks bare, so we need a vase", "vase", ""),
        ("my watch broke, any rings", "ring", ""),
        ("she lost her bag on the bus, so she needs a case", "case", ""),
        ("my black watch broke, I need a ring", "ring", ""),
        ("Zephyr Pro Two, a watch", "watch", "Zephyr Pro"),
        ("a bag and a watch", "bag watch", ""),
        ("my watch broke", "watch", "broke"),
        ("我刚搬家，厨房空空的，想买锅具", "cookware", ""),
        ("口红弄丢了，想买锅具", "cookware", ""),
        ("始祖鸟，锅具有吗", "cookware", "始祖鸟"),
    ],
)
def test_a_story_that_leads_to_a_wish_is_not_looked_for(
    text: str, meant: str, left: str, store: Lexicon
) -> None:
    assert (things_in(text, store), words_left(text, store)) == (meant, left)
