"""Make ready what a store is loaded with: products, batch by batch, in other processes where they are many.

A pure function of the products given: it reads no store and writes none. Batches come back in their order.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from joblib import Parallel, delayed

from knowledge_graph.beside import PROCESSES
from knowledge_graph.cycles import cycles_kept
from knowledge_graph.head_nouns import Head
from knowledge_graph.kinds import NamedProduct, head_of_product, named_product
from knowledge_graph.product_lines import product_lines
from knowledge_graph.products import Mined, Product
from knowledge_graph.terms import AnyTerm

_BATCH: Final = 1000
# Below this, starting two processes costs more than they save.
_ALONE: Final = 6000
_AHEAD: Final = 6


@dataclass(frozen=True, slots=True)
class Prepared:
    """Products with what was mined from their words, what their names say that they are, by item id, and all
    that is asserted of them, as N-Triples."""

    products: tuple[Product, ...]
    named: Mapping[str, NamedProduct | None]
    triples: bytes


class _Worked(NamedTuple):
    """What had to be worked out for a batch: as little as can be, for it is sent between processes."""

    mined: Mapping[str, tuple[Mined, ...]]
    heads: Mapping[str, Head]
    triples: bytes


def prepare(products: Sequence[Product], terms: Mapping[str, AnyTerm]) -> Prepared:
    """One batch; `terms` are those that the shop described itself, by IRI."""
    return _prepared(products, _work(products, terms))


def _work(products: Sequence[Product], terms: Mapping[str, AnyTerm]) -> _Worked:
    # spaCy takes a second to import: whoever only reads a graph must not wait for it.
    from knowledge_graph.mining import mine  # noqa: PLC0415

    mined = mine(products, terms)
    heads = {product.item_id: head for product in products if (head := head_of_product(product))}
    return _Worked(mined, heads, "".join(map(product_lines, _with_mined(products, mined))).encode())


def _with_mined(products: Sequence[Product], mined: Mapping[str, tuple[Mined, ...]]) -> tuple[Product, ...]:
    return tuple(
        replace(product, mined=product.mined or mined.get(product.item_id, ())) for product in products
    )


def _prepared(products: Sequence[Product], worked: _Worked) -> Prepared:
    whole = _with_mined(products, worked.mined)
    named = {product.item_id: named_product(product, worked.heads.get(product.item_id)) for product in whole}
    return Prepared(whole, named, worked.triples)


def prepare_all(products: Sequence[Product], terms: Mapping[str, AnyTerm]) -> Iterator[Prepared]:
    """All of them in batches; few batches are under way at a time, so that memory holds few of them."""
    batches = [products[start : start + _BATCH] for start in range(0, len(products), _BATCH)]
    if len(products) < _ALONE:
        yield from (prepare(batch, terms) for batch in batches)
        return
    # Its processes do not run the caller's main module again, as those of multiprocessing do.
    pool = Parallel(n_jobs=PROCESSES, return_as="generator", pre_dispatch=_AHEAD, batch_size=1)
    told = pickle.dumps(dict(terms))
    worked = pool(delayed(_work_apart)(pickle.dumps(batch), told) for batch in batches)
    for batch, result in zip(batches, worked, strict=True):
        yield _prepared(batch, pickle.loads(result))


def _work_apart(batch: bytes, terms: bytes) -> bytes:
    """As `_work`, between processes: the pool's own way of sending objects takes several times as long."""
    with cycles_kept():
        return pickle.dumps(_work(pickle.loads(batch), pickle.loads(terms)))
