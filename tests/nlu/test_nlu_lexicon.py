"""The shop's own words in a sentence, and what is left when they are taken away."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from spoken import amounts_in, things_in, unsold_in, words_left

from bot.dialogue.analysis import analyse
from bot.dialogue.lexicon import Lexicon, LexiconFile


def row(text: str, kind: str, iri: str, attribute: str | None = None) -> dict[str, Any]:
    return {"text": text, "kind": kind, "iri": f"urn:daogou:{kind}:{iri}", "attribute": attribute}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ember table lamp", "l1"),
        ("an ember lamp", "ember lamp"),
        ("TABLE LAMPS", "table-lamp"),
        ("a woman's jacket", "women jackets"),
        ("gray tents", "grey tents"),
        ("余烬台灯", "l1"),
        ("给男士的夹克", "men jackets"),
    ],
)
def test_the_longest_name_counts(text: str, meant: str, lexicon: Lexicon) -> None:
    assert things_in(text, lexicon) == meant


def test_a_colour_of_one_character_is_no_part_of_another_word() -> None:
    colours = Lexicon([row("红", "value", "colour/red"), row("红色", "value", "colour/red")])
    assert things_in("红的", colours) == "red"
    assert things_in("网红同款", colours) == ""


def test_a_word_for_several_things_means_all_of_them() -> None:
    shop = Lexicon(
        [row("seafood", "category", "food/seafood"), row("seafood", "category", "groceries/seafood")]
    )
    (entity,) = analyse("any seafood?", shop).entities
    assert entity["values"] == ["urn:daogou:category:food/seafood", "urn:daogou:category:groceries/seafood"]


def test_a_number_inside_a_name_is_no_amount() -> None:
    shop = Lexicon([row("三脚架", "category", "tripods"), row("Bolt 65 W Charger", "item", "c1")])
    assert [e["entity"] for e in analyse("三脚架多少钱", shop).entities] == ["category", "fact"]
    assert things_in("how heavy is the bolt 65 w charger", shop) == "c1"
    assert amounts_in("a 65 w charger") == "measure 65..65 WTT"
    assert [e["entity"] for e in analyse("a 65 w charger", shop).entities] == ["measure", "text"]


def test_a_camera_bag_is_a_bag() -> None:
    shop = Lexicon(
        [row("camera", "category", "cameras"), row("bag", "category", "bags"), row("灯", "category", "lamps")]
    )
    assert things_in("a camera bag", shop) == "bags"
    assert words_left("a camera bag", shop) == "camera"
    assert things_in("a bag for my camera", shop) == "bags"
    assert things_in("cameras and bags", shop) == "cameras bags"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("got any kayaks?", "kayaks"),
        ("I'm looking for a lamp with a dimmer, please", "dimmer"),
        ("show me something nice for my mum", ""),
        ("what do you have under 50", ""),
        ("put it in my cart", ""),
        ("I hate red", ""),
        ("有没有皮划艇", "皮划艇"),
        ("帮我找一个便宜的帐篷", ""),
        ("把第二个加入购物车", ""),
    ],
)
def test_what_is_left_over_may_name_a_thing_and_a_wish_alone_leaves_nothing(
    text: str, left: str, lexicon: Lexicon
) -> None:
    assert words_left(text, lexicon) == left


@pytest.mark.parametrize(
    ("text", "unsold"),
    [
        ("got any kayaks?", "kayak > outdoors"),
        ("有没有皮划艇", "kayak > outdoors"),
        ("do you sell cars", "car > nothing"),
        ("add both to my basket", ""),
        ("a red tent", ""),
    ],
)
def test_what_is_not_sold_is_found_with_the_nearest_kind(text: str, unsold: str, lexicon: Lexicon) -> None:
    assert unsold_in(text, lexicon) == unsold
    assert "kayak" not in things_in(text, lexicon)


def test_an_unsold_word_loses_against_any_word_of_the_shops_that_it_touches() -> None:
    missing = {"sold": False, "nearest": None}
    shop = Lexicon(
        [
            row("tent", "category", "tents"),
            row("tent pole repair kit", "category", "kits") | missing,
            row("tent", "category", "other") | missing,
            row("lamp", "category", "lamps") | missing,
        ]
    )
    assert things_in("a tent pole repair kit", shop) == "tents"
    assert unsold_in("a tent pole repair kit", shop) == ""
    assert things_in("a lamp for my tent", shop) == "tents"
    assert unsold_in("a lamp for my tent", shop) == "lamps > nothing"
    assert words_left("a lamp for my tent", shop) == "lamp"


def test_a_new_brand_is_understood_at_the_next_sentence(tmp_path: Path) -> None:
    file, draft = tmp_path / "lexicon.jsonl", tmp_path / "draft"
    file.write_text(json.dumps(row("Fjell", "brand", "fjell")) + "\n", "utf-8")
    watched = LexiconFile(file)
    assert things_in("Fjell or Brook", watched.current()) == "fjell"
    assert watched.current() is watched.current()
    draft.write_text(file.read_text("utf-8") + json.dumps(row("Brook", "brand", "brook")) + "\n", "utf-8")
    os.replace(draft, file)
    assert things_in("Fjell or Brook", watched.current()) == "fjell brook"


def test_the_last_words_are_kept_while_the_file_is_away(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.jsonl"
    file.write_text(json.dumps(row("Fjell", "brand", "fjell")) + "\n", "utf-8")
    watched = LexiconFile(file)
    assert things_in("Fjell", watched.current()) == "fjell"
    file.unlink()
    assert things_in("Fjell", watched.current()) == "fjell"


def test_without_a_lexicon_no_word_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAOGOU_LEXICON", raising=False)
    assert things_in("Fjell tents", LexiconFile().current()) == ""


@pytest.fixture(scope="module")
def plain_things() -> Lexicon:
    nouns = {"灯": "lamp", "包": "bag", "鞋": "shoe", "床": "bed", "刀": "knife", "伞": "umbrella"}
    materials = {"银": "silver", "皮": "leather"}
    return Lexicon(
        [
            *(row(text, "category", iri) for text, iri in nouns.items()),
            row("黑", "value", "colour/black"),
            row("书包", "category", "school-bag"),
            *(row(text, "value", f"material/{iri}") for text, iri in materials.items()),
        ]
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("有灯吗", "lamp"),
        ("来盏灯", "lamp"),
        ("买包", "bag"),
        ("要鞋", "shoe"),
        ("我想买双鞋", "shoe"),
        ("换灯", "lamp"),
        ("找把刀", "knife"),
        ("床吗", "bed"),
        ("你们卖伞吗", "umbrella"),
        ("有黑包吗", "black bag"),
        ("要个书包", "school-bag"),
        ("网红", ""),
        ("灯塔", ""),
        ("面包", ""),
        ("红包", ""),
        ("银行", ""),
        ("皮带", ""),
        ("床单", ""),
    ],
)
def test_a_noun_of_one_character_is_found_beside_words_that_carry_a_wish(
    text: str, meant: str, plain_things: Lexicon
) -> None:
    assert things_in(text, plain_things) == meant
    assert not meant or words_left(text, plain_things) == ""


@pytest.mark.parametrize(
    "text",
    [
        "把最贵的放在前面",
        "最便宜的摆在最前头",
        "按价格从低到高排一下",
        "麻烦按价钱从高到低排列",
        "请由低到高列出来",
        "这儿有吗",
        "那边有什么",
        "put the priciest ones at the top",
        "sort them by price, dearest first",
        "could you arrange these by price please",
    ],
)
def test_words_of_sorting_and_of_place_name_no_thing(text: str, lexicon: Lexicon) -> None:
    assert words_left(text, lexicon) == ""


@pytest.mark.parametrize(
    "text",
    [
        "show me the Larkfell Ridge 2 Two-Person Tent",
        "is the larkfell ridge 2 two-person tent heavy?",
        "Larkfell 山脊 2 双人帐篷有货吗",
        "把Larkfell山脊2双人帐篷加入购物车",
        "the Bolt 65 W Charger, please",
    ],
)
def test_a_products_whole_name_is_one_thing_whatever_words_it_is_made_of(text: str) -> None:
    shop = Lexicon(
        [
            row("Larkfell Ridge 2 Two-Person Tent", "item", "x"),
            row("Larkfell 山脊 2 双人帐篷", "item", "x"),
            row("Bolt 65 W Charger", "item", "x"),
            row("Larkfell", "brand", "larkfell"),
            row("tent", "category", "tents"),
            row("帐篷", "category", "tents"),
        ]
    )
    found = [entity for entity in analyse(text, shop).entities if entity["entity"] != "fact"]
    assert [(entity["entity"], entity["value"]) for entity in found if entity["entity"] != "text"] == [
        ("item", "urn:daogou:item:x")
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I want to check out now", ""),
        ("check out", ""),
        ("can you check if it is in stock", ""),
        ("let me check my order", ""),
        ("double check that", ""),
        ("a shirt in check", "checked"),
        ("in check please", "checked"),
        ("anything with a check pattern", "checked"),
    ],
)
def test_a_verb_is_no_pattern_of_a_shirt(text: str, meant: str) -> None:
    shirts = Lexicon([row("check", "value", "pattern/checked")])
    assert things_in(text, shirts) == meant


@pytest.mark.parametrize(
    ("text", "meant", "unsold"),
    [
        ("do you have sleeping bags", "", "sleeping-bag > camping"),
        ("show me dog beds", "", "pet-bed > pet"),
        ("any oven gloves", "", "gloves > apparel"),
        ("a phone holder", "", "phone-holder > nothing"),
        # A kind of what is sold, and a trait beside what is sold, are what they are.
        ("a shoulder bag", "bag", ""),
        ("canvas shoes", "canvas shoe", ""),
        ("a bag for my dog", "bag dogs", ""),
    ],
)
def test_a_thing_that_is_not_sold_is_no_thing_that_its_name_ends_in(
    text: str, meant: str, unsold: str
) -> None:
    def missing(text: str, slug: str, nearest: str | None) -> dict[str, Any]:
        iri = f"urn:daogou:vocab:category/{slug}"
        return {
            "text": text,
            "kind": "category",
            "iri": iri,
            "attribute": None,
            "sold": False,
            "nearest": nearest,
        }

    store = Lexicon(
        [
            row("bag", "category", "accessories/bag"),
            row("shoe", "category", "kind/shoe"),
            row("oven", "category", "kind/oven"),
            row("holder", "category", "kind/holder"),
            row("canvas", "value", "material/canvas", "urn:daogou:attribute:material"),
            row("dog", "value", "audience/dogs", "urn:daogou:attribute:audience"),
            missing("sleeping bag", "sleeping-bag", "urn:daogou:category:outdoors/camping"),
            missing("shoulder bag", "shoulder-bag", "urn:daogou:category:accessories/handbag"),
            missing("canvas shoe", "canvas-shoe", "urn:daogou:category:footwear/sneaker"),
            missing("dog bed", "pet-bed", "urn:daogou:category:outdoors/pet"),
            missing("bed", "bed", "urn:daogou:category:furniture"),
            missing("glove", "gloves", "urn:daogou:category:apparel"),
            missing("phone holder", "phone-holder", None),
        ]
    )
    assert things_in(text, store) == meant
    assert unsold_in(text, store) == unsold
