"""What a product costs and whether it can be had: the part of a product that changes every day.

A pure value with its triples. An update of offers touches nothing else of a product.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from knowledge_graph.graph_store import Object, node, number
from knowledge_graph.namespaces import SCHEMA
from knowledge_graph.product_lines import offer_iri
from knowledge_graph.products import Product

IN_STOCK: str = SCHEMA.InStock
SOLD_OUT: str = SCHEMA.OutOfStock


@dataclass(frozen=True, slots=True)
class OfferUpdate:
    """A new price or a new stock of an item; None leaves that one as it is."""

    item_id: str
    price: Decimal | None = None  # in the major unit of the shop's currency
    stock: int | None = None
    place: tuple[Path, int] | None = None  # file and line of the feed


@dataclass(frozen=True, slots=True)
class Offer:
    """What the graph holds of an item's offer."""

    price: Decimal | None
    available: bool

    @classmethod
    def of(cls, product: Product) -> "Offer":
        """The offer that a product comes with."""
        return cls(product.price, product.available)

    def after(self, update: OfferUpdate) -> "Offer":
        """The offer with the update's price and availability, where it has them."""
        available = self.available if update.stock is None else update.stock > 0
        return Offer(self.price if update.price is None else update.price, available)

    def triples(self, item: str) -> Iterator[tuple[str, str, Object]]:
        """The two triples that can change; `item` is the item's IRI."""
        offer = offer_iri(item)
        yield offer, SCHEMA.availability, node(IN_STOCK if self.available else SOLD_OUT)
        if self.price is not None:
            yield offer, SCHEMA.price, number(self.price)
