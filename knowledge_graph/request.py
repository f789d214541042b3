"""What a shopper wants, as a frozen value with a JSON form.

A request knows nothing of sentences and nothing of how it is answered. All fields hold identifiers and
numbers; only `text` holds words, those that no lexicon knew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self


class Order(StrEnum):
    """In which order the answers are wanted; FIT is the request's own, best match first."""

    FIT = "fit"
    PRICE_UP = "price_up"
    PRICE_DOWN = "price_down"
    NEWEST = "newest"
    RATING = "rating"
    POPULAR = "popular"
    REDUCED = "reduced"  # the greatest share of the list price taken off first


@dataclass(frozen=True, slots=True)
class Bound:
    """An interval; an end that is None is unbounded, an end that is open is itself excluded."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    def holds(self, amount: Decimal) -> bool:
        """Whether `amount`, in the unit of the bound, lies inside."""
        above = self.low is None or amount > self.low or (amount == self.low and not self.low_open)
        below = self.high is None or amount < self.high or (amount == self.high and not self.high_open)
        return above and below

    def to_json(self) -> dict[str, Any]:
        """Only what is set; amounts as decimal strings."""
        ends = {"low": self.low, "high": self.high}
        opens = {"low_open": self.low_open, "high_open": self.high_open}
        return {name: format(end, "f") for name, end in ends.items() if end is not None} | {
            name: True for name, is_open in opens.items() if is_open
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The bound that `to_json` wrote."""
        low, high = data.get("low"), data.get("high")
        return cls(
            low=None if low is None else Decimal(low),
            high=None if high is None else Decimal(high),
            low_open=bool(data.get("low_open")),
            high_open=bool(data.get("high_open")),
        )


@dataclass(frozen=True, slots=True)
class Range:
    """A bound on a numeric attribute; `unit` is a UN/CEFACT code, None where the attribute has no unit."""

    attribute: str
    bound: Bound
    unit: str | None = None

    def to_json(self) -> dict[str, Any]:
        """{"attribute": IRI, "bound": {...}} and "unit" where there is one."""
        data: dict[str, Any] = {"attribute": self.attribute, "bound": self.bound.to_json()}
        return data if self.unit is None else data | {"unit": self.unit}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The range that `to_json` wrote."""
        return cls(data["attribute"], Bound.from_json(data["bound"]), data.get("unit"))


@dataclass(frozen=True, slots=True)
class Request:
    """All conditions hold together; what is empty is no condition."""

    categories: tuple[str, ...] = ()  # category IRIs: any of them, each with everything narrower
    brands: tuple[str, ...] = ()  # brand IRIs: any of them
    values: tuple[str, ...] = ()  # value IRIs: any of one attribute, and so for each attribute
    all_of: tuple[str, ...] = ()  # value IRIs: each of them, even where they are of one attribute
    without: tuple[str, ...] = ()  # value, brand, category or item IRIs that must not be there
    price: Bound | None = None  # in the major unit of the shop's currency
    ranges: tuple[Range, ...] = ()
    text: str = ""  # words to look for in names and descriptions
    on_sale: bool = False  # with a list price above the price
    in_stock: bool = False  # by the availability of the graph's generation; stock itself is the shop's
    order: Order = Order.FIT
    like: str | None = None  # item_id: things like this one, itself excluded
    page: int = 1
    page_size: int | None = None  # None: all on one page

    def to_json(self) -> dict[str, Any]:
        """Only what is set, so that an empty request is {}."""
        lists = {
            name: getattr(self, name) for name in ("categories", "brands", "values", "all_of", "without")
        }
        data: dict[str, Any] = {name: list(iris) for name, iris in lists.items() if iris}
        if self.price is not None:
            data["price"] = self.price.to_json()
        if self.ranges:
            data["ranges"] = [range_.to_json() for range_ in self.ranges]
        plain = {"text": self.text, "on_sale": self.on_sale, "in_stock": self.in_stock, "like": self.like}
        plain |= {"page": self.page if self.page != 1 else 0, "page_size": self.page_size}
        data |= {name: value for name, value in plain.items() if value}
        return data if self.order is Order.FIT else data | {"order": str(self.order)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The request that `to_json` wrote; raises KeyError or ValueError on anything else."""
        price = data.get("price")
        return cls(
            categories=tuple(data.get("categories", ())),
            brands=tuple(data.get("brands", ())),
            values=tuple(data.get("values", ())),
            all_of=tuple(data.get("all_of", ())),
            without=tuple(data.get("without", ())),
            price=None if price is None else Bound.from_json(price),
            ranges=tuple(Range.from_json(entry) for entry in data.get("ranges", ())),
            text=data.get("text", ""),
            on_sale=bool(data.get("on_sale")),
            in_stock=bool(data.get("in_stock")),
            order=Order(data.get("order", Order.FIT)),
            like=data.get("like"),
            page=int(data.get("page", 1)),
            page_size=data.get("page_size"),
        )
