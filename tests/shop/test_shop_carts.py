"""A cart holds what was put in, at the price of that moment, and each thing of a turn is done once."""

from pathlib import Path

import pytest
from market_shop import begin_talk, turn, write_feed
from sqlalchemy import select

from knowledge_graph import UnknownItemError
from shop.creation import create_shop
from shop.database import Database, sqlite_url
from shop.errors import NotSoldError, OutOfStockError
from shop.imports import Missing, import_products
from shop.money import Money
from shop.shop import DATABASE, Shop
from shop.tables import Event


def inside(shop: Shop, shopper: str) -> list[tuple[str, int, str]]:
    return [(line.item_id, line.quantity, line.price.decimal()) for line in shop.carts.of(shopper)]


def told(shop: Shop) -> list[tuple[str, str, int]]:
    """Name, item and turn of each event in the outbox."""
    with shop.database.read() as books:
        rows = books.scalars(select(Event).order_by(Event.event_id)).all()
        return [(row.name, row.item_id, row.turn_n) for row in rows]


def test_adding_again_adds_more(market: Shop) -> None:
    shopper, first = begin_talk(market)
    assert market.carts.add(first, shopper, "l1", 2) == 2
    assert market.carts.add(turn(first, 2), shopper, "k1") == 1
    assert market.carts.add(turn(first, 3), shopper, "l1") == 3
    assert inside(market, shopper) == [("l1", 3, "49.90"), ("k1", 1, "39.00")]
    assert market.carts.total(market.carts.of(shopper)) == Money(18870, "EUR")
    assert told(market) == [("add_to_cart", "l1", 1), ("add_to_cart", "k1", 2), ("add_to_cart", "l1", 3)]


def test_a_turn_that_is_run_again_puts_nothing_in_twice(market: Shop) -> None:
    shopper, first = begin_talk(market)
    assert market.carts.add(first, shopper, "l1", 2) == 2
    assert market.carts.add(first, shopper, "l1", 2) == 2
    assert inside(market, shopper) == [("l1", 2, "49.90")]
    assert len(told(market)) == 1


def test_one_turn_may_put_several_things_in(market: Shop) -> None:
    shopper, first = begin_talk(market)
    for effect, item in enumerate(["l1", "k1"], start=1):
        market.carts.add(first, shopper, item, effect=effect)
    assert [line.item_id for line in market.carts.of(shopper)] == ["l1", "k1"]


def test_more_than_there_is_changes_nothing_and_fewer_can_be_taken_in_the_same_turn(market: Shop) -> None:
    shopper, first = begin_talk(market)
    market.carts.add(first, shopper, "t1")
    with pytest.raises(OutOfStockError, match="3 of t1 were wanted and 2 are left"):
        market.carts.add(turn(first, 2), shopper, "t1", 2)
    assert inside(market, shopper) == [("t1", 1, "199.00")]
    assert told(market) == [("add_to_cart", "t1", 1)]
    assert market.carts.add(turn(first, 2), shopper, "t1", 1) == 2


def test_what_is_sold_out_cannot_be_put_in(market: Shop) -> None:
    shopper, first = begin_talk(market)
    with pytest.raises(OutOfStockError) as refused:
        market.carts.add(first, shopper, "j2")
    assert refused.value.left == 0
    assert inside(market, shopper) == []


def test_what_nobody_counts_can_be_taken(market: Shop) -> None:
    shopper, first = begin_talk(market)
    assert market.carts.add(first, shopper, "k2", 40) == 40


def test_what_has_no_price_is_not_sold(tmp_path: Path) -> None:
    create_shop(tmp_path / "shop", name="Library", currency="JPY", language="en")
    import_products(
        tmp_path / "shop", write_feed(tmp_path / "f.csv", ["f1,Film,films,,", "f2,Book,books,1200,3"])
    )
    shop = Shop.open(tmp_path / "shop")
    shopper, first = begin_talk(shop)
    with pytest.raises(NotSoldError, match="f1 has no price"):
        shop.carts.add(first, shopper, "f1")
    with pytest.raises(UnknownItemError):
        shop.carts.add(first, shopper, "f3")
    shop.carts.add(first, shopper, "f2", 3)
    assert inside(shop, shopper) == [("f2", 3, "1200")]
    shop.close()


def test_taking_out_is_told_and_leaves_the_rest(market: Shop) -> None:
    shopper, first = begin_talk(market)
    market.carts.add(first, shopper, "l1", 2)
    market.carts.add(turn(first, 2), shopper, "k1")
    assert market.carts.remove(turn(first, 3), shopper, ["l1", "t1"]) == ["l1"]
    assert inside(market, shopper) == [("k1", 1, "39.00")]
    assert market.carts.remove(turn(first, 4), shopper, ["l1"]) == []
    assert told(market)[-1] == ("remove_from_cart", "l1", 3)


def test_a_cart_that_is_emptied_is_empty_and_each_thing_is_told(market: Shop) -> None:
    shopper, first = begin_talk(market)
    market.carts.add(first, shopper, "l1")
    market.carts.add(turn(first, 2), shopper, "k1")
    assert market.carts.clear(turn(first, 3), shopper) == ["l1", "k1"]
    assert inside(market, shopper) == []
    assert market.carts.total([]) == Money(0, "EUR")
    assert sorted(told(market)[2:]) == [("remove_from_cart", "k1", 3), ("remove_from_cart", "l1", 3)]


def test_nobody_sees_the_cart_of_another(market: Shop) -> None:
    shopper, first = begin_talk(market)
    other, others_first = begin_talk(market, "another token")
    market.carts.add(first, shopper, "l1")
    market.carts.add(others_first, other, "k1")
    assert inside(market, shopper) == [("l1", 1, "49.90")]
    assert inside(market, other) == [("k1", 1, "39.00")]


def test_a_line_keeps_the_price_at_which_it_was_put_in(market: Shop, tmp_path: Path) -> None:
    shopper, first = begin_talk(market)
    market.carts.add(first, shopper, "l1")
    dearer = write_feed(tmp_path / "dearer.csv", ["l1,Ember Table Lamp,home/lighting,60,12"])
    import_products(market.folder, dearer, missing=Missing.STAY)
    assert market.catalogue.refresh()
    assert inside(market, shopper) == [("l1", 1, "49.90")]
    market.carts.add(turn(first, 2), shopper, "l1")
    assert inside(market, shopper) == [("l1", 2, "60.00")]


def test_to_put_as_many_as_there_are_waits_for_no_other_change(market: Shop, market_folder: Path) -> None:
    shopper, first = begin_talk(market)
    market.carts.add(first, shopper, "l1", 2)
    other = Database(sqlite_url(market_folder / DATABASE))
    with other.change():  # as another process would
        assert market.carts.put(turn(first, 2), shopper, "l1", 2) == 2
    other.close()
    assert inside(market, shopper) == [("l1", 2, "49.90")]
