"""What the shop keeps of one shopper, told to that shopper; and that they want to be forgotten.

Only counts and item ids are told: what was said stands in the conversation, and what is in a form is read by
its own route. The erasing itself is in erasing.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from shop.database import Database
from shop.doings import Doings
from shop.effects import TurnRef, first_time
from shop.order_tables import CheckoutForm, CustomerOrder
from shop.people_tables import Erasure, Handover, TalkRating
from shop.tables import CartLine, Conversation, Turn

FORGET_EFFECT = 903  # beside shop/courtesies.py's, far from those that a turn counts from 1
OPEN_ORDERS = ("placed", "return_asked")
"""Orders that the shop has still to act on: without a name and an address they could not be."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All that the shop keeps of a shopper. `open_orders` are those among `orders` that are not done with."""

    sentences: int
    cart_items: int
    liked: Sequence[str]  # item ids
    disliked: Sequence[str]
    orders: Sequence[str]  # numbers
    open_orders: Sequence[str]
    has_form: bool  # name and address for the next order
    has_message: bool  # left for staff, with an address perhaps
    stars: int | None  # of the talk that was rated last


class Shoppers:
    """The shoppers of one shop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept_of(self, shopper_id: str) -> Kept:
        """What there is of a shopper now."""
        doings = Doings.of(self._database, shopper_id)
        with self._database.read() as books:
            talks = select(Conversation.id).filter_by(shopper_id=shopper_id)
            orders = books.execute(
                select(CustomerOrder.number, CustomerOrder.status)
                .filter_by(shopper_id=shopper_id)
                .order_by(CustomerOrder.order_id)
            ).all()
            left = select(Handover).where(
                Handover.conversation_id.in_(talks), Handover.message_at.is_not(None)
            )
            return Kept(
                sentences=_count(books, select(Turn).where(Turn.conversation_id.in_(talks))),
                cart_items=_count(books, select(CartLine).filter_by(shopper_id=shopper_id)),
                liked=doings.liked,
                disliked=doings.disliked,
                orders=[number for number, _ in orders],
                open_orders=[number for number, status in orders if status in OPEN_ORDERS],
                has_form=books.get(CheckoutForm, shopper_id) is not None,
                has_message=_count(books, left) > 0,
                stars=books.scalar(
                    select(TalkRating.stars)
                    .where(TalkRating.conversation_id.in_(talks))
                    .order_by(TalkRating.at.desc())
                    .limit(1)
                ),
            )

    def ask_to_forget(self, turn: TurnRef) -> None:
        """Keep that this conversation's shopper is to be forgotten once the turn has ended; once a turn."""
        with self._database.change() as books:
            if first_time(books, turn, FORGET_EFFECT, "forget_me"):
                books.add(Erasure(conversation_id=turn.conversation, asked_at=datetime.now(UTC)))


def _count(books: Session, query: Select[Any]) -> int:
    return books.scalar(select(func.count()).select_from(query.subquery())) or 0
