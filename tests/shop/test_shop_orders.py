"""From a cart to an order: what was agreed, once, with its stock; and back again."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from market_shop import begin_talk, turn, write_feed
from sqlalchemy import select

from shop.checkouts import fill_in, readdress
from shop.creation import create_shop
from shop.effects import TurnRef
from shop.errors import (
    OrderClosedError,
    OrderUnknownError,
    QuoteChangedError,
    ReturnLateError,
    TurnOverError,
)
from shop.fulfilment import Fulfilment
from shop.imports import import_offers, import_products
from shop.money import Money
from shop.order_tables import CustomerOrder
from shop.ordering import Delivery, Ordering
from shop.orders import Orders
from shop.quotes import Quote, QuotedLine
from shop.shop import Shop
from shop.tables import Event

READER = {"name": "A. Reader", "email": "reader@shop.example", "street": "1 Long Lane", "city": "Riverside"}


def give_form(shop: Shop, shopper: str, values: Mapping[str, str] = READER) -> None:
    with shop.database.change() as books:
        fill_in(books, shopper, values, given=True)


def left(shop: Shop, item_id: str) -> int:
    return shop.stocks.of([item_id], shop.catalogue.generation)[item_id]


def told(shop: Shop, name: str) -> list[tuple[str, object]]:
    """Item and value of each event of that name in the outbox."""
    with shop.database.read() as books:
        rows = books.scalars(select(Event).filter_by(name=name).order_by(Event.event_id)).all()
        return [(row.item_id, (row.value or {})["value"]) for row in rows]


@pytest.fixture
def ready(market: Shop) -> tuple[Shop, str, TurnRef]:
    """A shopper with two kettles and a lamp in the cart, and the form given."""
    shopper, first = begin_talk(market)
    market.carts.add(first, shopper, "k1", 2)
    market.carts.add(turn(first, 2), shopper, "l1")
    give_form(market, shopper)
    return market, shopper, first


def test_an_order_is_the_cart_that_was_agreed_and_empties_it(ready: tuple[Shop, str, TurnRef]) -> None:
    shop, shopper, first = ready
    before = {item: left(shop, item) for item in ("k1", "l1")}
    quote = shop.orders.quote(shopper)
    order = shop.orders.place(turn(first, 3), shopper, quote.fingerprint)
    assert order.total == quote.total == Money(12790, "EUR")
    assert [(line.item_id, line.quantity) for line in order.lines] == [("k1", 2), ("l1", 1)]
    assert shop.orders.of(shopper) == [order]
    assert not shop.carts.of(shopper)
    assert {item: before[item] - left(shop, item) for item in before} == {"k1": 2, "l1": 1}
    assert told(shop, "purchase") == [("k1", "78.00"), ("l1", "49.90")]


def test_the_address_goes_from_the_form_to_the_order_and_into_no_event(
    ready: tuple[Shop, str, TurnRef],
) -> None:
    shop, shopper, first = ready
    order = shop.orders.place(turn(first, 3), shopper, shop.orders.quote(shopper).fingerprint)
    assert shop.checkouts.address_of(shopper, order.number).values == READER
    assert shop.checkouts.of(shopper).values == {}
    with shop.database.read() as books:
        kept = " ".join(str(row.value) for row in books.scalars(select(Event)).all())
    assert not any(value in kept for value in READER.values())


def test_a_turn_that_is_run_again_gets_the_order_it_made(ready: tuple[Shop, str, TurnRef]) -> None:
    shop, shopper, first = ready
    agreed = shop.orders.quote(shopper).fingerprint
    order = shop.orders.place(turn(first, 3), shopper, agreed)
    assert shop.orders.place(turn(first, 3), shopper, agreed) == order
    assert len(shop.orders.of(shopper)) == 1
    assert len(told(shop, "purchase")) == 2


def test_a_turn_that_was_given_up_orders_nothing_when_it_wakes_up(ready: tuple[Shop, str, TurnRef]) -> None:
    shop, shopper, first = ready
    shop.conversations.finish_turn(first.conversation, 3, "failed")
    with pytest.raises(TurnOverError):
        shop.orders.place(turn(first, 3), shopper, shop.orders.quote(shopper).fingerprint)
    assert not shop.orders.of(shopper)
    assert len(shop.carts.of(shopper)) == 2


def test_what_changed_after_the_total_was_shown_is_not_ordered(
    ready: tuple[Shop, str, TurnRef], tmp_path: Path
) -> None:
    shop, shopper, first = ready
    agreed = shop.orders.quote(shopper).fingerprint
    import_offers(shop.folder, write_feed(tmp_path / "offers.csv", ["k1,41.00,9"], "item_id,price,stock"))
    shop.catalogue.refresh()
    with pytest.raises(QuoteChangedError):
        shop.orders.place(turn(first, 3), shopper, agreed)
    quote = shop.orders.quote(shopper)
    kettle = quote.lines[0]
    assert (kettle.put_in_at, kettle.price) == (Money(3900, "EUR"), Money(4100, "EUR"))
    assert shop.orders.place(turn(first, 3), shopper, quote.fingerprint).total == Money(13190, "EUR")


def test_a_thing_that_costs_nothing_can_be_ordered(ready: tuple[Shop, str, TurnRef], tmp_path: Path) -> None:
    shop, shopper, first = ready
    import_offers(shop.folder, write_feed(tmp_path / "offers.csv", ["k1,0.00,9"], "item_id,price,stock"))
    shop.catalogue.refresh()
    quote = shop.orders.quote(shopper)
    assert quote.lines[0].price == Money(0, "EUR")
    assert shop.orders.place(turn(first, 3), shopper, quote.fingerprint).number


def test_without_the_form_nothing_is_ordered(market: Shop) -> None:
    shopper, first = begin_talk(market)
    market.carts.add(first, shopper, "k1")
    market.checkouts.keep(shopper, READER)
    quote = market.orders.quote(shopper)
    assert not quote.can_be_placed
    with pytest.raises(QuoteChangedError):
        market.orders.place(turn(first, 2), shopper, quote.fingerprint)


def test_a_cancelled_order_puts_its_goods_back_once(ready: tuple[Shop, str, TurnRef]) -> None:
    shop, shopper, first = ready
    before = left(shop, "k1")
    order = shop.orders.place(turn(first, 3), shopper, shop.orders.quote(shopper).fingerprint)
    for _ in range(2):
        assert shop.orders.cancel(turn(first, 4), shopper, order.number).status == "cancelled"
    assert left(shop, "k1") == before
    assert told(shop, "refund") == [("k1", "78.00"), ("l1", "49.90")]


def test_an_order_that_was_sent_can_be_returned_and_not_cancelled(ready: tuple[Shop, str, TurnRef]) -> None:
    shop, shopper, first = ready
    order = shop.orders.place(turn(first, 3), shopper, shop.orders.quote(shopper).fingerprint)
    with pytest.raises(OrderClosedError):
        shop.orders.send_back(turn(first, 4), shopper, order.number)
    desk, generation = Fulfilment(shop.database, "en"), shop.catalogue.generation
    assert [one.number for one in desk.waiting()] == [order.number]
    before = left(shop, "k1")
    desk.mark(order.number, "sent", generation)
    with pytest.raises(OrderClosedError):
        shop.orders.cancel(turn(first, 4), shopper, order.number)
    assert shop.orders.send_back(turn(first, 4), shopper, order.number).status == "return_asked"
    desk.mark(order.number, "returned", generation)
    assert left(shop, "k1") == before + 2


def test_what_was_sent_too_long_ago_is_not_taken_back(ready: tuple[Shop, str, TurnRef]) -> None:
    shop, shopper, first = ready
    order = shop.orders.place(turn(first, 3), shopper, shop.orders.quote(shopper).fingerprint)
    Fulfilment(shop.database, "en").mark(order.number, "sent", shop.catalogue.generation)
    with shop.database.change() as books:
        row = books.scalars(select(CustomerOrder)).one()
        row.status_at = datetime.now(UTC) - timedelta(days=31)
    strict = Orders(shop.database, shop.catalogue, Ordering(returns_days=30), "EUR")
    with pytest.raises(ReturnLateError):
        strict.send_back(turn(first, 4), shopper, order.number)
    assert shop.orders.send_back(turn(first, 4), shopper, order.number).status == "return_asked"


def test_the_number_of_an_order_opens_nothing_to_another_shopper(ready: tuple[Shop, str, TurnRef]) -> None:
    shop, shopper, first = ready
    order = shop.orders.place(turn(first, 3), shopper, shop.orders.quote(shopper).fingerprint)
    other, theirs = begin_talk(shop, "another token")
    assert not shop.orders.of(other)
    with pytest.raises(OrderUnknownError):
        shop.orders.cancel(theirs, other, order.number)
    with pytest.raises(OrderUnknownError):
        shop.checkouts.address_of(other, order.number)
    with pytest.raises(OrderUnknownError), shop.database.change() as books:
        readdress(books, other, order.number, READER)


def test_of_ten_items_sixty_four_shoppers_at_once_get_ten(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    create_shop(folder, name="Last", currency="EUR", language="en")
    import_products(folder, write_feed(tmp_path / "feed.csv", ["a1,Last Lamp,Lamps,10.00,10"]))
    shop = Shop.open(folder)
    shoppers = []
    for number in range(64):
        shopper, first = begin_talk(shop, f"token {number}")
        shop.carts.add(first, shopper, "a1")
        give_form(shop, shopper)
        shoppers.append((shopper, first, shop.orders.quote(shopper).fingerprint))

    def order(told: tuple[str, TurnRef, str]) -> bool:
        shopper, first, agreed = told
        try:
            shop.orders.place(turn(first, 2), shopper, agreed)
        except QuoteChangedError:
            return False
        return True

    with ThreadPoolExecutor(64) as crowd:
        placed = list(crowd.map(order, shoppers))
    assert sum(placed) == 10
    assert left(shop, "a1") == 0
    assert [len(shop.orders.of(shopper)) for shopper, _, _ in shoppers] == [int(one) for one in placed]
    assert [len(shop.carts.of(shopper)) for shopper, _, _ in shoppers] == [int(not one) for one in placed]
    shop.close()


cents = st.integers(0, 10_000_000)


@given(
    wanted=st.lists(st.tuples(st.integers(1, 500), cents), min_size=1, max_size=20),
    price=st.none() | cents,
    floor=st.none() | cents,
    currency=st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_a_total_is_the_sum_of_its_parts_to_the_last_minor_unit(
    wanted: list[tuple[int, int]], price: int | None, floor: int | None, currency: str
) -> None:
    lines = tuple(
        QuotedLine(str(place), {}, quantity, Money(each, currency), Money(each, currency), None)
        for place, (quantity, each) in enumerate(wanted)
    )
    delivery = Delivery(
        "post",
        {},
        None if price is None else Money(price, currency),
        None if floor is None else Money(floor, currency),
    )
    quote = Quote(lines, currency, delivery)
    goods = sum(quantity * each for quantity, each in wanted)
    is_free = price is None or (floor is not None and goods >= floor)
    assert quote.goods.minor == goods
    assert quote.total.minor == goods + (0 if is_free else price or 0)
    assert quote.total.minor == sum(line.total.minor for line in lines) + (
        quote.delivery_price.minor if quote.delivery_price else 0
    )
