"""Products as triples in schema.org's words, and back again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from knowledge_graph.graph_store import Object
from knowledge_graph.identifiers import group_id_of, item_id_of, item_iri
from knowledge_graph.namespaces import COMPATIBLE_WITH, CONFIDENCE, MINED_FROM, PROMOTED, SCHEMA
from knowledge_graph.product_lines import (
    ACCESSORY,
    CONSUMABLE,
    SOLD_OUT,
    attributes_of,
    list_price_iri,
    mined_iri,
    offer_iri,
    product_lines,
    property_iri,
    rating_iri,
)
from knowledge_graph.products import AttributeValue, Mined, Number, Product

Triple: TypeAlias = tuple[str, str, Object]
AnyRow: TypeAlias = tuple[Object | None, ...]


def product_triples(product: Product) -> Iterator[Triple]:
    """All that is asserted of a product, but for its labels' terms; for many, `product_lines` is quicker."""
    for triple in ox.parse(product_lines(product), format=ox.RdfFormat.N_TRIPLES):
        held = triple.object
        assert isinstance(held, ox.NamedNode | ox.Literal)
        yield triple.subject.value, triple.predicate.value, held


def parts_of(product: Product) -> Iterator[str]:
    """The subjects that hold a product's triples: the item itself, its offer, list price, rating and properties."""
    item = item_iri(product.item_id)
    yield item
    yield offer_iri(item)
    yield list_price_iri(item)
    yield rating_iri(item)
    yield from (property_iri(item, attribute) for attribute in attributes_of(product))
    for place, mined in enumerate(product.mined, start=1):
        yield mined_iri(item, mined.attribute, place)


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


_NOTHING = _Found()


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
    offer, rated = parts.get(offer_iri(item), _NOTHING), parts.get(rating_iri(item), _NOTHING)
    price, released, count = (
        offer.first(SCHEMA.price),
        its.first(SCHEMA.releaseDate),
        rated.first(SCHEMA.ratingCount),
    )
    listed = parts.get(list_price_iri(item), _NOTHING).first(SCHEMA.price)
    rating, group = rated.first(SCHEMA.ratingValue), its.first(SCHEMA.isVariantOf)
    held = _held(parts)
    return Product(
        item_id=item_id_of(item),
        names=its.by_language(SCHEMA.name),
        descriptions=its.by_language(SCHEMA.description),
        categories=tuple(sorted(its.all(SCHEMA.category), key=lambda iri: (-iri.count("/"), iri))),
        brand=its.first(SCHEMA.brand),
        price=None if price is None else Decimal(price),
        list_price=None if listed is None else Decimal(listed),
        currency=offer.first(SCHEMA.priceCurrency),
        values=tuple(sorted(held.values)),
        numbers=tuple(sorted(held.numbers, key=lambda held: (held.attribute, held.amount))),
        image=its.first(SCHEMA.image),
        url=its.first(SCHEMA.url),
        gtin=its.first(SCHEMA.gtin),
        mpn=its.first(SCHEMA.mpn),
        promoted=its.first(PROMOTED) == "true",
        aliases=its.all(SCHEMA.alternateName),
        accessories=its.all(ACCESSORY, item_id_of),
        compatible_with=its.all(COMPATIBLE_WITH, item_id_of),
        consumables=its.all(CONSUMABLE, item_id_of),
        similar=its.all(SCHEMA.isSimilarTo, item_id_of),
        goes_with=its.all(SCHEMA.isRelatedTo, item_id_of),
        group=None if group is None else group_id_of(group),
        rating=None if rating is None else Decimal(rating),
        rating_count=None if count is None else int(count),
        mined=tuple(mined for _, mined in sorted(held.mined)),
        released=None if released is None else date.fromisoformat(released),
        available=offer.first(SCHEMA.availability) != SOLD_OUT,
    )


@dataclass(slots=True)
class _Held:
    """What the property values of one product say; a mined one with the number in its name."""

    values: list[AttributeValue] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    mined: list[tuple[int, Mined]] = field(default_factory=list)


def _held(parts: dict[str, _Found]) -> _Held:
    held = _Held()
    for part, found in parts.items():
        attribute = found.first(SCHEMA.propertyID)
        if attribute is None:
            continue
        source, unit = found.first(MINED_FROM), found.first(SCHEMA.unitCode)
        for term in found.values.get(SCHEMA.value, ()):
            value = term.value if isinstance(term, ox.NamedNode) else None
            amount = None if value else Decimal(term.value)
            if source is not None:
                sure = float(found.first(CONFIDENCE) or 0)
                place = int(part.rpartition("/")[2])
                held.mined.append((place, Mined(attribute, value, amount, unit, source, sure)))
            elif value is not None:
                held.values.append(AttributeValue(attribute, value))
            elif amount is not None:
                held.numbers.append(Number(attribute, amount, unit))
    return held
