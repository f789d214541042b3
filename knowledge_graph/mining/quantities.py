"""Read amounts with units out of texts, each tied to an attribute by its words or by its unit.

Units are UN/CEFACT codes (Recommendation 20). What an amount is for is no amount of the product: "fits
15-inch laptops" gives nothing. A bare length gives nothing either, unless the product is long by nature.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

import cn2an

from knowledge_graph.mining.confidence import Evidence
from knowledge_graph.mining.kinds_of import Kind
from knowledge_graph.mining.units_in_words import (
    ATTRIBUTE_WORDS,
    LONG_THINGS,
    PART_WORDS,
    SCREENS,
    UNIT_ATTRIBUTES,
    UNITS,
    VESSELS,
)

_NUMBER: Final = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN_NUMBER: Final = r"[零一二两三四五六七八九十百千半]+"
_UNIT: Final = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_AMOUNT: Final = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<first>{_NUMBER}|{_HAN_NUMBER})"
    rf"(?:\s*(?:{_UNIT})?\s*[x×*]\s*(?P<second>{_NUMBER}))?"
    rf"(?:\s*(?:{_UNIT})?\s*[x×*]\s*(?P<third>{_NUMBER}))?"
    rf"[\s-]?(?P<unit>{_UNIT})(?![a-z])",
    re.IGNORECASE,
)
# In ASCII every amount ends in a digit and the first letter of a unit; most numbers of a catalogue do not.
_MAYBE_ASCII: Final = re.compile(
    rf"[0-9][\s-]?[{''.join(sorted({unit[0] for unit in UNITS if unit.isascii()}))}]", re.IGNORECASE
)
_MAYBE: Final = re.compile(r"\d|[两一二三四五六七八九十半]\s?(?:公|千|毫|厘|升|米|斤|小时|瓦|英寸)")
_CLAUSE: Final = re.compile(r"[.!?;,。！？；，](?!\d)")
_FOR_OTHERS: Final = re.compile(
    r"\b(?:fits?|fitting|compatible with|for|accommodates?|suits?|under|per|within|every|after|in)\s+"
    r"(?:\w+[\s-]){0,3}$|(?:适合|适用于|兼容|可放|容纳|每|支持)[^，。]{0,6}$",
    re.IGNORECASE,
)
_LOADS: Final = re.compile(
    r"\b(?:supports?|loads?|bears?|carr(?:y|ies)|withstands?|holds)\s+(?:\w+\s){0,3}$"
    r"|(?:承重|载重|承载)[^，。]{0,4}$",
    re.IGNORECASE,
)
_HAN_VESSELS: Final = tuple(word for word in VESSELS if not word.isascii())
_SIDES: Final = ("length", "width", "height")
_LENGTHS: Final = frozenset({"MMT", "CMT", "MTR", "INH", "FOT"})
_MASSES: Final = frozenset({"MGM", "GRM", "KGM", "LBR", "ONZ"})


class Quantity(NamedTuple):
    """An amount found: its attribute's English name, how much of which unit, and by what evidence."""

    attribute: str
    amount: Decimal
    unit: str
    evidence: Evidence


class _Place(NamedTuple):
    """An amount's surroundings in its clause, lower case."""

    before: str
    after: str


def quantities_in(text: str, kind: Kind) -> list[Quantity]:
    """The amounts that a text gives of the product, in their order; empty without a look where it has no number."""
    if not (_MAYBE_ASCII if text.isascii() else _MAYBE).search(text):
        return []
    return [quantity for found in _AMOUNT.finditer(text) for quantity in _read(text, found, kind)]


def _read(text: str, found: re.Match[str], kind: Kind) -> Iterator[Quantity]:
    unit = UNITS[found["unit"].lower()]
    amounts = [
        amount for name in ("first", "second", "third") if (amount := _amount(found[name])) is not None
    ]
    place = _place(text, found)
    if not amounts or _FOR_OTHERS.search(place.before) or _of_a_part(place):
        return
    if len(amounts) > 1:
        if unit in _LENGTHS:
            for side, amount in zip(_SIDES, amounts, strict=False):
                yield Quantity(side, amount, unit, Evidence.MEASURE)
        return
    if unit in _MASSES and _LOADS.search(place.before):
        if unit != "ONZ":
            yield Quantity("maximum load", amounts[0], unit, Evidence.MEASURE)
            return
        place = _Place(place.before + " capacity", place.after)
    unit = _fluid(unit, place, kind)
    named = _named(place, unit)
    attribute = named or _by_unit(unit, place, kind)
    if attribute:
        yield Quantity(attribute, amounts[0], unit, Evidence.MEASURE if named else Evidence.UNIT)


def _amount(spelt: str | None) -> Decimal | None:
    """A positive amount; None for none and for what is no number."""
    if not spelt:
        return None
    if not spelt[0].isdigit():
        return Decimal("0.5") if spelt == "半" else _chinese_number(spelt)
    try:
        amount = Decimal(spelt.replace(",", ""))
    except InvalidOperation:
        return None
    return amount if amount > 0 else None


def _chinese_number(spelt: str) -> Decimal | None:
    """两 is two; raises nothing: what cn2an cannot read is no number."""
    try:
        return Decimal(str(cn2an.cn2an(spelt.replace("两", "二"), "normal")))
    except ValueError:
        return None


def _place(text: str, found: re.Match[str]) -> _Place:
    before, after = text[: found.start()].lower(), text[found.end() :].lower()
    marks = [mark.end() for mark in _CLAUSE.finditer(before)]
    end = _CLAUSE.search(after)
    return _Place(before[marks[-1] if marks else 0 :], after[: end.start() if end else None])


def _of_a_part(place: _Place) -> bool:
    """5 cm straps; a strap length of 50 cm; 肩带长120厘米."""
    words_after = re.findall(r"[a-z]+", place.after)[:3]
    words_before = re.findall(r"[a-z]+", place.before)[-4:]
    han = place.before[-6:] + place.after[:4]
    return any(word in PART_WORDS for word in (*words_after, *words_before)) or any(
        part in han for part in PART_WORDS if not part.isascii()
    )


def _fluid(unit: str, place: _Place, kind: Kind) -> str:
    """An ounce of a vessel is a fluid ounce, unless the words weigh it."""
    weighed = "weigh" in place.before or "weight" in place.after
    return "OZA" if unit == "ONZ" and _holds(place, kind) and not weighed else unit


def _holds(place: _Place, kind: Kind) -> bool:
    """Whether the product is a vessel, by its kind or by a word beside the amount."""
    beside = place.before + " " + place.after
    words = set(re.findall(r"[a-z]+", beside)) | kind.nouns | kind.chinese
    return "capacity" in words or bool(words & VESSELS) or any(han in beside for han in _HAN_VESSELS)


def _named(place: _Place, unit: str) -> str | None:
    """The attribute whose word stands nearest: "30 cm wide", "height: 30 cm"."""
    after = " ".join(place.after.split()[:4])
    for words, attribute, units in ATTRIBUTE_WORDS:
        if unit in units and (words.match(after) or words.search(place.before[-28:])):
            return attribute
    return None


def _by_unit(unit: str, place: _Place, kind: Kind) -> str | None:
    """The attribute that the unit alone gives, with the product's kind for inches and litres."""
    if unit in _LENGTHS:
        following = set(re.findall(r"[a-z]+", place.after)[:3])
        if unit == "INH" and kind.nouns & SCREENS and (following & (kind.nouns | SCREENS) or not following):
            return "screen size"
        return "length" if kind.nouns & LONG_THINGS else None
    if unit in {"MLT", "CLT", "LTR", "OZA", "GLL"}:
        return "capacity" if _holds(place, kind) else "volume"
    return UNIT_ATTRIBUTES.get(unit)
