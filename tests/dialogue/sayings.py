"""The sentences of sayings.yml, as cases for tests; what each is about stands beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge_graph import Product

CATEGORY = "urn:daogou:category:"
VALUE = "urn:daogou:value:"
FILE = Path(__file__).parent / "sayings.yml"


@dataclass(frozen=True)
class Saying:
    """One sentence. What it is not about is None or empty."""

    text: str
    language: str
    kind: str = ""
    low: int | None = None
    high: int | None = None
    values: tuple[str, ...] = ()
    place: int = 0
    fact: str = ""
    quantity: int = 0
    item: str = ""
    entry: str = ""

    def is_of_kind(self, product: Product) -> bool:
        """By the feed's own category (it has a slash), or by a noun in the product's name."""
        return any(
            CATEGORY + kind in product.categories
            if "/" in kind
            else re.search(rf"\b{kind}s?\b", product.name("en"), re.IGNORECASE) is not None
            for kind in self.kind.split(" or ")
        )

    def is_met_by(self, product: Product) -> bool:
        """Whether the product is of that kind, in price, and has each value."""
        assert product.price is not None
        held = {value.value for value in product.values}
        return (
            self.is_of_kind(product)
            and (self.high is None or product.price <= Decimal(self.high))
            and (self.low is None or product.price >= Decimal(self.low))
            and all(VALUE + value in held or _fits_all(value, held) for value in self.values)
        )


def _fits_all(value: str, held: set[str]) -> bool:
    """What is catalogued for nobody in particular is for everybody."""
    audience = VALUE + "audience/"
    return (VALUE + value).startswith(audience) and not any(one.startswith(audience) for one in held)


def sayings(topic: str, language: str | None = None) -> list[Saying]:
    """The sentences of a topic, in one language or in both."""
    spoken = _file()[topic]
    return [_saying(told, code) for code in spoken if language in (None, code) for told in spoken[code]]


def cases(topic: str) -> list[Any]:
    """The same as parameters of a test, each known by its sentence."""
    return [pytest.param(saying, id=saying.text) for saying in sayings(topic)]


def all_sayings() -> Iterator[Saying]:
    """Every sentence of the file."""
    for topic in _file():
        yield from sayings(topic)


def _saying(told: Any, language: str) -> Saying:
    if isinstance(told, str):
        return Saying(told, language)
    about = {key: value for key, value in told.items() if key not in ("say", "values")}
    return Saying(told["say"], language, values=tuple(told.get("values", ())), **about)


@cache
def _file() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(FILE.read_text(encoding="utf-8")))
