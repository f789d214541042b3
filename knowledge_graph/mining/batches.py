"""Mine many products, in several processes where there are enough of them to pay for the start."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from typing import Final

from knowledge_graph.mining.miner import Miner
from knowledge_graph.products import Mined, Product
from knowledge_graph.terms import AnyTerm

_ENOUGH: Final = 6_000  # products; below that, one process is done before a second has started
_BATCH: Final = 1_000
_miners: list[Miner] = []  # of a worker process: one, made at its start


def mine(
    products: Sequence[Product], terms: Mapping[str, AnyTerm], *, processes: int | None = None
) -> dict[str, tuple[Mined, ...]]:
    """Item id -> what its names and descriptions say that its columns do not; only items with a finding.

    `terms` are the shop's own, by IRI: their value IRIs are given wherever they have a value's word.
    `processes`: None takes as many as there are processors, and one for a few thousand products or less.
    """
    wanted = processes or (len(os.sched_getaffinity(0)) if len(products) >= _ENOUGH else 1)
    batches = [products[start : start + _BATCH] for start in range(0, len(products), _BATCH)]
    found = _here(batches, terms) if wanted == 1 else _in_processes(batches, terms, wanted)
    return {item_id: mined for batch in found for item_id, mined in batch if mined}


_Found = list[tuple[str, tuple[Mined, ...]]]


def _here(batches: Sequence[Sequence[Product]], terms: Mapping[str, AnyTerm]) -> Iterator[_Found]:
    miner = Miner(terms) if terms else _bare_miner()
    yield from (_mined(miner, batch) for batch in batches)


@lru_cache(maxsize=1)
def _bare_miner() -> Miner:
    """By the vocabulary alone; kept, because making one takes as long as mining a thousand products."""
    return Miner({})


def _in_processes(
    batches: Sequence[Sequence[Product]], terms: Mapping[str, AnyTerm], processes: int
) -> Iterator[_Found]:
    """By spawned processes: a fork would copy the locks of whatever threads the caller runs."""
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_start, initargs=(dict(terms),)
    )
    with pool:
        yield from pool.map(_mine_batch, batches)


def _start(terms: Mapping[str, AnyTerm]) -> None:
    _miners.append(Miner(terms))


def _mine_batch(batch: Sequence[Product]) -> _Found:
    return _mined(_miners[0], batch)


def _mined(miner: Miner, batch: Sequence[Product]) -> _Found:
    return [(product.item_id, miner.mine(product)) for product in batch]
