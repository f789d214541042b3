"""What a feed says of one product, and what the graph gives back: one frozen value for both ways."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple


class AttributeValue(NamedTuple):
    """A value held of an attribute, both as IRIs."""

    attribute: str
    value: str


class Mined(NamedTuple):
    """What was read out of a product's words: a value or an amount, where it stood, and how sure that is."""

    attribute: str
    value: str | None  # value IRI; None for an amount
    amount: Decimal | None
    unit: str | None  # UN/CEFACT code, of an amount
    source: str  # "name" or "description", with the language: "description@en"
    confidence: float  # 0 to 1


class Number(NamedTuple):
    """An amount held of a numeric attribute, in the unit of that attribute."""

    attribute: str
    amount: Decimal
    unit: str | None  # UN/CEFACT code


@dataclass(frozen=True, slots=True)
class Product:
    """One product. Money is a decimal in the major unit; None means that the feed does not say."""

    item_id: str
    names: Mapping[str, str]  # language (en, zh) -> name as catalogued
    descriptions: Mapping[str, str] = field(default_factory=dict)
    categories: tuple[str, ...] = ()  # IRIs as the feed gives them, most specific first
    brand: str | None = None  # IRI
    price: Decimal | None = None
    list_price: Decimal | None = None  # what it costs when no sale is on, for a struck-out price
    currency: str | None = None  # ISO 4217; None is the shop's own
    values: tuple[AttributeValue, ...] = ()
    numbers: tuple[Number, ...] = ()
    image: str | None = None
    url: str | None = None
    gtin: str | None = None  # 8, 12, 13 or 14 digits: the number below a bar code
    mpn: str | None = None  # the maker's own number
    promoted: bool = False
    aliases: tuple[str, ...] = ()
    accessories: tuple[str, ...] = ()  # item ids that go with this one
    compatible_with: tuple[str, ...] = ()  # item ids
    consumables: tuple[str, ...] = ()  # item ids that this one uses up
    similar: tuple[str, ...] = ()  # item ids that the shop says are like it
    goes_with: tuple[str, ...] = ()  # item ids that the shop says are related
    group: str | None = None  # id that the variants of one product share
    rating: Decimal | None = None  # mean of customers' ratings as the feed tells it, out of 5
    rating_count: int | None = None
    mined: tuple[Mined, ...] = field(default=(), compare=False)
    released: date | None = None
    available: bool = True  # when its generation was made; the stock of today is the shop's
    # Known on the feed's side only: the graph does not keep what follows as it is.
    stock: int | None = field(default=None, compare=False)
    place: tuple[Path, int] | None = field(default=None, compare=False)  # file and line of the feed
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)

    def name(self, language: str) -> str:
        """The name in `language`, else in any language, else the id."""
        return self.names.get(language) or next(iter(self.names.values()), self.item_id)

    def description(self, language: str) -> str:
        """The description in `language`, else in any language, else empty."""
        return self.descriptions.get(language) or next(iter(self.descriptions.values()), "")

    def linked(self) -> Iterator[str]:
        """The item ids that it is tied to by links of any kind."""
        for others in (
            self.accessories,
            self.consumables,
            self.compatible_with,
            self.similar,
            self.goes_with,
        ):
            yield from others

    def fingerprint(self) -> str:
        """Of all that the graph keeps of it but its price and availability, which change on their own."""
        kept = {
            name: getattr(self, name)
            for name in self.__dataclass_fields__
            if name not in _NOT_IN_THE_FINGERPRINT
        }
        kept |= {"names": sorted(self.names.items()), "descriptions": sorted(self.descriptions.items())}
        return sha256(json.dumps(kept, default=_spelt, sort_keys=True).encode()).hexdigest()[:32]


_NOT_IN_THE_FINGERPRINT = frozenset(
    {"price", "available", "stock", "place", "labels", "names", "descriptions", "mined"}
)


def _spelt(value: object) -> str:
    """A date or an amount as text; 12.90 is 12.9, as the triple store gives it back."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
