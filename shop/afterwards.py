"""What is said to a shopper outside an answer: by a member of staff, or on one who comes and goes.

It is kept with the conversation's last turn, behind whatever that turn's answer is or will be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from shop.conversations import FIRST_AFTERWARDS, add_messages
from shop.errors import ConversationUnknownError
from shop.places import read_place
from shop.tables import Message, Turn
from shop.transcript import Speaker


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where a message stands in its conversation; later ones are greater."""

    turn: int = 0
    position: int = 0

    @classmethod
    def read(cls, told: str) -> Self:
        """From `turn.position`; raises ValueError."""
        return cls(*read_place(told))

    def __str__(self) -> str:
        return f"{self.turn}.{self.position}"


def say_afterwards(
    books: Session, conversation: int, payloads: Sequence[dict[str, Any]], speaker: Speaker = "bot"
) -> None:
    """Add messages behind the last turn, in the caller's transaction; raises ConversationUnknownError."""
    turn = books.scalar(select(Turn).filter_by(conversation_id=conversation).order_by(Turn.n.desc()).limit(1))
    if turn is None:
        raise ConversationUnknownError(conversation)
    taken = books.scalar(
        select(func.max(Message.position)).filter_by(conversation_id=conversation, turn_n=turn.n)
    )
    position = max(FIRST_AFTERWARDS, (taken or 0) + 1)
    add_messages(books, conversation, turn.n, payloads, position=position, speaker=speaker)


def said_after(books: Session, conversation: int, spot: Spot) -> list[tuple[Spot, dict[str, Any]]]:
    """What was said so after `spot`, oldest first."""
    rows = books.execute(
        select(Message.turn_n, Message.position, Message.payload)
        .where(
            Message.conversation_id == conversation,
            Message.position >= FIRST_AFTERWARDS,
            tuple_(Message.turn_n, Message.position) > (spot.turn, spot.position),
        )
        .order_by(Message.turn_n, Message.position)
    )
    return [(Spot(turn, position), payload) for turn, position, payload in rows]


def last_spot(books: Session, conversation: int) -> Spot:
    """Where the last of these messages stands; the very beginning where there is none."""
    row = books.execute(
        select(Message.turn_n, Message.position)
        .where(Message.conversation_id == conversation, Message.position >= FIRST_AFTERWARDS)
        .order_by(Message.turn_n.desc(), Message.position.desc())
        .limit(1)
    ).first()
    return Spot(*row) if row else Spot()
