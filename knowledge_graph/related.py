"""Find what belongs to a product: what the shop states first, and only where it may be told, what the graph shows.

A substitute is then a thing of the same kind at a price like it; a complement shares what it is used for and is
never of the same kind. Accessories and consumables are only ever what the shop states.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from knowledge_graph.hubs import PURPOSES, count_holders
from knowledge_graph.identifiers import KIND, item_id_of, item_iri
from knowledge_graph.open_generation import OpenGeneration
from knowledge_graph.products import Product
from knowledge_graph.request import Bound, Request
from knowledge_graph.results import Match
from knowledge_graph.sparql import bind, iri

# "accessory" and "compatible" are one relation each, as stated; the others are what a shopper means.
Related: TypeAlias = Literal[
    "accessories", "consumables", "substitutes", "complements", "accessory", "compatible"
]
Search: TypeAlias = Callable[[Request, int], Sequence[Match]]

_STATED: Final[dict[str, tuple[str, ...]]] = {
    "accessories": ("accessory", "fits"),
    "consumables": ("consumable",),
    "substitutes": ("similar",),
    "complements": ("goes-with", "accessory-for", "fitted-by", "consumed-by"),
    "accessory": ("accessory",),
    "compatible": ("fits", "fitted-by"),
}
_LIKE_PRICE: Final = (Decimal("0.5"), Decimal("1.5"))  # of the product's own
_MOST: Final = 10
_MOST_OF_A_CATEGORY: Final = 3
_LOOKED_AT: Final = 60


def related(opened: OpenGeneration, search: Search, item_id: str, how: Related) -> list[str]:
    """Item ids, stated ones in their order, derived ones with the likest first; raises UnknownItemError."""
    (product,) = opened.products([item_id])
    rows = opened.store.rows(bind("related", [(iri(item_iri(item_id)),)]))
    wanted = _STATED[how]
    stated = [item_id_of(other) for _, found, other in rows if found in wanted and other]
    stated = [other for other in dict.fromkeys(stated) if other != item_id]
    if how == "substitutes" and not stated:
        return _substitutes(opened, search, product)
    if how == "complements":
        return [*stated, *_complements(opened, search, product, stated)]
    return stated


def _kinds(opened: OpenGeneration, product: Product) -> tuple[str, ...]:
    """What a product is: the kinds that its name tells, else its category."""
    kinds = sorted(one for one in opened.categories_of(product.item_id) if one.startswith(KIND))
    return tuple(kinds) or product.categories[:1]


def _substitutes(opened: OpenGeneration, search: Search, product: Product) -> list[str]:
    kinds = _kinds(opened, product)
    if not kinds:
        return []
    price = product.price
    band = None if price is None else Bound(low=price * _LIKE_PRICE[0], high=price * _LIKE_PRICE[1])
    wish = Request(categories=kinds, price=band, in_stock=True, like=product.item_id)
    return [match.item_id for match in search(wish, _MOST)]


def _complements(
    opened: OpenGeneration, search: Search, product: Product, stated: Sequence[str]
) -> list[str]:
    held = [*product.values, *((mined.attribute, mined.value) for mined in product.mined if mined.value)]
    purposes = sorted({value for attribute, value in held if attribute in PURPOSES})
    common = count_holders(opened.columns, purposes, opened.info.products)
    telling = tuple(value for value in purposes if common.tells(value))
    if not telling:
        return []
    unlike = (*_kinds(opened, product), *product.categories[:1])
    found = search(Request(values=telling, without=unlike, in_stock=True, like=product.item_id), _LOOKED_AT)
    candidates = opened.known([match.item_id for match in found if match.item_id not in stated])
    taken: Counter[str] = Counter()
    chosen = []
    for candidate in candidates:
        category = next(iter(candidate.categories), "")
        taken[category] += 1
        if taken[category] <= _MOST_OF_A_CATEGORY:
            chosen.append(candidate.item_id)
    return chosen[:_MOST]
