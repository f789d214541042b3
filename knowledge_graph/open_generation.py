"""One generation, opened for reading: its store, its terms, and what was read of it so far.

Nothing in it changes, so whatever was read once is kept; a newer generation is another object.
"""

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Final

from knowledge_graph.answers import Questions
from knowledge_graph.closures import Closures
from knowledge_graph.column_keys import IN_CATEGORY
from knowledge_graph.columns import Columns, TextHits
from knowledge_graph.deriving import COLUMNS, FORMAT, MANIFEST, STORE
from knowledge_graph.errors import CatalogueUnreadableError, UnknownItemError
from knowledge_graph.faq_triples import read_faqs
from knowledge_graph.full_text import FreeText
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.identifiers import KIND, item_iri, words_of_iri
from knowledge_graph.likeness import Likeness, likeness_to
from knowledge_graph.matching import Standing, TextMatch, in_order, matches_of, page_of
from knowledge_graph.near_kinds import NearKinds
from knowledge_graph.product_triples import read_products
from knowledge_graph.products import Product
from knowledge_graph.readable_store import ReadableStore
from knowledge_graph.remote_store import RemoteStore
from knowledge_graph.request import Request
from knowledge_graph.results import GraphInfo, Match
from knowledge_graph.search_query import compile_request
from knowledge_graph.sparql import bind, iri, query
from knowledge_graph.term_triples import read_terms
from knowledge_graph.terms import AnyTerm, Attribute, Category
from knowledge_graph.units import related_units
from knowledge_graph.words import words_of

_KEPT_PRODUCTS: Final = 20_000


class OpenGeneration:
    """A generation's folder, read only; safe for several threads."""

    def __init__(
        self, folder: Path, number: int, graph_folder: Path, store: ReadableStore | None = None
    ) -> None:
        """`store` is where the triples are; without one they are in the folder itself. Vectors of sentences
        are in `graph_folder`, for all generations."""
        self.number = number
        self._folder = folder
        self._graph_folder = graph_folder
        manifest = self._read_json(MANIFEST)
        if manifest.get("format") != FORMAT:
            raise CatalogueUnreadableError(folder, f"its format is {manifest.get('format')}, not {FORMAT}")
        self.store: ReadableStore = GraphStore.read_only(folder / STORE) if store is None else store
        self.terms: Mapping[str, AnyTerm] = read_terms(self.store.terms(query("all_terms")))
        self.closures = Closures(self.terms)
        self.attributes = {iri: term for iri, term in self.terms.items() if isinstance(term, Attribute)}
        self.synonyms: Mapping[str, Sequence[str]] = self._read_json("synonyms.json")
        counted = ("products", "categories", "faqs", "triples")
        self.info = GraphInfo(generation=number, **{name: manifest[name] for name in counted})
        self._products: OrderedDict[str, Product] = OrderedDict()
        self._lock = Lock()
        self._building = Lock()

    def _read_json(self, name: str) -> dict[str, Any]:
        try:
            content: dict[str, Any] = json.loads((self._folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CatalogueUnreadableError(self._folder, str(error)) from error
        return content

    @cached_property
    def attributes_by_unit(self) -> dict[str, str]:
        """Unit -> the one numeric attribute that is held in it or in a unit of its kind."""
        measured: dict[str, list[str]] = {}
        for attribute in self.attributes.values():
            for code in related_units(attribute.unit) if attribute.unit else ():
                measured.setdefault(code, []).append(attribute.iri)
        return {code: iris[0] for code, iris in measured.items() if len(iris) == 1}

    @cached_property
    def prices(self) -> Mapping[str, Decimal]:
        """Price by item IRI: read once, because a column costs a query several times what its rows cost."""
        return {item: Decimal(price) for item, price in self.store.rows(query("prices")) if item and price}

    @cached_property
    def released(self) -> Mapping[str, str]:
        """ISO date by item IRI."""
        return {item: date for item, date in self.store.rows(query("release_dates")) if item and date}

    @cached_property
    def standing(self) -> Standing:
        """What orders need to know, read once."""
        rated = list(self.store.rows(query("ratings")))
        ratings = {item: Decimal(rating) for item, rating, _ in rated if item and rating}
        counts = {item: Decimal(count) for item, _, count in rated if item and count}
        listed = {
            item: Decimal(price) for item, price in self.store.rows(query("list_prices")) if item and price
        }
        return Standing(self.released, ratings, counts, listed)

    @cached_property
    def columns(self) -> Columns:
        """The columns of this generation: those saved in its folder, or built from its graph."""
        with self._building:
            saved = Columns.load(self._folder / COLUMNS, self.terms, self.synonyms)
            return saved or Columns.build(self._in_pages(), self.terms, self.synonyms)

    def _in_pages(self) -> ReadableStore:
        """The store, asked in pages where it is an endpoint, which may not give so much at once."""
        return self.store.in_pages() if isinstance(self.store, RemoteStore) else self.store

    @cached_property
    def text(self) -> FreeText:
        """What free text finds; opened at the first text."""
        return FreeText.open(self._graph_folder, self._folder, self.synonyms)

    def kinds_of(self, request: Request) -> list[str]:
        """What the categories of a request are called."""
        labels = {iri: self.terms[iri].label("en") for iri in request.categories if iri in self.terms}
        return [labels.get(iri) or words_of_iri(iri) for iri in request.categories]

    def hits(self, text: str) -> TextHits | None:
        """What a text finds; None for one without a word to look for, which is no condition."""
        return self.text.match(text) if words_of(text) else None

    def search_graph(self, request: Request) -> Sequence[Match]:
        """All on the page of a request, by SPARQL: what the columns have to find, too."""
        compiled = compile_request(request, self.attributes, self.closures, self.kinds_of(request))
        likeness = self.likeness(request)
        texts = self._texts_found(request.text)
        rows = self.store.rows(compiled.sparql)
        matches = matches_of(
            compiled, rows, self.prices, likeness=likeness, texts=texts, synonyms=self.synonyms
        )
        return page_of(in_order(matches, request.order, self.standing), request.page, request.page_size)

    def _texts_found(self, text: str) -> dict[str, TextMatch] | None:
        hits = self.hits(text)
        if hits is None:
            return None
        item_ids = self.columns.item_ids
        pairs = zip(hits.rows.tolist(), hits.relevance.tolist(), strict=True)
        return {item_iri(item_ids[row]): TextMatch(fit, hits.matched(row)) for row, fit in pairs}

    def wider_values(self, value: str) -> Sequence[str]:
        """A value and all that it is a shade of."""
        return self.closures.wider(value)

    @cached_property
    def main_categories(self) -> Sequence[str]:
        """Categories without a wider one that the feed gave, those with most products first."""
        held = self.columns.categories()
        widest = [
            iri
            for iri in held
            if not iri.startswith(KIND)
            and isinstance(term := self.terms.get(iri), Category)
            and not term.broader
        ]
        return sorted(widest, key=lambda iri: (-held[iri], iri))

    def narrower(self, category: str) -> list[str]:
        """The feed's categories right below one, those with most products first."""
        held = self.columns.categories()
        below = [
            iri
            for iri in held
            if not iri.startswith(KIND)
            and isinstance(term := self.terms.get(iri), Category)
            and term.broader == category
        ]
        return sorted(below, key=lambda iri: (-held[iri], iri))

    @cached_property
    def near_kinds(self) -> NearKinds:
        """The feed's categories by the meaning of their names; some milliseconds a name, at the first question."""
        held = self.columns.categories()
        terms = [self.terms[iri] for iri in held if not iri.startswith(KIND) and iri in self.terms]
        return NearKinds({term.iri: sorted(set(term.labels.values())) for term in terms})

    @cached_property
    def departments(self) -> frozenset[str]:
        """Categories of the feed that others are narrower than, and none is wider than."""
        categories = [term for term in self.terms.values() if isinstance(term, Category)]
        parents = {term.broader for term in categories}
        return frozenset(
            term.iri
            for term in categories
            if term.broader is None and term.iri in parents and not term.iri.startswith(KIND)
        )

    def categories_of(self, item_id: str) -> frozenset[str]:
        """The categories and kinds of a product, and all that are wider."""
        return frozenset(self.columns.things_of(item_id, [IN_CATEGORY]))

    @cached_property
    def questions(self) -> Questions:
        """What the shop answers; read at the first question."""
        return Questions.read(self._folder, read_faqs(self.store.terms(query("faqs"))))

    def lexicon(self) -> Iterator[dict[str, Any]]:
        """The rows of the lexicon that was written with this generation."""
        with (self._folder / "lexicon.jsonl").open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)

    def products(self, item_ids: Sequence[str]) -> list[Product]:
        """Products in the order of `item_ids`; raises UnknownItemError."""
        found = self._found(item_ids)
        for item_id in item_ids:
            if item_id not in found:
                raise UnknownItemError(item_id)
        return [found[item_id] for item_id in item_ids]

    def known(self, item_ids: Sequence[str]) -> list[Product]:
        """As `products`, without those that are not there."""
        found = self._found(item_ids)
        return [found[item_id] for item_id in item_ids if item_id in found]

    def _found(self, item_ids: Sequence[str]) -> dict[str, Product]:
        with self._lock:
            found = {item_id: self._products[item_id] for item_id in item_ids if item_id in self._products}
        missing = [item_id for item_id in dict.fromkeys(item_ids) if item_id not in found]
        if missing:
            rows = self.store.terms(bind("products", [(iri(item_iri(item_id)),) for item_id in missing]))
            found |= {product.item_id: product for product in read_products(rows)}
            self._keep(found)
        return found

    def _keep(self, products: Mapping[str, Product]) -> None:
        """Remember what was just asked for; forget what was not asked for in a long time."""
        with self._lock:
            for item_id, product in products.items():
                self._products[item_id] = product
                self._products.move_to_end(item_id)
            while len(self._products) > _KEPT_PRODUCTS:
                self._products.popitem(last=False)

    def likeness(self, request: Request) -> Mapping[str, Likeness] | None:
        """Item IRI -> likeness to the product that a request's `like` names; None where it names none.

        Raises UnknownItemError.
        """
        if request.like is None:
            return None
        (product,) = self.products([request.like])
        return likeness_to(product, self.columns, self.info.products)
