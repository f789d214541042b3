"""Groups of variants in schema.org's words: which products are variants of what, and what they share."""

from collections.abc import Iterable
from typing import Final

from knowledge_graph.feeds.linked_nodes import BASE, Node, Text, short
from knowledge_graph.words import language_of

_PRODUCTS: Final = frozenset(
    {
        "Product",
        "ProductModel",
        "IndividualProduct",
        "SomeProducts",
        "ProductGroup",
        "ProductCollection",
        "Vehicle",
    }
)
# What a variant has of its group where it says nothing of its own.
_COMMON: Final = (
    "name", "description", "brand", "manufacturer", "category", "image", "material", "pattern", "color", "size",
    "audience", "weight", "height", "width", "depth", "aggregateRating", "offers", "releaseDate",
)  # fmt: skip
_DISTINGUISHING: Final = ("color", "size", "material", "pattern")


def is_product(node: Node) -> bool:
    """Whether it is of one of schema.org's types of products."""
    return bool(node.types & _PRODUCTS)


def is_group(node: Node) -> bool:
    """Whether it is a group of variants."""
    return "ProductGroup" in node.types


class Groups:
    """The groups of a feed, by the variants they hold."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        products = [node for node in nodes if is_product(node)]
        by_name = {group.text("productGroupID"): group for group in products if is_group(group)}
        self._of: dict[int, Node] = {}
        self._held: set[int] = set()
        for node in products:
            for variant in node.nodes("hasVariant"):
                self._put(variant, node)
            for group in node.nodes("isVariantOf"):
                self._put(node, group)
            named = node.text("inProductGroupWithID")
            if named in by_name and by_name[named] is not node:
                self._put(node, by_name[named])

    def _put(self, variant: Node, group: Node) -> None:
        if variant is not group:
            self._of.setdefault(id(variant), group)
            self._held.add(id(group))

    def has_variants(self, node: Node) -> bool:
        """Whether it is a group whose variants are in the feed: they are the products then, not it."""
        return is_group(node) and id(node) in self._held

    def group_of(self, node: Node) -> Node | None:
        """The group that it is a variant of; None outside of any."""
        return self._of.get(id(node))

    def of(self, node: Node) -> str | None:
        """The id that the variants of its group share; None outside of any."""
        group = self._of.get(id(node))
        named = node.text("inProductGroupWithID") or (group.text("productGroupID", "sku") if group else "")
        if named or group is None:
            return named or None
        return group.text("name") if group.blank else group.iri.removeprefix(BASE).removeprefix("#")

    def with_what_is_common(self, node: Node) -> Node:
        """The product with what its group says, where it says nothing itself; properties of both are joined."""
        group = self._of.get(id(node))
        if group is None:
            return node
        varies = {short(text) for text in _texts(group, "variesBy")}
        common = {name: group.said[name] for name in _COMMON if name in group.said and name not in varies}
        joined = [*node.said.get("additionalProperty", []), *group.said.get("additionalProperty", [])]
        said = common | node.said | ({"additionalProperty": joined} if joined else {})
        return Node(node.iri, node.blank, said)

    def names(self, node: Node) -> dict[str, str]:
        """Its names by language; a variant without one is called by its group and what distinguishes it."""
        names = _by_language(node)
        group = self._of.get(id(node))
        if names or group is None:
            return names
        marks = ", ".join(text.text for text in node.texts(*_DISTINGUISHING))
        return {lang: f"{name} ({marks})" if marks else name for lang, name in _by_language(group).items()}


def _by_language(node: Node) -> dict[str, str]:
    names: dict[str, str] = {}
    for text in node.texts("name"):
        if text.text.strip():
            names.setdefault(text.language or language_of(text.text), text.text.strip())
    return names


def _texts(node: Node, name: str) -> list[str]:
    return [part.text if isinstance(part, Text) else part.iri for part in node.all(name)]
