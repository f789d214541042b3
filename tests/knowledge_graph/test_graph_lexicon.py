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


def test_what_is_not_sold_is_told_with_the_nearest_kind(market_folder: Path, market: object) -> None:
    assert market
    rows = rows_of(market_folder)
    (kayak,) = [row for row in rows if row["text"] == "皮划艇"]
    assert kayak["sold"] is False
    assert kayak["iri"] == "urn:daogou:vocab:category/kayak"
    assert kayak["label"] == {"en": "kayak", "zh": "皮划艇"}
    assert kayak["nearest"] == CATEGORY + "outdoors"
    (car,) = [row for row in rows if row["text"] == "汽车"]
    assert (car["sold"], car["nearest"]) == (False, None)


def test_an_unsold_word_is_no_word_of_the_shops_own(market_folder: Path, market: object) -> None:
    assert market
    rows = rows_of(market_folder)
    own = {fold(row["text"], row["language"]) for row in rows if row.get("sold", True)}
    unsold = {fold(row["text"], row["language"]) for row in rows if not row.get("sold", True)}
    assert len(unsold) > 1000
    assert own.isdisjoint(unsold)


def test_a_word_of_a_products_name_is_not_called_unsold(tmp_path: Path) -> None:
    feed = tmp_path / "own.csv"
    feed.write_text("item_id,name,category\na,Pine Lantern Deluxe,outdoors\nb,小提灯,outdoors\n", "utf-8")
    open_feed(tmp_path / "graph", feed)
    texts = {row["text"] for row in rows_of(tmp_path / "graph")}
    assert texts.isdisjoint({"lantern", "灯笼", "提灯"})
    assert {"kayak", "tent", "car"} <= texts


def test_a_shop_of_comedies_does_not_say_that_it_has_no_films(tmp_path: Path) -> None:
    feed = tmp_path / "own.csv"
    feed.write_text("item_id,name,category\na,The Kettle Ball,Comedy\n")
    open_feed(tmp_path / "graph", feed)
    rows = rows_of(tmp_path / "graph")
    assert not named(rows, "film")
    assert named(rows, "喜剧") == {("category", CATEGORY + "comedy")}
    assert {row["nearest"] for row in rows if row["text"] == "laptop"} == {None}


def test_products_of_one_name_have_a_row_each(tmp_path: Path) -> None:
    feed = tmp_path / "own.csv"
    feed.write_text("item_id,name,category\na,Tidewater Mug,mugs\nb,Tidewater Mug,mugs\n")
    open_feed(tmp_path / "graph", feed)
    twins = {("item", "urn:daogou:item:a"), ("item", "urn:daogou:item:b")}
    assert named(rows_of(tmp_path / "graph"), "tidewater mugs") == twins


def test_the_names_that_occur_twice_in_a_real_catalogue_hide_none(department_folder: Path) -> None:
    rows = rows_of(department_folder)
    by_name: dict[str, set[str]] = {}
    for row in rows:
        if row["kind"] == "item":
            by_name.setdefault(row["text"], set()).add(row["iri"])
    assert sum(len(items) > 1 for items in by_name.values()) == 84
    assert len(set().union(*by_name.values())) == 2465


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
        more = [] if row.get("sold", True) else ["nearest", "sold"]
        assert sorted(row) == sorted([*schema["required"], *more])
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
