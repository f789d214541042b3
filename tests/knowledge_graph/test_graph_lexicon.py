"""The words that the dialogue learns from the graph: the contract between the two environments."""

import json
import re
from pathlib import Path
from typing import Any

from market_graph import ATTRIBUTE, BRAND, CATEGORY, KIND, VALUE, open_feed

from knowledge_graph.fold import fold

CONTRACTS = Path(__file__).parents[2] / "docs" / "contracts"


def rows_of(graph: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in (graph / "current" / "lexicon.jsonl").read_text("utf-8").splitlines()
    ]


def named(rows: list[dict[str, Any]], text: str) -> set[tuple[str, str]]:
    wanted = fold(text, "en")
    return {(row["kind"], row["iri"]) for row in rows if fold(row["text"], row["language"]) == wanted}


def test_things_are_named_in_both_languages(market_folder: Path, market: object) -> None:
    rows = rows_of(market_folder)
    assert market
    assert named(rows, "tent") == named(rows, "帐篷") == {("category", CATEGORY + "outdoors/tents")}
    assert named(rows, "lamps") == {("category", KIND + "lamp")}
    assert named(rows, "Fjell") == {("brand", BRAND + "fjell")}
    assert named(rows, "gray") == {("value", VALUE + "colour/grey")}
    assert named(rows, "how heavy") == {("attribute", ATTRIBUTE + "weight")}
    assert named(rows, "ember table lamp") == {("item", "urn:daogou:item:l1")}


def test_waterproof_asks_for_the_value_and_names_the_attribute(market_folder: Path, market: object) -> None:
    assert market
    assert named(rows_of(market_folder), "rainproof") == {
        ("value", VALUE + "waterproof/yes"),
        ("attribute", ATTRIBUTE + "waterproof"),
    }


def test_a_word_of_two_things_has_a_row_for_each(tmp_path: Path) -> None:
    feed = tmp_path / "own.csv"
    feed.write_text(
        "item_id,name,category,aliases\na,Salmon,groceries/seafood,fish\nb,Cod,food/seafood,fish\n"
    )
    open_feed(tmp_path / "graph", feed)
    rows = rows_of(tmp_path / "graph")
    assert named(rows, "seafood") == {
        ("category", CATEGORY + f"{wide}/seafood") for wide in ("groceries", "food")
    }
    assert named(rows, "fish") == {("item", "urn:daogou:item:a"), ("item", "urn:daogou:item:b")}


def test_no_two_rows_are_one(market_folder: Path, market: object) -> None:
    assert market
    keys = [
        (fold(row["text"], row["language"]), row["language"], row["iri"]) for row in rows_of(market_folder)
    ]
    assert len(keys) == len(set(keys))


def test_the_golden_rows_are_what_the_market_gives(market_folder: Path, market: object) -> None:
    assert market
    golden = (CONTRACTS / "samples" / "lexicon.jsonl").read_text("utf-8").splitlines()
    rows = rows_of(market_folder)
    assert len(golden) >= 15
    for line in golden:
        assert json.loads(line) in rows


def test_every_row_keeps_to_the_schema(market_folder: Path, market: object) -> None:
    assert market
    schema = json.loads((CONTRACTS / "lexicon.schema.json").read_text("utf-8"))
    properties = schema["properties"]
    for row in rows_of(market_folder):
        assert sorted(row) == sorted(schema["required"])
        assert row["text"]
        assert row["language"] in properties["language"]["enum"]
        assert row["kind"] in properties["kind"]["enum"]
        assert re.search(properties["iri"]["pattern"], row["iri"])
        assert (row["attribute"] is not None) == (row["kind"] == "value")
        assert row["unit"] is None or (
            row["kind"] == "attribute" and re.search(r"^[A-Z0-9]{2,3}$", row["unit"])
        )
        assert row["label"]
        assert set(row["label"]) <= {"en", "zh", "und"}
