"""Give the graph to others: Turtle or JSON-LD with schema.org's own terms, in an order that never changes.

What was derived for searching, and the fingerprints of imports, stay here. Products are read and written some
hundred at a time, so that a catalogue of any size needs little memory.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox

from knowledge_graph.export_formats import Description, JsonLdWriter, TurtleWriter
from knowledge_graph.faq_triples import faq_triples, read_faqs
from knowledge_graph.graph_store import Object, node, text
from knowledge_graph.identifiers import item_iri
from knowledge_graph.namespaces import CATEGORIES, CONCEPT_SCHEME, FAQ_PAGE, FINGERPRINT, SCHEMA, TYPE
from knowledge_graph.product_lines import POINTING_HERE, offer_iri
from knowledge_graph.product_triples import product_triples, read_products
from knowledge_graph.products import Product
from knowledge_graph.readable_store import ReadableStore
from knowledge_graph.sparql import bind, iri, query
from knowledge_graph.term_triples import read_terms, term_triples
from knowledge_graph.terms import AnyTerm, Brand

_BATCH: Final = 500  # products read at once
_Triples: TypeAlias = Iterable[tuple[str, str, Object]]
_Links: TypeAlias = Mapping[str, list[tuple[str, str]]]  # item -> (predicate, item)


class ExportFormat(StrEnum):
    """How a graph is spelt."""

    TURTLE = "turtle"
    JSONLD = "jsonld"


def export(
    store: ReadableStore,
    format: ExportFormat,
    *,
    language: str | None = None,
    currency: str | None = None,
) -> Iterator[bytes]:
    """All that is asserted, in pieces of UTF-8: terms, products with their offers, questions with answers.

    With a `language`, of texts in several only the one in it, or any where there is none. `currency` is the
    shop's own, said of each price that names none.
    """
    writer = TurtleWriter() if format is ExportFormat.TURTLE else JsonLdWriter()
    described = chain(_terms(store), _products(store, currency), _questions(store))
    pieces = writer.write(_in_language(one, language) for one in described)
    yield from (piece.encode() for piece in pieces)


def write_export(
    store: ReadableStore,
    file: Path,
    format: ExportFormat,
    *,
    language: str | None = None,
    currency: str | None = None,
) -> None:
    """`export` into a file, which is there whole or stays as it was."""
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with aside.open("wb") as writing:
            for piece in export(store, format, language=language, currency=currency):
                writing.write(piece)
            writing.flush()
            os.fsync(writing.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def _terms(store: ReadableStore) -> Iterator[Description]:
    yield _described([(CATEGORIES, TYPE, node(CONCEPT_SCHEME))])
    for term in read_terms(store.terms(query("terms"))).values():
        yield _described([*term_triples(term), *_names(term)])


def _names(term: AnyTerm) -> _Triples:
    """What schema.org's readers look for where SKOS has a label."""
    if isinstance(term, Brand):
        yield from ((term.iri, SCHEMA.name, text(label, lang)) for lang, label in term.labels.items())


def _products(store: ReadableStore, currency: str | None) -> Iterator[Description]:
    items = sorted(item for (item,) in store.rows(query("items")) if item)
    links = _links(store)
    for start in range(0, len(items), _BATCH):
        rows = store.terms(bind("products", [(iri(item),) for item in items[start : start + _BATCH]]))
        products = {item_iri(product.item_id): product for product in read_products(rows)}
        yield from (_product(products[item], links, currency) for item in sorted(products))


def _links(store: ReadableStore) -> _Links:
    """What each accessory and consumable is for: said of it, though another product's feed told it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for accessory, predicate, item in sorted(map(tuple, store.rows(query("pointing_links")))):
        if accessory and predicate and item:
            found.setdefault(accessory, []).append((predicate, item))
    return found


def _product(product: Product, links: _Links, currency: str | None) -> Description:
    item = item_iri(product.item_id)
    left_out = POINTING_HERE | {FINGERPRINT}
    triples = [triple for triple in product_triples(product) if triple[1] not in left_out]
    if product.price is not None and product.currency is None and currency is not None:
        triples.append((offer_iri(item), SCHEMA.priceCurrency, text(currency)))
    triples += [(item, predicate, node(other)) for predicate, other in links.get(item, ())]
    return _described(triples)


def _questions(store: ReadableStore) -> Iterator[Description]:
    faqs = read_faqs(store.terms(query("faqs")))
    if faqs:
        page = [(FAQ_PAGE, TYPE, node(SCHEMA.FAQPage))]
        yield _described([*page, *(triple for faq in faqs for triple in faq_triples(faq))])


def _described(triples: _Triples) -> Description:
    """Triples by subject, the first of which is what they are about, and by predicate; objects sorted."""
    found: Description = {}
    for subject, predicate, value in triples:
        found.setdefault(subject, {}).setdefault(predicate, []).append(value)
    for said in found.values():
        for predicate, values in said.items():
            said[predicate] = sorted(set(values), key=str)
    return found


def _in_language(described: Description, language: str | None) -> Description:
    if language is None:
        return described
    return {
        subject: {predicate: _chosen(values, language) for predicate, values in said.items()}
        for subject, said in described.items()
    }


def _chosen(values: list[Object], language: str) -> list[Object]:
    """The texts in the language; where there is none, those in the first language that there is."""
    spoken = sorted({value.language for value in values if isinstance(value, ox.Literal) and value.language})
    if not spoken:
        return values
    kept = language if language in spoken else spoken[0]
    return [value for value in values if isinstance(value, ox.NamedNode) or value.language in (None, kept)]
