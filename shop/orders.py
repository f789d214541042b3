"""Orders: from a cart to an order, what became of it, taking it back.

Each change is one transaction with its stock and its events, and is done once a turn. What is ordered is what
the shopper agreed to, to the last minor unit, or nothing. No payment is taken here.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge_graph import Catalogue, Product
from shop.carts import cart_rows
from shop.checkouts import own_order
from shop.database import Database
from shop.effects import TurnRef, first_time
from shop.errors import OrderClosedError, QuoteChangedError, ReturnLateError, TurnOverError
from shop.events import event_of
from shop.money import Money
from shop.order_tables import CheckoutForm, CustomerOrder, OrderLine
from shop.ordering import Ordering
from shop.quotes import Quote, QuotedLine
from shop.stock import counted_by, move_stock
from shop.tables import CartLine

ORDER_EFFECT = 1
Status = Literal["placed", "sent", "cancelled", "return_asked", "returned"]
# No vowel, so that no word comes of it; no 0 and 1, which are read as letters.
_LETTERS = "BCDFGHJKMNPQRSTVWXZ"
_ANY = _LETTERS + "23456789"


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """A product of an order, at the price agreed, under the names it had then."""

    item_id: str
    names: Mapping[str, str]
    quantity: int
    price: Money

    @property
    def total(self) -> Money:
        """Price times quantity, exactly."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True)
class Order:
    """One order, without who it is for. `delivery_price` is None where it is agreed later."""

    number: str
    status: Status
    lines: tuple[OrderedLine, ...]
    goods: Money
    delivery_names: Mapping[str, str]
    delivery_price: Money | None
    placed_at: datetime
    status_at: datetime
    placed_in: TurnRef

    @property
    def total(self) -> Money:
        """Goods and, where its price is known, delivery, exactly."""
        return self.goods + (self.delivery_price or Money(0, self.goods.currency))


class Orders:
    """The orders of one shop."""

    def __init__(self, database: Database, catalogue: Catalogue, ordering: Ordering, currency: str) -> None:
        self._database = database
        self._catalogue = catalogue
        self._ordering = ordering
        self._currency = currency

    def quote(self, shopper_id: str) -> Quote:
        """What the shopper's cart would be as an order now."""
        products, generation = self._products(shopper_id), self._catalogue.generation
        with self._database.read() as books:
            return self._quote(books, shopper_id, products, generation)

    def place(self, turn: TurnRef, shopper_id: str, agreed: str) -> Order:
        """Order the cart, if it is what the shopper agreed to (`agreed`: the quote's fingerprint).

        Stock, order, event and the emptied cart are one transaction. A turn that is run again gets its order.
        Raises QuoteChangedError, and TurnOverError where the turn ended without an order.
        """
        products, generation = self._products(shopper_id), self._catalogue.generation
        with self._database.change() as books:
            if not first_time(books, turn, ORDER_EFFECT, "purchase"):
                return _of_turn(books, turn)
            quote = self._quote(books, shopper_id, products, generation)
            if quote.fingerprint != agreed or not quote.can_be_placed:
                raise QuoteChangedError
            for line in quote.lines:
                if not move_stock(books, line.item_id, -line.quantity, generation):
                    raise QuoteChangedError
            row = _new_order(books, turn, shopper_id, quote)
            order = _order(row, list(_add_lines(books, row, quote)))
            books.add_all(_events("purchase", turn, shopper_id, order, generation))
            for bought in cart_rows(books, shopper_id):
                books.delete(bought)
            return order

    def of(self, shopper_id: str) -> Sequence[Order]:
        """The shopper's orders, newest first."""
        newest_first = (
            select(CustomerOrder).filter_by(shopper_id=shopper_id).order_by(CustomerOrder.order_id.desc())
        )
        with self._database.read() as books:
            return [_order(row, _lines(books, row)) for row in books.scalars(newest_first).all()]

    def cancel(self, turn: TurnRef, shopper_id: str, number: str) -> Order:
        """Cancel an order that has not left yet, and put its goods back; cancelling again changes nothing.

        Raises OrderUnknownError, OrderClosedError.
        """
        generation = self._catalogue.generation
        with self._database.change() as books:
            row = own_order(books, shopper_id, number)
            lines = _lines(books, row)
            if row.status == "cancelled":
                return _order(row, lines)
            if row.status != "placed":
                raise OrderClosedError(number, row.status)
            if first_time(books, turn, ORDER_EFFECT, "refund"):
                turn_into(books, row, "cancelled", generation)
                books.add_all(_events("refund", turn, shopper_id, _order(row, lines), generation))
            return _order(row, lines)

    def send_back(self, turn: TurnRef, shopper_id: str, number: str) -> Order:
        """Note that the shopper returns an order that was sent; asking again changes nothing.

        Raises OrderUnknownError, OrderClosedError, ReturnLateError.
        """
        with self._database.change() as books:
            row = own_order(books, shopper_id, number)
            lines = _lines(books, row)
            if row.status in ("return_asked", "returned"):
                return _order(row, lines)
            if row.status != "sent":
                raise OrderClosedError(number, row.status)
            days = self._ordering.returns_days
            if days is not None and datetime.now(UTC) > row.status_at + timedelta(days=days):
                raise ReturnLateError(number, row.status, days)
            if first_time(books, turn, ORDER_EFFECT, "return_asked"):
                row.status, row.status_at = "return_asked", datetime.now(UTC)
            return _order(row, lines)

    def _products(self, shopper_id: str) -> Mapping[str, Product]:
        """What the catalogue knows of the cart; read before the write lock is taken."""
        with self._database.read() as books:
            ids = [row.item_id for row in cart_rows(books, shopper_id)]
        return {product.item_id: product for product in self._catalogue.known(ids)}

    def _quote(
        self, books: Session, shopper_id: str, products: Mapping[str, Product], generation: int
    ) -> Quote:
        rows = cart_rows(books, shopper_id)
        left = counted_by(books, [row.item_id for row in rows], generation)
        form = books.get(CheckoutForm, shopper_id)
        chosen = self._ordering.delivery(form.filled.get("delivery")) if form and form.given else None
        return Quote(
            tuple(self._quoted(row, products.get(row.item_id), left.get(row.item_id)) for row in rows),
            self._currency,
            chosen,
        )

    def _quoted(self, row: CartLine, product: Product | None, left: tuple[int, int] | None) -> QuotedLine:
        price = None if product is None else product.price
        return QuotedLine(
            item_id=row.item_id,
            names={} if product is None else product.names,
            quantity=row.quantity,
            price=None if price is None else Money.of(price, self._currency),
            put_in_at=Money(row.price_minor, row.currency),
            left=None if left is None else left[1],
        )


def turn_into(books: Session, row: CustomerOrder, status: Status, generation: int) -> None:
    """Give an order another status, inside the caller's transaction; goods that come back are in stock again."""
    row.status, row.status_at = status, datetime.now(UTC)
    if status in ("cancelled", "returned"):
        for line in _lines(books, row):
            move_stock(books, line.item_id, line.quantity, generation)


def _new_order(books: Session, turn: TurnRef, shopper_id: str, quote: Quote) -> CustomerOrder:
    """The order's row, with the form's address, which the form gives up."""
    form, now = books.get(CheckoutForm, shopper_id), datetime.now(UTC)
    assert form is not None
    assert quote.delivery is not None
    row = CustomerOrder(
        number=_new_number(),
        shopper_id=shopper_id,
        conversation_id=turn.conversation,
        turn_n=turn.n,
        status="placed",
        currency=quote.currency,
        goods_minor=quote.goods.minor,
        delivery_minor=None if quote.delivery_price is None else quote.delivery_price.minor,
        delivery_id=quote.delivery.delivery_id,
        delivery_names=dict(quote.delivery.names),
        contact=dict(form.filled),
        placed_at=now,
        status_at=now,
    )
    books.add(row)
    books.delete(form)
    books.flush()  # the order must be there before the rows that name it
    return row


def _new_number() -> str:
    """Two groups of four, each begun by a letter, so that no number looks like a card's or a phone's."""
    groups = (secrets.choice(_LETTERS) + "".join(secrets.choice(_ANY) for _ in range(3)) for _ in range(2))
    return "-".join(groups)


def _add_lines(books: Session, row: CustomerOrder, quote: Quote) -> Iterator[OrderedLine]:
    for position, line in enumerate(quote.lines):
        assert line.price is not None
        books.add(
            OrderLine(
                order_id=row.order_id,
                position=position,
                item_id=line.item_id,
                names=dict(line.names),
                quantity=line.quantity,
                price_minor=line.price.minor,
            )
        )
        yield OrderedLine(line.item_id, dict(line.names), line.quantity, line.price)


def _lines(books: Session, row: CustomerOrder) -> list[OrderedLine]:
    found = books.scalars(
        select(OrderLine).filter_by(order_id=row.order_id).order_by(OrderLine.position)
    ).all()
    return [
        OrderedLine(one.item_id, one.names, one.quantity, Money(one.price_minor, row.currency))
        for one in found
    ]


def _order(row: CustomerOrder, lines: Sequence[OrderedLine]) -> Order:
    return Order(
        number=row.number,
        status=cast(Status, row.status),
        lines=tuple(lines),
        goods=Money(row.goods_minor, row.currency),
        delivery_names=row.delivery_names,
        delivery_price=None if row.delivery_minor is None else Money(row.delivery_minor, row.currency),
        placed_at=row.placed_at,
        status_at=row.status_at,
        placed_in=TurnRef(row.conversation_id, row.turn_n),
    )


def _of_turn(books: Session, turn: TurnRef) -> Order:
    row = books.scalar(select(CustomerOrder).filter_by(conversation_id=turn.conversation, turn_n=turn.n))
    if row is None:
        raise TurnOverError(turn.conversation, turn.n)
    return _order(row, _lines(books, row))


def _events(name: str, turn: TurnRef, shopper_id: str, order: Order, generation: int) -> Iterator[object]:
    """One row an item, as the shop's other events are: GA4's items, each with its share of the value."""
    for line in order.lines:
        told = {
            "transaction_id": order.number,
            "quantity": line.quantity,
            "price": line.price.decimal(),
            "value": line.total.decimal(),
            "currency": line.price.currency,
        }
        yield event_of(
            name,
            turn,
            shopper_id,
            n=ORDER_EFFECT,
            item_id=line.item_id,
            generation=generation,
            value=told,
        )
