"""Derive a generation from what is asserted in it: kinds, labels, columns, words, lexicon, questions.

Everything here can be made again from the store; nothing of it is asserted by a shop.
"""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge_graph.answers import write_questions
from knowledge_graph.beside import beside
from knowledge_graph.bilingual import enrich, synonyms
from knowledge_graph.closures import Closures
from knowledge_graph.columns import Columns, ProductReader, columns_of, save_columns
from knowledge_graph.errors import CatalogueUnreadableError
from knowledge_graph.faq_triples import read_faqs
from knowledge_graph.full_text import FreeText, ItemTexts
from knowledge_graph.generation_marks import MARK_FILE
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.holdings import categories_held, named_lines
from knowledge_graph.kinds import NamedProduct, find_kinds
from knowledge_graph.lexicon import lexicon_rows, write_lexicon
from knowledge_graph.offers import Offer
from knowledge_graph.product_writing import Progress
from knowledge_graph.products import Product
from knowledge_graph.sparql import query
from knowledge_graph.term_triples import broader_triples, label_triples, read_terms
from knowledge_graph.terms import Category
from knowledge_graph.vocabulary_match import match_triples, report

FORMAT: Final = 3  # of a generation's folder; a reader refuses what it does not know
STORE: Final = "store"
SOURCES: Final = "sources.json"
MANIFEST: Final = "manifest.json"
COLUMNS: Final = "columns"
_MANY: Final = 6000  # products; below, another process costs more than it saves


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of a generation that is being made, its number, and the generation before it."""

    folder: Path
    number: int
    base: Path | None


@dataclass(frozen=True, slots=True)
class Derivable:
    """All products of a store, by item id, and what is known already of what their names say that they are."""

    products: Sequence[Product]
    named: Mapping[str, NamedProduct | None]


def derive(place: Place, store: GraphStore, given: Derivable, tell: Progress) -> None:
    """Derive all that follows from the products and terms of a store."""
    folder, products = place.folder, given.products
    asserted = read_terms(store.terms(query("terms")))
    tell("kinds of products", len(products))
    kinds = find_kinds(
        products, [term for term in asserted.values() if isinstance(term, Category)], given.named
    )
    terms = {term.iri: term for term in enrich([*asserted.values(), *kinds.categories])}
    labels = [triple for term in terms.values() for triple in label_triples(term)]
    closures = Closures(terms)
    categories = categories_held(products, closures, kinds)
    derived = [*broader_triples(terms.values()), *match_triples(report(terms.values()))]
    tell("words", len(products))
    texts = [ItemTexts.of(product, terms, categories[product.item_id]) for product in products]
    with beside(FreeText.write, folder, texts, apart=len(products) >= _MANY):
        tell("columns", len(products))
        store.replace_derived([*labels, *derived], named_lines(kinds))
        save_columns(columns_of(ProductReader(products, categories, closures)), folder / COLUMNS)
        tell("lexicon", len(products))
        rows = write_lexicon(folder / "lexicon.jsonl", lexicon_rows(terms.values(), products))
        faqs = read_faqs(store.terms(query("faqs")))
        write_questions(folder, faqs, place.base)
    _write_json(folder / "synonyms.json", synonyms())
    headings = sum(isinstance(term, Category) for term in terms.values())
    counts = {"products": len(products), "categories": headings, "faqs": len(faqs), "lexicon_rows": rows}
    _write_manifest(place, {**counts, "triples": len(store)})


def derive_offers(place: Place, base: Path, store: GraphStore, offers: Mapping[str, Offer]) -> None:
    """Derive what hangs on offers alone, and take all else from `base` as it is."""
    folder = place.folder
    shutil.copytree(
        base,
        folder,
        ignore=shutil.ignore_patterns(STORE, MANIFEST, SOURCES, COLUMNS, MARK_FILE),
        copy_function=os.link,
        dirs_exist_ok=True,
    )
    before = Columns.load(base / COLUMNS, {}, {})  # nothing is asked of them: they are written anew
    if before is None:
        raise CatalogueUnreadableError(base / COLUMNS, "it holds no columns that this program can read")
    prices = {item_id: offer.price for item_id, offer in offers.items()}
    available = {item_id: offer.available for item_id, offer in offers.items()}
    before.with_offers(prices, available).save(folder / COLUMNS)
    counts = json.loads((base / MANIFEST).read_text(encoding="utf-8"))
    _write_manifest(place, {**counts, "triples": len(store)})


def is_current_format(generation: Path) -> bool:
    """Whether this program can read what another derived."""
    try:
        manifest = json.loads((generation / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(manifest.get("format") == FORMAT)


def _write_manifest(place: Place, counts: Mapping[str, int]) -> None:
    _write_json(place.folder / MANIFEST, {**counts, "format": FORMAT, "generation": place.number})


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
