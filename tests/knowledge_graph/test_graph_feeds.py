"""Feeds as shops have them: known by their content, read whole, with every bad row named."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from market_graph import ATTRIBUTE, BRAND, CATEGORY, MARKET, SHARED_DATA, VALUE, good, open_feed

from knowledge_graph import (
    Attribute,
    BadRow,
    Category,
    FeedError,
    Product,
    Request,
    Value,
    read_feed,
    read_terms,
)
from knowledge_graph.products import AttributeValue, Number

RETAIL = """- id: a1
  current_stock: 3
  name: Loud Guitar
  category: instruments
  style: strings
  description: A guitar.
  price: 99.90
  image: a1.jpg
  where_visible: UI
  gender_affinity: M
  promoted: true
  aliases: [axe, six strings]
- id: a2
  current_stock: 0
  name: "Loud Guitar"
  category: hot dispensed
  style: nuts/seeds
  description: Another one.
  price: 5
  image: https://pictures.example/a2.jpg
"""


def rows(path: Path, content: str | bytes) -> list[Product | BadRow]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_feed(path))


def test_a_retail_demo_store_product_keeps_all_it_says(tmp_path: Path) -> None:
    loud, other = rows(tmp_path / "products.yaml", RETAIL)
    assert isinstance(loud, Product)
    assert isinstance(other, Product)
    assert loud.categories == (CATEGORY + "instruments/strings",)
    assert loud.values == (AttributeValue(ATTRIBUTE + "audience", VALUE + "audience/men"),)
    # The feed names no currency: its prices are in the shop's own.
    assert (loud.price, loud.currency, loud.stock) == (Decimal("99.90"), None, 3)
    assert (loud.promoted, loud.aliases, loud.image) == (True, ("axe", "six strings"), None)
    assert other.categories == (CATEGORY + "hot-dispensed/nuts-seeds",)
    assert (other.values, other.available, other.image) == ((), False, "https://pictures.example/a2.jpg")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "id: a2",
            "id: a1",
            "13: id is 'a1'; write an id of its own; the product of products.yaml:1 has this one.",
        ),
        (
            "- id: a2\n  current_stock: 0",
            "- current_stock: 0",
            "13: id is missing; write an id that no other",
        ),
        ("price: 5\n", "price: -5\n", "13: price is '-5'; write a price of 0 or more."),
        ("price: 5\n", "price: 12,9O\n", "13: price is '12,9O'; write a decimal such as 12.90."),
        ("current_stock: 0", "current_stock: many", "13: current_stock is 'many'; write a whole number"),
        ('name: "Loud Guitar"', "name: ", "13: name is missing; write the product's name."),
        ("Another one", "Another \\xff one", r"13: description is 'Another \xff one.'; write it in UTF-8"),
    ],
)
def test_a_bad_row_is_told_with_line_column_and_value(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    content = RETAIL.replace(old, new).encode().replace(b"\\xff", b"\xff")
    first, bad = rows(tmp_path / "products.yaml", content)
    assert isinstance(first, Product)
    assert isinstance(bad, BadRow)
    told = bad.message.replace("\\\\", "\\")
    assert told.startswith(f"{tmp_path}/products.yaml:{message}")


def test_a_file_that_is_no_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="line 3 is not YAML"):
        rows(tmp_path / "products.yaml", RETAIL.replace("  name: Loud Guitar", "\tname: : [x"))


def test_all_of_a_real_department_store_is_read() -> None:
    feed = SHARED_DATA / "retail-demo-store" / "products.yaml"
    if not feed.is_file():
        pytest.skip("the retail demo store's products are not beside this checkout")
    products = good(read_feed(feed))
    assert len({product.item_id for product in products}) == len(products) == 2465
    assert sum(product.promoted for product in products) == 609
    assert sum(bool(product.values) for product in products) == 749


MOVIES = (
    'movieId,title,genres\n1,Toy Story (1995),Adventure|Comedy\n11,"Matrix, The ""Reloaded"" (2003)",Sci-Fi\n'
)


def test_a_film_has_its_genres_and_its_year_and_no_price(tmp_path: Path) -> None:
    toys, matrix, bare = rows(tmp_path / "movies.csv", MOVIES + "7,Untitled,(no genres listed)\n")
    assert isinstance(toys, Product)
    assert isinstance(matrix, Product)
    assert isinstance(bare, Product)
    assert toys.categories == (CATEGORY + "adventure", CATEGORY + "comedy")
    assert toys.numbers == (Number(ATTRIBUTE + "year", Decimal(1995), None),)
    assert (toys.price, toys.released) == (None, date(1995, 1, 1))
    assert matrix.names == {"en": 'Matrix, The "Reloaded" (2003)'}
    assert (bare.categories, bare.numbers) == ((), ())


def test_a_film_shop_has_genres_in_both_languages_and_no_kinds_of_titles(tmp_path: Path) -> None:
    feed = tmp_path / "movies.csv"
    feed.write_text(MOVIES + "12,Love Story (1970),Drama\n")
    catalogue = open_feed(tmp_path / "graph", feed)
    assert catalogue.label(CATEGORY + "comedy", "zh") == "喜剧"
    assert catalogue.info().categories == 4
    assert [match.price for match in catalogue.search(Request(text="story"))] == [None, None]


def test_a_twice_used_film_id_is_told_with_both_lines(tmp_path: Path) -> None:
    *_, bad = rows(tmp_path / "movies.csv", MOVIES + "1,Again (1999),Drama\n")
    assert isinstance(bad, BadRow)
    assert (bad.line, bad.column, bad.value) == (4, "movieId", "1")
    assert "movies.csv:2" in bad.message


OWN = "item_id,name,category,price,currency,stock,brand,Shade Colour,wattage,dimmable\n"


def test_a_shops_own_table_needs_no_other_file(tmp_path: Path) -> None:
    feed = tmp_path / "lamps.csv"
    feed.write_text(
        OWN + "x,Ball,Home & Living/Lamps,9.5,EUR,2,Müller & Søn,Sky Blue|red,40,yes\ny,台灯,,,,,,,7.5,no\n"
    )
    ball, chinese = good(read_feed(feed))
    terms = good(read_terms(feed))
    assert ball.names == {"en": "Ball"}
    assert chinese.names == {"zh": "台灯"}
    assert ball.categories == (CATEGORY + "home-living/lamps",)
    assert ball.brand == BRAND + "müller-søn"
    assert ball.numbers == (Number(ATTRIBUTE + "wattage", Decimal(40), None),)
    assert {attribute.iri: attribute.kind for attribute in terms if isinstance(attribute, Attribute)} == {
        ATTRIBUTE + "shade-colour": "value",
        ATTRIBUTE + "wattage": "number",
        ATTRIBUTE + "dimmable": "boolean",
    }
    catalogue = open_feed(tmp_path / "graph", feed)
    assert catalogue.label(BRAND + "müller-søn", "en") == "Müller & Søn"
    assert catalogue.label(CATEGORY + "home-living", "en") == "Home & Living"
    assert catalogue.label(VALUE + "shade-colour/sky-blue", "en") == "Sky Blue"


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (",Ball,,9,EUR,2,,,,", "item_id", ""),
        ("x,,,9,EUR,2,,,,", "name", ""),
        ("x,Ball,,9,EUROS,2,,,,", "currency", "EUROS"),
        ("x,Ball,,NaN,EUR,2,,,,", "price", "NaN"),
        ("x,Ball,,9,EUR,1.5,,,,", "stock", "1.5"),
        ("x,Ball,///,9,EUR,2,,,,", "category", "///"),
        ("x,Ball,,9,EUR,2,!!,,,", "brand", "!!"),
        ("x,Ball,,9,EUR,2,,,,,one,more", "row", "one, more"),
    ],
)
def test_a_bad_cell_of_an_own_table_is_told(tmp_path: Path, row: str, column: str, value: str) -> None:
    good_row, bad = rows(tmp_path / "own.csv", OWN + 'ok,"A\nname",,1,EUR,1,,,,\n' + row + "\n")
    assert isinstance(good_row, Product)
    assert isinstance(bad, BadRow)
    assert (bad.line, bad.column, bad.value) == (4, column, value)


def test_wrong_bytes_of_an_own_table_are_told_with_their_line(tmp_path: Path) -> None:
    content = (OWN + "a,Ball,,1,EUR,1,,,,\nb,Caf\xe9,,1,EUR,1,,,,\n").encode("latin-1")
    _, bad = rows(tmp_path / "own.csv", content)
    assert isinstance(bad, BadRow)
    assert (bad.line, bad.column, bad.value) == (3, "name", "Caf\\xe9")


def test_the_demo_format_has_terms_in_both_languages() -> None:
    terms = {term.iri: term for term in good(read_terms(MARKET))}
    tents, wet = terms[CATEGORY + "outdoors/tents"], terms[VALUE + "waterproof/yes"]
    assert isinstance(tents, Category)
    assert (tents.labels, tents.broader) == ({"en": "tents", "zh": "帐篷"}, CATEGORY + "outdoors")
    assert isinstance(wet, Value)
    assert (wet.labels["zh"], wet.also["en"]) == ("防水", ("rainproof",))


@pytest.mark.parametrize("content", ["hello\n", "", "a,b\n1,2\n", "{}", "- 1\n- 2\n"])
def test_a_file_of_no_format_is_refused_by_name(tmp_path: Path, content: str) -> None:
    for name in ("feed.csv", "feed.yaml"):
        with pytest.raises(FeedError, match=f"{name}: the file is in none of the formats"):
            rows(tmp_path / name, content)


def test_a_file_that_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="there is no such file"):
        read_feed(tmp_path / "nothing.csv")
    with pytest.raises(FeedError, match="choose one of daogou, retail-demo-store, movielens"):
        read_feed(MARKET, "xml")
