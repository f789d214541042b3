"""Derive the flat triples that a search asks for: closures of categories, keys of facets, words of texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from knowledge_graph.graph_store import Object, day, node, number, text, truth
from knowledge_graph.identifiers import item_iri
from knowledge_graph.kinds import Kinds
from knowledge_graph.namespaces import (
    AVAILABLE,
    BROADER,
    HAS_ATTRIBUTE,
    HAS_VALUE,
    IN_CATEGORY,
    NAME_WORD,
    SCHEMA,
    TYPE,
    WORD,
)
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm, Category, Value
from knowledge_graph.words import index_words_of

Triple = tuple[str, str, Object]


def index_triples(
    products: Iterable[Product], terms: Mapping[str, AnyTerm], kinds: Kinds
) -> Iterator[Triple]:
    """One triple for each thing that can be asked of each product."""
    above = {iri: wider(iri, terms) for iri, term in terms.items() if isinstance(term, Category)}
    yield from (
        (term.iri, BROADER, node(term.broader))
        for term in terms.values()
        if isinstance(term, Value) and term.broader
    )
    for product in products:
        yield from _facets(product, terms)
        own = {iri for category in product.categories for iri in above.get(category, [category])}
        # A name's noun puts a product into that one category; it says nothing of the headings above,
        # unless they are kinds themselves.
        joined = kinds.members.get(product.item_id, ())
        own.update(joined)
        yield from ((item_iri(product.item_id), IN_CATEGORY, node(iri)) for iri in sorted(own))
        yield from _words(product, terms, own)


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
    yield item, AVAILABLE, truth(product.available)
    if product.brand:
        yield item, SCHEMA.brand, node(product.brand)
    if product.price is not None:
        yield item, SCHEMA.price, number(product.price)
    if product.released:
        yield item, SCHEMA.releaseDate, day(product.released.isoformat())
    if product.rating is not None:
        yield item, SCHEMA.ratingValue, number(product.rating)
    if product.rating_count is not None:
        yield item, SCHEMA.ratingCount, number(Decimal(product.rating_count))
    # A product whose blue is navy is found by blue, too.
    held = {iri for value in product.values for iri in wider(value.value, terms)}
    yield from ((item, HAS_VALUE, node(value)) for value in sorted(held))
    yield from ((item, HAS_ATTRIBUTE, node(attribute)) for attribute, _ in product.values)
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
