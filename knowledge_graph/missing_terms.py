"""Make the terms that products name and nobody described: from the feed's spelling, else from the IRI."""

from collections.abc import Iterable, Iterator, Mapping

from knowledge_graph.attribute_names import CHINESE
from knowledge_graph.identifiers import (
    ATTRIBUTE,
    BRAND,
    CATEGORY,
    VALUE,
    attribute_of,
    parent_category,
    words_of_iri,
)
from knowledge_graph.products import Mined, Number, Product
from knowledge_graph.terms import AnyTerm, Attribute, AttributeKind, Brand, Category, Value
from knowledge_graph.words import language_of


def missing_terms(products: Iterable[Product], known: Mapping[str, AnyTerm]) -> list[AnyTerm]:
    """A term for each IRI that the products name and `known` lacks, parents of categories included."""
    made: dict[str, AnyTerm] = {}
    for product in products:
        for iri in _named(product):
            if iri not in known and iri not in made:
                made[iri] = _term(iri, product)
    return list(made.values())


def _named(product: Product) -> Iterator[str]:
    for category in product.categories:
        current: str | None = category
        while current is not None:
            yield current
            current = parent_category(current)
    if product.brand:
        yield product.brand
    for attribute, value in product.values:
        yield attribute
        yield value
    yield from (held.attribute for held in product.numbers)
    for mined in product.mined:
        yield mined.attribute
        if mined.value:
            yield mined.value


def _term(iri: str, product: Product) -> AnyTerm:
    words = words_of_iri(iri)
    labels = product.labels.get(iri) or {language_of(words): words}
    if iri.startswith(CATEGORY):
        return Category(iri, labels, broader=parent_category(iri))
    if iri.startswith(BRAND):
        return Brand(iri, labels)
    if iri.startswith(VALUE):
        return Value(iri, labels, attribute=attribute_of(iri))
    assert iri.startswith(ATTRIBUTE), iri
    if iri not in product.labels and (chinese := CHINESE.get(iri.removeprefix(ATTRIBUTE))):
        labels = {**labels, "zh": chinese}
    mined = (found for found in product.mined if found.amount is not None)
    amounts: list[Number | Mined] = [*product.numbers, *mined]
    unit = next((held.unit for held in amounts if held.attribute == iri), None)
    is_number = any(held.attribute == iri for held in amounts)
    return Attribute(iri, labels, kind=AttributeKind.NUMBER if is_number else AttributeKind.VALUE, unit=unit)
