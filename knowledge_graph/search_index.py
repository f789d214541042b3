"""Derive the flat triples that a search asks for: closures of categories and values, keys of facets, words of texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

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
)
from knowledge_graph.offers import Offer
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm, Category, Value
from knowledge_graph.words import index_words_of

Triple = tuple[str, str, Object]


def categories_held(
    products: Iterable[Product], terms: Mapping[str, AnyTerm], kinds: Kinds
) -> dict[str, tuple[str, ...]]:
    """Item id -> its categories (IRIs), those above them, and the kinds that its name tells."""
    above = {iri: wider(iri, terms) for iri, term in terms.items() if isinstance(term, Category)}
    held: dict[str, tuple[str, ...]] = {}
    for product in products:
        own = {iri for category in product.categories for iri in above.get(category, [category])}
        # A name's noun puts a product into that one category; it says nothing of the headings above,
        # unless they are kinds themselves.
        own.update(kinds.members.get(product.item_id, ()))
        held[product.item_id] = tuple(sorted(own))
    return held


def index_triples(
    products: Iterable[Product], terms: Mapping[str, AnyTerm], categories: Mapping[str, Sequence[str]]
) -> Iterator[Triple]:
    """One triple for each thing that can be asked of each product; `categories` as of `categories_held`."""
    for product in products:
        yield from _facets(product, terms)
        item = item_iri(product.item_id)
        yield from ((item, IN_CATEGORY, node(iri)) for iri in categories[product.item_id])
        yield from _named(product)


def offer_index(item: str, offer: Offer) -> Iterator[Triple]:
    """What the index says of an item's offer; `item` is its IRI."""
    yield item, AVAILABLE, truth(offer.available)
    if offer.price is not None:
        yield item, SCHEMA.price, number(offer.price)


def wider(iri: str, terms: Mapping[str, AnyTerm]) -> Sequence[str]:
    """A category or a value and all above it; a circle in the feed's tree ends where it closes."""
    path: list[str] = []
    current: str | None = iri
    while current is not None and current not in path:
        path.append(current)
        term = terms.get(current)
        current = term.broader if isinstance(term, Category | Value) else None
    return path


def _facets(product: Product, terms: Mapping[str, AnyTerm]) -> Iterator[Triple]:
    item = item_iri(product.item_id)
    yield item, TYPE, node(SCHEMA.Product)
    yield from offer_index(item, Offer.of(product))
    if product.brand:
        yield item, SCHEMA.brand, node(product.brand)
    if product.released:
        yield item, SCHEMA.releaseDate, day(product.released.isoformat())
    if product.rating is not None:
        yield item, SCHEMA.ratingValue, number(product.rating)
    if product.rating_count is not None:
        yield item, SCHEMA.ratingCount, number(Decimal(product.rating_count))
    yield from _held(item, product, terms)


def _held(item: str, product: Product, terms: Mapping[str, AnyTerm]) -> Iterator[Triple]:
    """Values and amounts, stated or mined; a product whose blue is navy is found by blue, too."""
    stated = [value.value for value in product.values]
    mined = [found.value for found in product.mined if found.value is not None]
    held = {iri for value in (*stated, *mined) for iri in wider(value, terms)}
    yield from ((item, HAS_VALUE, node(value)) for value in sorted(held))
    attributes = {
        *(value.attribute for value in product.values),
        *(amount.attribute for amount in product.numbers),
        *(found.attribute for found in product.mined),
    }
    yield from ((item, HAS_ATTRIBUTE, node(attribute)) for attribute in sorted(attributes))
    for found in product.mined:
        if found.amount is not None:
            yield item, found.attribute, number(found.amount)
    for attribute, amount, _ in product.numbers:
        yield item, attribute, number(amount)


def _named(product: Product) -> Iterator[Triple]:
    """Words of the names, by which a product says of what kind it is."""
    item = item_iri(product.item_id)
    words = {word for name in (*product.names.values(), *product.aliases) for word in index_words_of(name)}
    yield from ((item, NAME_WORD, text(word)) for word in sorted(words))
