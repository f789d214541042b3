"""Write products into the store of a draft, take them out, and read all of them back.

What is written is remembered, so that it is not read again. A writer belongs to one draft and one thread.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from knowledge_graph.graph_store import GraphStore, Object, node
from knowledge_graph.identifiers import ITEM, item_id_of, item_iri
from knowledge_graph.kinds import NamedProduct
from knowledge_graph.loading import LoadingThread
from knowledge_graph.namespaces import SCHEMA
from knowledge_graph.offers import SOLD_OUT, Offer
from knowledge_graph.preparing import prepare_all
from knowledge_graph.product_lines import POINTING_HERE, offer_iri
from knowledge_graph.product_triples import parts_of, read_products
from knowledge_graph.products import Product
from knowledge_graph.sparql import bind, iri, query
from knowledge_graph.terms import AnyTerm

Progress: TypeAlias = Callable[[str, int], None]  # what is being done, and how many of it so far


@dataclass(frozen=True, slots=True)
class Known:
    """What a store holds of an item, as far as a feed can be compared with it."""

    offer: Offer
    stored: str | None  # the fingerprint; None for a product that was just written
    product: Product | None = None

    @property
    def fingerprint(self) -> str:
        """Worked out only where it is asked for: few feeds tell of one product twice."""
        return self.stored or (self.product.fingerprint() if self.product else "")


class ProductWriter:
    """The products of one store that is being changed."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._known: dict[str, Known] | None = None
        self.named: dict[str, NamedProduct | None] = {}  # what the names of those say that they are
        self.written: dict[str, Product] = {}  # with what was mined from their words, by item id

    def known(self) -> Mapping[str, Known]:
        """By item id, what the store holds; asked for once, and kept up with what is changed here."""
        if self._known is None:
            self._known = self._asked()
        return self._known

    def _asked(self) -> dict[str, Known]:
        return {
            item_id_of(item): Known(
                Offer(Decimal(price) if price else None, availability != SOLD_OUT), fingerprint
            )
            for item, fingerprint, availability, price in self._store.rows(query("known"))
            if item and fingerprint
        }

    def write(
        self, products: Sequence[Product], described: Mapping[str, AnyTerm], progress: Progress | None
    ) -> None:
        """Products that the store does not hold; `described` are the terms that the shop itself wrote."""
        with LoadingThread() as thread:
            for prepared in prepare_all(products, described):
                thread.load(partial(self._store.load, prepared.triples))
                self._keep(prepared.products)
                self.named |= prepared.named
                if progress is not None:
                    progress("products written", len(self.written))

    def _keep(self, products: Sequence[Product]) -> None:
        self.written |= {product.item_id: product for product in products}
        if self._known is not None:
            self._known |= {product.item_id: Known(Offer.of(product), None, product) for product in products}

    def write_offers(self, offers: Mapping[str, Offer]) -> None:
        """Replace price and availability of these items, and nothing else of them."""
        for item_id, offer in offers.items():
            item = item_iri(item_id)
            self._store.remove_of(offer_iri(item), (SCHEMA.price, SCHEMA.availability))
            self._store.add(offer.triples(item))
            if self._known is not None:
                self._known[item_id] = replace(self._known[item_id], offer=offer)

    def remove(self, item_ids: Sequence[str]) -> None:
        """Take these products out, and leave what others say of them."""
        rows = bind("products", [(iri(item_iri(item_id)),) for item_id in item_ids]) if item_ids else None
        for product in read_products(self._store.terms(rows)) if rows else ():
            self._store.remove_subjects(parts_of(product), keep=POINTING_HERE)
            for predicate in POINTING_HERE:
                self._store.remove_pointing_at(predicate, item_iri(product.item_id))
        for item_id in item_ids:
            self.written.pop(item_id, None)
            if self._known is not None:
                self._known.pop(item_id, None)

    def all(self) -> list[Product]:
        """All products of the store, by item id."""
        old: Iterable[Product] = ()
        if len(self.written) < len(self.known()):
            old = (found for found in read_products(_rows(self._store)) if found.item_id not in self.written)
        return sorted((*old, *self.written.values()), key=lambda found: found.item_id)


def _rows(store: GraphStore) -> Iterator[tuple[Object, Object, Object, Object]]:
    """Every product's triples in the form of `queries/products.rq`, by reading the store from end to end:
    for all products that is several times as quick as the query."""
    held = {item for (item,) in store.rows(query("items"))}
    for subject, predicate, value in store.asserted():
        if predicate.value in POINTING_HERE:
            if value.value in held:
                yield value, value, predicate, subject
        elif subject.value.startswith(ITEM):
            item = subject.value.partition("#")[0]
            if item in held:
                yield node(item), subject, predicate, value
