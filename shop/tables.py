"""The tables of the shop's state in SQL: whom we talk to, what was said, carts, events, stock.

Money is integer minor units beside an ISO currency; times are UTC; an item is its `item_id`. A row that
stems from a feed names the graph's generation. No rule of the shop lives here, only what rows look like.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from shop.columns import Number, Table


class Shopper(Table):
    """Someone who shops: for now, whoever holds one conversation."""

    __tablename__ = "shopper"

    shopper_id: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]


class Conversation(Table):
    """One conversation; its token is the secret, and only the token's hash is here.

    `told` is the number of the last thing that was told of it: telling.py."""

    __tablename__ = "conversation"
    __table_args__ = (Index(None, "active_at", "id"),)

    id: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    shopper_id: Mapped[str] = mapped_column(ForeignKey("shopper.shopper_id"), index=True)
    language: Mapped[str]
    created_at: Mapped[datetime]
    active_at: Mapped[datetime]
    told: Mapped[int] = mapped_column(default=0)


class Turn(Table):
    """What a shopper said once, personal numbers masked; for a postback, the title that was chosen."""

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("conversation_id", "idempotency_key"),
        Index(None, "status"),
        CheckConstraint("kind IN ('text', 'postback')", name="kind"),
        CheckConstraint("status IN ('pending', 'answered', 'failed', 'interrupted')", name="status"),
    )

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    text: Mapped[str]
    language: Mapped[str]
    status: Mapped[str]
    idempotency_key: Mapped[str | None]
    body_hash: Mapped[str]
    received_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Message(Table):
    """One message of an answer, as actions/messages.py describes it, in the order it was said."""

    __tablename__ = "message"
    __table_args__ = (
        ForeignKeyConstraint(["conversation_id", "turn_n"], ["turn.conversation_id", "turn.n"]),
        CheckConstraint("speaker IN ('bot', 'shopper', 'staff')", name="speaker"),
    )

    conversation_id: Mapped[int] = mapped_column(primary_key=True)
    turn_n: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    speaker: Mapped[str]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class Told(Table):
    """The n-th thing that happened in a conversation, counted from 1, in the order in which it was kept.

    What was said stands in `turn` and `message`, which a row names; `data` holds what stands nowhere else."""

    __tablename__ = "told"

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    turn_n: Mapped[int | None]
    position: Mapped[int | None]
    data: Mapped[dict[str, Any] | None]


class CartLine(Table):
    """A product in a shopper's cart, at the price it had when it was put there."""

    __tablename__ = "cart_line"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    shopper_id: Mapped[str] = mapped_column(ForeignKey("shopper.shopper_id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    quantity: Mapped[int]
    price_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    generation: Mapped[int]
    added_at: Mapped[datetime]


class Effect(Table):
    """The n-th thing that a turn did: its key makes a turn that is repeated after a kill do nothing twice."""

    __tablename__ = "effect"
    __table_args__ = (
        ForeignKeyConstraint(["conversation_id", "turn_n"], ["turn.conversation_id", "turn.n"]),
    )

    conversation_id: Mapped[int] = mapped_column(primary_key=True)
    turn_n: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Event(Table):
    """The outbox: what happened, written in the transaction of what it speaks of, delivered later.

    `item_id` is empty where no item is meant: a NULL would let the unique constraint pass a second row.
    `client_id` is the name that a page gave to what it saw; NULL where the shop itself did something."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("conversation_id", "turn_n", "n", "name", "item_id"),
        Index("uq_event_client_id", "shopper_id", "client_id", unique=True),
        Index(None, "delivered_at"),
    )

    event_id: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    name: Mapped[str]
    conversation_id: Mapped[int] = mapped_column(Number)
    turn_n: Mapped[int]
    n: Mapped[int]
    shopper_id: Mapped[str]
    item_id: Mapped[str] = mapped_column(default="")
    rank: Mapped[int | None]
    model_id: Mapped[str | None]
    generation: Mapped[int | None]
    value: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    client_id: Mapped[str | None]


class Interaction(Table):
    """What the recommender learns from: one row a user, an item and a kind of interaction."""

    __tablename__ = "interaction"

    generation: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float]
    happened_at: Mapped[datetime]
    source: Mapped[str]


class Stock(Table):
    """How many of an item can be sold; the shop's own, set by the feed and changed by orders."""

    __tablename__ = "stock"
    __table_args__ = (CheckConstraint("quantity >= 0", name="quantity"),)

    generation: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    quantity: Mapped[int]
