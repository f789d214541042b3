"""Attributes in schema.org's words: colour, size and weight of their own names, all others as PropertyValue."""

from decimal import Decimal, InvalidOperation
from typing import Final

from knowledge_graph.feeds.linked_nodes import Content, Node, Text
from knowledge_graph.feeds.linked_terms import labels_of, name_of
from knowledge_graph.feeds.particulars import Particulars
from knowledge_graph.feeds.rows import BadCellError
from knowledge_graph.feeds.unit_codes import amount_of, unit_code
from knowledge_graph.identifiers import ATTRIBUTE, VALUE, value_iri
from knowledge_graph.namespaces import MINED_FROM

_IN_WORDS: Final = ("color", "material", "pattern", "size")
_MEASURED: Final = ("weight", "height", "width", "depth", "size")


def read_attributes(product: Node, its: Particulars) -> None:
    """All attributes of a product; raises BadCellError for one that cannot be used."""
    for held in product.all("additionalProperty"):
        # What was read out of words is read again from the words that come with it.
        if isinstance(held, Node) and not held.said.get(MINED_FROM):
            _property(held, its)
    for name in _IN_WORDS:
        for part in product.all(name):
            if isinstance(part, Text):
                its.add_value(name, part.text, part.language)
            elif not _is_quantity(part):
                _words(name, part, its)
    for name in _MEASURED:
        for part in product.all(name):
            if isinstance(part, Node) and _is_quantity(part):
                _quantity(name, part, its)
            elif isinstance(part, Text) and name != "size":
                its.add_amount(name, part.text)
    _audience(product, its)


def _audience(product: Node, its: Particulars) -> None:
    for audience in product.nodes("audience"):
        for text in audience.texts("suggestedGender"):
            its.add_gender(text.text.rpartition("/")[2])
        for text in audience.texts("audienceType", "name"):
            its.add_value("audience", text.text, text.language)


def _is_quantity(node: Node) -> bool:
    return bool(node.text("value", "minValue", "maxValue")) and "DefinedTerm" not in node.types


def _property(held: Node, its: Particulars) -> None:
    name = _property_name(held, its)
    if not name:
        raise BadCellError("additionalProperty", held.text("value"), "a name for each PropertyValue")
    if not held.said.get("value"):
        if held.text("minValue", "maxValue"):
            _quantity(name, held, its)
        return
    for part in held.all("value"):
        if isinstance(part, Text):
            _stated(name, held, part, its)
        elif part.iri.startswith(VALUE):
            its.keep_value(its.attribute(name), part.iri)
            for language, label in labels_of(part).items():
                its.label(part.iri, label, language)
        elif _is_quantity(part):
            _quantity(name, part, its)
        else:
            _words(name, part, its)


def _property_name(held: Node, its: Particulars) -> str:
    """What the attribute is called: by our IRI, by its labels, by `name`, else by `propertyID` as text."""
    for part in held.nodes("propertyID"):
        name = part.iri if part.iri.startswith(ATTRIBUTE) else name_of(part)
        if name:
            for language, label in labels_of(part).items():
                its.label(its.attribute(name), label, language)
            return name
    names = held.texts("name")
    if names:
        first = next((text.text for text in names if text.spoken() == "en"), names[0].text)
        for text in names:
            its.label(its.attribute(first), text.text, text.spoken())
        return first
    return held.text("propertyID")


def _stated(name: str, held: Node, part: Text, its: Particulars) -> None:
    unit = held.text("unitCode", "unitText")
    if part.typed == "boolean":
        its.add_truth(name, part.text in {"true", "1"})
    elif unit or part.is_number:
        its.add_number(name, _number(name, part.text), _unit(unit))
    elif part.language is None:
        its.add_text(name, part.text)
    else:
        its.add_value(name, part.text, part.language)


def _quantity(name: str, node: Node, its: Particulars) -> None:
    """A QuantitativeValue; of a range, its upper end."""
    text = node.text("value", "maxValue", "minValue")
    spelt = amount_of(text)
    unit = node.text("unitCode", "unitText")
    if unit or spelt is None:
        its.add_number(name, _number(name, text), _unit(unit))
    else:
        its.add_number(name, *spelt)


def _number(name: str, text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise BadCellError(name, text, "a decimal such as 2.5, beside its unitCode") from None
    if not amount.is_finite():
        raise BadCellError(name, text, "a decimal such as 2.5")
    return amount


def _unit(text: str) -> str | None:
    """A code as such; words by the table of units, and words that it does not know as they are."""
    return (unit_code(text) or text) if text else None


def _words(name: str, node: Content, its: Particulars) -> None:
    """A value that is a thing with labels; all of its labels mean the one value."""
    assert isinstance(node, Node)
    shown = name_of(node)
    its.add_value(
        name, shown, next((lang for lang, label in labels_of(node).items() if label == shown), None)
    )
    for language, label in labels_of(node).items():
        its.label(value_iri(its.attribute(name), shown), label, language)
