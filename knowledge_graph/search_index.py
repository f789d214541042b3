"""Derive the flat triples that a search asks for: closures of categories and values, keys of facets, words of texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from knowledge_graph.identifiers import item_iri
from knowledge_graph.kinds import Kinds
from knowledge_graph.namespaces import (
    AVAILABLE,
    BOOLEAN,
    DATE,
    HAS_ATTRIBUTE,
    HAS_VALUE,
    IN_CATEGORY,
    NAME_WORD,
    SCHEMA,
    TYPE,
)
from knowledge_graph.ntriples import amount, resource, typed, words
from knowledge_graph.offers import Offer
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm, Category, Value
from knowledge_graph.words import index_words_of


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


def index_lines(
    products: Iterable[Product], terms: Mapping[str, AnyTerm], categories: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """N-Triples of each product: a line for each thing that can be asked of it; `categories` as of
    `categories_held`."""
    families = {iri: wider(iri, terms) for iri, term in terms.items() if isinstance(term, Value)}
    for product in products:
        here = resource(item_iri(product.item_id))
        yield from _own_lines(here, product)
        yield from offer_lines(here, Offer.of(product))
        yield from _held_lines(here, product, families)
        yield from (f"{here} <{IN_CATEGORY}> <{iri}> .\n" for iri in categories[product.item_id])
        names = (*product.names.values(), *product.aliases)
        named = {word for name in names for word in index_words_of(name)}
        yield from (f"{here} <{NAME_WORD}> {words(word)} .\n" for word in sorted(named))


def offer_lines(here: str, offer: Offer) -> Iterator[str]:
    """What the index says of an item's offer; `here` is its IRI as N-Triples spell it."""
    yield f"{here} <{AVAILABLE}> {typed('true' if offer.available else 'false', BOOLEAN)} .\n"
    if offer.price is not None:
        yield f"{here} <{SCHEMA.price}> {amount(offer.price)} .\n"


def wider(iri: str, terms: Mapping[str, AnyTerm]) -> Sequence[str]:
    """A category or a value and all above it; a circle in the feed's tree ends where it closes."""
    path: list[str] = []
    current: str | None = iri
    while current is not None and current not in path:
        path.append(current)
        term = terms.get(current)
        current = term.broader if isinstance(term, Category | Value) else None
    return path


def _own_lines(here: str, product: Product) -> Iterator[str]:
    yield f"{here} <{TYPE}> <{SCHEMA.Product}> .\n"
    if product.brand:
        yield f"{here} <{SCHEMA.brand}> <{product.brand}> .\n"
    if product.released:
        yield f"{here} <{SCHEMA.releaseDate}> {typed(product.released.isoformat(), DATE)} .\n"
    if product.rating is not None:
        yield f"{here} <{SCHEMA.ratingValue}> {amount(product.rating)} .\n"
    if product.rating_count is not None:
        yield f"{here} <{SCHEMA.ratingCount}> {amount(Decimal(product.rating_count))} .\n"


def _held_lines(here: str, product: Product, families: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Values and amounts, stated or mined; a product whose blue is navy is found by blue, too."""
    stated = [value.value for value in product.values]
    mined = [found.value for found in product.mined if found.value is not None]
    held = {iri for value in (*stated, *mined) for iri in families.get(value, (value,))}
    yield from (f"{here} <{HAS_VALUE}> <{value}> .\n" for value in sorted(held))
    attributes = {
        *(value.attribute for value in product.values),
        *(size.attribute for size in product.numbers),
        *(found.attribute for found in product.mined),
    }
    yield from (f"{here} <{HAS_ATTRIBUTE}> <{attribute}> .\n" for attribute in sorted(attributes))
    amounts = [(size.attribute, size.amount) for size in product.numbers]
    amounts += [(found.attribute, found.amount) for found in product.mined if found.amount is not None]
    yield from (f"{here} <{attribute}> {amount(size)} .\n" for attribute, size in amounts)
