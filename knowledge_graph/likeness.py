"""How like other products are to one: by shared categories, brand, values and words of the name.

What few products share weighs more: each shared thing counts ln(products / products that have it), as in
inverse document frequency (Spärck Jones, 1972).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, Protocol

from knowledge_graph.column_keys import HAS_VALUE, IN_CATEGORY, NAME_WORD, OF_BRAND
from knowledge_graph.identifiers import BRAND, CATEGORY, KIND, VALUE, item_iri
from knowledge_graph.products import Product

_SHARED: Final = (IN_CATEGORY, HAS_VALUE, NAME_WORD, OF_BRAND)
_NAMES: Final = (CATEGORY, VALUE, BRAND)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like another product is to one, 0 to 1, and which categories, values and brand the two share."""

    score: float
    shared: tuple[str, ...]  # IRIs, those that fewest products have first


class Holders(Protocol):
    """Who else holds what a product holds."""

    def sharers(self, item_id: str, keys: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
        """Each thing that a product has under these keys, with the ids of all that have it, its own too."""


def likeness_to(product: Product, holders_of: Holders, products: int) -> dict[str, Likeness]:
    """Item IRI -> likeness of every product that shares something with `product`; not of itself.

    At least 2/3 where the two are of one kind (of one category, where the product's name tells no kind), at
    least 1/3 where they share a category that the feed gave, less elsewhere: what a thing is comes before
    where it stands. `products` is how many the catalogue holds.
    """
    holders: dict[str, list[str]] = {}
    for thing, item_ids in holders_of.sharers(product.item_id, _SHARED):
        others = [item_iri(other) for other in item_ids if other != product.item_id]
        if others:
            holders[thing] = others
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
