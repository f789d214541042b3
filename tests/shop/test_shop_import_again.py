"""A feed comes again and again: what it lacks is withdrawn, and prices and stock can come alone."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from market_shop import write_feed

from knowledge_graph import Order, Request
from knowledge_graph.errors import CatalogueUnreadableError, FeedError
from shop.creation import create_shop
from shop.errors import ImportRefusedError, WithdrawalRefusedError
from shop.imports import ImportReport, Missing, import_offers, import_products, renew_graph
from shop.shop import Shop


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_shop(tmp_path / "shop", name="Shop", currency="USD", language="en")
    return tmp_path / "shop"


def lamps(count: int) -> list[str]:
    return [f"l{number:02},Lamp {number},home/lamps,{number + 1},5" for number in range(count)]


def items(folder: Path) -> list[str]:
    shop = Shop.open(folder)
    found = sorted(match.item_id for match in shop.catalogue.search(Request()))
    shop.close()
    return found


def offers(folder: Path, tmp_path: Path, text: str) -> ImportReport:
    (tmp_path / "offers.csv").write_text(text)
    return import_offers(folder, tmp_path / "offers.csv")


def test_what_a_feed_lacks_is_withdrawn_and_counted(folder: Path, tmp_path: Path) -> None:
    import_products(folder, write_feed(tmp_path / "one.csv", lamps(4)))
    report = import_products(folder, write_feed(tmp_path / "two.csv", [*lamps(2), "n,New,home/lamps,3,1"]))
    assert (report.added, report.changed, report.unchanged, report.withdrawn) == (1, 0, 2, 2)
    assert items(folder) == ["l00", "l01", "n"]


def test_a_second_feed_can_be_kept_beside_the_first(folder: Path, tmp_path: Path) -> None:
    import_products(folder, write_feed(tmp_path / "one.csv", lamps(2)))
    more = write_feed(tmp_path / "more.csv", ["n,New,home/lamps,3,1"])
    assert import_products(folder, more, missing=Missing.STAY).withdrawn == 0
    assert items(folder) == ["l00", "l01", "n"]


def test_a_feed_that_would_empty_the_shop_is_refused_until_that_is_meant(
    folder: Path, tmp_path: Path
) -> None:
    import_products(folder, write_feed(tmp_path / "one.csv", lamps(30)))
    few = write_feed(tmp_path / "few.csv", lamps(3))
    with pytest.raises(WithdrawalRefusedError, match=r"27 of the shop's 30 products .* --keep.* --withdraw"):
        import_products(folder, few)
    assert len(items(folder)) == 30
    assert import_products(folder, few, missing=Missing.ALL_GO).withdrawn == 27
    assert len(items(folder)) == 3


def test_a_feed_that_is_refused_so_is_refused_before_it_is_worked_on(folder: Path, tmp_path: Path) -> None:
    import_products(folder, write_feed(tmp_path / "one.csv", lamps(30)))
    others = write_feed(tmp_path / "others.csv", [f"o{n},Other {n},home/lamps,3,1" for n in range(600)])
    done: list[str] = []
    with pytest.raises(WithdrawalRefusedError, match=r"30 of the shop's 30 products"):
        import_products(folder, others, progress=lambda what, _count: done.append(what))
    assert set(done) == {"read"}


def test_where_broken_rows_are_left_out_nothing_is_withdrawn(folder: Path, tmp_path: Path) -> None:
    import_products(folder, write_feed(tmp_path / "one.csv", lamps(3)))
    broken = write_feed(tmp_path / "two.csv", [*lamps(2), "l02,Lamp,home/lamps,ten,5"])
    assert import_products(folder, broken, keep_going=True).withdrawn == 0
    assert items(folder) == ["l00", "l01", "l02"]


def test_prices_and_stock_alone_touch_nothing_else(folder: Path, tmp_path: Path) -> None:
    import_products(folder, write_feed(tmp_path / "one.csv", lamps(3)))
    before = Shop.open(folder).catalogue.products(["l01"])[0]
    report = offers(folder, tmp_path, "item_id,price,stock\nl00,9.50,\nl01,,0\nl02,3,5\n")
    assert (report.added, report.changed, report.unchanged, report.withdrawn) == (0, 2, 1, 0)
    shop = Shop.open(folder)
    dearest = shop.catalogue.search(Request(order=Order.PRICE_DOWN))
    assert [(match.item_id, match.price) for match in dearest] == [
        ("l00", Decimal("9.5")),
        ("l02", Decimal(3)),
        ("l01", Decimal(2)),
    ]
    after = shop.catalogue.products(["l01"])[0]
    assert (after.names, after.categories, after.price) == (before.names, before.categories, before.price)
    assert not after.available
    assert shop.stocks.of(["l00", "l01"], shop.catalogue.generation) == {"l00": 5, "l01": 0}
    assert [match.item_id for match in shop.catalogue.search(Request(in_stock=True))] == ["l00", "l02"]
    shop.close()


def test_a_whole_feed_after_new_prices_brings_its_own_back(folder: Path, tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "one.csv", lamps(3))
    import_products(folder, feed)
    offers(folder, tmp_path, "item_id,price\nl00,9.50\n")
    report = import_products(folder, feed)
    assert (report.changed, report.unchanged) == (1, 2)
    assert Shop.open(folder).catalogue.products(["l00"])[0].price == Decimal(1)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("nobody,3,", r"offers.csv:2: item_id is 'nobody'"),
        ("l00,-3,", r"offers.csv:2: price is '-3'"),
        ("l00,3,1.5", r"offers.csv:2: stock is '1.5'"),
        ("l00,3.999,", r"offers.csv:2: price is '3.999'"),
        (",3,", r"offers.csv:2: item_id is missing"),
    ],
)
def test_a_bad_offer_changes_nothing_and_is_named(row: str, told: str, folder: Path, tmp_path: Path) -> None:
    import_products(folder, write_feed(tmp_path / "one.csv", lamps(3)))
    with pytest.raises(ImportRefusedError) as refused:
        offers(folder, tmp_path, f"item_id,price,stock\n{row}\nl01,50,\n")
    assert told in refused.value.bad_rows[0].message
    assert Shop.open(folder).catalogue.products(["l01"])[0].price == Decimal(2)


def test_a_file_of_something_else_is_no_file_of_offers(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(FeedError, match=r"offers\.csv.*item_id"):
        offers(folder, tmp_path, "name,colour\nLamp,red\n")


def test_a_graph_that_an_older_program_wrote_is_written_anew(folder: Path, tmp_path: Path) -> None:
    import_products(folder, write_feed(tmp_path / "one.csv", lamps(3)))
    manifest = folder / "graph/current/manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 1}))
    with pytest.raises(CatalogueUnreadableError, match="format"):
        items(folder)
    renew_graph(Shop.open(folder))
    assert items(folder) == ["l00", "l01", "l02"]
    assert Shop.open(folder).stocks.of(["l01"], 99) == {"l01": 5}


def test_an_import_tells_what_the_shapes_find_and_publishes_nevertheless(
    folder: Path, tmp_path: Path
) -> None:
    header = "item_id,name,category,price,stock,accessories"
    feed = write_feed(tmp_path / "one.csv", ["l1,Lamp,home/lamps,10,5,l1"], header)
    report = import_products(folder, feed)
    assert [(one.item_id, one.severity) for one in report.complaints] == [("l1", "violation")]
    assert items(folder) == ["l1"]
