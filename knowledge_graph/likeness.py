"""How like other products are to one: by shared categories, brand, values and words of the name.

What few products share weighs more: each shared thing counts ln(products / products that have it), as in
inverse document frequency (Spärck Jones, 1972).
"""

from collections import defaultdict
from dataclasses import dataclass
from math import log
from typing import Final

from knowledge_graph.identifiers import BRAND, CATEGORY, KIND, VALUE, item_iri
from knowledge_graph.namespaces import HAS_VALUE, IN_CATEGORY, NAME_WORD, SCHEMA
from knowledge_graph.products import Product
from knowledge_graph.readable_store import ReadableStore
from knowledge_graph.sparql import bind, iri

_SHARED: Final = (IN_CATEGORY, HAS_VALUE, NAME_WORD, SCHEMA.brand)
_NAMES: Final = (CATEGORY, VALUE, BRAND)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like another product is to one, 0 to 1, and which categories, values and brand the two share."""

    score: float
    shared: tuple[str, ...]  # IRIs, those that fewest products have first


def likeness_to(product: Product, store: ReadableStore, products: int) -> dict[str, Likeness]:
    """Item IRI -> likeness of every product that shares something with `product`; not of itself.

    At least 2/3 where the two are of one kind (of one category, where the product's name tells no kind), at
    least 1/3 where they share a category that the feed gave, less elsewhere: what a thing is comes before
    where it stands. `products` is how many the catalogue holds.
    """
    item = item_iri(product.item_id)
    holders: dict[str, list[str]] = {}
    for _, thing, other in store.rows(bind("sharers", [(iri(item), iri(sort)) for sort in _SHARED])):
        if thing and other and other != item:
            holders.setdefault(thing, []).append(other)
    weights = {thing: log(1 + products / (1 + len(others))) for thing, others in holders.items()}
    total = sum(weights.values())
    scores: defaultdict[str, float] = defaultdict(float)
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for thing in sorted(holders, key=lambda thing: (-weights[thing], thing)):
        for other in holders[thing]:
            scores[other] += weights[thing] / total
            if thing.startswith(_NAMES):
                shared[other].append(thing)
    kinds = {category for category in holders if category.startswith(KIND)} or set(product.categories[:1])
    departments = kinds | set(product.categories)
    return {
        other: Likeness((score + _tier(shared[other], kinds, departments)) / 3, tuple(shared[other]))
        for other, score in scores.items()
    }


def _tier(shared: list[str], kinds: set[str], departments: set[str]) -> int:
    """2 for the same kind of thing, 1 for the same department, 0 for anything else."""
    return 2 if not kinds.isdisjoint(shared) else int(not departments.isdisjoint(shared))
