"""A generation that is being made: what feeds say goes in, and what can be derived is derived at the end.

A draft belongs to one thread. Nothing of it is seen by a reader until `Generations.publish`.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge_graph.answers import write_questions
from knowledge_graph.bilingual import enrich, synonyms
from knowledge_graph.faq_triples import faq_triples, read_faqs
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.identifiers import item_id_of, item_iri
from knowledge_graph.kinds import find_kinds
from knowledge_graph.lexicon import lexicon_rows, write_lexicon
from knowledge_graph.missing_terms import missing_terms
from knowledge_graph.namespaces import FAQ_PAGE
from knowledge_graph.product_triples import ACCESSORY, parts_of, product_triples, read_products
from knowledge_graph.products import Product
from knowledge_graph.results import Counts
from knowledge_graph.search_index import index_triples
from knowledge_graph.sparql import bind, iri, query
from knowledge_graph.term_triples import broader_triples, label_triples, read_terms, term_triples
from knowledge_graph.terms import AnyTerm, Category, Faq
from knowledge_graph.vocabulary_match import match_triples, report

FORMAT = 1  # of a generation's folder; a reader refuses what it does not know
_SOURCES = "sources.json"


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that is published: the name of its content, and how many rows it has."""

    digest: str
    rows: int


def read_sources(generation: Path | None) -> dict[str, Source]:
    """What the feeds of a generation were; empty for none, and for one that an older program made."""
    try:
        told = json.loads((generation / _SOURCES).read_text("utf-8")) if generation else {}
    except FileNotFoundError:
        return {}
    return {what: Source(**source) for what, source in told.items()}


class Draft:
    """One new generation, begun as a copy of `base` (None: empty)."""

    def __init__(self, folder: Path, *, number: int, base: Path | None) -> None:
        self.folder = folder
        self.number = number
        self._base = base
        folder.mkdir()
        if base is not None:
            GraphStore.read_only(base / "store").back_up(folder / "store")
        self._store: GraphStore | None = GraphStore.writable(folder / "store")
        self._finished = False
        self._sources = read_sources(base)

    def put_terms(self, terms: Iterable[AnyTerm]) -> None:
        """Categories, brands, attributes and values, each in place of what was said of it before."""
        for term in terms:
            self._open().remove_subjects([term.iri])
            self._open().add(term_triples(term))

    def put_products(self, products: Iterable[Product]) -> Counts:
        """Add products or put them in place of those with the same id; others stay as they are.

        Terms that they name and nobody described are made from the feed's spelling.
        """
        known = {
            item_id_of(item): fingerprint
            for item, fingerprint in self._open().rows(query("fingerprints"))
            if item and fingerprint
        }
        given = {product.item_id: product for product in products}
        new = [product for product in given.values() if product.item_id not in known]
        changed = [
            product for product in given.values() if known.get(product.item_id, "") != product.fingerprint()
        ]
        changed = [product for product in changed if product.item_id in known]
        self._remove([product.item_id for product in changed])
        self._open().add_many(triple for product in (*new, *changed) for triple in product_triples(product))
        self.put_terms(missing_terms(given.values(), self._terms()))
        return Counts(len(new), len(changed), len(given) - len(new) - len(changed))

    def replace_faq(self, faqs: Iterable[Faq]) -> int:
        """These questions and answers in place of all others; how many they are."""
        store, new = self._open(), list(faqs)
        for old in self._faqs():
            store.remove_subjects([old.iri, f"{old.iri}#answer"])
        store.remove_subjects([FAQ_PAGE])
        for faq in new:
            store.add(faq_triples(faq))
        return len(new)

    def came_from(self, what: str, source: Source | None) -> None:
        """Note which feed this draft's `what` ("products", "faq") is all of; None where it is of several."""
        self._sources.pop(what, None)
        if source is not None:
            self._sources[what] = source

    def finish(self) -> None:
        """Derive kinds, labels, index; write lexicon, questions, manifest. A second call does nothing."""
        if self._finished:
            return
        store, products, asserted = self._open(), self._products(), self._terms()
        kinds = find_kinds(products, [term for term in asserted.values() if isinstance(term, Category)])
        terms = {term.iri: term for term in enrich([*asserted.values(), *kinds.categories])}
        labels = [triple for term in terms.values() for triple in label_triples(term)]
        derived = [*broader_triples(terms.values()), *match_triples(report(terms.values()))]
        store.replace_index([*labels, *derived, *index_triples(products, terms, kinds)])
        faqs = self._faqs()
        rows = write_lexicon(self.folder / "lexicon.jsonl", lexicon_rows(terms.values(), products))
        write_questions(self.folder, faqs, self._base)
        self._write_json("synonyms.json", synonyms())
        counts = {"products": len(products), "faqs": len(faqs), "lexicon_rows": rows, "triples": len(store)}
        categories = sum(isinstance(term, Category) for term in terms.values())
        manifest = {"format": FORMAT, "generation": self.number, "categories": categories, **counts}
        self._write_json(_SOURCES, {what: asdict(source) for what, source in self._sources.items()})
        self._write_json("manifest.json", manifest)
        self._finished = True

    def close(self) -> None:
        """Give the store free; a draft that was not published is dropped afterwards."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _open(self) -> GraphStore:
        assert self._store is not None, "the draft is closed"
        return self._store

    def _remove(self, item_ids: list[str]) -> None:
        """Take these products out, and leave what others say of them."""
        rows = bind("products", [(iri(item_iri(item_id)),) for item_id in item_ids]) if item_ids else None
        for product in read_products(self._open().terms(rows)) if rows else ():
            self._open().remove_subjects(parts_of(product), keep=frozenset({ACCESSORY}))
            self._open().remove_pointing_at(ACCESSORY, item_iri(product.item_id))

    def _products(self) -> list[Product]:
        return sorted(read_products(self._open().terms(query("products"))), key=lambda found: found.item_id)

    def _terms(self) -> dict[str, AnyTerm]:
        return read_terms(self._open().terms(query("terms")))

    def _faqs(self) -> list[Faq]:
        return read_faqs(self._open().terms(query("faqs")))

    def _write_json(self, name: str, content: object) -> None:
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        (self.folder / name).write_text(text + "\n", encoding="utf-8")
