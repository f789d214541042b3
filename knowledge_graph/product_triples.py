"""Products as triples in schema.org's words, and back again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from knowledge_graph.graph_store import Object, day, node, number, text, truth
from knowledge_graph.identifiers import ATTRIBUTE, item_id_of, item_iri
from knowledge_graph.namespaces import COMPATIBLE_WITH, FINGERPRINT, PROMOTED, SCHEMA, TYPE
from knowledge_graph.products import AttributeValue, Number, Product

Triple: TypeAlias = tuple[str, str, Object]
AnyRow: TypeAlias = tuple[Object | None, ...]

# schema.org names the accessory's side of the relation, so its subject is another product's item.
ACCESSORY: str = SCHEMA.isAccessoryOrSparePartFor
_IN_STOCK: str = SCHEMA.InStock
_SOLD_OUT: str = SCHEMA.OutOfStock


def offer_iri(item: str) -> str:
    """The offer of an item: a part of it, named so that it can be replaced with it."""
    return f"{item}#offer"


def property_iri(item: str, attribute: str) -> str:
    """What an item holds of an attribute."""
    return f"{item}#{attribute.removeprefix(ATTRIBUTE)}"


def product_triples(product: Product) -> Iterator[Triple]:
    """All that is asserted of a product, but for its labels' terms."""
    item = item_iri(product.item_id)
    yield item, TYPE, node(SCHEMA.Product)
    yield item, SCHEMA.productID, text(product.item_id)
    yield item, FINGERPRINT, text(product.fingerprint())
    for language, name in product.names.items():
        yield item, SCHEMA.name, text(name, language)
    for language, description in product.descriptions.items():
        yield item, SCHEMA.description, text(description, language)
    for category in product.categories:
        yield item, SCHEMA.category, node(category)
    if product.brand:
        yield item, SCHEMA.brand, node(product.brand)
    yield from ((item, SCHEMA.alternateName, text(alias)) for alias in product.aliases)
    yield from ((item_iri(other), ACCESSORY, node(item)) for other in product.accessories)
    yield from ((item, COMPATIBLE_WITH, node(item_iri(other))) for other in product.compatible_with)
    if product.image:
        yield item, SCHEMA.image, text(product.image)
    if product.url:
        yield item, SCHEMA.url, text(product.url)
    if product.promoted:
        yield item, PROMOTED, truth(True)
    if product.released:
        yield item, SCHEMA.releaseDate, day(product.released.isoformat())
    yield from _offer_triples(item, product)
    yield from _property_triples(item, product)


def _offer_triples(item: str, product: Product) -> Iterator[Triple]:
    offer = offer_iri(item)
    yield item, SCHEMA.offers, node(offer)
    yield offer, TYPE, node(SCHEMA.Offer)
    yield offer, SCHEMA.availability, node(_IN_STOCK if product.available else _SOLD_OUT)
    if product.price is not None:
        yield offer, SCHEMA.price, number(product.price)
    if product.currency:
        yield offer, SCHEMA.priceCurrency, text(product.currency)


def _property_triples(item: str, product: Product) -> Iterator[Triple]:
    for attribute in _attributes(product):
        held = property_iri(item, attribute)
        yield item, SCHEMA.additionalProperty, node(held)
        yield held, TYPE, node(SCHEMA.PropertyValue)
        yield held, SCHEMA.propertyID, node(attribute)
    for attribute, value in product.values:
        yield property_iri(item, attribute), SCHEMA.value, node(value)
    for attribute, amount, unit in product.numbers:
        yield property_iri(item, attribute), SCHEMA.value, number(amount)
        if unit:
            yield property_iri(item, attribute), SCHEMA.unitCode, text(unit)


def parts_of(product: Product) -> Iterator[str]:
    """The subjects that hold a product's triples: the item itself, its offer, its properties."""
    item = item_iri(product.item_id)
    yield item
    yield offer_iri(item)
    yield from (property_iri(item, attribute) for attribute in _attributes(product))


def _attributes(product: Product) -> set[str]:
    """The attributes that it holds something of."""
    return {held.attribute for held in product.values} | {held.attribute for held in product.numbers}


@dataclass(slots=True)
class _Found:
    """The values found of one subject, by predicate."""

    values: defaultdict[str, list[Object]] = field(default_factory=lambda: defaultdict(list))

    def first(self, predicate: str) -> str | None:
        found = self.values.get(predicate)
        return found[0].value if found else None

    def all(self, predicate: str, read: Callable[[str], str] = str) -> tuple[str, ...]:
        return tuple(sorted(read(term.value) for term in self.values.get(predicate, ())))

    def by_language(self, predicate: str) -> dict[str, str]:
        found = self.values.get(predicate, ())
        return {term.language or "und": term.value for term in found if isinstance(term, ox.Literal)}


def read_products(rows: Iterable[AnyRow]) -> Iterator[Product]:
    """Products from rows of (item, part, property, value), as `queries/products.rq` gives them."""
    items: dict[str, dict[str, _Found]] = {}
    for item, part, predicate, value in rows:
        if item and part and predicate and value:
            parts = items.setdefault(item.value, {})
            parts.setdefault(part.value, _Found()).values[predicate.value].append(value)
    for iri, parts in items.items():
        yield _product(iri, parts)


def _product(item: str, parts: dict[str, _Found]) -> Product:
    its = parts[item]
    offer = parts.get(offer_iri(item), _Found())
    price, released = offer.first(SCHEMA.price), its.first(SCHEMA.releaseDate)
    values, numbers = _held([found for part, found in parts.items() if found.first(SCHEMA.propertyID)])
    return Product(
        item_id=item_id_of(item),
        names=its.by_language(SCHEMA.name),
        descriptions=its.by_language(SCHEMA.description),
        categories=tuple(sorted(its.all(SCHEMA.category), key=lambda iri: (-iri.count("/"), iri))),
        brand=its.first(SCHEMA.brand),
        price=None if price is None else Decimal(price),
        currency=offer.first(SCHEMA.priceCurrency),
        values=values,
        numbers=numbers,
        image=its.first(SCHEMA.image),
        url=its.first(SCHEMA.url),
        promoted=its.first(PROMOTED) == "true",
        aliases=its.all(SCHEMA.alternateName),
        accessories=its.all(ACCESSORY, item_id_of),
        compatible_with=its.all(COMPATIBLE_WITH, item_id_of),
        released=None if released is None else date.fromisoformat(released),
        available=offer.first(SCHEMA.availability) != _SOLD_OUT,
    )


def _held(properties: Sequence[_Found]) -> tuple[tuple[AttributeValue, ...], tuple[Number, ...]]:
    """Values and numbers, each in the order of their IRIs."""
    values: list[AttributeValue] = []
    numbers: list[Number] = []
    for held in properties:
        attribute = held.first(SCHEMA.propertyID) or ""
        for term in held.values.get(SCHEMA.value, ()):
            if isinstance(term, ox.NamedNode):
                values.append(AttributeValue(attribute, term.value))
            else:
                numbers.append(Number(attribute, Decimal(term.value), held.first(SCHEMA.unitCode)))
    return tuple(sorted(values)), tuple(sorted(numbers, key=lambda held: (held.attribute, held.amount)))
