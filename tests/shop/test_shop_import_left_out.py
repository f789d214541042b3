"""What a feed says and the shop has no place for is told when the import is done."""

from pathlib import Path

import pytest
from market_shop import write_feed

from shop.creation import create_shop
from shop.imports import Missing, import_products, import_ratings

HEADER = "item_id,name,category,price,gtin,accessories"
LAMPS = [
    "lamp,Lamp,lamps,10,4006381333931,bulb|shade|hook",
    "desk,Desk Lamp,lamps,12,none,bulb|stand",
    "bulb,Bulb,lamps,2,,",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_shop(tmp_path / "shop", name="Shop", currency="USD", language="en")
    return tmp_path / "shop"


def test_columns_are_counted_and_links_that_lead_nowhere_are_named(folder: Path, tmp_path: Path) -> None:
    report = import_products(folder, write_feed(tmp_path / "lamps.csv", LAMPS, HEADER))
    assert report.left_out.sentences() == [
        "not kept: gtin (1 row)",
        "3 links lead to products that are not in the feed: hook, shade, stand",
    ]


def test_a_link_to_what_stays_in_the_shop_leads_somewhere(folder: Path, tmp_path: Path) -> None:
    more = ["hook,Hook,lamps,1,,", "shade,Shade,lamps,1,,", "stand,Stand,lamps,1,,"]
    import_products(folder, write_feed(tmp_path / "more.csv", more, HEADER))
    lamps = write_feed(tmp_path / "lamps.csv", LAMPS, HEADER)
    report = import_products(folder, lamps, missing=Missing.STAY)
    assert report.left_out.sentences() == ["not kept: gtin (1 row)"]


def test_of_many_links_a_few_are_named(folder: Path, tmp_path: Path) -> None:
    gone = "|".join(f"gone-{number}" for number in range(8))
    report = import_products(folder, write_feed(tmp_path / "a.csv", [f"a,Lamp,lamps,1,,{gone}"], HEADER))
    (told,) = report.left_out.sentences()
    assert told == (
        "8 links lead to products that are not in the feed: gone-0, gone-1, gone-2, gone-3, gone-4, …"
    )


def test_what_comes_with_ratings_is_told_too(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "movies.csv").write_text("movieId,title,genres,runtime\n1,Toys (1995),Comedy,81\n")
    (tmp_path / "ratings.csv").write_text("userId,movieId,rating\n1,1,4\n")
    report = import_ratings(folder, tmp_path / "ratings.csv", items=tmp_path / "movies.csv")
    assert report.left_out.sentences() == ["not kept: runtime (1 row)"]
