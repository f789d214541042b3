"""Note what schema.org's words say of a product, of its group and of its offers, and a shop has no place for."""

from collections.abc import Iterator
from typing import Final

from knowledge_graph.feeds.left_out import LeftOut
from knowledge_graph.feeds.linked_links import GTINS, LINKS
from knowledge_graph.feeds.linked_nodes import Node
from knowledge_graph.namespaces import FINGERPRINT, PROMOTED, TYPE
from knowledge_graph.products import Product

_KEPT: Final = frozenset(
    """name description alternateName image url productID sku identifier mpn category brand manufacturer
    offers aggregateRating releaseDate additionalProperty color material pattern size weight height width
    depth audience hasVariant isVariantOf inProductGroupWithID productGroupID variesBy""".split()  # noqa: SIM905
) | {TYPE, PROMOTED, FINGERPRINT, *GTINS, *LINKS}
_KEPT_OF_AN_OFFER: Final = frozenset(
    """offers price lowPrice minPrice priceCurrency priceSpecification availability inventoryLevel url""".split()  # noqa: SIM905
) | {TYPE}


def note_left_out(node: Node, group: Node | None, product: Product, left_out: LeftOut) -> None:
    """Count what the nodes of a product and of its group say beyond the product that was made of them."""
    said = node.said if group is None else group.said | node.said
    left_out.row(said, _KEPT, set(_unused(node, product)))
    for name in _of_offers(Node(node.iri, node.blank, said)) - _KEPT_OF_AN_OFFER:
        left_out.columns[f"offers/{name}"] += 1
    if len(said.get("image", ())) > 1:
        left_out.columns["image beyond the first"] += 1


def _unused(node: Node, product: Product) -> Iterator[str]:
    """The properties that are read, and were of no use this time."""
    yield from (name for name in ("sku", "identifier") if node.text(name) != product.item_id)
    yield from (name for name in GTINS if product.gtin is None)
    if "brand" in node.said:
        yield "manufacturer"
    yield from (name for name in ("image", "url") if getattr(product, name) is None)


def _of_offers(node: Node) -> set[str]:
    offers = node.nodes("offers")
    return {
        name
        for offer in (*offers, *(part for one in offers for part in one.nodes("offers")))
        for name in offer.said
    }
