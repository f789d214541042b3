"""What products hold, read from products in memory while their generation is made.

Never asks a graph: `graph_reader.py` says the same of one that is finished.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from knowledge_graph.closures import Closures
from knowledge_graph.column_keys import (
    AVAILABLE,
    FLAGS,
    HAS_ATTRIBUTE,
    HAS_VALUE,
    IN_CATEGORY,
    LIST_PRICE,
    NAME_WORD,
    OF_BRAND,
    PRICE,
    PROMOTED_FLAG,
    RATING,
    RATING_COUNT,
)
from knowledge_graph.columns.amounts import spelt
from knowledge_graph.columns.data import PairReader
from knowledge_graph.facts import attributes_held
from knowledge_graph.holdings import values_held
from knowledge_graph.products import Product
from knowledge_graph.words import index_words_of


class ProductReader(PairReader):
    """Products, which come by item id; `categories` are those of `categories_held`."""

    def __init__(
        self, products: Sequence[Product], categories: Mapping[str, Sequence[str]], closures: Closures
    ) -> None:
        self.items = [product.item_id for product in products]
        self._products = products
        self._categories = categories
        self._closures = closures
        self._sizes: dict[str, list[tuple[int, Decimal]]] | None = None

    def pairs(self, key: str) -> Iterator[tuple[int, str]]:
        """As PairReader."""
        for row, product in enumerate(self._products):
            for thing in self._held(key, product):
                yield row, thing

    def _held(self, key: str, product: Product) -> Iterator[str]:
        if key == IN_CATEGORY:
            yield from self._categories[product.item_id]
        elif key == OF_BRAND and product.brand:
            yield product.brand
        elif key == HAS_VALUE:
            yield from values_held(product, self._closures)
        elif key == HAS_ATTRIBUTE:
            yield from attributes_held(product)
        elif key == NAME_WORD:
            for name in (*product.names.values(), *product.aliases):
                yield from index_words_of(name)
        elif key == FLAGS:
            yield from (AVAILABLE,) if product.available else ()
            yield from (PROMOTED_FLAG,) if product.promoted else ()

    def amounts(self, key: str) -> Iterator[tuple[int, Decimal]]:
        """As PairReader."""
        if self._sizes is None:
            self._sizes = self._sized()
        return iter(self._sizes.get(key, ()))

    def _sized(self) -> dict[str, list[tuple[int, Decimal]]]:
        sizes: dict[str, list[tuple[int, Decimal]]] = {}
        for row, product in enumerate(self._products):
            for key, amount in _amounts_of(product):
                sizes.setdefault(key, []).append((row, amount))
        return sizes

    def days(self) -> Iterator[tuple[int, date]]:
        """As PairReader."""
        for row, product in enumerate(self._products):
            if product.released is not None:
                yield row, product.released


def _amounts_of(product: Product) -> Iterator[tuple[str, Decimal]]:
    """Prices, ratings and sizes, spelt as a graph gives them back: 12.90 is 12.9."""
    counted = None if product.rating_count is None else Decimal(product.rating_count)
    for key, amount in (
        (PRICE, product.price),
        (LIST_PRICE, product.list_price),
        (RATING, product.rating),
        (RATING_COUNT, counted),
    ):
        if amount is not None:
            yield key, spelt(amount)
    for size in product.numbers:
        yield size.attribute, spelt(size.amount)
    for found in product.mined:
        if found.amount is not None:
            yield found.attribute, spelt(found.amount)
