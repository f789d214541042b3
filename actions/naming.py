"""Show a product that is asked for by its name: that one alone, and from then on it is the one spoken of.

What else the sentence says must hold of the product; a single word ("chess") is looked for instead.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from actions.action import Said
from actions.finding import WANT, Answered, present
from actions.heard import TRAITS, Heard, Thing
from actions.turn import Turn
from knowledge_graph import Catalogue, Product, Request
from knowledge_graph.identifiers import item_id_of
from shop.shelves import Shelf

_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEAST = {"words": 2, "characters": 3}


def asked_for_by_name(turn: Turn) -> list[Product]:
    """The products that are named, one of each name; none where the names may only be words of a wish."""
    heard, catalogue = turn.heard, turn.shop.catalogue
    found: dict[str, Product] = {}
    for thing in heard.named("item"):
        for product in catalogue.known([item_id_of(iri) for iri in thing.iris]):
            if _is_meant(product, thing, heard, catalogue):
                found.setdefault(product.name(turn.wording.language).casefold(), product)
    return list(found.values())[:WANT]


def _is_meant(product: Product, thing: Thing, heard: Heard, catalogue: Catalogue) -> bool:
    if any(_plain(name) == _plain(thing.said) for name in product.names.values()):
        return True
    if heard.words or not _is_long(thing.said):
        return False
    others = [other for kind in TRAITS for other in heard.named(kind)]
    price = heard.amount("price")
    within = price is None or product.price is None or price.bound.holds(product.price)
    return within and all(any(catalogue.holds(product, iri) for iri in other.iris) for other in others)


def _plain(name: str) -> str:
    return "".join(_WORDS.findall(name.casefold()))


def _is_long(said: str) -> bool:
    words = _WORDS.findall(said)
    return len(words) >= _LEAST["characters" if _HAN.search(said) else "words"]


def present_named(turn: Turn, products: list[Product]) -> Iterator[Said]:
    """A card each, picked for its name; others of its kind are what is looked for next."""
    shop, language = turn.shop, turn.wording.language
    names = [product.name(language) for product in products]
    items = tuple(
        replace(shop.shelves.item(product.item_id), matched=(f"text:{name}",))
        for product, name in zip(products, names, strict=True)
    )
    shelf = Shelf(items, len(items), shop.models.current().model_id, shop.catalogue.generation)
    request = Request(categories=tuple(dict.fromkeys(one for p in products for one in p.categories[:1])))
    lead = turn.wording.say("found_named", names=turn.wording.listed(names))
    yield from present(turn, Answered(request, shelf), lead)
