"""What the shapes read of products, as rdflib's terms: fewer than half of the triples that are stored.

`shapes.ttl` decides what belongs here; a test holds the two together.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeAlias

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from knowledge_graph.graph_store import Object
from knowledge_graph.identifiers import item_iri
from knowledge_graph.namespaces import COMPATIBLE_WITH, CONFIDENCE, SCHEMA
from knowledge_graph.product_lines import (
    ACCESSORY,
    CONSUMABLE,
    POINTING_HERE,
    SOLD_OUT,
    mined_iri,
    offer_iri,
    property_iri,
    rating_iri,
)
from knowledge_graph.products import Product

CheckedTriple: TypeAlias = tuple[Node, URIRef, Node]

PRODUCT_ID: Final = URIRef(SCHEMA.productID)
OFFERS: Final = URIRef(SCHEMA.offers)
PRICE: Final = URIRef(SCHEMA.price)
CURRENCY: Final = URIRef(SCHEMA.priceCurrency)
CATEGORY: Final = URIRef(SCHEMA.category)
_NAME: Final = URIRef(SCHEMA.name)
_DESCRIPTION: Final = URIRef(SCHEMA.description)
_AVAILABILITY: Final = URIRef(SCHEMA.availability)
_IMAGE: Final = URIRef(SCHEMA.image)
_URL: Final = URIRef(SCHEMA.url)
_UNIT: Final = URIRef(SCHEMA.unitCode)
_RATING: Final = URIRef(SCHEMA.ratingValue)
_COUNT: Final = URIRef(SCHEMA.ratingCount)
_CONFIDENCE: Final = URIRef(CONFIDENCE)
_IN_STOCK: Final = URIRef(SCHEMA.InStock)
_SOLD_OUT: Final = URIRef(SOLD_OUT)
LINKS: Final = tuple(
    URIRef(link) for link in (ACCESSORY, CONSUMABLE, COMPATIBLE_WITH, SCHEMA.isSimilarTo, SCHEMA.isRelatedTo)
)
READ: Final = frozenset(
    {PRODUCT_ID, OFFERS, PRICE, CURRENCY, CATEGORY, _NAME, _DESCRIPTION, _AVAILABILITY, _IMAGE, _URL, _UNIT}
    | {_RATING, _COUNT, _CONFIDENCE, *LINKS}
)
_BY_TEXT: Final = {str(predicate): predicate for predicate in READ}

_resource = lru_cache(maxsize=50_000)(URIRef)


@lru_cache(maxsize=50_000)
def _amount(value: Decimal) -> Literal:
    return Literal(format(value.normalize(), "f"), datatype=XSD.decimal)


@lru_cache(maxsize=1_000)
def _code(text: str) -> Literal:
    return Literal(text)


def checked_triples(product: Product) -> Iterator[CheckedTriple]:
    """What the shapes read of a product, as `product_lines` would write it."""
    iri = item_iri(product.item_id)
    item, offer = URIRef(iri), URIRef(offer_iri(iri))
    yield item, PRODUCT_ID, Literal(product.item_id)
    yield from ((item, _NAME, Literal(name, lang=language)) for language, name in product.names.items())
    for language, description in product.descriptions.items():
        yield item, _DESCRIPTION, Literal(description, lang=language)
    yield from ((item, CATEGORY, _resource(category)) for category in product.categories)
    yield item, OFFERS, offer
    yield offer, _AVAILABILITY, _IN_STOCK if product.available else _SOLD_OUT
    if product.price is not None:
        yield offer, PRICE, _amount(product.price)
    if product.currency:
        yield offer, CURRENCY, _code(product.currency)
    if product.image:
        yield item, _IMAGE, Literal(product.image)
    if product.url:
        yield item, _URL, Literal(product.url)
    yield from _amounts(iri, product)
    yield from _links(item, product)


def _amounts(iri: str, product: Product) -> Iterator[CheckedTriple]:
    """Ratings, units, and how sure a mined value is."""
    if product.rating is not None:
        yield URIRef(rating_iri(iri)), _RATING, _amount(product.rating)
    if product.rating_count is not None:
        yield URIRef(rating_iri(iri)), _COUNT, Literal(product.rating_count)
    for attribute, _, unit in product.numbers:
        if unit:
            yield URIRef(property_iri(iri, attribute)), _UNIT, _code(unit)
    for place, mined in enumerate(product.mined, start=1):
        held = URIRef(mined_iri(iri, mined.attribute, place))
        yield held, _CONFIDENCE, _amount(Decimal(str(mined.confidence)))
        if mined.unit:
            yield held, _UNIT, _code(mined.unit)


def _links(item: URIRef, product: Product) -> Iterator[CheckedTriple]:
    linked = (
        product.accessories,
        product.consumables,
        product.compatible_with,
        product.similar,
        product.goes_with,
    )
    for predicate, others in zip(LINKS, linked, strict=True):
        for other in others:
            there = URIRef(item_iri(other))
            yield (there, predicate, item) if str(predicate) in POINTING_HERE else (item, predicate, there)


def checked_rows(rows: Iterable[tuple[Object | None, ...]]) -> Iterator[CheckedTriple]:
    """The same from rows of (item, part, property, value), as `queries/products.rq` gives them."""
    for _, part, predicate, value in rows:
        read = _BY_TEXT.get(predicate.value) if predicate else None
        if read is None or part is None or value is None:
            continue
        subject, there = URIRef(part.value), _term(value)
        yield (there, read, subject) if str(read) in POINTING_HERE else (subject, read, there)


def _term(value: Object) -> Node:
    if isinstance(value, ox.NamedNode):
        return URIRef(value.value)
    if value.language:
        return Literal(value.value, lang=value.language)
    datatype = value.datatype.value
    # A plain text has no datatype in rdflib, and is another term with one.
    return Literal(value.value, datatype=None if datatype == str(XSD.string) else URIRef(datatype))
