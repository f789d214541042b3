"""Products out of linked data in schema.org's words; RDF of any syntax and JSON-LD are read by this one reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge_graph.feeds.distinct import DistinctIds
from knowledge_graph.feeds.left_out import LeftOut
from knowledge_graph.feeds.linked_attributes import read_attributes
from knowledge_graph.feeds.linked_groups import Groups, is_product
from knowledge_graph.feeds.linked_left_out import note_left_out
from knowledge_graph.feeds.linked_links import GTINS, LINKS, Links, is_merely_named, item_id
from knowledge_graph.feeds.linked_nodes import BASE, Node, Nodes, Text
from knowledge_graph.feeds.linked_offers import read_offers, read_rating
from knowledge_graph.feeds.linked_terms import category_of, category_path, labels_of, name_of
from knowledge_graph.feeds.particulars import FeedUnits, Particulars
from knowledge_graph.feeds.places import Places
from knowledge_graph.feeds.rows import BadCellError, BadRow, address_of, check_encoding, date_of, gtin_of
from knowledge_graph.identifiers import BRAND, CATEGORY
from knowledge_graph.namespaces import COMPATIBLE_WITH, PROMOTED
from knowledge_graph.products import Product


@dataclass(frozen=True, slots=True)
class Gathering:
    """What all files of one feed share."""

    ids: DistinctIds
    units: FeedUnits
    left_out: LeftOut


def read_products(path: Path, text: str, nodes: Nodes, feed: Gathering) -> Iterator[Product | BadRow]:
    """Products in file order; `text` is what is searched for the line that one stands on."""
    groups, places = Groups(nodes.values()), Places(text)
    linked = {id(part) for node in nodes.values() for part in node.nodes(*LINKS)}
    wanted = [
        node
        for node in nodes.values()
        if is_product(node) and not groups.has_variants(node) and not is_merely_named(node, linked)
    ]
    links, is_whole = Links(wanted, feed.left_out), _is_utf8(text)
    for node in wanted:
        known_as = item_id(node)
        line = places.line_of(known_as, "" if node.blank else node.iri.removeprefix(BASE), name_of(node))
        try:
            if not is_whole:
                check_encoding({name: part.text for name in node.said for part in node.texts(name)})
            if not known_as:
                raise BadCellError("productID", "", "a productID, sku, gtin or @id that no other product has")
            product = feed.ids.keep(_product(known_as, node, groups, links, feed.units), path, line)
            note_left_out(node, groups.group_of(node), product, feed.left_out)
            yield product
        except BadCellError as bad:
            yield bad.at(path, line)


def _is_utf8(text: str) -> bool:
    try:
        check_encoding({"text": text})
    except BadCellError:
        return False
    return True


def _product(known_as: str, node: Node, groups: Groups, links: Links, units: FeedUnits) -> Product:
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
        list_price=offered.list_price,
        currency=offered.currency,
        values=its.values,
        numbers=its.numbers,
        image=address_of(cells, "image"),
        url=address_of(cells, "url"),
        gtin=_gtin(node),
        mpn=node.text("mpn") or None,
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


def _gtin(node: Node) -> str | None:
    cells = {name: node.text(name) for name in GTINS}
    return next(filter(None, (gtin_of(cells, name) for name in GTINS)), None)


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
