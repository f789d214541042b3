"""Products out of linked data in schema.org's words; RDF of any syntax and JSON-LD are read by this one reader."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from knowledge_graph.feeds.distinct import DistinctIds
from knowledge_graph.feeds.linked_attributes import read_attributes
from knowledge_graph.feeds.linked_groups import Groups, is_product
from knowledge_graph.feeds.linked_nodes import BASE, Node, Nodes, Text
from knowledge_graph.feeds.linked_offers import read_offers, read_rating
from knowledge_graph.feeds.linked_terms import category_of, category_path, labels_of, name_of
from knowledge_graph.feeds.particulars import FeedUnits, Particulars
from knowledge_graph.feeds.places import Places
from knowledge_graph.feeds.rows import BadCellError, BadRow, address_of, check_encoding, date_of
from knowledge_graph.identifiers import BRAND, CATEGORY, ITEM, item_id_of
from knowledge_graph.namespaces import COMPATIBLE_WITH, PROMOTED
from knowledge_graph.products import Product

IDS: Final = ("productID", "sku", "gtin", "gtin14", "gtin13", "gtin12", "gtin8", "mpn", "identifier")
# What may be said of a product that is merely named, as the other end of a link.
_NAMING: Final = frozenset({*IDS, "name", "url", "image", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"})
_LINKS: Final = (
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


def read_products(
    path: Path, text: str, nodes: Nodes, ids: DistinctIds, units: FeedUnits
) -> Iterator[Product | BadRow]:
    """Products in file order; `text` is what is searched for the line that one stands on."""
    groups, places = Groups(nodes.values()), Places(text)
    linked = {id(part) for node in nodes.values() for part in node.nodes(*_LINKS)}
    wanted = [
        node
        for node in nodes.values()
        if is_product(node) and not groups.has_variants(node) and not _is_merely_named(node, linked)
    ]
    links, is_whole = _Links(wanted), _is_utf8(text)
    for node in wanted:
        known_as = item_id(node)
        line = places.line_of(known_as, "" if node.blank else node.iri.removeprefix(BASE), name_of(node))
        try:
            if not is_whole:
                check_encoding({name: part.text for name in node.said for part in node.texts(name)})
            if not known_as:
                raise BadCellError("productID", "", "a productID, sku, gtin or @id that no other product has")
            yield ids.keep(_product(known_as, node, groups, links, units), path, line)
        except BadCellError as bad:
            yield bad.at(path, line)


def _is_utf8(text: str) -> bool:
    try:
        check_encoding({"text": text})
    except BadCellError:
        return False
    return True


def _is_merely_named(node: Node, linked: set[int]) -> bool:
    return id(node) in linked and set(node.said) <= _NAMING


def _product(known_as: str, node: Node, groups: "Groups", links: "_Links", units: FeedUnits) -> Product:
    group = groups.of(node)
    whole = groups.with_what_is_common(node)
    its = Particulars(units)
    names = groups.names(node)
    if not names:
        raise BadCellError("name", "", "the product's name")
    offered = read_offers(node) if node.nodes("offers") else read_offers(whole)
    rating, count = read_rating(whole)
    _categories(whole, its)
    _brand(whole, its)
    read_attributes(whole, its)
    cells = {"image": _address(whole, "image"), "url": _address(node, "url") or offered.url}
    return Product(
        item_id=known_as,
        names=names,
        descriptions=_by_language(whole, "description"),
        categories=tuple(sorted(its.categories, key=lambda iri: (-iri.count("/"), iri))),
        brand=its.brand,
        price=offered.price,
        currency=offered.currency,
        values=its.values,
        numbers=its.numbers,
        image=address_of(cells, "image"),
        url=address_of(cells, "url"),
        promoted=node.text(PROMOTED) in {"true", "1"},
        aliases=tuple(sorted({text.text for text in node.texts("alternateName")})),
        accessories=links.to(known_as, "isAccessoryOrSparePartFor"),
        consumables=links.to(known_as, "isConsumableFor"),
        similar=links.of(node, "isSimilarTo"),
        goes_with=links.of(node, "isRelatedTo"),
        compatible_with=links.of(node, COMPATIBLE_WITH),
        group=group,
        rating=rating,
        rating_count=count,
        released=_released(whole),
        available=offered.available,
        stock=offered.stock,
        labels=its.labels,
    )


def _by_language(node: Node, name: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for text in node.texts(name):
        if text.text.strip():
            texts.setdefault(text.spoken(), text.text.strip())
    return texts


def _released(node: Node) -> date | None:
    return date_of({"releaseDate": node.text("releaseDate")[:10]}, "releaseDate")


def _address(node: Node, name: str) -> str:
    """An address as text, as an IRI, or inside an ImageObject."""
    for part in node.all(name):
        if isinstance(part, Text):
            return part.text.strip()
        inner = part.text("contentUrl", "url")
        found = inner or ("" if part.blank else part.iri)
        if found:
            return "/" + found.removeprefix(BASE) if found.startswith(BASE) else found
    return ""


def _categories(node: Node, its: Particulars) -> None:
    for part in node.all("category"):
        if isinstance(part, Text):
            its.add_category_text("category", part.text, part.language)
            continue
        iri = category_of(part)
        if iri is None:
            raise BadCellError("category", name_of(part), "a category with a name")
        if iri.startswith(CATEGORY) and iri not in its.categories:
            its.categories.append(iri)
        for step in category_path(part):
            for language, label in labels_of(step).items():
                its.label(category_of(step) or iri, label, language)


def _brand(node: Node, its: Particulars) -> None:
    for part in node.all("brand", "manufacturer"):
        if isinstance(part, Text):
            its.set_brand("brand", part.text, part.language)
        elif part.iri.startswith(BRAND):
            its.brand = part.iri
        else:
            its.set_brand("brand", name_of(part))
        if its.brand and isinstance(part, Node):
            for language, label in labels_of(part).items():
                its.label(its.brand, label, language)
        if its.brand:
            return


class _Links:
    """Which products of the feed point to which, by item id; a link to something else is passed over."""

    def __init__(self, products: Sequence[Node]) -> None:
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
        """The ids that a product points to."""
        if relation not in node.said:
            return ()
        found = set()
        for part in node.all(relation):
            names = (part.text,) if isinstance(part, Text) else (part.iri, item_id(part))
            found |= {self._known[name] for name in names if name in self._known}
        return tuple(sorted(found - {item_id(node)}))

    def to(self, target: str, relation: str) -> tuple[str, ...]:
        """The ids that point to a product."""
        return tuple(sorted(self._backwards.get((target, relation), ())))
