"""A rollback brings back what was sold, what was left of it, and what the recommender learns from."""

from decimal import Decimal
from pathlib import Path

import pytest
from market_shop import write_feed

from knowledge_graph import StoreUnreachableError
from shop.creation import create_shop
from shop.imports import Missing, drop_unpublished, import_products, import_ratings
from shop.interactions import history
from shop.rollback import rollback
from shop.shop import Shop
from shop.training import is_current, train_recommender

CLOSED_PORT = "http://127.0.0.1:9/query"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_shop(tmp_path / "shop", name="Shop", currency="USD", language="en")
    import_products(
        tmp_path / "shop", write_feed(tmp_path / "one.csv", ["a,Lamp,lamps,10,5", "b,Bulb,lamps,2,7"])
    )
    return tmp_path / "shop"


def sold(folder: Path) -> dict[str, tuple[Decimal | None, int | None]]:
    """Price and stock of each lamp, as a shopper finds them."""
    shop = Shop.open(folder)
    items = [product.item_id for product in shop.catalogue.known(["a", "b", "c"])]
    left = shop.stocks.of(items, shop.catalogue.generation)
    found = {
        product.item_id: (product.price, left.get(product.item_id)) for product in shop.catalogue.known(items)
    }
    shop.close()
    return found


def test_price_and_stock_come_back_together(folder: Path, tmp_path: Path) -> None:
    before = sold(folder)
    import_products(
        folder,
        write_feed(tmp_path / "two.csv", ["a,Lamp,lamps,12,0", "c,Cord,lamps,3,9"]),
        missing=Missing.STAY,
    )
    assert sold(folder) == before | {"a": (Decimal(12), 0), "c": (Decimal(3), 9)}
    rollback(folder)
    assert sold(folder) == before
    drop_unpublished(Shop.open(folder))  # what `bot serve` does at its start
    assert sold(folder) == before


def test_what_was_rolled_back_from_does_not_come_back_with_a_later_import(
    folder: Path, tmp_path: Path
) -> None:
    import_products(folder, write_feed(tmp_path / "two.csv", ["a,Lamp,lamps,12,0", "b,Bulb,lamps,2,1"]))
    rollback(folder)
    report = import_products(
        folder, write_feed(tmp_path / "three.csv", ["c,Cord,lamps,3,9"]), missing=Missing.STAY
    )
    assert report.published
    assert sold(folder) == {"a": (Decimal(10), 5), "b": (Decimal(2), 7), "c": (Decimal(3), 9)}


def test_the_same_feed_can_be_taken_again_after_a_rollback(folder: Path, tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "two.csv", ["a,Lamp,lamps,12,0"])
    import_products(folder, feed)
    rollback(folder)
    assert import_products(folder, feed).published
    assert sold(folder)["a"] == (Decimal(12), 0)


def test_rows_that_no_rollback_can_reach_are_dropped(folder: Path, tmp_path: Path) -> None:
    for price in range(11, 17):
        import_products(folder, write_feed(tmp_path / "next.csv", [f"a,Lamp,lamps,{price},{price}"]))
    shop = Shop.open(folder)
    assert shop.stocks.of(["a"], shop.catalogue.generation) == {"a": 16}
    assert shop.stocks.of(["a"], shop.catalogue.generation - 3) == {}
    shop.close()


def test_ratings_come_back_and_the_recommender_is_seen_to_be_out_of_date(
    folder: Path, tmp_path: Path
) -> None:
    def rate(value: int) -> None:
        feed = tmp_path / f"ratings{value}.csv"
        feed.write_text(f"userId,itemId,rating\nu1,a,{value}\nu2,b,{value}\nu3,a,{value}\n", "utf-8")
        import_ratings(folder, feed)

    def learnt() -> set[float]:
        shop = Shop.open(folder)
        told = history(shop.database, shop.catalogue.generation)
        shop.close()
        return {value for _, _, value, _ in told.ratings}

    rate(2)
    rate(5)
    train_recommender(folder)
    assert (learnt(), is_current(folder)) == ({5.0}, True)
    rollback(folder)
    assert (learnt(), is_current(folder)) == ({2.0}, False)


def test_an_endpoint_that_is_away_leaves_everything_as_it_was(folder: Path, tmp_path: Path) -> None:
    import_products(folder, write_feed(tmp_path / "two.csv", ["a,Lamp,lamps,12,0"]))
    with pytest.raises(StoreUnreachableError):
        rollback(folder, CLOSED_PORT)
    assert sold(folder)["a"] == (Decimal(12), 0)
