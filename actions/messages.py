"""The messages that an answer is made of: the one contract between actions, gateway and pages.

A message says what to show and never how; it holds no markup. Clients skip a type they do not know,
so a new type is a new class here and one line in `Message`. Nothing of Rasa is imported.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

VERSION: Literal[1] = 1

Price = Annotated[
    str, Field(pattern=r"^\d+(\.\d+)?$", description="A decimal in the major unit, such as 12.90.")
]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code.")]
AttributeValue = str | int | float | bool


class _Message(BaseModel):
    """What all messages share: closed to unknown fields, so that a typing error is found here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = VERSION


class Text(_Message):
    """A sentence or a few, plain text."""

    type: Literal["text"] = "text"
    text: Annotated[str, Field(min_length=1)]


class Reply(BaseModel):
    """One quick reply or button: what it says, and what choosing it sends back."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[str, Field(min_length=1)]
    postback: Annotated[str, Field(min_length=1, description="Opaque; send it back as it is.")]


class Card(BaseModel):
    """One product, with the true reason for showing it. Price and currency are null where nothing is sold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item_id: str
    name: str
    price: Price | None
    currency: Currency | None
    in_stock: bool
    url: str | None
    image: str | None
    attributes: dict[str, AttributeValue] = Field(description="Label to value, in the reply's language.")
    reason: str
    actions: list[Reply]


class Cards(_Message):
    """Products side by side, best first."""

    type: Literal["cards"] = "cards"
    cards: Annotated[list[Card], Field(min_length=1)]


class Replies(_Message):
    """Quick replies that lead on from here."""

    type: Literal["replies"] = "replies"
    replies: Annotated[list[Reply], Field(min_length=1)]


class CartLine(BaseModel):
    """One product of the cart; `total` is `price` times `quantity`, exactly."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item_id: str
    name: str
    quantity: Annotated[int, Field(ge=1)]
    price: Price
    total: Price


class Cart(_Message):
    """The cart as it stands now; `total` is the sum of the lines' totals, exactly."""

    type: Literal["cart"] = "cart"
    lines: list[CartLine]
    total: Price
    currency: Currency


class TableColumn(BaseModel):
    """One of the products that are set side by side."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item_id: str
    name: str
    actions: list[Reply]


class TableRow(BaseModel):
    """What each column's product has of one thing, in the columns' order; null where the catalogue does not say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    values: list[str | None]
    differs: bool


class Table(_Message):
    """Products side by side: the rows in which they differ come first."""

    type: Literal["table"] = "table"
    caption: str
    columns: Annotated[list[TableColumn], Field(min_length=2)]
    rows: Annotated[list[TableRow], Field(min_length=1)]


AnyMessage = Text | Cards | Replies | Cart | Table
Message = Annotated[AnyMessage, Field(discriminator="type")]

MESSAGE: TypeAdapter[AnyMessage] = TypeAdapter(Message)


def read_message(payload: dict[str, Any]) -> AnyMessage:
    """The message that `payload` is; raises pydantic's ValidationError where it is none."""
    return MESSAGE.validate_python(payload)
