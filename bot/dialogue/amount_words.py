"""The words around a number, as patterns made of words/*.yml: currencies, units, bounds, and what is no amount."""

import re
from functools import cache
from typing import Literal

from bot.dialogue.words import any_of, keyed, listed


@cache
def no_amount(side: Literal["before", "after"]) -> re.Pattern[str]:
    """What beside a number says that it is no amount."""
    words = any_of(listed("not_amounts", side))
    return re.compile(rf"{words}[ :]*$" if side == "before" else rf"[ -]?{words}", re.IGNORECASE)


@cache
def currency_names() -> re.Pattern[str]:
    """A currency after a number; the name of the group is its code, `own`, `dollar` or `yuan_sign`."""
    # 个 joins a numeral to its noun in Chinese; a currency beside a weight ("pounds in weight") is a unit.
    groups = "|".join(
        f"(?P<{code}>{any_of(patterns)}(?! (?:in|of) weight))"
        for code, patterns in sorted(
            keyed("currencies").items(), key=lambda pair: pair[0] in ("own", "dollar")
        )
    )
    # The sign of "£30-£50" belongs to what follows.
    return re.compile(rf"[ -]?(?:{groups})(?!\d)", re.IGNORECASE)


@cache
def unit_names() -> re.Pattern[str]:
    """A unit after a number; the name of the group is its UN/CEFACT code."""
    # Longest names first over all units, so that "mah" is not read as metres.
    named = [(name, unit) for unit, names in keyed("units").items() for name in names]
    named.sort(key=lambda pair: -len(pair[0]))
    by_unit: dict[str, list[str]] = {}
    for name, unit in named:
        by_unit.setdefault(unit, []).append(name)
    order = sorted(by_unit, key=lambda unit: -max(map(len, by_unit[unit])))
    return re.compile(
        "[ -]?(?:" + "|".join(f"(?P<{unit}>{any_of(by_unit[unit])})" for unit in order) + ")(?![A-Za-z])",
        re.IGNORECASE,
    )


@cache
def quantity_after() -> re.Pattern[str]:
    """A measure word or "pieces" after a number."""
    latin = any_of(listed("quantity", "after_number"))
    return re.compile(rf"\s?{latin}|{any_of(listed('quantity', 'measures'))}", re.IGNORECASE)


@cache
def before_number(*names: str) -> re.Pattern[str]:
    """Words of comparison that end where a number begins, of these lists of `bounds`."""
    patterns = [pattern for name in names for pattern in listed("bounds", name)]
    # "Up to about 50" is a bound; "for about 50" is about so much.
    loosely = " " if "spend_before" in names else " |about |about the "
    return re.compile(rf"{any_of(patterns)}\s*(?:the |an? |only |just{loosely})?$", re.IGNORECASE)


@cache
def after_number(name: str) -> re.Pattern[str]:
    """Words of comparison right after a number, of this list of `bounds`."""
    return re.compile(rf"\s?{any_of(listed('bounds', name))}", re.IGNORECASE)


@cache
def loosely() -> re.Pattern[str]:
    """What right after a number says that it is no exact one: 五百来块, "80-ish"."""
    return re.compile(any_of(listed("bounds", "loosely")), re.IGNORECASE)


@cache
def before_sums() -> re.Pattern[str]:
    """What right after a bare number says that it is money: 三百的耳机."""
    return re.compile(any_of(listed("numbers", "sums_before")))


@cache
def changed() -> re.Pattern[str]:
    """What ends where the numbers begin that tell how many there are and how many there shall be: "raise from"."""
    return re.compile(rf"{any_of(listed('quantity', 'changed'))}\s*$", re.IGNORECASE)


def is_raised(text: str, start: int) -> bool:
    """Whether the number at `start` tells how many there shall be: "bump the candles up to ten", but no budget."""
    return _raised().search(text, 0, start) is not None and _of_money().search(text) is None


@cache
def _raised() -> re.Pattern[str]:
    return re.compile(rf"{any_of(listed('quantity', 'raised'))}\s*$", re.IGNORECASE)


@cache
def _of_money() -> re.Pattern[str]:
    return re.compile(any_of(listed("quantity", "of_money")), re.IGNORECASE)


@cache
def counted() -> re.Pattern[str]:
    """What is counted right after a number: "clients", "people"."""
    return re.compile(rf" {any_of(listed('numbers', 'counted'))}", re.IGNORECASE)
