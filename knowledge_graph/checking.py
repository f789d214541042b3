"""Check products against `shapes.ttl`: what a shop must mend, as sentences by product.

Nothing here writes. SHACL is evaluated by pyshacl, a batch of products at a time, over a small graph that
holds only what the shapes read.
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from joblib import Parallel, delayed
from pyshacl import validate
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from knowledge_graph.batch_store import BatchStore
from knowledge_graph.checked_triples import (
    CATEGORY,
    CURRENCY,
    LINKS,
    PRICE,
    CheckedTriple,
    checked_rows,
    checked_triples,
)
from knowledge_graph.identifiers import ITEM, item_id_of, item_iri
from knowledge_graph.namespaces import DG, SCHEMA
from knowledge_graph.products import Product
from knowledge_graph.readable_store import ReadableStore
from knowledge_graph.sparql import bind, iri, query
from knowledge_graph.term_triples import read_terms
from knowledge_graph.terms import AnyTerm

BATCH: Final = 4_000  # products that pyshacl is given at once: about 60 MB of its graph
_ALONE: Final = 8_000  # up to so many products one process is the faster
_SHAPES: Final = Path(__file__).parent / "shapes.ttl"
Progress = Callable[[int, int], None]  # products checked, of how many


class Severity(StrEnum):
    """Whether a product cannot be sold so, or can but had better be mended."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing to mend of one product. `value` is what is there now, where something is."""

    item_id: str
    property: str  # the field: name, price, accessories
    severity: Severity
    sentence: str  # what to do, in English
    value: str | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a whole shop decides of how one product is judged."""

    sells: bool  # whether anything has a price
    currency: str | None  # of a price that names none
    labelled: frozenset[str] | None  # categories with a label; None: not known
    known: frozenset[str]  # of the items linked to, those that exist


def check_products(
    products: Sequence[Product],
    known_ids: Collection[str],
    *,
    currency: str | None,
    terms: Mapping[str, AnyTerm] | None = None,
    sells: bool | None = None,
    processes: int | None = None,
    progress: Progress | None = None,
) -> list[Violation]:
    """What is to be mended of these products, by product.

    `known_ids` are the items of the whole shop, those of `products` among them or not. `currency` is the shop's
    own, which a price without one is in. Labels of categories are asked for where `terms` are given. `sells`
    says whether the shop has prices; None: whether any of `products` has. Some thousand products are shared
    among `processes` (None: two).
    """
    if sells is None:
        sells = any(product.price is not None for product in products)
    rules = _Rules(sells, currency, None if terms is None else _labelled(terms), _linked(products, known_ids))
    batches = [products[start : start + BATCH] for start in range(0, len(products), BATCH)]
    count = 2 if processes is None else processes
    found: list[Violation] = []
    done = 0
    shared = _in_turn(batches, rules, 1 if len(products) <= _ALONE else count)
    for batch, violations in zip(batches, shared, strict=True):
        done += len(batch)
        found += violations
        if progress is not None:
            progress(done, len(products))
    return sorted(found, key=_order)


def check(
    store: ReadableStore, *, currency: str | None, batch: int = BATCH, progress: Progress | None = None
) -> Iterator[Violation]:
    """What is to be mended in a whole store, by product, in the order of the ids; `currency` as above."""
    items = sorted(item for (item,) in store.rows(query("items")) if item)
    sells = next(iter(store.rows(query("any_price"))), None) is not None
    labelled = _labelled(read_terms(store.terms(query("terms"))))
    rules = _Rules(sells, currency, labelled, frozenset(items))
    for start in range(0, len(items), batch):
        chosen = items[start : start + batch]
        rows = store.terms(bind("products", [(iri(item),) for item in chosen]))
        yield from sorted(_checked(checked_rows(rows), rules), key=_order)
        if progress is not None:
            progress(start + len(chosen), len(items))


def _order(violation: Violation) -> tuple[str, str, str, str]:
    return violation.item_id, violation.property, violation.sentence, violation.value or ""


def _labelled(terms: Mapping[str, AnyTerm]) -> frozenset[str]:
    return frozenset(iri for iri, term in terms.items() if term.labels)


def _linked(products: Iterable[Product], known_ids: Collection[str]) -> frozenset[str]:
    """The IRIs of the items that these products link to and that exist."""
    known = known_ids if isinstance(known_ids, set | frozenset | dict) else set(known_ids)
    linked = {other for product in products for other in product.linked()}
    return frozenset(item_iri(other) for other in linked if other in known)


def _in_turn(
    batches: Sequence[Sequence[Product]], rules: _Rules, processes: int
) -> Iterator[list[Violation]]:
    """The violations of each batch, in order, from this process or from others."""
    if processes <= 1:
        yield from (_check_batch(batch, rules) for batch in batches)
        return
    pool = Parallel(n_jobs=processes, return_as="generator")
    yield from pool(delayed(_check_batch)(batch, rules) for batch in batches)


def _check_batch(batch: Sequence[Product], rules: _Rules) -> list[Violation]:
    return _checked((triple for product in batch for triple in checked_triples(product)), rules)


def _checked(triples: Iterable[CheckedTriple], rules: _Rules) -> list[Violation]:
    shapes = _shapes(prices=rules.sells, labels=rules.labelled is not None)
    with _no_collection():
        store = BatchStore()
        for triple in triples:
            store.add(triple)
        data = Graph(store, bind_namespaces="none")
        _complete(data, rules)
        _, report, _ = validate(data, shacl_graph=shapes, inplace=True)
        assert isinstance(report, Graph), report
        results = report.subjects(RDF.type, SH.ValidationResult)
        return [found for result in results for found in _violations(report, result, shapes, data)]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Python's cycle collector rests: it would walk a batch's million of live objects over and over, which was
    seen to take a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _complete(data: Graph, rules: _Rules) -> None:
    """Say of the rest of the shop what these products touch: its currency, its items, its labels."""
    if rules.currency is not None:
        for offer in set(data.subjects(PRICE)) - set(data.subjects(CURRENCY)):
            data.add((offer, CURRENCY, Literal(rules.currency)))
    for link in LINKS:
        for linked in {term for pair in data.subject_objects(link) for term in pair}:
            if str(linked) in rules.known or (linked, URIRef(SCHEMA.productID), None) in data:
                data.add((linked, RDF.type, URIRef(SCHEMA.Product)))
    for category in set(data.objects(None, CATEGORY)):
        if str(category) in (rules.labelled or ()):
            data.add((category, SKOS.prefLabel, Literal(str(category))))


@lru_cache(maxsize=4)
def _shapes(*, prices: bool, labels: bool) -> Graph:
    """The shapes, without those that do not apply."""
    shapes = Graph().parse(_SHAPES, format="turtle")
    left_out = [] if prices else [DG.PriceShape]
    left_out += [] if labels else [DG.CategoryLabelShape]
    for shape in left_out:
        shapes.add((URIRef(shape), SH.deactivated, Literal(True)))
    return shapes


def _violations(report: Graph, result: Node, shapes: Graph, data: Graph) -> Iterator[Violation]:
    """One result of pyshacl for each product that it is about: a value that is judged once may be of several."""
    shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
    assert shape is not None
    assert focus is not None
    value = report.value(result, SH.value)
    warning = report.value(result, SH.resultSeverity) == SH.Warning
    for item_id in sorted(_owners(focus, shape, shapes, data)):
        yield Violation(
            item_id,
            str(shapes.value(shape, RDFS.label)),
            Severity.WARNING if warning else Severity.VIOLATION,
            str(shapes.value(shape, SH.message)),
            None if value is None else _shown(value),
        )


def _owners(focus: Node, shape: Node, shapes: Graph, data: Graph) -> set[str]:
    """The ids of the products that a focus node belongs to."""
    if str(focus).startswith(ITEM):
        return {_owner(focus)}
    (judged, *_) = shapes.objects(shape, SH.targetObjectsOf)
    return {_owner(subject) for subject in data.subjects(judged, focus)}


def _owner(subject: Node) -> str:
    return item_id_of(str(subject).partition("#")[0])


def _shown(value: Node) -> str:
    """An id for an item, the text of anything else."""
    return _owner(value) if str(value).startswith(ITEM) else str(value)
