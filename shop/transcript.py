"""What is known of a conversation, as values that outlive the database session they were read in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from shop.tables import Conversation, Turn

Kind = Literal["text", "postback"]
Speaker = Literal["bot", "shopper", "staff"]
Status = Literal["pending", "answered", "failed", "interrupted"]


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation: its public number, the shopper in it, the language spoken last.

    `told` is the number of the last thing that was told of it: telling.py.
    """

    conversation: int
    shopper_id: str
    language: str
    told: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a shopper said: masked text (a postback's title), its language, and the hash of the request."""

    kind: Kind
    text: str
    language: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: its position in the turn, its order in the whole conversation, when it was said.

    `order` is telling.py's number.
    """

    position: int
    order: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One turn as it is kept; `messages` are the answer's payloads in the order they were said.

    `places` are the messages' own, where the whole conversation was read; `order` is that of what was said.
    """

    conversation: int
    n: int
    said: Said
    status: Status
    messages: tuple[dict[str, Any], ...]
    at: datetime
    order: int = 0
    places: tuple[Place, ...] = ()


def talk_of(row: Conversation) -> Talk:
    """The conversation in `row`."""
    return Talk(row.id, row.shopper_id, row.language, row.told)


def record_of(row: Turn, messages: Sequence[dict[str, Any]]) -> TurnRecord:
    """The turn in `row`, with its answer."""
    said = Said(cast(Kind, row.kind), row.text, row.language, row.body_hash)
    status = cast(Status, row.status)
    return TurnRecord(row.conversation_id, row.n, said, status, tuple(messages), row.received_at)
