"""What the demo department store's catalogue promises, read from its files and nothing else.

No part of the program is needed: the promises hold for anybody who copies the files as an example."""

import csv
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "demo"
FORMAT = ROOT / "docs" / "catalogue-format.md"
LANGUAGES = ("en", "zh")
UNITS = {"GRM", "CMT", "MMT", "INH", "LTR", "HUR", "MIN", "ANN", "WTT", "E09", "LUM", "KEL", "C62"}
HAN = re.compile(r"[一-鿿]")

Row = dict[str, str]


@cache
def load(path: Path) -> Any:
    """A YAML file as plain Python values."""
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


@cache
def product_files() -> dict[str, tuple[Row, ...]]:
    """The rows of each product file, by the file's name."""
    files = sorted((DEMO / "products").glob("*.csv"))
    return {path.name: tuple(csv.DictReader(path.open(encoding="utf-8", newline=""))) for path in files}


def products() -> list[Row]:
    return [row for rows in product_files().values() for row in rows]


@cache
def common_columns() -> frozenset[str]:
    """The columns of every product file, as the table in the documentation names them.

    Nothing of the demo was ever made, and so nothing has a bar code or a maker's number.
    """
    table = (
        FORMAT.read_text(encoding="utf-8").partition("## Columns of a product file")[2].partition("## ")[0]
    )
    first_cells = (line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    return frozenset(column for cell in first_cells for column in re.findall(r"`(\w+)`", cell)) - {
        "gtin",
        "mpn",
    }


def attributes() -> dict[str, Any]:
    return {attribute["slug"]: attribute for attribute in load(DEMO / "attributes.yml")}


def cells(row: Row, column: str) -> list[str]:
    return row[column].split("|") if row[column] else []


def is_right(cell: str, attribute: dict[str, Any]) -> bool:
    """Whether one cell is what the attribute's type allows."""
    if attribute["type"] == "boolean":
        return cell in ("true", "false")
    if attribute["type"] == "number":
        return Decimal(cell) >= 0
    return cell in {value["slug"] for value in attribute["values"]}


def test_there_are_over_four_hundred_products_in_more_than_twelve_departments() -> None:
    departments = Counter(row["category"] for row in products())
    assert len(products()) >= 420
    assert len(departments) >= 14
    assert min(departments.values()) >= 15


def test_no_two_products_share_a_number_or_a_name() -> None:
    for column in ("item_id", "name_en", "name_zh"):
        times = Counter(row[column] for row in products())
        assert [value for value, count in times.items() if count > 1] == []


def test_every_product_is_named_and_described_in_both_languages() -> None:
    for row in products():
        for part in ("name", "description"):
            assert row[f"{part}_en"], row["item_id"]
            assert not HAN.search(row[f"{part}_en"]), row["item_id"]
            assert HAN.search(row[f"{part}_zh"]), row["item_id"]


def test_no_description_is_used_twice() -> None:
    for column in ("description_en", "description_zh"):
        assert max(Counter(row[column] for row in products()).values()) == 1


def test_prices_are_positive_dollars_and_cents() -> None:
    for row in products():
        assert re.fullmatch(r"\d+\.\d\d", row["price"]), row["item_id"]
        assert Decimal(row["price"]) > 0, row["item_id"]
        assert row["currency"] == load(DEMO / "shop.yml")["currency"]


def test_each_department_has_cheap_and_dear_things() -> None:
    for rows in product_files().values():
        prices = [Decimal(row["price"]) for row in rows]
        assert max(prices) >= 3 * min(prices)


def test_stock_is_counted_and_some_things_are_sold_out() -> None:
    stock = [int(row["stock"]) for row in products()]
    assert min(stock) == 0
    assert 10 <= stock.count(0) <= len(stock) // 8


def test_everything_came_out_between_2024_and_today() -> None:
    released = [date.fromisoformat(row["released"]) for row in products()]
    assert min(released) >= date(2024, 1, 1)
    assert max(released) <= date(2026, 11, 24)


def test_every_product_stands_in_a_department_whose_parents_are_listed_too() -> None:
    slugs = [category["slug"] for category in load(DEMO / "categories.yml")]
    assert len(slugs) == len(set(slugs))
    assert {row["category"] for row in products()} <= set(slugs)
    assert {slug.rpartition("/")[0] for slug in slugs} - {""} <= set(slugs)


def test_every_department_has_at_least_five_typed_attributes() -> None:
    for name, rows in product_files().items():
        filled = [slug for slug in rows[0].keys() - common_columns() if any(row[slug] for row in rows)]
        assert set(filled) <= attributes().keys(), name
        assert len(filled) >= 5, name


def test_every_cell_is_of_its_attributes_type_and_no_column_is_empty() -> None:
    for name, rows in product_files().items():
        assert rows[0].keys() >= common_columns(), name
        for slug in rows[0].keys() - common_columns():
            assert any(row[slug] for row in rows), (name, slug)
            for row in rows:
                wrong = [cell for cell in cells(row, slug) if not is_right(cell, attributes()[slug])]
                assert wrong == [], (row["item_id"], slug)


def test_some_facts_are_not_held() -> None:
    gaps = [row["item_id"] for row in products() for slug in row.keys() - common_columns() if not row[slug]]
    assert len(gaps) >= 20


def test_every_number_has_a_unit_that_the_documentation_explains() -> None:
    documented = FORMAT.read_text(encoding="utf-8")
    for slug, attribute in attributes().items():
        if attribute["type"] == "number":
            assert attribute["unit"] in UNITS, slug
            assert f"`{attribute['unit']}`" in documented, slug
        else:
            assert "unit" not in attribute, slug


def test_every_department_attribute_and_value_has_words_in_both_languages() -> None:
    things = [*load(DEMO / "categories.yml"), *attributes().values()]
    things += [value for attribute in attributes().values() for value in attribute.get("values", [])]
    for thing in things:
        for language in LANGUAGES:
            words = [thing[language], *thing["also"][language]]
            assert len(words) >= 2, thing["slug"]
            assert all(isinstance(word, str) and word.strip() == word != "" for word in words), thing["slug"]


def test_every_listed_value_is_the_value_of_some_product() -> None:
    used = {
        (slug, cell)
        for row in products()
        for slug in row.keys() - common_columns()
        for cell in cells(row, slug)
    }
    listed = {(slug, value["slug"]) for slug, a in attributes().items() for value in a.get("values", [])}
    assert listed - used == set()


def test_accessories_exist_and_know_what_they_fit() -> None:
    by_id = {row["item_id"]: row for row in products()}
    for item_id, row in by_id.items():
        for accessory in cells(row, "accessories"):
            assert item_id in cells(by_id[accessory], "compatible_with")
        for fitting in cells(row, "compatible_with"):
            assert item_id in cells(by_id[fitting], "accessories")
    assert sum(bool(row["accessories"]) for row in products()) >= 100


def test_the_simulated_tastes_name_only_what_the_shop_has() -> None:
    tastes = load(DEMO / "tastes.yml")
    categories = {row["category"] for row in products()}
    values = {f"{slug}/{v['slug']}" for slug, a in attributes().items() for v in a.get("values", [])}
    for persona in tastes["personas"]:
        assert persona["categories"].keys() <= categories, persona["slug"]
        assert persona["values"].keys() <= values, persona["slug"]
        assert persona["price"].keys() == {"low", "mid", "high"}, persona["slug"]
    assert sum(Decimal(str(persona["share"])) for persona in tastes["personas"]) == 1
    assert categories == {slug for persona in tastes["personas"] for slug in persona["categories"]}
