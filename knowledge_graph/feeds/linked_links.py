"""Which products of linked data point to which, and the ids that they are known by."""

from collections.abc import Sequence, Set
from typing import Final

from knowledge_graph.feeds.left_out import LeftOut
from knowledge_graph.feeds.linked_nodes import BASE, Content, Node, Text
from knowledge_graph.feeds.linked_terms import name_of
from knowledge_graph.identifiers import ITEM, item_id_of
from knowledge_graph.namespaces import COMPATIBLE_WITH, TYPE

GTINS: Final = ("gtin", "gtin14", "gtin13", "gtin12", "gtin8")
IDS: Final = ("productID", "sku", *GTINS, "mpn", "identifier")
# What may be said of a product that is merely named, as the other end of a link.
_NAMING: Final = frozenset({*IDS, "name", "url", "image", TYPE})
LINKS: Final = (
    "isAccessoryOrSparePartFor",
    "isConsumableFor",
    "isSimilarTo",
    "isRelatedTo",
    COMPATIBLE_WITH,
)


def item_id(node: Node) -> str:
    """Its id: the product id, SKU or GTIN, else its IRI; empty where it has none."""
    for name in IDS:
        for part in node.all(name):
            found = part.text if isinstance(part, Text) else part.text("value")
            if found.strip():
                return found.strip()
    if node.blank:
        return node.text("url")
    return (
        item_id_of(node.iri) if node.iri.startswith(ITEM) else node.iri.removeprefix(BASE).removeprefix("#")
    )


def is_merely_named(node: Node, linked: Set[int]) -> bool:
    """Whether it is among the `linked` nodes (by `id()`) and nothing is said of it but what it is called."""
    return id(node) in linked and set(node.said) <= _NAMING


class Links:
    """Which products of the feed point to which, by item id; a link to something else is counted as left out."""

    def __init__(self, products: Sequence[Node], left_out: LeftOut) -> None:
        self._left_out = left_out
        self._known: dict[str, str] = {}  # IRI, id or address -> item id
        self._backwards: dict[tuple[str, str], set[str]] = {}
        for node in products:
            for name in filter(None, (node.iri, node.text("url"), *(t.text for t in node.texts(*IDS)))):
                self._known.setdefault(name, item_id(node))
        for node in products:
            for relation in ("isAccessoryOrSparePartFor", "isConsumableFor"):
                for target in self.of(node, relation):
                    self._backwards.setdefault((target, relation), set()).add(item_id(node))

    def of(self, node: Node, relation: str) -> tuple[str, ...]:
        """The ids that a product points to; to be asked once, since it counts what it does not find."""
        if relation not in node.said:
            return ()
        found = set()
        for part in node.all(relation):
            names = (part.text,) if isinstance(part, Text) else (part.iri, item_id(part))
            ids = {self._known[name] for name in names if name in self._known}
            found |= ids
            if not ids:
                self._left_out.links[_called(part)] += 1
        return tuple(sorted(found - {item_id(node)}))

    def to(self, target: str, relation: str) -> tuple[str, ...]:
        """The ids that point to a product."""
        return tuple(sorted(self._backwards.get((target, relation), ())))


def _called(part: Content) -> str:
    """What to tell the other end of a link by."""
    if isinstance(part, Text):
        return part.text
    return item_id(part) or name_of(part) or "one without an id"
