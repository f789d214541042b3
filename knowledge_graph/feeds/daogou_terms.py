"""The YAML files of our own format: `shop.yml`, `categories.yml`, `attributes.yml`. Each may be absent."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge_graph.feeds.daogou_columns import truth_values
from knowledge_graph.feeds.rows import BadCellError, BadRow, check_encoding
from knowledge_graph.feeds.yaml_lines import Entry, entries_of, read_yaml
from knowledge_graph.identifiers import attribute_iri, category_iri, parent_category, slug, value_iri
from knowledge_graph.terms import Attribute, AttributeKind, Category, Value


@dataclass(frozen=True, slots=True)
class ShopProfile:
    """What the feed says of the shop as a whole."""

    currency: str | None = None


def read_profile(path: Path) -> ShopProfile:
    """The profile, or an empty one where there is no file."""
    content = read_yaml(path) if path.is_file() else None
    return ShopProfile(content.text("currency") or None) if isinstance(content, Entry) else ShopProfile()


def read_categories(path: Path) -> Iterator[Category | BadRow]:
    """Categories in file order; the slug path says which is below which."""
    for entry in _entries(path):
        try:
            name = _checked_slug(entry)
            iri = category_iri(*name.split("/"))
            yield Category(iri, *_labels(entry), broader=parent_category(iri))
        except BadCellError as bad:
            yield bad.at(path, entry.line)


def read_attributes(path: Path) -> Iterator[Attribute | Value | BadRow]:
    """Attributes in file order, each followed by its values."""
    for entry in _entries(path):
        try:
            yield from _attribute(entry)
        except BadCellError as bad:
            yield bad.at(path, entry.line)


def _entries(path: Path) -> tuple[Entry, ...]:
    return entries_of(path, read_yaml(path)) if path.is_file() else ()


def _attribute(entry: Entry) -> list[Attribute | Value]:
    iri, (labels, also) = attribute_iri(_checked_slug(entry)), _labels(entry)
    kind = entry.text("type") or AttributeKind.VALUE
    if kind not in set(AttributeKind):
        raise BadCellError("type", kind, "value, number or boolean")
    better = entry.text("better") or None
    if better not in {None, "high", "low"}:
        raise BadCellError("better", better or "", "high, low or null")
    attribute = Attribute(
        iri, labels, also, kind=AttributeKind(kind), unit=entry.text("unit") or None, better=better
    )
    if attribute.kind is AttributeKind.BOOLEAN:
        return [attribute, *truth_values(attribute)]
    values = [
        Value(value_iri(iri, _checked_slug(value)), *_labels(value), attribute=iri)
        for value in entry.entries("values")
    ]
    return [attribute, *values]


def _checked_slug(entry: Entry) -> str:
    check_encoding({"entry": " ".join(entry.all_text())})
    name = entry.text("slug")
    if not slug(name):
        raise BadCellError("slug", name, "a short name such as outdoors/tents")
    return name


def _labels(entry: Entry) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The labels, and the other words, by language."""
    labels = {language: entry.text(language) for language in ("en", "zh") if entry.text(language)}
    if not labels:
        raise BadCellError("en", "", "a label for en, for zh, or for both")
    also = entry.entry("also")
    return labels, {language: also.list(language) for language in ("en", "zh") if also.list(language)}
