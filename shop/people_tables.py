"""The tables of what goes on between a shopper and the shop's people: handovers, ratings, and who is to be forgotten.

A message that is left may hold a name and an address: it is in `message`, and nowhere else. No rule of the shop
lives here, only what rows look like.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from shop.columns import Number, Table

_OPEN = text("ended_at IS NULL")


class Handover(Table):
    """That a shopper asked for a person, and what became of it; a conversation has one that is open at most.

    `due_at` is when a message is taken instead, `offered_at` when the shopper was asked for one.
    """

    __tablename__ = "handover"
    __table_args__ = (
        Index("uq_handover_open", "conversation_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    number: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    offered_at: Mapped[datetime | None]
    message: Mapped[dict[str, Any] | None]
    message_at: Mapped[datetime | None]
    taken_by: Mapped[str | None]
    taken_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class TalkRating(Table):
    """How a shopper found a conversation: the last word on it counts."""

    __tablename__ = "talk_rating"
    __table_args__ = (CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),)

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    turn_n: Mapped[int]
    stars: Mapped[int]
    at: Mapped[datetime]


class Erasure(Table):
    """A conversation whose shopper is to be forgotten; the row goes when nothing of it is left anywhere."""

    __tablename__ = "erasure"

    conversation_id: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    asked_at: Mapped[datetime]
