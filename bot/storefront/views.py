"""What the shop's pages show: frozen values, worded in the reader's language, ready for the templates.

Nothing here asks a catalogue or knows an address of the web; texts are plain and are escaped by the templates.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Link:
    """Something to go to; `address` starts at the shop's root."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A product among others. Prices are as a person writes them; `old_price` only where it is above `price`."""

    name: str
    address: str
    brand: str | None
    picture: str | None  # an http or https address; None: one is drawn
    drawing: tuple[str, ...]  # what may be drawn instead, the likest first: slugs of its categories
    tone: int  # one of TONES colours for the drawing, always the same for an item
    price: str | None
    old_price: str | None
    in_stock: bool
    few_left: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """A category with a few of its products, the popular ones first."""

    link: Link
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The front page."""

    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a category; `total` counts the products on all pages."""

    name: str
    crumbs: tuple[Link, ...]  # the wider categories, widest first
    narrower: tuple[Link, ...]
    tiles: tuple[Tile, ...]
    total: int
    page: int
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class ProductPage:
    """All that the shop says of one product."""

    tile: Tile
    crumbs: tuple[Link, ...]
    description: str
    facts: Mapping[str, object]  # label to value
    elsewhere: str | None  # the product's page in the shop's own web shop
    goes_with: tuple[Tile, ...]
    similar: tuple[Tile, ...]
    linked_data: Mapping[str, Any]  # JSON-LD
