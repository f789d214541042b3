"""Products come in whole feeds: all of it, or what is good of it when asked, or nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from market_shop import CATEGORY, KIND, MARKET, write_feed

from knowledge_graph import Request
from knowledge_graph.errors import FeedError
from shop.creation import create_shop
from shop.errors import ImportRefusedError, ImportRunningError
from shop.imports import Missing, drop_unpublished, import_faq, import_products
from shop.lock import one_import
from shop.shop import Shop

MIXED = [
    "a,Good Lamp,home/lamps,10,5",
    ",No Id,home/lamps,10,5",
    "b,Minus Lamp,home/lamps,-1,5",
    "c,Word Lamp,home/lamps,ten,5",
    "a,Second Lamp,home/lamps,5,1",
    "d,Half Lamp,home/lamps,5,1.5",
    "e,,home/lamps,5,1",
    "f,NaN Lamp,home/lamps,NaN,1",
    "g,Last Lamp,home/lamps,,",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_shop(tmp_path / "shop", name="Shop", currency="USD", language="en")
    return tmp_path / "shop"


def state(folder: Path) -> tuple[int, list[str], dict[str, int]]:
    """What a shopper would find: generation, items, stock."""
    shop = Shop.open(folder)
    items = [match.item_id for match in shop.catalogue.search(Request())]
    found = shop.catalogue.generation, sorted(items), dict(shop.stocks.of(items, shop.catalogue.generation))
    shop.close()
    return found


def test_one_bad_row_keeps_everything_out_and_all_are_named(folder: Path, tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "mixed.csv", MIXED)
    before = state(folder)
    with pytest.raises(ImportRefusedError, match=r"7 of its rows .* --keep-going") as refused:
        import_products(folder, feed)
    assert state(folder) == before
    assert [(row.path, row.line, row.column, row.value) for row in refused.value.bad_rows] == [
        (feed, 3, "item_id", ""),
        (feed, 4, "price", "-1"),
        (feed, 5, "price", "ten"),
        (feed, 6, "item_id", "a"),
        (feed, 7, "stock", "1.5"),
        (feed, 8, "name", ""),
        (feed, 9, "price", "NaN"),
    ]


def test_the_rest_is_loaded_when_asked_to_keep_going(folder: Path, tmp_path: Path) -> None:
    report = import_products(folder, write_feed(tmp_path / "mixed.csv", MIXED), keep_going=True)
    assert (report.added, report.changed, report.unchanged, len(report.bad_rows)) == (2, 0, 0, 7)
    assert state(folder)[1:] == (["a", "g"], {"a": 5})
    assert str(report.bad_rows[1].message).endswith("mixed.csv:4: price is '-1'; write a price of 0 or more.")


def test_a_row_that_is_not_in_utf_8_is_named_and_the_others_can_be_loaded(
    folder: Path, tmp_path: Path
) -> None:
    feed = tmp_path / "latin.csv"
    feed.write_bytes("item_id,name,category\na,Café Lamp,lamps\nb,Plain Lamp,lamps\n".encode("latin-1"))
    with pytest.raises(ImportRefusedError) as refused:
        import_products(folder, feed)
    assert "latin.csv:2: name is 'Caf\\\\xe9 Lamp'; write it in UTF-8" in refused.value.bad_rows[0].message
    assert import_products(folder, feed, keep_going=True).added == 1


@pytest.mark.parametrize("content", [b"", b"foo,bar\n1,2\n", "item_id,name\na,Lamp\n".encode("utf-16")])
def test_a_file_of_something_else_is_refused_whole(content: bytes, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "feed.csv").write_bytes(content)
    with pytest.raises(FeedError, match=r"feed\.csv"):
        import_products(folder, tmp_path / "feed.csv", keep_going=True)
    with pytest.raises(FeedError, match="no such file"):
        import_products(folder, tmp_path / "missing.csv")


def test_importing_again_counts_what_is_new_what_changed_and_what_did_not(
    folder: Path, tmp_path: Path
) -> None:
    rows = ["a,Red Lamp,lamps,10,5", "b,Blue Lamp,lamps,12,1", "c,Green Lamp,lamps,14,0"]
    first = import_products(folder, write_feed(tmp_path / "one.csv", rows))
    assert (first.added, first.changed, first.unchanged) == (3, 0, 0)
    again = import_products(folder, tmp_path / "one.csv")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    assert (again.published, again.generation) == (False, first.generation)
    rows[1] = "b,Blue Lamp,lamps,9.50,1"
    third = import_products(folder, write_feed(tmp_path / "two.csv", [*rows, "d,White Lamp,lamps,8,2"]))
    assert (third.added, third.changed, third.unchanged) == (1, 1, 2)
    assert third.generation == first.generation + 1
    assert state(folder)[1] == ["a", "b", "c", "d"]


def test_a_feed_is_read_again_unless_it_was_the_last_and_was_whole(folder: Path, tmp_path: Path) -> None:
    one = write_feed(tmp_path / "one.csv", ["a,Red Lamp,lamps,10,5"])
    other = write_feed(tmp_path / "other.csv", ["a,Red Lamp,lamps,11,5"])
    broken = write_feed(tmp_path / "broken.csv", ["a,Red Lamp,lamps,12,5", "b,Blue Lamp,lamps,-1,5"])
    assert import_products(folder, one).published
    import_faq(folder, MARKET / "faq.yml")
    assert not import_faq(folder, MARKET / "faq.yml").published
    assert not import_products(folder, one).published
    assert import_products(folder, other).changed == 1
    assert import_products(folder, one).changed == 1
    for _ in range(2):  # what is broken is named each time
        report = import_products(folder, broken, keep_going=True)
        assert report.published
        assert len(report.bad_rows) == 1
    assert import_products(folder, one).changed == 1
    (tmp_path / "attributes.yml").write_text("[]\n")  # read beside the file
    assert import_products(folder, one).published


def test_the_newest_count_of_stock_is_laid_over_the_one_before(folder: Path, tmp_path: Path) -> None:
    first = import_products(
        folder, write_feed(tmp_path / "one.csv", ["a,Lamp,lamps,10,5", "b,Bulb,lamps,2,7"])
    )
    import_products(folder, write_feed(tmp_path / "two.csv", ["a,Lamp,lamps,10,0"]), missing=Missing.STAY)
    assert state(folder)[2] == {"a": 0, "b": 7}
    shop = Shop.open(folder)
    assert shop.stocks.of(["a", "b"], first.generation) == {"a": 5, "b": 7}
    assert shop.stocks.of(["never-heard-of"], 99) == {}
    shop.close()


def test_an_import_that_fails_half_way_leaves_the_shop_as_it_was(market_folder: Path, tmp_path: Path) -> None:
    before = state(market_folder)
    feed = write_feed(tmp_path / "new.csv", ["l1,Other Lamp,lamps,1,99", "z,New Lamp,lamps,1,1"])

    def pull_the_plug(stage: str, _count: int) -> None:
        if stage == "products written":
            raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space left"):
        import_products(market_folder, feed, missing=Missing.STAY, progress=pull_the_plug)
    assert state(market_folder) == before
    assert import_products(market_folder, feed, missing=Missing.STAY).generation == before[0] + 1


KILLED = """
import os, sys
from pathlib import Path
from shop.imports import Missing, import_products, stock

kept = stock.set_stock
def killed_after_the_rows(books, counted, generation):
    kept(books, counted, generation)
    books.commit()
    os._exit(9)

stock.set_stock = killed_after_the_rows
import_products(Path(sys.argv[1]), Path(sys.argv[2]), missing=Missing.STAY)
"""


def test_what_a_killed_import_left_is_dropped_at_the_next_start(market_folder: Path, tmp_path: Path) -> None:
    before = state(market_folder)
    feed = write_feed(tmp_path / "new.csv", ["l1,Other Lamp,lamps,1,99"])
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(market_folder), str(feed)],
        timeout=60,
        check=False,
        env=dict(os.environ),
    )
    assert killed.returncode == 9
    assert state(market_folder) == before
    shop = Shop.open(market_folder)
    assert shop.stocks.of(["l1"], before[0] + 1) == {"l1": 99}
    drop_unpublished(shop)
    assert shop.stocks.of(["l1"], before[0] + 1) == {"l1": 12}
    shop.close()
    assert len(list((market_folder / "graph" / "generations").iterdir())) == before[0]


def test_two_imports_never_run_in_one_shop(market_folder: Path) -> None:
    with one_import(market_folder), pytest.raises(ImportRunningError, match="another import is running"):
        import_products(market_folder, MARKET)
    assert import_products(market_folder, MARKET).unchanged == 13


def test_a_shop_that_is_open_sees_the_new_products_at_its_next_look(market: Shop, tmp_path: Path) -> None:
    assert market.catalogue.search(Request(categories=(KIND + "kayak",))) == []
    rows = ["y1,Sea Kayak,outdoors/boats,900,1", "y2,River Kayak,outdoors/boats,700,1"]
    import_products(market.folder, write_feed(tmp_path / "boats.csv", rows), missing=Missing.STAY)
    assert market.catalogue.refresh()
    assert [
        m.item_id for m in market.catalogue.search(Request(categories=(CATEGORY + "outdoors/boats",)))
    ] == ["y1", "y2"]


@pytest.mark.parametrize(
    ("row", "named"),
    [("cup,Cup,49.90,EUR", "currency is 'EUR'"), ("cup,Cup,12.905,USD", "price is '12.905'")],
)
def test_a_price_that_the_shop_cannot_ask_is_a_broken_row(tmp_path: Path, row: str, named: str) -> None:
    create_shop(tmp_path / "shop", name="Cups", currency="USD", language="en")
    feed = tmp_path / "feed.csv"
    feed.write_text(f"item_id,name,price,currency\n{row}\n", encoding="utf-8")
    with pytest.raises(ImportRefusedError) as refused:
        import_products(tmp_path / "shop", feed)
    assert named in refused.value.bad_rows[0].message
    assert refused.value.bad_rows[0].line == 2
