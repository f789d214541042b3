"""The data of each event of the stream, as OpenAPI describes it for those who make types of it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from actions.messages import Message


class SaidEvent(BaseModel):
    """The shopper said something: as kept, with personal numbers hidden."""

    turn: int
    text: str
    at: datetime
    key: str | None = Field(description="The Idempotency-Key that it came with, while this gateway knows it.")


class AgainEvent(BaseModel):
    """The answer of a turn was cut off and comes anew: its messages before position 1000 are taken back."""

    turn: int


class MessageEvent(BaseModel):
    """A message; from position 1000 on it is said outside the answer, by staff or on them."""

    turn: int
    position: int
    at: datetime
    message: Message


class TypingEvent(BaseModel):
    """A turn is being answered, or no longer. It has no id, and is not told again."""

    turn: int
    on: bool


class PersonEvent(BaseModel):
    """Whether a person is wanted or here: as /api/person says."""

    state: Literal["none", "waiting", "message", "taken"]
    name: str | None


class DoneEvent(BaseModel):
    """A turn has ended."""

    turn: int
    status: Literal["answered", "failed", "interrupted"]


class ResetEvent(BaseModel):
    """The conversation was started again or erased: what was shown is to be taken away."""

    conversation: int | None = Field(description="The new one, if there is one yet.")


STREAM_EVENTS = (SaidEvent, AgainEvent, MessageEvent, TypingEvent, PersonEvent, DoneEvent, ResetEvent)
