"""The shop's side of its orders: which there are, for whom, and what became of them.

For the shop's own people alone: what is read here names shoppers. Nothing of it goes to the conversation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.database import Database
from shop.erasing import wipe_contact
from shop.errors import OrderClosedError, OrderUnknownError
from shop.money import Money
from shop.order_tables import CustomerOrder, OrderLine
from shop.orders import Status, turn_into
from shop.shoppers import OPEN_ORDERS

# What the shop may do next; a shopper's own steps are in orders.py.
NEXT: Mapping[Status, tuple[Status, ...]] = {
    "placed": ("sent", "cancelled"),
    "sent": ("returned",),
    "return_asked": ("returned", "sent"),
}


@dataclass(frozen=True, slots=True)
class Consignment:
    """An order with all that is needed to send it."""

    number: str
    status: Status
    placed_at: datetime
    total: Money
    delivery_id: str
    contact: Mapping[str, str]
    lines: tuple[tuple[int, str, str], ...]  # quantity, item_id, name


class Fulfilment:
    """The orders of one shop, as its people see them."""

    def __init__(self, database: Database, language: str) -> None:
        self._database = database
        self._language = language

    def waiting(self) -> Sequence[Consignment]:
        """Orders that the shop has to act on, oldest first."""
        with self._database.read() as books:
            rows = books.scalars(
                select(CustomerOrder)
                .where(CustomerOrder.status.in_(OPEN_ORDERS))
                .order_by(CustomerOrder.order_id)
            ).all()
            return [self._consignment(books, row) for row in rows]

    def find(self, number: str) -> Consignment:
        """The order of that number; raises OrderUnknownError."""
        with self._database.read() as books:
            row = books.scalar(select(CustomerOrder).filter_by(number=number.upper()))
            if row is None:
                raise OrderUnknownError(number)
            return self._consignment(books, row)

    def mark(self, number: str, status: Status, generation: int) -> None:
        """Say what became of an order; goods that come back count for the catalogue's `generation`.

        Raises OrderUnknownError, OrderClosedError.
        """
        with self._database.change() as books:
            row = books.scalar(select(CustomerOrder).filter_by(number=number.upper()).with_for_update())
            if row is None:
                raise OrderUnknownError(number)
            if status not in NEXT.get(cast(Status, row.status), ()):
                raise OrderClosedError(row.number, row.status)
            turn_into(books, row, status, generation)
            wipe_contact(row)

    def _consignment(self, books: Session, row: CustomerOrder) -> Consignment:
        lines = books.scalars(
            select(OrderLine).filter_by(order_id=row.order_id).order_by(OrderLine.position)
        ).all()
        return Consignment(
            number=row.number,
            status=cast(Status, row.status),
            placed_at=row.placed_at,
            total=Money(row.goods_minor + (row.delivery_minor or 0), row.currency),
            delivery_id=row.delivery_id,
            contact={str(name): str(value) for name, value in row.contact.items()},
            lines=tuple((line.quantity, line.item_id, self._name(line)) for line in lines),
        )

    def _name(self, line: OrderLine) -> str:
        names: Mapping[str, str] = line.names
        return str(names.get(self._language) or next(iter(names.values()), line.item_id))
