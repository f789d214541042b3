"""Where an order goes and whom it is for: the form of the next order, and the address of one that was placed.

SQL alone, for the gateway needs it without the graph. Only this module and orders.py touch these values; they
are never logged, never in an event, and never told to Rasa.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.database import Database
from shop.errors import OrderClosedError, OrderUnknownError
from shop.order_tables import CheckoutForm, CustomerOrder


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as far as it is filled in: value by field's name. `given` once it was sent off whole."""

    values: Mapping[str, str]
    given: bool = False


class Checkouts:
    """The forms of one shop's shoppers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, shopper_id: str) -> Filled:
        """The form of the shopper's next order; empty where nothing was filled in."""
        with self._database.read() as books:
            row = books.get(CheckoutForm, shopper_id)
            return Filled({}) if row is None else Filled(dict(row.filled), row.given)

    def keep(self, shopper_id: str, values: Mapping[str, str]) -> None:
        """Keep what is filled in so far, to be taken up again; the form counts as not given until it is."""
        with self._database.change() as books:
            fill_in(books, shopper_id, values, given=False)

    def address_of(self, shopper_id: str, number: str) -> Filled:
        """Where the shopper's order of that number goes; raises OrderUnknownError."""
        with self._database.read() as books:
            return Filled(dict(own_order(books, shopper_id, number).contact), given=True)


def fill_in(books: Session, shopper_id: str, values: Mapping[str, str], *, given: bool) -> None:
    """Keep the form of the shopper's next order, inside the caller's transaction."""
    row = books.get(CheckoutForm, shopper_id)
    if row is None:
        row = CheckoutForm(shopper_id=shopper_id)
        books.add(row)
    row.filled, row.given, row.saved_at = dict(values), given, datetime.now(UTC)


def readdress(books: Session, shopper_id: str, number: str, values: Mapping[str, str]) -> None:
    """Send an order that has not left yet to another address, inside the caller's transaction.

    Raises OrderUnknownError, OrderClosedError.
    """
    row = own_order(books, shopper_id, number)
    if row.status != "placed":
        raise OrderClosedError(number, row.status)
    row.contact = dict(values)


def own_order(books: Session, shopper_id: str, number: str) -> CustomerOrder:
    """The shopper's own order of that number, to be changed or read; raises OrderUnknownError."""
    query = select(CustomerOrder).filter_by(number=number, shopper_id=shopper_id).with_for_update()
    row = books.scalar(query)
    if row is None:
        raise OrderUnknownError(number)
    return row
