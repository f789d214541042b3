"""Derive the flat triples that a search asks for: closures of categories and values, keys of facets, words of texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge_graph.graph_store import Object, day, node, number, text, truth
from knowledge_graph.identifiers import item_iri
from knowledge_graph.kinds import Kinds
from knowledge_graph.namespaces import (
    AVAILABLE,
    HAS_ATTRIBUTE,
    HAS_VALUE,
    IN_CATEGORY,
    NAME_WORD,
    SCHEMA,
    TYPE,
    WORD,
)
from knowledge_graph.offers import Offer
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm, Category, Value
from knowledge_graph.words import index_words_of

Triple = tuple[str, str, Object]


def index_triples(
    products: Iterable[Product], terms: Mapping[str, AnyTerm], kinds: Kinds
) -> Iterator[Triple]:
    """One triple for each thing that can be asked of each product."""
    wider = {iri: _wider(iri, terms) for iri, term in terms.items() if isinstance(term, (Category, Value))}
    for product in products:
        yield from _facets(product, wider)
        own = {iri for category in product.categories for iri in wider.get(category, [category])}
        # A name's noun puts a product into that one category; it says nothing of the headings above,
        # unless they are kinds themselves.
        joined = kinds.members.get(product.item_id, ())
        own.update(joined)
        yield from ((item_iri(product.item_id), IN_CATEGORY, node(iri)) for iri in sorted(own))
        yield from _words(product, terms, own)


def offer_index(item: str, offer: Offer) -> Iterator[Triple]:
    """What the index says of an item's offer; `item` is its IRI."""
    yield item, AVAILABLE, truth(offer.available)
    if offer.price is not None:
        yield item, SCHEMA.price, number(offer.price)


def _wider(iri: str, terms: Mapping[str, AnyTerm]) -> Sequence[str]:
    """A category or value and all above it; a circle in the feed's tree ends where it closes."""
    path: list[str] = []
    current: str | None = iri
    while current is not None and current not in path:
        path.append(current)
        term = terms.get(current)
        current = term.broader if isinstance(term, (Category, Value)) else None
    return path


def _facets(product: Product, wider: Mapping[str, Sequence[str]]) -> Iterator[Triple]:
    item = item_iri(product.item_id)
    yield item, TYPE, node(SCHEMA.Product)
    yield from offer_index(item, Offer.of(product))
    if product.brand:
        yield item, SCHEMA.brand, node(product.brand)
    if product.released:
        yield item, SCHEMA.releaseDate, day(product.released.isoformat())
    for attribute, value in product.values:
        yield from ((item, HAS_VALUE, node(family)) for family in wider.get(value, [value]))
        yield item, HAS_ATTRIBUTE, node(attribute)
    for mined in product.mined:
        yield item, HAS_ATTRIBUTE, node(mined.attribute)
        if mined.value is not None:
            yield item, HAS_VALUE, node(mined.value)
        if mined.amount is not None:
            yield item, mined.attribute, number(mined.amount)
    for attribute, amount, _ in product.numbers:
        yield item, HAS_ATTRIBUTE, node(attribute)
        yield item, attribute, number(amount)


def _words(product: Product, terms: Mapping[str, AnyTerm], categories: set[str]) -> Iterator[Triple]:
    """Words of the name, and the words of everything else that is said of it."""
    item = item_iri(product.item_id)
    named = {word for name in (*product.names.values(), *product.aliases) for word in index_words_of(name)}
    told = {word for description in product.descriptions.values() for word in index_words_of(description)}
    iris = [
        *categories,
        *(held.value for held in product.values),
        *([product.brand] if product.brand else []),
    ]
    for iri in iris:
        term = terms.get(iri)
        for label in term.labels.values() if term else ():
            told |= index_words_of(label)
    yield from ((item, NAME_WORD, text(word)) for word in sorted(named))
    yield from ((item, WORD, text(word)) for word in sorted(named | told))
