"""What is known of a conversation, as values that outlive the database session they were read in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from shop.tables import Conversation, Turn

Kind = Literal["text", "postback"]
Speaker = Literal["bot", "shopper", "staff"]
Status = Literal["pending", "answered", "failed", "interrupted"]


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation: its public number, the shopper in it, the language spoken last."""

    conversation: int
    shopper_id: str
    language: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a shopper said: masked text (a postback's title), its language, and the hash of the request."""

    kind: Kind
    text: str
    language: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One turn as it is kept; `messages` are the answer's payloads in the order they were said."""

    conversation: int
    n: int
    said: Said
    status: Status
    messages: tuple[dict[str, Any], ...]


def talk_of(row: Conversation) -> Talk:
    """The conversation in `row`."""
    return Talk(conversation=row.id, shopper_id=row.shopper_id, language=row.language)


def record_of(row: Turn, messages: Sequence[dict[str, Any]]) -> TurnRecord:
    """The turn in `row`, with its answer."""
    said = Said(cast(Kind, row.kind), row.text, row.language, row.body_hash)
    return TurnRecord(row.conversation_id, row.n, said, cast(Status, row.status), tuple(messages))
