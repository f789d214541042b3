"""The cart of each shopper. A line keeps the price it had when it was put in; stock is checked as it is now.

Every change is one transaction with its event, and is done once a turn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge_graph import Catalogue
from shop.database import Database
from shop.effects import TurnRef, first_time
from shop.errors import NotSoldError, OutOfStockError
from shop.events import event_of
from shop.money import Money
from shop.stock import Stocks
from shop.tables import CartLine, Event

CART_EFFECT = 1


@dataclass(frozen=True, slots=True)
class Line:
    """`quantity` of one item at the price of one."""

    item_id: str
    quantity: int
    price: Money

    @property
    def total(self) -> Money:
        """Price times quantity, exactly."""
        return self.price * self.quantity


class Carts:
    """The carts of one shop."""

    def __init__(self, database: Database, catalogue: Catalogue, stocks: Stocks, currency: str) -> None:
        self._database = database
        self._catalogue = catalogue
        self._stocks = stocks
        self._currency = currency

    def of(self, shopper_id: str) -> Sequence[Line]:
        """What is in the shopper's cart, in the order it was put there."""
        with self._database.read() as books:
            return [_line(row) for row in cart_rows(books, shopper_id)]

    def total(self, lines: Sequence[Line]) -> Money:
        """The sum of all lines, exactly."""
        return sum((line.total for line in lines), Money(0, self._currency))

    def add(
        self, turn: TurnRef, shopper_id: str, item_id: str, quantity: int = 1, *, effect: int = CART_EFFECT
    ) -> int:
        """Put `quantity` more of an item in the cart; answers how many of it are in there now.

        A turn that adds several items counts them by `effect`, from CART_EFFECT on.
        Raises NotSoldError, UnknownItemError, and OutOfStockError where the cart would hold more than there is.
        """
        product = self._catalogue.products([item_id])[0]
        if product.price is None:
            raise NotSoldError(item_id)
        price = Money.of(product.price, self._currency)
        generation = self._catalogue.generation
        left = self._stocks.of([item_id], generation).get(item_id)
        with self._database.change() as books:
            row = books.get(CartLine, (shopper_id, item_id))
            held = row.quantity if row is not None else 0
            if not first_time(books, turn, effect, "add_to_cart"):
                return held
            if left is not None and held + quantity > left:
                raise OutOfStockError(item_id, held + quantity, left)
            if row is None:
                row = CartLine(shopper_id=shopper_id, item_id=item_id, added_at=datetime.now(UTC))
                books.add(row)
            row.quantity, row.generation = held + quantity, generation
            row.price_minor, row.currency = price.minor, price.currency
            told = {"quantity": quantity, "price": price.decimal(), "currency": price.currency}
            books.add(
                event_of(
                    "add_to_cart",
                    turn,
                    shopper_id,
                    n=effect,
                    item_id=item_id,
                    generation=generation,
                    value=told,
                )
            )
            return held + quantity

    def put(
        self, turn: TurnRef, shopper_id: str, item_id: str, quantity: int, *, effect: int = CART_EFFECT
    ) -> int:
        """Let the cart hold exactly `quantity` of an item, 0 for none; answers how many it held before.

        Raises as `add`; fewer than before are always to be had.
        """
        held = next((line.quantity for line in self.of(shopper_id) if line.item_id == item_id), 0)
        if quantity == held:
            return held
        if quantity > held:
            self.add(turn, shopper_id, item_id, quantity - held, effect=effect)
        else:
            self._lower(
                turn, shopper_id, lambda row: quantity if row.item_id == item_id else row.quantity, effect
            )
        return held

    def remove(self, turn: TurnRef, shopper_id: str, item_ids: Sequence[str]) -> Sequence[str]:
        """Take items out of the cart whole; answers those that were in it."""
        return self._lower(turn, shopper_id, lambda row: 0 if row.item_id in item_ids else row.quantity)

    def clear(self, turn: TurnRef, shopper_id: str) -> Sequence[str]:
        """Take everything out; answers what was in it."""
        return self._lower(turn, shopper_id, lambda _: 0)

    def _lower(
        self, turn: TurnRef, shopper_id: str, keeps: Callable[[CartLine], int], effect: int = CART_EFFECT
    ) -> Sequence[str]:
        """Let no line hold more than `keeps` says; answers the items of which some went out."""
        with self._database.change() as books:
            rows = [(row, keeps(row)) for row in cart_rows(books, shopper_id)]
            going = [(row, left) for row, left in rows if left < row.quantity]
            if going and first_time(books, turn, effect, "remove_from_cart"):
                for row, left in going:
                    books.add(_removed(turn, row, row.quantity - left, effect))
                    if left:
                        row.quantity = left
                    else:
                        books.delete(row)
            return [row.item_id for row, _ in going]


def _removed(turn: TurnRef, row: CartLine, quantity: int, effect: int) -> Event:
    """The event of so many of a line going out."""
    told = {"quantity": quantity}
    return event_of("remove_from_cart", turn, row.shopper_id, n=effect, item_id=row.item_id, value=told)


def cart_rows(books: Session, shopper_id: str) -> Sequence[CartLine]:
    """The lines of a cart in the order they were put there, inside the caller's transaction."""
    return books.scalars(
        select(CartLine).filter_by(shopper_id=shopper_id).order_by(CartLine.added_at, CartLine.item_id)
    ).all()


def _line(row: CartLine) -> Line:
    return Line(row.item_id, row.quantity, Money(row.price_minor, row.currency))
