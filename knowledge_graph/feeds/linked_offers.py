"""Offers and ratings in schema.org's words: what a product costs, whether it can be had, what buyers think."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from knowledge_graph.feeds.linked_nodes import Node, short
from knowledge_graph.feeds.rows import BadCellError, currency_of, number_of, price_of, stock_of

# schema.org's ItemAvailability -> whether it can be ordered; compared without case, spaces and hyphens.
_AVAILABLE: Final = {
    "instock": True,
    "onlineonly": True,
    "instoreonly": True,
    "limitedavailability": True,
    "preorder": True,
    "presale": True,
    "backorder": True,
    "madetoorder": True,
    "outofstock": False,
    "soldout": False,
    "discontinued": False,
    "reserved": False,
}
_NOT_PAID: Final = ("ListPrice", "StrikethroughPrice", "MSRP", "SRP", "MinimumAdvertisedPrice")
_LISTED: Final = ("ListPrice", "StrikethroughPrice")  # what a shop itself asked, or asks without a sale
_STARS: Final = Decimal(5)


@dataclass(frozen=True, slots=True)
class Offered:
    """What a product's offers say together."""

    price: Decimal | None = None
    list_price: Decimal | None = None
    currency: str | None = None
    available: bool = True
    stock: int | None = None
    url: str = ""


def read_offers(product: Node) -> Offered:
    """The cheapest offer that can be had, else the cheapest; without offers all is unknown."""
    offers = [_offer(node) for node in _offers(product)]
    if not offers:
        return Offered()
    return min(
        offers, key=lambda offer: (not offer.available, offer.price is None, offer.price or Decimal(0))
    )


def read_rating(product: Node) -> tuple[Decimal | None, int | None]:
    """The mean of its ratings, brought to 5 as the best, and how many there are."""
    for node in product.nodes("aggregateRating"):
        cells = _cells(node, "ratingValue", "bestRating", "ratingCount", "reviewCount")
        cells["ratingValue"] = cells["ratingValue"].replace(",", ".")
        value = number_of(cells, "ratingValue", "a number such as 4.5")
        best = number_of(cells, "bestRating", "the best rating that can be given, such as 5") or _STARS
        if value is not None and not 0 <= value <= best:
            raise BadCellError("ratingValue", str(value), f"a number from 0 to {best}")
        count = stock_of(cells, "ratingCount" if cells["ratingCount"] else "reviewCount")
        mean = None if value is None else Decimal(f"{value * _STARS / best:.4g}").normalize()
        return mean, count
    return None, None


def _offers(product: Node) -> Iterator[Node]:
    for offer in product.nodes("offers"):
        inner = list(offer.nodes("offers"))
        yield from inner or [offer]


def _offer(offer: Node) -> Offered:
    prices = [offer, *(spec for spec in offer.nodes("priceSpecification") if not _is(_NOT_PAID, spec))]
    priced = next((node for node in prices if node.text("price", "lowPrice", "minPrice")), offer)
    column = next((name for name in ("price", "lowPrice", "minPrice") if priced.text(name)), "price")
    cells = {**_cells(priced, column, "priceCurrency"), "url": offer.text("url")}
    cells["priceCurrency"] = cells["priceCurrency"] or offer.text("priceCurrency")
    listed = next((spec for spec in offer.nodes("priceSpecification") if _is(_LISTED, spec)), None)
    return Offered(
        price=price_of(cells, column),
        list_price=None if listed is None else price_of(_cells(listed, "price")),
        currency=currency_of(cells, "priceCurrency"),
        available=_available(offer.text("availability")),
        stock=_stock(offer),
        url=cells["url"],
    )


def _is(kinds: Iterable[str], spec: Node) -> bool:
    return any(short(spec.text("priceType")).endswith(kind) for kind in kinds)


def _available(stated: str) -> bool:
    """True where nothing is stated, since what is offered can be had."""
    if not stated:
        return True
    known = _AVAILABLE.get(re.sub(r"[\s_-]+", "", re.split(r"[/:#]", stated)[-1]).lower())
    if known is None:
        raise BadCellError("availability", stated, "one of schema.org's, such as https://schema.org/InStock")
    return known


def _stock(offer: Node) -> int | None:
    level = next(offer.nodes("inventoryLevel").__iter__(), offer)
    column = "inventoryLevel" if level is offer else "value"
    return stock_of({"inventoryLevel": level.text(column)}, "inventoryLevel")


def _cells(node: Node, *names: str) -> dict[str, str]:
    return {name: node.text(name) for name in names}
