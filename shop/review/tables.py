"""The tables of review: how each turn was understood, the words it is found by, and what staff marked.

No row here names a shopper; a conversation's number opens nothing. Texts are those kept in `turn`, masked.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from shop.columns import Number, Table

TURN = ["turn.conversation_id", "turn.n"]
SHOPPER_SAID = -1
"""The position of what the shopper said, before the answer's messages, which begin at 0."""


class TurnInsight(Table):
    """How the dialogue came to one answer; `detail` is as bot/dialogue/channel.py told it."""

    __tablename__ = "insight"
    __table_args__ = (
        ForeignKeyConstraint(["conversation_id", "turn_n"], TURN),
        Index(None, "intent", "confidence", "conversation_id"),
        Index(None, "confidence", "conversation_id"),
        Index(None, "action", "conversation_id"),
        Index(None, "language", "conversation_id"),
        Index(None, "fallback", "conversation_id"),
        Index(None, "no_result", "conversation_id"),
        Index(None, "action_failed", "conversation_id"),
        Index(None, "model_id", "conversation_id"),
        Index(None, "total_ms"),
    )

    conversation_id: Mapped[int] = mapped_column(primary_key=True)
    turn_n: Mapped[int] = mapped_column(primary_key=True)
    intent: Mapped[str | None]
    confidence: Mapped[float | None]  # of the intent, 0 to 1
    action: Mapped[str | None]  # the first that ran
    language: Mapped[str]
    fallback: Mapped[bool]
    no_result: Mapped[bool]
    action_failed: Mapped[bool]
    model_id: Mapped[str | None]
    total_ms: Mapped[float | None]
    detail: Mapped[dict[str, Any]]


class Spoken(Table):
    """The words of one turn, question and answer, folded and parted by shop/review/words.py, to be searched."""

    __tablename__ = "spoken"
    __table_args__ = (ForeignKeyConstraint(["conversation_id", "turn_n"], TURN),)

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    conversation_id: Mapped[int] = mapped_column(Number, index=True)
    turn_n: Mapped[int]
    words: Mapped[str]


class MessageFlag(Table):
    """One message that a member of staff flagged; what the shopper said has the position SHOPPER_SAID."""

    __tablename__ = "message_flag"
    __table_args__ = (ForeignKeyConstraint(["conversation_id", "turn_n"], TURN),)

    conversation_id: Mapped[int] = mapped_column(primary_key=True)
    turn_n: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str]
    at: Mapped[datetime]


class TalkLabel(Table):
    """One label of a conversation, in the words of whoever put it there."""

    __tablename__ = "talk_label"

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True, index=True)
    by: Mapped[str]
    at: Mapped[datetime]


class TalkNote(Table):
    """A note among staff; no shopper ever sees it."""

    __tablename__ = "talk_note"

    number: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class TalkReview(Table):
    """That a conversation was read, and up to which turn."""

    __tablename__ = "talk_review"

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    last_turn: Mapped[int]
    by: Mapped[str]
    at: Mapped[datetime]


class Correction(Table):
    """A sentence that was understood wrongly, with what it means, for the trainers' inbox.

    `markup` is the sentence with its entities marked as in data/nlu. One turn has one waiting correction at most;
    one that a later one took the place of is kept as `replaced`, until that is taken back (`replaces`).
    """

    __tablename__ = "correction"
    __table_args__ = (
        ForeignKeyConstraint(["conversation_id", "turn_n"], TURN),
        CheckConstraint("status IN ('waiting', 'replaced', 'accepted', 'changed', 'dropped')", name="status"),
        Index(None, "status", "number"),
        Index(
            "uq_correction_waiting", "conversation_id", "turn_n", unique=True,
            sqlite_where=text("status = 'waiting'"), postgresql_where=text("status = 'waiting'"),
        ),
    )  # fmt: skip

    number: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    conversation_id: Mapped[int] = mapped_column(Number)
    turn_n: Mapped[int]
    sentence: Mapped[str]
    language: Mapped[str]
    intent: Mapped[str]
    markup: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    status: Mapped[str]
    replaces: Mapped[int | None] = mapped_column(Number)
    settled_by: Mapped[str | None]
    settled_at: Mapped[datetime | None]
