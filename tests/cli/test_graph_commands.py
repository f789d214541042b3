"""`bot graph` on the demo shop: each verb by the names that people use, in either language."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from typer.testing import CliRunner

from bot.cli.program import app, is_ours

Ask: TypeAlias = Callable[..., str]


@pytest.fixture(scope="module")
def ask(demo_shop: Path) -> Ask:
    """What a command of `bot graph` prints."""

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["graph", *arguments, "--shop", str(demo_shop)])
        if done.exception is not None:
            raise done.exception
        return done.stdout

    return run


def rows(printed: str) -> list[list[str]]:
    """The table of a pipe, without its header."""
    return [line.split("\t") for line in printed.splitlines()[1:]]


def told(printed: str) -> Any:
    return json.loads(printed)


def refusal(ask: Ask, *arguments: str) -> str:
    with pytest.raises(Exception, match=r"\w") as refused:
        ask(*arguments)
    assert is_ours(refused.value)
    return str(refused.value)


def test_products_are_found_by_names_in_either_language(ask: Ask) -> None:
    english = ask(
        "search", "--category", "tents", "--value", "green", "--price-to", "300", "--page-size", "50"
    )
    chinese = ask("search", "--category", "帐篷", "--value", "绿色", "--price-to", "300", "--page-size", "50")
    assert rows(english) == rows(chinese) != []
    assert all(float(price) <= 300 for _, _, price, _ in rows(english))
    names = ask("search", "--category", "tents", "--page-size", "3", "--language", "zh")
    assert any("帐篷" in name for _, name, _, _ in rows(names))


def test_a_range_may_be_in_any_unit_of_its_kind(ask: Ask) -> None:
    ranges = ("weight<=2kg", "weight <= 2000 g", "重量<=2千克", "weight<=2KGM", "weight<=2000")
    found = [ask("search", "--category", "tents", "--range", range, "--page-size", "50") for range in ranges]
    assert rows(found[0])
    assert len(set(found)) == 1
    lighter = ask("search", "--category", "tents", "--range", "weight<3lb", "--page-size", "50")
    assert 0 < len(rows(lighter)) < len(rows(found[0]))


def test_conditions_hold_together_and_an_order_is_kept(ask: Ask) -> None:
    printed = ask(
        "search", "--category", "backpacks", "--value", "use=hiking", "--without", "black", "--in-stock",
        "--order", "price_up", "--page-size", "50", "--json",
    )  # fmt: skip
    matches = told(printed)
    assert matches
    prices = [float(match["price"]) for match in matches]
    assert prices == sorted(prices)
    assert all("urn:daogou:value:use/hiking" in match["matched"] for match in matches)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("search", "--category", "tnets"), "choose one of: tents"),
        (("search", "--value", "grene"), "green"),
        (("search", "--brand", "Larkfel"), "Larkfell"),
        (("search", "--range", "weight is 2"), "'weight<=2kg'"),
        (("search", "--range", "weight<=2 parsecs"), "'parsecs' is no unit"),
        (("search", "--range", "weight<=2 l"), "cannot become one in GRM"),
        (("search", "--price-to", "cheap"), "'cheap' is no amount"),
        (("search", "--order", "best"), "price_up"),
        (("facts", "Larkfell Kindle Gas Stov"), "Larkfell Kindle Gas Stove"),
    ],
)
def test_what_is_not_understood_is_one_sentence_with_what_comes_near(
    ask: Ask, arguments: tuple[str, ...], said: str
) -> None:
    assert said in refusal(ask, *arguments)


def test_facts_are_told_with_their_units_and_where_they_come_from(ask: Ask) -> None:
    assert rows(ask("facts", "stove-01", "weight")) == [["weight", "92 g", "stated", ""]]
    assert rows(ask("facts", "Larkfell 初焰燃气炉", "重量", "--language", "zh"))[0][:2] == ["重量", "92克"]
    assert len(rows(ask("facts", "stove-01"))) > 4


def test_a_comparison_marks_the_better_end(ask: Ask) -> None:
    table = {row[0]: row[1:] for row in rows(ask("compare", "stove-01", "stove-03"))}
    assert table["weight"] == ["+ 92 g", "- 430 g"]
    assert table["price"][0].startswith("+ ")
    assert next(iter(table)) == "price"
    comparison = told(ask("compare", "stove-01", "stove-03", "--json"))
    assert comparison["items"] == ["stove-01", "stove-03"]
    assert all({"attribute", "cells", "differs", "better", "worse"} <= set(row) for row in comparison["rows"])


def test_what_belongs_to_a_product_is_listed_with_its_reason(ask: Ask) -> None:
    accessories = rows(ask("related", "stove-01"))
    assert "oacc-07" in {item for item, _, _ in accessories}
    assert all(reason.endswith(".") for _, _, reason in accessories)
    assert rows(ask("related", "stove-01", "substitutes", "--language", "zh"))
    assert "stove-01" in told(ask("related", "oacc-07", "complements", "--json"))


@pytest.mark.parametrize(
    ("one", "other", "language", "sentence"),
    [
        ("oacc-07", "stove-01", "en", "Tarnvik Solo Titanium Pot fits Larkfell Kindle Gas Stove."),
        ("oacc-07", "stove-01", "zh", "Tarnvik 独行钛锅适配Larkfell 初焰燃气炉。"),
        ("pack-06", "pack-28", "en", "Both are for hiking, and both belong to “backpacks”."),
        ("pack-06", "pack-28", "zh", "两者都适合徒步，而且两者都属于“双肩包”。"),
        ("head-09", "head-18", "zh", "适配两者"),
    ],
)
def test_why_two_go_together_is_one_sentence(
    ask: Ask, one: str, other: str, language: str, sentence: str
) -> None:
    printed = told(ask("path", one, other, "--language", language, "--json"))
    assert sentence in printed["sentence"]
    assert printed["paths"][0]["steps"]


def test_two_things_without_a_reason_are_said_to_have_none(ask: Ask) -> None:
    assert "Nothing that is rare enough" in ask("path", "stove-01", "game-01")


def test_a_question_in_either_language_finds_the_answer_or_none(ask: Ask) -> None:
    assert "score" in ask("answer", "how much is shipping?")
    assert told(ask("answer", "包邮吗", "--language", "zh", "--json"))["language"] == "zh"
    assert "no answer" in ask("answer", "who won the cup of moonbeams")


def test_the_lexicon_lists_every_word_with_its_iri(ask: Ask) -> None:
    found = rows(ask("lexicon", "帐篷", "--kind", "category"))
    assert ["帐篷", "zh", "category", "urn:daogou:category:outdoors/tents"] in found
    assert {row["kind"] for row in told(ask("lexicon", "--json"))} == {
        "category", "brand", "value", "attribute", "item",
    }  # fmt: skip


def test_a_products_neighbourhood_is_drawn(ask: Ask, tmp_path: Path) -> None:
    for language, name in (("en", "Larkfell Kindle Gas Stove"), ("zh", "Larkfell 初焰燃气炉")):
        picture = tmp_path / f"{language}.svg"
        ask("picture", "stove-01", "--output", str(picture), "--language", language)
        words = [element.text for element in ET.parse(picture).iter("{http://www.w3.org/2000/svg}text")]
        assert name in words
        assert "gas" in words or "燃气" in words
