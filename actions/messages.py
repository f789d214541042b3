"""The messages that an answer is made of: the one contract between actions, gateway and pages.

A message says what to show and never how; it holds no markup. Clients skip a type they do not know,
so a new type is a new class here and one line in `Message`. Nothing of Rasa is imported.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

VERSION: Literal[1] = 1
LONGEST_URL = 2000

Price = Annotated[
    str, Field(pattern=r"^\d+(\.\d+)?$", description="A decimal in the major unit, such as 12.90.")
]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code.")]
AttributeValue = str | int | float | bool


class _Part(BaseModel):
    """What messages and their parts share: closed to unknown fields, so that a typing error is found here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Message(_Part):
    """What all messages share besides."""

    version: Literal[1] = VERSION


class TextNode(_Part):
    """Words as they are; a line's end is a line's end."""

    kind: Literal["text"] = "text"
    text: Annotated[str, Field(min_length=1)]


class BoldNode(_Part):
    """Words that stand out."""

    kind: Literal["bold"] = "bold"
    text: Annotated[str, Field(min_length=1)]


class LinkNode(_Part):
    """Words that lead to a page of the web."""

    kind: Literal["link"] = "link"
    text: Annotated[str, Field(min_length=1)]
    url: Annotated[str, Field(pattern=r"^https?://[^\s/?#]+\S*$", max_length=LONGEST_URL)]


WordNode = Annotated[TextNode | BoldNode | LinkNode, Field(discriminator="kind")]


class ListNode(_Part):
    """One thing below another; each is words alone, so that no list lies in a list."""

    kind: Literal["list"] = "list"
    items: Annotated[list[list[WordNode]], Field(min_length=1)]


Node = Annotated[TextNode | BoldNode | LinkNode | ListNode, Field(discriminator="kind")]


class Text(_Message):
    """A sentence or a few. `text` says all of it in plain words; `nodes` is the same to be shown with its marks,
    and empty where there are none."""

    type: Literal["text"] = "text"
    text: Annotated[str, Field(min_length=1)]
    nodes: list[Node] = []


ReplyKind = Literal["add", "details", "like", "dislike", "similar", "why", "compare"]


class Reply(_Part):
    """One quick reply or button: what it says, and what choosing it sends back.

    `kind` tells what a product's button does, so that a client may place it; null for all other replies.
    """

    title: Annotated[str, Field(min_length=1)]
    postback: Annotated[str, Field(min_length=1, description="Opaque; send it back as it is.")]
    kind: ReplyKind | None = None


class Card(_Part):
    """One product, with the true reason for showing it. Price and currency are null where nothing is sold.

    `old_price` is what it costs without a sale, always above `price`; `stock` the pieces left where they are few.
    `url` is the product's page: an address of the web, or one of the gateway's own, which begins with a slash.
    """

    item_id: str
    name: str
    price: Price | None
    old_price: Price | None = None
    currency: Currency | None
    in_stock: bool
    stock: Annotated[int, Field(ge=1)] | None = None
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


class CartLine(_Part):
    """One product of the cart; `total` is `price` times `quantity`, exactly."""

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


class TableColumn(_Part):
    """One of the products that are set side by side."""

    item_id: str
    name: str
    actions: list[Reply]


class TableRow(_Part):
    """What each column's product has of one thing, in the columns' order; null where the catalogue does not say."""

    label: str
    values: list[str | None]
    differs: bool


class Table(_Message):
    """Products side by side: the rows in which they differ come first."""

    type: Literal["table"] = "table"
    caption: str
    columns: Annotated[list[TableColumn], Field(min_length=2)]
    rows: Annotated[list[TableRow], Field(min_length=1)]


class Order(_Message):
    """An order as it stands; `total` is the lines' totals and `delivery_price`, exactly.

    `delivery_price` is null where shop and shopper agree on it later; `pay_url` is where to pay, if anywhere.
    """

    type: Literal["order"] = "order"
    number: str
    status: Literal["placed", "sent", "cancelled", "return_asked", "returned"]
    lines: Annotated[list[CartLine], Field(min_length=1)]
    delivery: str
    delivery_price: Price | None
    total: Price
    currency: Currency
    pay_url: Annotated[str, Field(pattern="^https://")] | None


class FormChoice(_Part):
    """One of the values that a field may have."""

    value: str
    label: Annotated[str, Field(min_length=1)]


class FormField(_Part):
    """One field of a form. `autocomplete` is HTML's token; `value` is what was filled in before."""

    name: Annotated[str, Field(min_length=1)]
    label: Annotated[str, Field(min_length=1)]
    type: Literal["text", "email", "tel", "select", "textarea"]
    required: bool
    autocomplete: str
    longest: Annotated[int, Field(ge=1, description="Most characters that are taken.")]
    choices: list[FormChoice] = Field(default=[], description="Of a select, all it may be.")
    value: str | None = None


class Form(_Message):
    """Something to fill in, posted to /api/checkout with the form's id. In a chat its values are always null:
    they are nobody's business but the shopper's, who reads them by GET /api/checkout."""

    type: Literal["form"] = "form"
    form: Annotated[str, Field(min_length=1, description="The form's id; send it back as it is.")]
    title: Annotated[str, Field(min_length=1)]
    fields: Annotated[list[FormField], Field(min_length=1)]
    submit: Annotated[str, Field(min_length=1)]


class Rating(_Message):
    """The question how the talk was, with five answers: one star first, five last."""

    type: Literal["rating"] = "rating"
    text: Annotated[str, Field(min_length=1)]
    stars: Annotated[list[Reply], Field(min_length=5, max_length=5)]


class Person(_Message):
    """What a member of the shop's staff says, by name; plain text."""

    type: Literal["person"] = "person"
    name: Annotated[str, Field(min_length=1)]
    text: Annotated[str, Field(min_length=1)]


class Notice(_Message):
    """What happens in the conversation, said by nobody: that a person has come, or has gone."""

    type: Literal["notice"] = "notice"
    text: Annotated[str, Field(min_length=1)]


AnyMessage = Text | Cards | Replies | Cart | Table | Order | Form | Rating | Person | Notice
Message = Annotated[AnyMessage, Field(discriminator="type")]

MESSAGE: TypeAdapter[AnyMessage] = TypeAdapter(Message)


def read_message(payload: dict[str, Any]) -> AnyMessage:
    """The message that `payload` is; raises pydantic's ValidationError where it is none."""
    return MESSAGE.validate_python(payload)
