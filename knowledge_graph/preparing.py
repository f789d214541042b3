"""Make ready what a store is loaded with: products, batch by batch, in other processes where they are many.

A pure function of the products given: it reads no store and writes none. Batches come back in their order.
"""

import multiprocessing
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

from knowledge_graph.mining import mine
from knowledge_graph.product_lines import product_lines
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm

_BATCH: Final = 1000
# Below this, starting two processes costs more than they save.
_ALONE: Final = 6000
_PROCESSES: Final = 2
_AHEAD: Final = 6  # batches under way at a time, so that memory holds few of them


@dataclass(frozen=True, slots=True)
class Prepared:
    """Products with what was mined from their words, and all that is asserted of them, as N-Triples."""

    products: tuple[Product, ...]
    triples: bytes


def prepare(products: Sequence[Product], terms: Mapping[str, AnyTerm]) -> Prepared:
    """One batch; `terms` are those that the shop described itself, by IRI."""
    mined = mine(products, terms)
    whole = tuple(replace(product, mined=mined.get(product.item_id, ())) for product in products)
    return Prepared(whole, "".join(map(product_lines, whole)).encode())


def prepare_all(products: Sequence[Product], terms: Mapping[str, AnyTerm]) -> Iterator[Prepared]:
    """All of them in batches; nothing of a batch is kept once the next one is asked for."""
    if len(products) < _ALONE:
        yield from (prepare(batch, terms) for batch in _batches(products))
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_PROCESSES, mp_context=context) as pool:
        waiting: deque[Future[Prepared]] = deque()
        for batch in _batches(products):
            waiting.append(pool.submit(prepare, batch, terms))
            if len(waiting) >= _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _batches(products: Sequence[Product]) -> Iterator[Sequence[Product]]:
    """Slices of at most `_BATCH`."""
    return (products[start : start + _BATCH] for start in range(0, len(products), _BATCH))
