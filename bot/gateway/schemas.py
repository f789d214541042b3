"""The gateway's requests and answers as OpenAPI describes them; messages are those of actions/messages.py."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from actions.messages import Message
from bot.gateway.errors import Code
from bot.gateway.parts import State

_LARGEST = 2**31 - 1


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


class Place(BaseModel):
    """Where a message stands: its position in the turn, from 1000 on said outside the answer, by staff or on them.

    `order` is its place in the whole conversation: what the stream's ids count.
    """

    position: int
    order: int
    at: datetime


class PastTurn(BaseModel):
    """One turn of the conversation so far; `at` and `order` are those of what the shopper said."""

    turn: int
    status: Literal["pending", "answered", "failed", "interrupted"]
    at: datetime
    order: int
    shopper: Shopper | None
    messages: list[Message]
    places: list[Place] = Field(description="Of each message, in the messages' order.")


class History(BaseModel):
    """The conversation so far, oldest turn first; without a number where nothing was said yet."""

    conversation: int | None
    language: str
    turns: list[PastTurn]
    last: str = Field(description="Where /api/chat/stream goes on: its `Last-Event-ID`.")


class PageEvent(BaseModel):
    """Something that the page's reader saw or did, by GA4's name for it or one of ours."""

    model_config = ConfigDict(extra="ignore")

    id: Annotated[
        str, Field(min_length=8, max_length=64, description="The page's own name for it, such as a UUID.")
    ]
    name: Annotated[
        str,
        Field(
            max_length=40,
            description="view_item_list (really seen), select_item, view_item, add_to_cart, remove_from_cart,"
            " daogou_like, daogou_dislike, daogou_similar, daogou_compare; others are left out.",
        ),
    ]
    conversation: Annotated[int, Field(ge=0, le=_LARGEST)]
    turn: Annotated[int, Field(ge=0, le=_LARGEST)]
    item_id: Annotated[str, Field(max_length=200)]
    rank: Annotated[int | None, Field(ge=1, le=10_000, description="Counted from 1.")] = None
    model: Annotated[str | None, Field(max_length=200)] = None
    at: AwareDatetime | None = None


class PageEvents(BaseModel):
    """What a page reports. A beacon, which has no headers, holds the conversation's token as its first field."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "events": [
                        {
                            "id": "0f9a4c5e-6b1d-4f7e-9a34-1d2c3b4a5f60",
                            "name": "view_item_list",
                            "conversation": 12,
                            "turn": 3,
                            "item_id": "L1",
                            "rank": 1,
                            "at": "2026-11-29T09:00:00Z",
                        }
                    ]
                }
            ]
        },
    )

    token: Annotated[str | None, Field(max_length=200)] = None
    events: Annotated[list[PageEvent], Field(max_length=200)]


class Counted(BaseModel):
    """How many of a page's events are kept for the first time."""

    new: int


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
