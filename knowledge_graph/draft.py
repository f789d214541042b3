"""A generation that is being made: what feeds say goes in, and what can be derived is derived at the end.

A draft belongs to one thread. Nothing of it is seen by a reader until `Generations.publish`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from knowledge_graph.cycles import cycles_kept
from knowledge_graph.deriving import (
    SOURCES,
    STORE,
    Derivable,
    Place,
    derive,
    derive_offers,
    is_current_format,
)
from knowledge_graph.errors import UnknownItemError
from knowledge_graph.faq_triples import faq_triples, read_faqs
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.missing_terms import missing_terms
from knowledge_graph.namespaces import FAQ_PAGE
from knowledge_graph.offers import Offer, OfferUpdate
from knowledge_graph.product_writing import Known, ProductWriter, Progress
from knowledge_graph.products import Product
from knowledge_graph.results import Counts
from knowledge_graph.sparql import query
from knowledge_graph.term_triples import read_terms, term_triples
from knowledge_graph.terms import AnyTerm, Faq


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that is published: the name of its content, and how many rows it has."""

    digest: str
    rows: int


def read_sources(generation: Path | None) -> dict[str, Source]:
    """What the feeds of a generation were; empty for none, and for one that an older program made."""
    try:
        told = json.loads((generation / SOURCES).read_text("utf-8")) if generation else {}
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
            GraphStore.read_only(base / STORE).back_up(folder / STORE)
        self._store: GraphStore | None = GraphStore.writable(folder / STORE)
        self._writer = ProductWriter(self._store)
        self._finished = False
        self._offers: dict[str, Offer] = {}  # changed here, and nothing else of their items
        self._renewing = base is not None and not is_current_format(base)
        self._only_offers = base is not None and not self._renewing
        self._sources = read_sources(base)

    @property
    def written(self) -> Sequence[Product]:
        """The products that are new here or changed, with what was mined from their words."""
        return list(self._writer.written.values())

    def item_ids(self) -> Set[str]:
        """The items that the draft holds."""
        return set(self._writer.known())

    def put_terms(self, terms: Iterable[AnyTerm]) -> None:
        """Categories, brands, attributes and values, each in place of what was said of it before."""
        for term in terms:
            self._only_offers = False
            self._open().remove_subjects([term.iri])
            self._open().add(term_triples(term))

    @cycles_kept()
    def put_products(
        self, products: Iterable[Product], *, whole: bool = False, progress: Progress | None = None
    ) -> Counts:
        """Add products or put them in place of those with the same id; with `whole`, withdraw all others.

        Terms that they name and nobody described are made from the feed's spelling. Where only an offer is
        new, only that is written.
        """
        given = {product.item_id: product for product in products}
        known = dict(self._writer.known())
        if self._renewing:
            known = {item_id: replace(held, stored=None, product=None) for item_id, held in known.items()}
        new, changed, repriced = _sorted_out(given.values(), known)
        withdrawn = [item_id for item_id in known if item_id not in given] if whole else []
        if new or changed or withdrawn:
            self._only_offers = False
        described = self.terms()
        self._writer.remove([*(product.item_id for product in changed), *withdrawn])
        self._put_offers(repriced)
        self._writer.write([*new, *changed], described, progress)
        self.put_terms(missing_terms(self._writer.written.values(), described))
        rewritten = len(changed) + len(repriced)
        return Counts(len(new), rewritten, len(given) - len(new) - rewritten, len(withdrawn))

    def renew(self) -> None:
        """Write all products again as this program writes them, where another program wrote them."""
        if self._renewing:
            self.put_products(self._writer.all())

    def put_offers(self, updates: Iterable[OfferUpdate]) -> Counts:
        """New prices and new stock alone; raises UnknownItemError for an item that the graph has not."""
        before = {item_id: held.offer for item_id, held in self._writer.known().items()}
        after: dict[str, Offer] = {}
        for update in updates:
            if update.item_id not in before:
                raise UnknownItemError(update.item_id)
            after[update.item_id] = after.get(update.item_id, before[update.item_id]).after(update)
        changed = {item_id: offer for item_id, offer in after.items() if offer != before[item_id]}
        self._put_offers(changed)
        if changed:
            self.came_from("products", None)
        return Counts(0, len(changed), len(after) - len(changed))

    def _put_offers(self, offers: dict[str, Offer]) -> None:
        self._writer.write_offers(offers)
        self._offers |= offers

    def replace_faq(self, faqs: Iterable[Faq]) -> int:
        """These questions and answers in place of all others; how many they are."""
        store, new = self._open(), list(faqs)
        self._only_offers = False
        for old in read_faqs(store.terms(query("faqs"))):
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

    @cycles_kept()
    def finish(self, progress: Progress | None = None) -> None:
        """Derive all that is derived, and write the manifest. A second call does nothing."""
        if self._finished:
            return
        tell = progress or _silently
        place = Place(self.folder, self.number, self._base)
        if self._only_offers and self._base is not None:
            derive_offers(place, self._base, self._open(), self._offers)
        else:
            products = self._writer.all()
            derive(place, self._open(), Derivable(products, self._writer.named), tell)
        sources = {what: asdict(source) for what, source in self._sources.items()}
        (self.folder / SOURCES).write_text(json.dumps(sources, indent=1) + "\n", encoding="utf-8")
        self._finished = True

    def close(self) -> None:
        """Give the store free; a draft that was not published is dropped afterwards."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _open(self) -> GraphStore:
        assert self._store is not None, "the draft is closed"
        return self._store

    def terms(self) -> dict[str, AnyTerm]:
        """What was said of categories, brands, attributes and values, by IRI."""
        return read_terms(self._open().terms(query("terms")))


def _sorted_out(
    given: Iterable[Product], known: Mapping[str, Known]
) -> tuple[list[Product], list[Product], dict[str, Offer]]:
    """Products that are new, that changed, and offers of those where nothing else did."""
    new: list[Product] = []
    changed: list[Product] = []
    repriced: dict[str, Offer] = {}
    for product in given:
        held = known.get(product.item_id)
        if held is None:
            new.append(product)
        elif held.fingerprint != product.fingerprint():
            changed.append(product)
        elif held.offer != Offer.of(product):
            repriced[product.item_id] = Offer.of(product)
    return new, changed, repriced


def _silently(_what: str, _count: int) -> None:
    """Nobody watches."""
