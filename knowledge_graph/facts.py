"""What is held of one attribute of a product: what the feed states, else what was read out of its words.

Never guesses: where neither says anything, there is no fact.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from knowledge_graph.products import Product
from knowledge_graph.results import Fact
from knowledge_graph.terms import AnyTerm, Attribute, AttributeKind

CODES: Final = ("gtin", "mpn")  # what programs know a product by; attributes of schema.org itself
Label: TypeAlias = Callable[[str], str]  # IRI -> the word to show


def fact_of(product: Product, attribute: str, term: AnyTerm | None, label: Label) -> Fact | None:
    """What `product` has of `attribute` (IRI, described by `term`); None where nothing is held.

    A stated value always wins over a mined one; of a mined one, source and confidence are told.
    """
    number = next((held for held in product.numbers if held.attribute == attribute), None)
    if number is not None:
        return Fact(attribute, number.amount, None, number.unit)
    stated = [held.value for held in product.values if held.attribute == attribute]
    if stated:
        return _valued(attribute, stated, term, label)
    return _mined(product, attribute, term, label)


def codes_of(product: Product) -> list[Fact]:
    """Its bar code and its maker's number, each by its name in CODES, where the feed states them."""
    held = zip(CODES, (product.gtin, product.mpn), strict=True)
    return [Fact(name, code) for name, code in held if code is not None]


def attributes_held(product: Product) -> tuple[str, ...]:
    """IRIs of the attributes that something is held of, stated ones first, each part in order."""
    stated = {held.attribute for held in product.values} | {held.attribute for held in product.numbers}
    mined = {held.attribute for held in product.mined} - stated
    return (*sorted(stated), *sorted(mined))


def _mined(product: Product, attribute: str, term: AnyTerm | None, label: Label) -> Fact | None:
    found = [held for held in product.mined if held.attribute == attribute]
    if not found:
        return None
    surest = max(found, key=lambda held: held.confidence)
    if surest.amount is not None:
        return Fact(
            attribute, surest.amount, None, surest.unit, source=surest.source, confidence=surest.confidence
        )
    values = list(dict.fromkeys(held.value for held in found if held.value is not None))
    least = min(held.confidence for held in found if held.value is not None)
    return _valued(attribute, values, term, label, source=surest.source, confidence=least)


def _valued(
    attribute: str,
    values: Sequence[str],
    term: AnyTerm | None,
    label: Label,
    *,
    source: str | None = None,
    confidence: float | None = None,
) -> Fact:
    """A yes or no, or the words of one value or several."""
    if isinstance(term, Attribute) and term.kind is AttributeKind.BOOLEAN:
        return Fact(attribute, values[0].endswith("/yes"), values[0], source=source, confidence=confidence)
    words = ", ".join(label(value) for value in values)
    single = values[0] if len(values) == 1 else None
    return Fact(attribute, words, single, source=source, confidence=confidence)
