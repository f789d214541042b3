"""The gateway's requests and answers as OpenAPI describes them; messages are those of actions/messages.py."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from actions.messages import Message
from bot.gateway.errors import Code
from bot.gateway.parts import State


class Say(BaseModel):
    """What a shopper does: writes a sentence, or chooses a reply that was offered."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"text": "a lamp under 80 dollars"}, {"postback": "a reply's postback"}]
        },
    )

    text: str | None = Field(None, description="What was typed, at most 2,000 characters.")
    postback: str | None = Field(
        None, description="The postback of a reply or of a card's action, as it came."
    )

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.text is None) == (self.postback is None):
            raise PydanticCustomError("not_one", "exactly one of text and postback")
        return self


class FilledForm(BaseModel):
    """A form as a shopper filled it in: value by field's name."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"form": "checkout", "values": {"name": "A. Reader", "city": "Riverside"}, "done": False}
            ]
        },
    )

    form: Annotated[str, Field(max_length=100, description="The form's id, as its message told it.")]
    values: Annotated[dict[str, str], Field(max_length=40)]
    done: bool = Field(True, description="False: only keep what is filled in so far.")


class Answer(BaseModel):
    """The answer to one turn; conversation and turn are public numbers that open nothing."""

    conversation: int
    turn: int
    messages: list[Message]


class Shopper(BaseModel):
    """What the shopper said: typed, with personal numbers hidden, or the title of the reply chosen."""

    text: str


class PastTurn(BaseModel):
    """One turn of the conversation so far."""

    turn: int
    status: Literal["pending", "answered", "failed", "interrupted"]
    shopper: Shopper | None
    messages: list[Message]


class History(BaseModel):
    """The conversation so far, oldest turn first; without a number where nothing was said yet."""

    conversation: int | None
    language: str
    turns: list[PastTurn]


class PersonState(BaseModel):
    """Whether a person of the shop is wanted in the conversation, and what was said besides the answers.

    `waiting`: one was asked for; `message`: one was left instead; `taken`: `name` answers, and the bot does not.
    """

    state: Literal["none", "waiting", "message", "taken"]
    name: str | None
    messages: list[Message]
    last: str = Field(description="Where the messages end: `after` of the next request.")


class Steps(BaseModel):
    """How far the start of the shop is; times are seconds since 1970, `what` is a code."""

    step: int
    of: int
    what: str
    since: float
    started: float


class Health(BaseModel):
    """Whether a sentence can be answered, and how each part is."""

    status: Literal["ok", "starting", "degraded"]
    parts: dict[str, State]
    steps: Steps | None


class Problem(BaseModel):
    """Why a request was not taken (RFC 9457), in one sentence."""

    type: str = Field(description="urn:daogou:problem:<code>")
    title: str
    status: int
    detail: Annotated[str, Field(description="One sentence for a person.")]
    code: Code
    fields: dict[str, str] | None = Field(
        None, description="Where a form is not filled in as it must be: one sentence by field's name."
    )
