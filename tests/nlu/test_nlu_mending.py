"""Typing errors: letters in English, sounds in Chinese; what people really say is never mended."""

from typing import Any

import pytest
from spoken import amounts_in, pointers_in, things_in, words_left

from bot.dialogue.analysis import analyse
from bot.dialogue.language import language_of
from bot.dialogue.lexicon import Lexicon

NAMES = {
    "jacket": "category", "夹克": "category", "hiking boot": "category", "boot": "category", "shirt": "category",
    "headphones": "category", "watch": "category", "sock": "category", "tent": "category", "帐篷": "category",
    "背包": "category", "台灯": "category", "杯子": "category", "衣服": "category", "大衣": "category",
    "美发": "category", "耳机": "category", "red": "value", "waterproof": "value", "红色": "value", "人字": "value",
    "运动": "value", "运动鞋": "category",
    "Halden": "brand",
}  # fmt: skip


@pytest.fixture(scope="module")
def shop() -> Lexicon:
    rows: list[dict[str, Any]] = [
        {"text": text, "kind": kind, "iri": f"urn:daogou:{kind}:{text.replace(' ', '-')}", "attribute": None}
        for text, kind in NAMES.items()
    ]
    return Lexicon(rows)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("jakcet", "jacket"),
        ("a waterprof jaket please", "waterproof jacket"),
        ("hikng boots", "hiking-boot"),
        ("hedphones", "headphones"),
        ("headfones", "headphones"),
        ("a red shrit", "red shirt"),
        ("watchs", "watch"),
        ("tnet", "tent"),
        ("Haldn jackets", "Halden jacket"),
        ("背报", "背包"),
        ("想买运动斜", "运动鞋"),
        ("运动的", "运动"),
        ("我想买个抬灯", "台灯"),
        ("有没有账篷", "帐篷"),
        ("红色的夹克", "红色 夹克"),
        ("紅色的夾克", "红色 夹克"),
        ("想要個背包", "背包"),
        ("红色 jakcet", "红色 jacket"),
    ],
)
def test_a_mistyped_name_is_found(text: str, meant: str, shop: Lexicon) -> None:
    assert things_in(text, shop) == meant


@pytest.mark.parametrize(
    "text",
    [
        "boats",
        "something short",
        "a match",
        "what about the blocks",
        "被子",  # beside 杯子
        "我想要一副",  # beside 衣服
        "工资没发呢",  # beside 美发
        "有再大一号的吗",  # beside 大衣
        "个人资料",  # beside 人字
        "二级",  # beside 耳机
        "test",
    ],
)
def test_what_people_say_is_not_mended(text: str, shop: Lexicon) -> None:
    assert things_in(text, shop) == ""


def test_the_place_in_the_sentence_is_that_of_what_was_typed(shop: Lexicon) -> None:
    (found,) = (one for one in analyse("我要買個背报，謝謝", shop).entities if one["entity"] == "category")
    assert (found["start"], found["end"]) == (4, 6)
    assert words_left("我要買個背报，謝謝", shop) == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("两百来块", "~price 200..200"),
        ("五百以下", "price ..500"),
        ("兩百以內", "price ..200"),
        ("1.5万以下", "price ..15000"),
        ("2k以内", "price ..2000"),
        ("a 4k screen", ""),
        ("a comedy from the 90s", "year 1990..1999"),
        ("九十年代的喜剧", "year 1990..1999"),
        ("sci-fi from the eighties", "year 1980..1989"),
    ],
)
def test_numbers_said_in_many_ways_mean_the_same(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("末尾那款", "place -1; reference one"),
        ("like that film but newer", "comparative year_up"),
        ("新一点的", "comparative year_up"),
        ("things that float", ""),
        ("anything for this summer", ""),
        ("is it possible to come by", ""),
        ("is it heavy", "reference one"),
        ("that one", "reference one"),
    ],
)
def test_what_points_at_something_is_told_from_what_does_not(text: str, meant: str) -> None:
    assert [one for one in pointers_in(text).split("; ") if one != "reference one"] == [
        one for one in meant.split("; ") if one != "reference one"
    ]
    assert ("reference" in pointers_in(text)) == ("reference" in meant or "that film" in text)


@pytest.mark.parametrize(
    ("text", "last", "language"),
    [
        ("50", "zh", "zh"),
        ("50", "en", "en"),
        ("???", "zh", "zh"),
        ("有没有 Halden 的 backpack", "en", "zh"),
        ("Halden", "zh", "en"),
    ],
)
def test_the_language_is_that_of_the_sentence_and_without_letters_the_last(
    text: str, last: str, language: str
) -> None:
    assert language_of(text, last) == language


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("put it in the basket", ""),
        ("a laundry basket", "basket"),
        ("ring me up", ""),
        ("a silver ring", "ring"),
    ],
)
def test_a_shops_word_that_says_something_else_is_no_thing(text: str, meant: str) -> None:
    rows = [
        {"text": one, "kind": "category", "iri": f"urn:daogou:category:{one}", "attribute": None}
        for one in ("basket", "ring")
    ]
    assert things_in(text, Lexicon(rows)) == meant


def test_for_whom_a_thing_is_stays_in_the_sentence_that_is_classified() -> None:
    rows = [
        {
            "text": text,
            "kind": "value",
            "iri": f"urn:daogou:value:{text}",
            "attribute": f"urn:daogou:attribute:{of}",
        }
        for text, of in (("dad", "audience"), ("red", "colour"))
    ]
    analysis = analyse("something red for my dad", Lexicon(rows))
    assert [mask.kind for mask in analysis.masks] == ["value"]
    assert [one["entity"] for one in analysis.entities if "values" in one] == ["value", "value"]
