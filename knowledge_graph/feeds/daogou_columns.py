"""The attribute columns of a product file in our own format: which there are, and what their cells hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from knowledge_graph.feeds.rows import BadCellError, number_of, truth_of
from knowledge_graph.feeds.tables import TableRow
from knowledge_graph.identifiers import attribute_iri, slug, value_iri
from knowledge_graph.products import AttributeValue, Number
from knowledge_graph.terms import AnyTerm, Attribute, AttributeKind, Value
from knowledge_graph.words import language_of

# All other columns are attributes.
_OWN: Final = frozenset(
    """item_id name name_en name_zh category brand price list_price currency stock description description_en
    description_zh image url gtin mpn promoted aliases accessories compatible_with released""".split()  # noqa: SIM905
)

_REMEMBERED: Final = 100_000  # cells, whose reading costs more than looking them up


@dataclass(frozen=True, slots=True)
class Held:
    """What a row holds of its attributes."""

    values: tuple[AttributeValue, ...]
    numbers: tuple[Number, ...]
    labels: dict[str, dict[str, str]]  # of values, as the file spells them


@dataclass(frozen=True, slots=True)
class Columns:
    """The attributes of one file, by column."""

    attributes: Mapping[str, Attribute]
    kept: Set[str]  # all columns that are read
    _known: dict[tuple[str, str], Held] = field(default_factory=dict)  # what cells held that came before

    def read(self, cells: Mapping[str, str]) -> Held:
        """The attributes of a row; raises BadCellError for a cell that is not of its attribute's type."""
        values: list[AttributeValue] = []
        numbers: list[Number] = []
        labels: dict[str, dict[str, str]] = {}
        for column, text in cells.items():
            attribute = self.attributes.get(column)
            if attribute is None:
                continue
            held = self._known.get((column, text)) or self._cell(column, text, attribute)
            values += held.values
            numbers += held.numbers
            labels |= held.labels
        return Held(tuple(sorted(set(values))), tuple(sorted(numbers)), labels)

    def new_terms(self, attribute: Attribute) -> Iterator[AnyTerm]:
        """The attribute, and the two values of one that is yes or no."""
        yield attribute
        if attribute.kind is AttributeKind.BOOLEAN:
            yield from truth_values(attribute)

    def _cell(self, column: str, text: str, attribute: Attribute) -> Held:
        held = _held(column, text, attribute)
        if len(self._known) < _REMEMBERED:
            self._known[column, text] = held
        return held


def _held(column: str, text: str, attribute: Attribute) -> Held:
    """What one cell holds."""
    if attribute.kind is AttributeKind.NUMBER:
        amount = number_of({column: text}, column, "a decimal in the attribute's unit, without the unit")
        return Held((), () if amount is None else (Number(attribute.iri, amount, attribute.unit),), {})
    if attribute.kind is AttributeKind.BOOLEAN:
        truth = truth_of({column: text}, column)
        return Held(() if truth is None else (_truth(attribute, truth),), (), {})
    parts = [part.strip() for part in text.split("|") if part.strip()]
    values = tuple(_value(column, attribute, part) for part in parts)
    labels = {value.value: {language_of(part): part} for value, part in zip(values, parts, strict=True)}
    return Held(values, (), labels)


def columns_of(header: Iterable[str], rows: Sequence[TableRow], attributes: Sequence[Attribute]) -> Columns:
    """The attribute columns of these rows, known or seen from their cells."""
    known = {attribute.iri: attribute for attribute in attributes}
    names = [name for name in dict.fromkeys(header) if name not in _OWN and slug(name)]
    cells: dict[str, set[str]] = {name: set() for name in names if attribute_iri(name) not in known}
    for row in rows if cells else ():
        for name in cells.keys() & row.cells.keys():
            cells[name].add(row.cells[name])
    found = {name: known.get(attribute_iri(name)) or _seen(name, cells[name]) for name in names}
    return Columns(found, _OWN | found.keys())


def truth_values(attribute: Attribute) -> tuple[Value, Value]:
    """`yes` and `no` of a boolean attribute; yes has the attribute's words, by which shoppers ask for it."""
    yes, no = _truth(attribute, True).value, _truth(attribute, False).value
    negated = {lang: _NOT.get(lang, "{}").format(label) for lang, label in attribute.labels.items()}
    return (
        Value(yes, attribute.labels, attribute.also, attribute=attribute.iri),
        Value(no, negated, attribute=attribute.iri),
    )


_NOT: Final = {"en": "not {}", "zh": "不{}"}


def _truth(attribute: Attribute, truth: bool) -> AttributeValue:
    return AttributeValue(attribute.iri, value_iri(attribute.iri, "yes" if truth else "no"))


def _value(column: str, attribute: Attribute, text: str) -> AttributeValue:
    if not slug(text):
        raise BadCellError(column, text, "a word with a letter or a digit")
    return AttributeValue(attribute.iri, value_iri(attribute.iri, text))


def _seen(column: str, seen: Set[str]) -> Attribute:
    """An attribute that nobody described, with the type that all of its cells agree on."""
    words = column.replace("_", " ").replace("-", " ").strip()
    labels = {language_of(words): words}
    cells = {cell.strip() for cell in seen} - {""}
    readers = ((AttributeKind.NUMBER, _is_number), (AttributeKind.BOOLEAN, _is_truth))
    kinds = (kind for kind, fits in readers if cells and all(fits({column: cell}, column) for cell in cells))
    return Attribute(attribute_iri(column), labels, kind=next(kinds, AttributeKind.VALUE))


def _is_number(cells: Mapping[str, str], column: str) -> bool:
    with suppress(BadCellError):
        return number_of(cells, column, "") is not None
    return False


def _is_truth(cells: Mapping[str, str], column: str) -> bool:
    with suppress(BadCellError):
        return truth_of(cells, column) is not None
    return False
