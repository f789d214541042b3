"""The tables of ordering: the form as far as it is filled in, orders, and their lines.

Name, address and contact are in the two JSON columns `filled` and `contact`, and nowhere else in the shop:
whoever erases a shopper empties these. No rule of the shop lives here, only what rows look like.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shop.columns import Number, Table


class CheckoutForm(Table):
    """The form of one shopper's next order. `given` once it was sent off whole; until then it may be half full."""

    __tablename__ = "checkout_form"

    shopper_id: Mapped[str] = mapped_column(ForeignKey("shopper.shopper_id"), primary_key=True)
    filled: Mapped[dict[str, Any]]
    given: Mapped[bool]
    saved_at: Mapped[datetime]


class CustomerOrder(Table):
    """One order, with what was agreed. Its number is public and opens nothing; `delivery_minor` may be unknown."""

    __tablename__ = "customer_order"
    __table_args__ = (
        UniqueConstraint("conversation_id", "turn_n"),
        Index(None, "shopper_id"),
        CheckConstraint(
            "status IN ('placed', 'sent', 'cancelled', 'return_asked', 'returned')", name="status"
        ),
    )

    order_id: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    number: Mapped[str] = mapped_column(unique=True)
    shopper_id: Mapped[str] = mapped_column(ForeignKey("shopper.shopper_id"))
    conversation_id: Mapped[int] = mapped_column(Number)
    turn_n: Mapped[int]
    status: Mapped[str]
    currency: Mapped[str]
    goods_minor: Mapped[int] = mapped_column(BigInteger)
    delivery_minor: Mapped[int | None] = mapped_column(BigInteger)
    delivery_id: Mapped[str]
    delivery_names: Mapped[dict[str, Any]]
    contact: Mapped[dict[str, Any]]
    placed_at: Mapped[datetime]
    status_at: Mapped[datetime]


class OrderLine(Table):
    """A product of an order at the price agreed, under the names it had."""

    __tablename__ = "order_line"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    order_id: Mapped[int] = mapped_column(Number, ForeignKey("customer_order.order_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str]
    names: Mapped[dict[str, Any]]
    quantity: Mapped[int]
    price_minor: Mapped[int] = mapped_column(BigInteger)
