"""Terms of linked data: SKOS categories with their broader ones, brands, attributes and values with their labels.

What has an IRI of ours keeps it; anything else gets one by its label, as in every other format.
"""

from collections.abc import Iterator
from typing import Final

from knowledge_graph.feeds.linked_nodes import Node, Nodes
from knowledge_graph.identifiers import (
    ATTRIBUTE,
    BRAND,
    CATEGORY,
    VALUE,
    attribute_of,
    category_iri,
    parent_category,
    slug,
    words_of_iri,
)
from knowledge_graph.namespaces import (
    ALT_LABEL,
    BETTER,
    BROADER,
    CONCEPT,
    IN_SCHEME,
    PREF_LABEL,
    VALUE_TYPE,
)
from knowledge_graph.terms import AnyTerm, Attribute, AttributeKind, Brand, Category, Value

_LABELS: Final = (
    PREF_LABEL,
    "name",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#notation",
)


def labels_of(node: Node) -> dict[str, str]:
    """Its label in each language; the first of a language stays, and SKOS's comes before any other."""
    labels: dict[str, str] = {}
    for text in node.texts(*_LABELS):
        if text.text.strip():
            labels.setdefault(text.spoken(), text.text.strip())
    return labels


def name_of(node: Node) -> str:
    """Its English label, else any, else the last words of its IRI; empty for a blank node without a label."""
    labels = labels_of(node)
    if labels:
        return labels.get("en") or next(iter(labels.values()))
    return "" if node.blank else words_of_iri(node.iri)


def category_path(node: Node) -> list[Node]:
    """A category and what is broader, widest first; a ring of them is cut where it closes."""
    path = [node]
    while (wider := next(iter(path[0].nodes(BROADER)), None)) is not None and wider not in path:
        path.insert(0, wider)
    return path


def category_of(node: Node) -> str | None:
    """The IRI of a category; None for one that has no word."""
    if node.iri.startswith(CATEGORY):
        return node.iri
    names = [name_of(part) for part in category_path(node)]
    return category_iri(*names) if all(slug(name) for name in names) else None


def terms_of(nodes: Nodes) -> Iterator[AnyTerm]:
    """The terms that have a label in these nodes, in file order; values after nothing in particular."""
    used = {id(part) for node in nodes.values() for part in node.nodes("category")}
    for node in nodes.values():
        labels, also = labels_of(node), _also(node)
        if not labels:
            continue
        if node.iri.startswith(BRAND):
            yield Brand(node.iri, labels, also)
        elif node.iri.startswith(VALUE):
            yield Value(node.iri, labels, also, attribute=attribute_of(node.iri), broader=_wider_value(node))
        elif node.iri.startswith(ATTRIBUTE):
            yield _attribute(node, labels, also)
        elif node.iri.startswith(CATEGORY) or (_is_concept(node) and _is_category(node, used)):
            iri = category_of(node)
            if iri is not None:
                yield Category(iri, labels, also, broader=_wider_category(node, iri))


def _is_concept(node: Node) -> bool:
    return CONCEPT in node.types


def _is_category(node: Node, used: set[int]) -> bool:
    """A concept that products name, or that has narrower or broader ones; a value's scheme is an attribute."""
    schemes = [scheme.iri for scheme in node.nodes(IN_SCHEME)]
    return id(node) in used or not any(scheme.startswith(ATTRIBUTE) for scheme in schemes)


def _wider_category(node: Node, iri: str) -> str | None:
    wider = next(iter(node.nodes(BROADER)), None)
    return parent_category(iri) if wider is None else category_of(wider)


def _wider_value(node: Node) -> str | None:
    return next((wider.iri for wider in node.nodes(BROADER) if wider.iri.startswith(VALUE)), None)


def _attribute(node: Node, labels: dict[str, str], also: dict[str, tuple[str, ...]]) -> Attribute:
    kind, better = node.text(VALUE_TYPE), node.text(BETTER)
    return Attribute(
        node.iri,
        labels,
        also,
        kind=AttributeKind(kind) if kind in set(AttributeKind) else AttributeKind.VALUE,
        unit=node.text("unitCode") or None,
        better=better if better in {"high", "low"} else None,
    )


def _also(node: Node) -> dict[str, tuple[str, ...]]:
    also: dict[str, list[str]] = {}
    for text in node.texts(ALT_LABEL):
        also.setdefault(text.spoken(), []).append(text.text)
    return {language: tuple(sorted(words)) for language, words in sorted(also.items())}
