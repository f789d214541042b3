"""Read attributes out of products' names and descriptions.

Invariants: an attribute that the product states is never mined for it; the same product and terms give
the same result in every process; nothing is read from the network or the clock.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import Final, NamedTuple

from knowledge_graph.errors import UnitError
from knowledge_graph.identifiers import attribute_iri
from knowledge_graph.mining import chinese, english
from knowledge_graph.mining.confidence import CONFIDENCE, Evidence
from knowledge_graph.mining.kinds_of import Kind, kind_of
from knowledge_graph.mining.lexemes import lexemes_of, own_attributes
from knowledge_graph.mining.matcher import Hit, Matcher, Text
from knowledge_graph.mining.quantities import Quantity, quantities_in
from knowledge_graph.products import Mined, Product
from knowledge_graph.terms import AnyTerm, Attribute, AttributeKind
from knowledge_graph.units import convert
from knowledge_graph.words import is_chinese

_Rule = Callable[[Text, Hit, Kind], Evidence | None]
# Names of numeric attributes -> the words by which shops call them.
_NUMBERS: Final[Mapping[str, frozenset[str]]] = {
    "weight": frozenset({"weight", "重量"}),
    "length": frozenset({"length", "长度"}),
    "width": frozenset({"width", "宽度"}),
    "height": frozenset({"height", "高度"}),
    "depth": frozenset({"depth", "深度"}),
    "diameter": frozenset({"diameter", "直径"}),
    "thickness": frozenset({"thickness", "厚度"}),
    "capacity": frozenset({"capacity", "容量"}),
    "volume": frozenset({"volume", "体积"}),
    "power": frozenset({"power", "wattage", "功率"}),
    "voltage": frozenset({"voltage", "电压"}),
    "battery life": frozenset({"battery life", "battery", "续航", "续航时间"}),
    "battery capacity": frozenset({"battery capacity", "电池容量"}),
    "screen size": frozenset({"screen size", "screen", "屏幕尺寸"}),
    "brightness": frozenset({"brightness", "亮度"}),
    "maximum load": frozenset({"maximum load", "load capacity", "承重"}),
}


# What no evidence of a part of a product is surer than.
_SUREST: Final[Mapping[str, float]] = {
    "name": CONFIDENCE[Evidence.NAME],
    "description": CONFIDENCE[Evidence.HEADED],
}
_AT_ONCE: Final = 50  # products: enough to share one Doc, few enough for the processor's cache


class _Text(NamedTuple):
    """A text of a product: what it is, with the language under which it is kept, and what it says."""

    part: str  # name or description
    source: str  # name@en
    words: str
    han: bool  # in Chinese, whatever its language is said to be


class Miner:
    """Mines products by the vocabulary and by the terms of one shop."""

    def __init__(self, terms: Mapping[str, AnyTerm]) -> None:
        self._matcher = Matcher(lexemes_of(terms))
        own = own_attributes(terms, AttributeKind.NUMBER, _NUMBERS)
        self._numbers = {name: own.get(name, attribute_iri(name)) for name in _NUMBERS}
        self._units = {
            term.iri: term.unit for term in terms.values() if isinstance(term, Attribute) and term.unit
        }

    def mine(self, products: Sequence[Product]) -> Iterator[tuple[Mined, ...]]:
        """What the texts of each say and its columns do not: values in the order found, then amounts."""
        for start in range(0, len(products), _AT_ONCE):
            few = products[start : start + _AT_ONCE]
            texts = [list(_texts(product)) for product in few]
            cuts = self._cuts([text for own in texts for text in own])
            for product, own in zip(few, texts, strict=True):
                yield self._mined(product, [(text, next(cuts)) for text in own])

    def _cuts(self, texts: Sequence[_Text]) -> Iterator[Text]:
        """The words of each text with the values in them."""
        latin = iter(self._matcher.english(text.words for text in texts if not text.han))
        han = iter(self._matcher.chinese(text.words for text in texts if text.han))
        yield from (next(han) if text.han else next(latin) for text in texts)

    def _mined(self, product: Product, texts: Sequence[tuple[_Text, Text]]) -> tuple[Mined, ...]:
        stated = {held.attribute for held in product.values} | {held.attribute for held in product.numbers}
        kind = kind_of(product)
        values: dict[str, Mined] = {}  # by value IRI
        amounts: dict[str, Mined] = {}
        for text, cut in texts:
            _add_values(values, text, cut, kind, stated)
            for mined in self._amounts(text, kind):
                known = amounts.get(mined.attribute)
                if mined.attribute not in stated and (known is None or mined.confidence > known.confidence):
                    amounts[mined.attribute] = mined
        return (*values.values(), *amounts.values())

    def _amounts(self, text: _Text, kind: Kind) -> Iterator[Mined]:
        for found in quantities_in(text.words, kind):
            attribute = self._numbers[found.attribute]
            told = self._in_own_unit(found, attribute)
            if told is not None:
                sure = CONFIDENCE[found.evidence]
                yield Mined(attribute, None, *told, text.source, sure)

    def _in_own_unit(self, found: Quantity, attribute: str) -> tuple[Decimal, str] | None:
        """In the unit of the shop's attribute; None where the two do not measure the same thing."""
        unit = self._units.get(attribute)
        if unit is None:
            return found.amount, found.unit
        try:
            return convert(found.amount, found.unit, unit), unit
        except UnitError:
            return None


def _texts(product: Product) -> Iterator[_Text]:
    for part, texts in (("name", product.names), ("description", product.descriptions)):
        for language, words in texts.items():
            if words:
                han = not words.isascii() and is_chinese(words)
                yield _Text(part, f"{part}@{language}", words, han)


def _add_values(values: dict[str, Mined], text: _Text, cut: Text, kind: Kind, stated: Set[str]) -> None:
    """Add the values of one text, each where it is surest; what can change nothing is not looked at."""
    rules = chinese if text.han else english
    rule: _Rule = rules.in_name if text.part == "name" else rules.in_description
    for hit in cut.hits:
        attribute, value = hit.lexeme.attribute, hit.lexeme.value
        known = values.get(value)
        if attribute in stated or (known is not None and known.confidence >= _SUREST[text.part]):
            continue
        evidence = rule(cut, hit, kind)
        if evidence is not None and (known is None or CONFIDENCE[evidence] > known.confidence):
            values[value] = Mined(attribute, value, None, None, text.source, CONFIDENCE[evidence])
