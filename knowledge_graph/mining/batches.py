"""Mine many products, in several processes where there are enough of them to pay for the start."""

from collections.abc import Mapping, Sequence
from typing import Final

from joblib import Parallel, cpu_count, delayed

from knowledge_graph.mining.miner import Miner
from knowledge_graph.products import Mined, Product
from knowledge_graph.terms import AnyTerm, Attribute, Value

_ENOUGH: Final = 6_000  # products; below that, one process is done before a second has started
_BATCH: Final = 1_000
# One miner, of the terms that were last asked for: making it takes as long as mining a thousand products.
_kept: dict[str, Miner] = {}

_Found = list[tuple[str, tuple[Mined, ...]]]


def mine(
    products: Sequence[Product], terms: Mapping[str, AnyTerm], *, processes: int | None = None
) -> dict[str, tuple[Mined, ...]]:
    """Item id -> what its names and descriptions say that its columns do not; only items with a finding.

    `terms` are the shop's own, by IRI: their value IRIs are given wherever they have a value's word.
    `processes`: None takes as many as there are processors, and one for a few thousand products or less.
    """
    wanted = processes or (cpu_count() if len(products) >= _ENOUGH else 1)
    told = {iri: term for iri, term in terms.items() if isinstance(term, Attribute | Value)}
    batches = [products[start : start + _BATCH] for start in range(0, len(products), _BATCH)]
    found = Parallel(n_jobs=wanted)(delayed(_mine_batch)(batch, told) for batch in batches)
    return {item_id: mined for batch in found for item_id, mined in batch if mined}


def _mine_batch(batch: Sequence[Product], terms: Mapping[str, AnyTerm]) -> _Found:
    mined = _miner_of(terms).mine(batch)
    return [(product.item_id, found) for product, found in zip(batch, mined, strict=True)]


def _miner_of(terms: Mapping[str, AnyTerm]) -> Miner:
    key = repr([terms[iri] for iri in sorted(terms)])
    if key not in _kept:
        miner = Miner(terms)
        _kept.clear()
        _kept[key] = miner
        return miner
    return _kept[key]
