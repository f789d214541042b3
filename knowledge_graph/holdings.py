"""What each product holds that can be asked for, with all that is wider; read from products in memory.

A graph says the same by `columns/graph_reader.py`, and a property test demands that the two agree.
"""

from collections.abc import Iterable, Iterator

from knowledge_graph.closures import Closures
from knowledge_graph.identifiers import item_iri
from knowledge_graph.kinds import Kinds
from knowledge_graph.namespaces import NAMED_AS
from knowledge_graph.products import Product


def categories_held(
    products: Iterable[Product], closures: Closures, kinds: Kinds
) -> dict[str, tuple[str, ...]]:
    """Item id -> its categories (IRIs), those above them, and the kinds that its name tells."""
    held: dict[str, tuple[str, ...]] = {}
    for product in products:
        own = {iri for category in product.categories for iri in closures.wider(category)}
        # A name's noun puts a product into that one category; it says nothing of the headings above,
        # unless they are kinds themselves.
        own.update(kinds.members.get(product.item_id, ()))
        held[product.item_id] = tuple(sorted(own))
    return held


def values_held(product: Product, closures: Closures) -> set[str]:
    """Values (IRIs), stated or mined; a product whose blue is navy is found by blue, too."""
    stated = [value.value for value in product.values]
    mined = [found.value for found in product.mined if found.value is not None]
    return {iri for value in (*stated, *mined) for iri in closures.wider(value)}


def named_lines(kinds: Kinds) -> Iterator[str]:
    """N-Triples of what is derived from names: the kind of thing that each says its product is."""
    for item_id, iris in kinds.members.items():
        here = item_iri(item_id)
        yield from (f"<{here}> <{NAMED_AS}> <{iri}> .\n" for iri in iris)
