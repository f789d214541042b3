"""Read what a shopper says in numbers: prices, measures with a unit, years, and how many.

A number is judged by its neighbours: the sign or unit beside it, and the words of comparison before
and after. Nothing is converted and no currency is exchanged; that is for whoever knows the shop.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from bot.dialogue.amount_words import (
    after_number,
    before_number,
    before_sums,
    changed,
    counted,
    currency_names,
    is_raised,
    loosely,
    no_amount,
    quantity_after,
    unit_names,
)
from bot.dialogue.numbers import Number, find_numbers, tenths_after
from bot.dialogue.words import any_of, keyed, listed

Kind = Literal["price", "measure", "year", "quantity", "number"]
Side = Literal["high", "low", "about", ""]


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity said at `text[start:end]`, words of comparison included; `core` is the number and its unit.

    A bound that was not said is None; both are inclusive. `currencies` are the ISO codes that the word
    may mean, none for the shop's own money.
    """

    kind: Kind
    start: int
    end: int
    core: tuple[int, int]
    low: Decimal | None
    high: Decimal | None
    about: bool = False
    currencies: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class _Mention:
    """A number with the sign or unit that touches it."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    currencies: tuple[str, ...] | None  # None: no currency was named
    unit: str | None
    quantity: bool
    loose: bool  # 五百来块, 80-ish
    in_words: bool


_AMBIGUOUS = {
    "own": (),
    "dollar": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"),
    "yuan_sign": ("CNY", "JPY"),
}
_YEARS = range(1900, 2100)
_LEAST_SUM = 100  # less may be a size
_CUSTOMARY = {"jin": ("GRM", 500)}  # units without a code of their own, and what they are in one that has


def find_amounts(text: str) -> list[Amount]:
    """All amounts of a sentence in plain form, left to right; places in a list ("the 2nd") are not amounts."""
    mentions: list[_Mention] = []
    for number in find_numbers(text):
        free_from = mentions[-1].end if mentions else 0
        if number.start >= free_from and not _is_something_else(text, number):
            mentions.append(_with_neighbours(text, number, free_from))
    amounts: list[Amount] = []
    index = 0
    while index < len(mentions):
        first = mentions[index]
        second = mentions[index + 1] if index + 1 < len(mentions) else None
        if second is not None and _joined(text, first, second):
            amounts.append(_ranged(text, first, second))
            index += 2
            continue
        amounts.append(_decade(text, first) or _bounded(text, first))
        index += 1
    return _two_sided(amounts)


def _two_sided(amounts: list[Amount]) -> list[Amount]:
    """A floor and a ceiling that were said one after the other ("over 20 and under 80") as one amount."""
    kept: list[Amount] = []
    for amount in amounts:
        whole = _completed(kept[-1], amount) if kept else None
        if whole is not None:
            kept[-1] = whole
        else:
            kept.append(amount)
    return kept


def _completed(first: Amount, second: Amount) -> Amount | None:
    """The amount with the one end from `first` and the other from `second`; None where they are no such pair."""
    if (first.kind, first.unit) != (second.kind, second.unit) or first.kind not in ("price", "measure"):
        return None
    floor, ceiling = (first, second) if first.high is None else (second, first)
    if floor.low is None or floor.high is not None or ceiling.low is not None or ceiling.high is None:
        return None
    if floor.low > ceiling.high:
        return None
    return replace(
        first,
        end=second.end,
        core=(first.core[0], second.core[1]),
        low=floor.low,
        high=ceiling.high,
        currencies=second.currencies or first.currencies,
    )


def _is_something_else(text: str, number: Number) -> bool:
    """Whether a number is a place in a list, a size, a share or a part of a word."""
    before, after = text[: number.start], text[number.end :]
    return bool(
        re.search(r"第 ?$|(?:number|no\.?|nr\.?|#|option|item|card|choice) ?$", before, re.IGNORECASE)
        or re.match(r"(?:st|nd|rd|th)\b|号", after)
        or (number.high == 0 and currency_names().match(after) is None)
        or no_amount("before").search(before)
        or no_amount("after").match(after)
        or re.search(r"(?<![a-z])(?:first|top|last) $|(?:前|头|后) ?$", before, re.IGNORECASE)
        or (
            number.in_words
            and re.search(r"(?:这|那|哪|另|每|唯|同|换|统|万|十|星期|周|礼拜|单|专|不|一)$", before)
            and not _is_money_pointed_at(text, number)
        )
    )


def _is_money_pointed_at(text: str, number: Number) -> bool:
    """Whether 这, 那 or 换 stands before a sum: 那一百以内 and 这五块钱, but not 那一个 and 这两块."""
    if not re.search(rf"{any_of(listed('pointing', 'before'))}$", text[: number.start]):
        return False
    measured = re.compile(any_of(listed("quantity", "measures")))
    if number.low >= 10:
        return not measured.match(text, number.end)
    named = currency_names().match(text, number.end)
    foreign = named is not None and named.lastgroup != "own"
    bounded = any(after_number(f"{side}_after").match(text, number.end) for side in ("high", "low", "about"))
    money = re.compile(any_of(listed("pointing", "money")))
    return foreign or bounded or money.match(text, number.end) is not None


def _with_neighbours(text: str, number: Number, free_from: int) -> _Mention:
    """The number with its sign and unit; what lies before `free_from` belongs to the number before."""
    start, end = number.start, number.end
    currencies: tuple[str, ...] | None = None
    sign = re.search(
        r"(?<![a-z])(us|hk|nz|[acs](?=\$))?([$€£¥￥₹₩])\s?$|()([$€£¥￥₹₩])\s?$", text[:start], re.IGNORECASE
    )
    if sign and sign.start() >= free_from:
        start, currencies = sign.start(), _signed(sign[1], sign[2] or sign[4])
    loose = loosely().match(text, end) if number.high >= 10 else None
    more = re.match(r"多(?!少)|几[十百千]?", text[end:])
    end = loose.end() if loose else end + more.end() if more else end
    named = currency_names().match(text, end)
    if named is not None:
        end = named.end()
        code = named.lastgroup or "own"
        currencies = _AMBIGUOUS.get(code, (code,))
    unit = None
    if currencies is None and _is_money_itself(text[number.start : number.end]):
        currencies = ()
    if currencies is None:
        measured = unit_names().match(text, end)
        if measured is not None and measured.lastgroup is not None:
            end, unit = measured.end(), measured.lastgroup
    tenths, end = tenths_after(text, end) if named or unit else (Decimal(0), end)
    quantity = currencies is None and unit is None and _counts_things(text, number, end)
    if currencies is None and unit is None and not quantity and _is_a_party(text, number):
        unit = "person"
    low, high = number.low + tenths, number.high + tenths + (_step(number.high) if more else 0)
    if unit in _CUSTOMARY:
        unit, factor = _CUSTOMARY[unit]
        low, high = low * factor, high * factor
    return _Mention(start, end, low, high, currencies, unit, quantity, loose is not None, number.in_words)


def _is_money_itself(said: str) -> bool:
    """Whether the number names a note or a sum: "a tenner", "two grand"."""
    return re.search(rf"{any_of(listed('numbers', 'money'))}$", said, re.IGNORECASE) is not None


def _step(value: Decimal) -> Decimal:
    """One of the last place that was said: 100 of 300, 10 of 320, so that 三百多 ends at 400."""
    digits = f"{value:f}".partition(".")[0]
    return Decimal(10 ** (len(digits) - len(digits.rstrip("0"))))


def _signed(prefix: str | None, sign: str) -> tuple[str, ...]:
    if prefix and sign == "$":
        return ({"us": "USD", "hk": "HKD", "a": "AUD", "c": "CAD", "nz": "NZD", "s": "SGD"}[prefix.lower()],)
    by_sign = {"$": _AMBIGUOUS["dollar"], "¥": _AMBIGUOUS["yuan_sign"], "￥": _AMBIGUOUS["yuan_sign"]}
    return by_sign.get(sign) or ({"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW"}[sign],)


def _counts_things(text: str, number: Number, end: int) -> bool:
    if number.low != number.low.to_integral_value() or number.low > 99:
        return False
    if any(
        text[: number.start].rstrip().endswith(word)
        for word in listed("quantity", "not_before")
        if word != "有"
    ):
        return False
    few = text[number.start : number.end].lower() in keyed("numbers", "few")
    return few or bool(quantity_after().match(text, end))


def _is_a_party(text: str, number: Number) -> bool:
    """Whether so many people are meant: the two of "a tent for two", but not of "for two weeks"."""
    if number.low != number.high or number.low not in range(1, 10):
        return False
    before = re.compile(rf"{any_of(listed('party', 'before'))} $", re.IGNORECASE)
    after = re.compile(rf"\s*(?:$|[,.!?;，。！？]|{any_of(listed('party', 'after'))})", re.IGNORECASE)
    return before.search(text[: number.start]) is not None and after.match(text, number.end) is not None


def _joined(text: str, first: _Mention, second: _Mention) -> bool:
    between = text[first.end : second.start]
    if _is_either(between) and not first.quantity and first.currencies is None and first.unit is None:
        return second.currencies is not None and second.low > first.high
    plain = re.fullmatch(rf"\s*{any_of(listed('bounds', 'and'))}\s*", between, re.IGNORECASE)
    if plain is None or first.quantity or second.low < first.high:
        return False
    if re.search(r"and|和|与", between):
        opening = rf"{any_of(listed('bounds', 'between'))}\s*$"
        return re.search(opening, text[: first.start], re.IGNORECASE) is not None
    return True


def _is_either(between: str) -> bool:
    """Whether two numbers are said as one sum or another: "thirty or forty dollars"."""
    return re.fullmatch(rf"\s*{any_of(listed('bounds', 'or'))}\s*", between, re.IGNORECASE) is not None


def _ranged(text: str, first: _Mention, second: _Mention) -> Amount:
    opening = re.search(rf"{any_of(listed('bounds', 'between'))}\s*$", text[: first.start], re.IGNORECASE)
    if first.currencies is None and second.currencies is None and changed().search(text[: first.start]):
        core = (second.start, second.end)
        return Amount("quantity", second.start, second.end, core, second.low, second.high)
    start = opening.start() if opening else first.start
    low = first.low
    hundreds = Decimal(10) ** second.low.adjusted()
    if first.in_words and second.in_words and hundreds >= 100 and low * hundreds < second.low:
        low *= hundreds  # "two to three hundred"
    whole = replace(
        second,
        start=first.start,
        low=low,
        currencies=second.currencies if second.currencies is not None else first.currencies,
        unit=second.unit or first.unit,
    )
    amount = _bounded(text, whole)
    years = int(low) in _YEARS and int(second.high) in _YEARS and amount.kind == "price"
    kind: Kind = "year" if years and whole.currencies is None else amount.kind
    closing = after_number("closing").match(text, amount.end)
    start, end = min(start, amount.start), closing.end() if closing else amount.end
    return replace(amount, kind=kind, start=start, end=end, low=low, high=second.high, about=False)


def _decade(text: str, mention: _Mention) -> Amount | None:
    named = text[mention.start : mention.end].lower() in keyed("numbers", "decades")
    decade = re.match("" if named else r"'?s\b|年代", text[mention.end :])
    value = int(mention.low)
    if decade is None or value % 10 or mention.currencies is not None or mention.low != mention.high:
        return None
    year = value if value >= 1000 else 1900 + value if value >= 20 else 2000 + value
    end = mention.end + decade.end()
    span = (mention.start, end)
    return Amount("year", mention.start, end, span, Decimal(year), Decimal(year + 9))


def _bounded(text: str, mention: _Mention) -> Amount:
    span, bare = (mention.start, mention.end), mention.currencies is None and mention.unit is None
    if bare and mention.high < _LEAST_SUM and is_raised(text, mention.start):
        return Amount("quantity", *span, span, mention.low, mention.high)
    side, start, end = _comparison(text, mention)
    loose = mention.loose or side == "about"
    kind = _kind(text, mention, side)
    if kind == "year":
        return _year(text, mention)
    low: Decimal | None = mention.low
    high: Decimal | None = mention.high
    if side == "high" or (side == "" and kind == "price" and not loose and mention.low == mention.high):
        low = None  # "a lamp for 80 dollars": nobody minds paying less
    elif side == "low":
        high = None
    return Amount(
        kind,
        start,
        end,
        span,
        low,
        high,
        loose,
        mention.currencies or (),
        mention.unit,
    )


def _comparison(text: str, mention: _Mention) -> tuple[Side, int, int]:
    before, after = text[: mention.start], text[mention.end :]
    best: tuple[Side, int, int] = ("", mention.start, mention.end)
    sides: tuple[Side, ...] = ("high", "low", "about")
    for side in sides:
        match = before_number(f"{side}_before").search(before)
        if match is None and side == "high":
            match = before_number("spend_before").search(before)
        if match is not None and match.start() < best[1]:
            best = (side, match.start(), mention.end)
    spent = best[0] == "high" and before_number("high_before").search(before) is None
    for side in sides:
        match = after_number(f"{side}_after").match(after)
        if match is not None and (best[0] in ("", "about", side) or spent):
            led = text[best[1] : mention.start].strip()
            asks = spent and led in (*listed("bounds", "asks_before"), *listed("bounds", "spending"))
            return side, mention.start if asks else best[1], mention.end + match.end()
    some = mention.unit or mention.quantity or mention.high < 10 or counted().match(text, mention.end)
    if spent and mention.currencies is None and some:  # "for 2 people", "I have two"
        return "", mention.start, mention.end
    if spent and text[best[1] : mention.start].strip() in listed("bounds", "spending"):
        return best[0], mention.start, mention.end  # 出三百: the verb is no part of the sum
    return best


def _kind(text: str, mention: _Mention, side: Side) -> Kind:
    if mention.currencies is not None:
        return "price"
    if mention.unit is not None:
        return "measure"
    if mention.quantity and side in ("", "about"):
        return "quantity"
    if _is_year(text, mention):
        return "year"
    is_sum = side or mention.loose or _is_a_range_of_sums(text, mention) or _is_a_sum(text, mention)
    return "price" if is_sum else "number"


def _is_a_range_of_sums(text: str, mention: _Mention) -> bool:
    """Whether two bare numbers are money: 一到五 is a mark that is given, and 几百个 counts."""
    if mention.low == mention.high or (mention.in_words and mention.high < 10):
        return False
    return quantity_after().match(text, mention.end) is None


def _is_a_sum(text: str, mention: _Mention) -> bool:
    """Whether a bare number is money by what follows: 三百的耳机, but not 2020的电影 or 42的鞋."""
    may_be_year = not mention.in_words and mention.low in _YEARS
    is_large = mention.low >= _LEAST_SUM and not may_be_year
    return is_large and before_sums().match(text, mention.end) is not None


def _is_year(text: str, mention: _Mention) -> bool:
    if (
        mention.low != mention.low.to_integral_value()
        or int(mention.low) not in _YEARS
        or mention.low != mention.high
    ):
        return False
    after = text[mention.end :]
    if re.match(rf"年|{any_of(listed('years', 'before_after') + listed('years', 'after_after'))}", after):
        return True
    words = [*listed("years", "before"), *listed("years", "after"), *listed("years", "in")]
    return re.search(rf"{any_of(words)}\s*$", text[: mention.start], re.IGNORECASE) is not None


def _year(text: str, mention: _Mention) -> Amount:
    year, before, after = mention.low, text[: mention.start], text[mention.end :]
    span, low, high = (mention.start, mention.end), year, year
    bounds: tuple[Decimal | None, Decimal | None] = (low, high)
    for name, value in (("before", (None, year - 1)), ("after", (year, None))):
        if re.search(rf"{any_of(listed('years', name) or ['$^'])}\s*$", before, re.IGNORECASE):
            bounds = value
        trailing = listed("years", f"{name}_after")
        if trailing and re.match(any_of(trailing), after):
            bounds = value
    return Amount("year", *span, span, *bounds)
