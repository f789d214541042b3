"""What each product is, as tokens and numbers that a recommender can learn from."""

import math
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from knowledge_graph import CatalogueMissingError, Product, Request

if TYPE_CHECKING:  # the shop itself describes its new products
    from shop.shop import Shop

WORD = "word:"  # before a word of a product's name; other tokens are IRIs of categories, values and brands
AMOUNT = "amount:"  # before the name of a number: "price", or the IRI of an attribute
PRICE = AMOUNT + "price"
_LATIN = re.compile(r"[^\W\d_]{3,}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_BATCH = 500


Descriptions = tuple[dict[str, list[str]], dict[str, dict[str, float]]]  # tokens and numbers, by item_id


def described(shop: "Shop") -> Descriptions:
    """By item_id the tokens, and the numbers, of all products; none before the first import.

    The price is its logarithm, for ten more is much for a pen and nothing for a tent; other amounts are
    in the unit of their attribute.
    """
    return described_products(_products(shop), shop.profile.language)


def described_products(products: Iterable[Product], language: str) -> Descriptions:
    """The same of some products; `language` is the shop's, in which the words of names are told."""
    tokens: dict[str, list[str]] = {}
    numbers: dict[str, dict[str, float]] = {}
    for product in products:
        tokens[product.item_id] = list(_tokens(product, language))
        numbers[product.item_id] = dict(_numbers(product))
    return tokens, numbers


def _products(shop: "Shop") -> Iterator[Product]:
    try:
        catalogue = shop.catalogue
    except CatalogueMissingError:
        return
    found = catalogue.search(Request(), catalogue.info().products)
    item_ids = sorted(match.item_id for match in found)
    for start in range(0, len(item_ids), _BATCH):
        yield from catalogue.known(item_ids[start : start + _BATCH])


def _tokens(product: Product, language: str) -> Iterator[str]:
    yield from product.categories
    yield from (held.value for held in product.values)
    if product.brand:
        yield product.brand
    name = product.name(language).casefold()
    yield from (WORD + word for word in _LATIN.findall(_HAN.sub(" ", name)))
    for run in _HAN.findall(name):
        yield from (WORD + run[start : start + 2] for start in range(len(run) - 1))


def _numbers(product: Product) -> Iterator[tuple[str, float]]:
    if product.price is not None and product.price > 0:
        yield PRICE, math.log(product.price)
    for number in product.numbers:
        yield AMOUNT + number.attribute, float(number.amount)
