"""Products as N-Triples in schema.org's words: the one place that says how a product is written.

A store reads N-Triples itself in a fraction of the time that it takes to be given objects of Python.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from knowledge_graph.identifiers import ATTRIBUTE, group_iri, item_iri
from knowledge_graph.namespaces import (
    BOOLEAN,
    COMPATIBLE_WITH,
    CONFIDENCE,
    DATE,
    FINGERPRINT,
    MINED_FROM,
    PROMOTED,
    SCHEMA,
    TYPE,
)
from knowledge_graph.ntriples import amount, count, resource, typed, words
from knowledge_graph.products import Mined, Product

# schema.org names these from the side of the accessory and of the consumable: their subject is another item.
ACCESSORY: Final = SCHEMA.isAccessoryOrSparePartFor
CONSUMABLE: Final = SCHEMA.isConsumableFor
POINTING_HERE: Final = frozenset({ACCESSORY, CONSUMABLE})
SOLD_OUT: Final = SCHEMA.OutOfStock

_KIND = f" <{TYPE}> "
_PRODUCT = f"{_KIND}<{SCHEMA.Product}> .\n"
_OFFER = f"{_KIND}<{SCHEMA.Offer}> .\n"
_LIST_PRICE = f"{_KIND}<{SCHEMA.UnitPriceSpecification}> .\n"
_HELD = f"{_KIND}<{SCHEMA.PropertyValue}> .\n"
_RATING = f"{_KIND}<{SCHEMA.AggregateRating}> .\n"
_GROUP = f"{_KIND}<{SCHEMA.ProductGroup}> .\n"


def offer_iri(item: str) -> str:
    """The offer of an item: a part of it, named so that it can be replaced with it."""
    return f"{item}#offer"


def list_price_iri(item: str) -> str:
    """What an item costs when no sale is on; as in `rating_iri`, the capital keeps it apart."""
    return f"{item}#listPrice"


def rating_iri(item: str) -> str:
    """What customers think of an item; no attribute's slug has a capital."""
    return f"{item}#aggregateRating"


def property_iri(item: str, attribute: str) -> str:
    """What an item holds of an attribute."""
    return f"{item}#{attribute.removeprefix(ATTRIBUTE)}"


def mined_iri(item: str, attribute: str, place: int) -> str:
    """What was read of an attribute in an item's words, the `place`th of all; no attribute's slug has a slash."""
    return f"{item}#mined/{attribute.removeprefix(ATTRIBUTE)}/{place}"


def product_lines(product: Product) -> str:
    """All that is asserted of a product, but for its labels' terms; each line with its end."""
    item = item_iri(product.item_id)
    lines = [*_own_lines(item, product), *_links(item, product), *_offer_lines(item, product)]
    lines += _rating_lines(item, product)
    lines += _property_lines(item, product)
    for place, mined in enumerate(product.mined, start=1):
        lines += _mined_lines(item, mined, place)
    return "".join(lines)


def _own_lines(item: str, product: Product) -> Iterator[str]:
    here = f"<{item}>"
    yield here + _PRODUCT
    yield f"{here} <{SCHEMA.productID}> {words(product.item_id)} .\n"
    yield f"{here} <{FINGERPRINT}> {words(product.fingerprint())} .\n"
    for language, name in product.names.items():
        yield f"{here} <{SCHEMA.name}> {words(name, language)} .\n"
    for language, description in product.descriptions.items():
        yield f"{here} <{SCHEMA.description}> {words(description, language)} .\n"
    for category in product.categories:
        yield f"{here} <{SCHEMA.category}> <{category}> .\n"
    if product.brand:
        yield f"{here} <{SCHEMA.brand}> <{product.brand}> .\n"
    for alias in product.aliases:
        yield f"{here} <{SCHEMA.alternateName}> {words(alias)} .\n"
    if product.image:
        yield f"{here} <{SCHEMA.image}> {words(product.image)} .\n"
    if product.url:
        yield f"{here} <{SCHEMA.url}> {words(product.url)} .\n"
    if product.gtin:
        yield f"{here} <{SCHEMA.gtin}> {words(product.gtin)} .\n"
    if product.mpn:
        yield f"{here} <{SCHEMA.mpn}> {words(product.mpn)} .\n"
    if product.promoted:
        yield f"{here} <{PROMOTED}> {typed('true', BOOLEAN)} .\n"
    if product.released:
        yield f"{here} <{SCHEMA.releaseDate}> {typed(product.released.isoformat(), DATE)} .\n"


def _links(item: str, product: Product) -> Iterator[str]:
    """What ties an item to other items and to its variants."""
    here = f"<{item}>"
    for predicate, others in ((ACCESSORY, product.accessories), (CONSUMABLE, product.consumables)):
        yield from (f"<{item_iri(other)}> <{predicate}> {here} .\n" for other in others)
    for predicate, others in (
        (COMPATIBLE_WITH, product.compatible_with),
        (SCHEMA.isSimilarTo, product.similar),
        (SCHEMA.isRelatedTo, product.goes_with),
    ):
        yield from (f"{here} <{predicate}> <{item_iri(other)}> .\n" for other in others)
    if product.group is not None:
        group = resource(group_iri(product.group))
        yield f"{here} <{SCHEMA.isVariantOf}> {group} .\n"
        yield group + _GROUP
        yield f"{group} <{SCHEMA.productGroupID}> {words(product.group)} .\n"


def _offer_lines(item: str, product: Product) -> Iterator[str]:
    offer = resource(offer_iri(item))
    yield f"<{item}> <{SCHEMA.offers}> {offer} .\n"
    yield offer + _OFFER
    yield f"{offer} <{SCHEMA.availability}> <{SCHEMA.InStock if product.available else SOLD_OUT}> .\n"
    if product.price is not None:
        yield f"{offer} <{SCHEMA.price}> {amount(product.price)} .\n"
    if product.currency:
        yield f"{offer} <{SCHEMA.priceCurrency}> {words(product.currency)} .\n"
    if product.list_price is not None:
        listed = resource(list_price_iri(item))
        yield f"{offer} <{SCHEMA.priceSpecification}> {listed} .\n"
        yield listed + _LIST_PRICE
        yield f"{listed} <{SCHEMA.priceType}> <{SCHEMA.ListPrice}> .\n"
        yield f"{listed} <{SCHEMA.price}> {amount(product.list_price)} .\n"
        if product.currency:
            yield f"{listed} <{SCHEMA.priceCurrency}> {words(product.currency)} .\n"


def _rating_lines(item: str, product: Product) -> Iterator[str]:
    if product.rating is None and product.rating_count is None:
        return
    rating = resource(rating_iri(item))
    yield f"<{item}> <{SCHEMA.aggregateRating}> {rating} .\n"
    yield rating + _RATING
    if product.rating is not None:
        yield f"{rating} <{SCHEMA.ratingValue}> {amount(product.rating)} .\n"
    if product.rating_count is not None:
        yield f"{rating} <{SCHEMA.ratingCount}> {count(product.rating_count)} .\n"


def _property_lines(item: str, product: Product) -> Iterator[str]:
    for attribute in attributes_of(product):
        held = resource(property_iri(item, attribute))
        yield f"<{item}> <{SCHEMA.additionalProperty}> {held} .\n"
        yield held + _HELD
        yield f"{held} <{SCHEMA.propertyID}> <{attribute}> .\n"
    for attribute, value in product.values:
        yield f"<{property_iri(item, attribute)}> <{SCHEMA.value}> <{value}> .\n"
    for attribute, size, unit in product.numbers:
        held = resource(property_iri(item, attribute))
        yield f"{held} <{SCHEMA.value}> {amount(size)} .\n"
        if unit:
            yield f"{held} <{SCHEMA.unitCode}> {words(unit)} .\n"


def _mined_lines(item: str, mined: Mined, place: int) -> Iterator[str]:
    """A property value of its own: what a shop states and what was read are never mixed in one."""
    held = resource(mined_iri(item, mined.attribute, place))
    yield f"<{item}> <{SCHEMA.additionalProperty}> {held} .\n"
    yield held + _HELD
    yield f"{held} <{SCHEMA.propertyID}> <{mined.attribute}> .\n"
    if mined.value is not None:
        yield f"{held} <{SCHEMA.value}> <{mined.value}> .\n"
    if mined.amount is not None:
        yield f"{held} <{SCHEMA.value}> {amount(mined.amount)} .\n"
    if mined.unit:
        yield f"{held} <{SCHEMA.unitCode}> {words(mined.unit)} .\n"
    yield f"{held} <{MINED_FROM}> {words(mined.source)} .\n"
    yield f"{held} <{CONFIDENCE}> {amount(Decimal(str(mined.confidence)))} .\n"


def attributes_of(product: Product) -> list[str]:
    """The attributes that it holds something of, in their order."""
    return sorted({held.attribute for held in product.values} | {held.attribute for held in product.numbers})
