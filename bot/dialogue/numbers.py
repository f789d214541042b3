"""Find numbers in digits and in words, in English and Chinese, with their places in the sentence.

Only the number itself is read here; what it counts (money, grams, a place in a list) is decided by
`amounts`. A place that is no number ("one" in "that one", 一 in 一样) is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import rjieba

from bot.dialogue.amount_words import (
    after_number,
    before_number,
    currency_names,
    quantity_after,
    unit_names,
)
from bot.dialogue.language import HAN
from bot.dialogue.words import any_of, keyed, listed, words

_DIGITS = re.compile(
    r"(?<![A-Za-z0-9./])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(k|w|grand|thousand|hundred|十|百|千|万)(?:(?<=[百千万])([1-9])(?![\d.]))?)?(?![A-Za-z]*\d|/\d)",
    re.IGNORECASE,
)
_LIST_PIXELS = {Decimal(2), Decimal(4), Decimal(8)}  # "4k" is a screen more often than four thousand


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `text[start:end]`; `low` differs from `high` in 两三百 (200 to 300)."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    in_words: bool


def find_numbers(text: str) -> list[Number]:
    """All numbers of a plain `text`, left to right, none inside another."""
    found = [*_in_digits(text), *_in_english(text), *_in_chinese(text)]
    none = [match.span() for match in (*_no_number().finditer(text), *_telephone(text))]
    found = [one for one in found if not any(a <= one.start and one.end <= b for a, b in none)]
    told = [match.span() for match in _told().finditer(text)]
    found = [one for one in found if not any(one.start < end and start < one.end for start, end in told)]
    found.sort(key=lambda number: (number.start, -number.end))
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


@cache
def _no_number() -> re.Pattern[str]:
    """A heart, and words of a number that are none: "love it <3", "one of these"."""
    return re.compile(
        rf"<3(?=\s*(?:$|[.!?<]))|{any_of(listed('numbers', 'not_numbers_in_words'))}", re.IGNORECASE
    )


_DIALLED = re.compile(r"(?<![\d.,$€£¥])(?:\+\d{1,3}[ -])?\(?\d{2,5}\)?(?:[ -]\d{2,6})+(?![\d.,%])")
_SHORTEST_DIALLED = 7  # digits


def _telephone(text: str) -> Iterator[re.Match[str]]:
    """Digits in groups that are dialled: at least three groups, or two of which the first begins with nought."""
    for match in _DIALLED.finditer(text):
        groups = re.findall(r"\d+", match[0])
        if len("".join(groups)) >= _SHORTEST_DIALLED and (len(groups) > 2 or groups[0].startswith("0")):
            yield match


def _in_digits(text: str) -> list[Number]:
    found = []
    for match in _DIGITS.finditer(text):
        value = Decimal(match[1].replace(",", ""))
        suffix = (match[2] or "").lower()
        end = match.end()
        if suffix and (text[end : end + 1].isalpha() and text[end : end + 1].isascii()):
            suffix, end = "", match.end(1)
        if suffix == "w" and not _is_ten_thousand(text, value, end):
            suffix, end = "", match.end(1)
        if suffix == "k" and value in _LIST_PIXELS and not _is_thousand(text, match.start(), end):
            continue
        multiplier = _multipliers().get(suffix, 1)
        # 1万5 is 15,000: the digit counts the next place below.
        value = value * multiplier + Decimal(match[3] or 0) * multiplier / 10
        found.append(Number(match.start(), end, value, value, in_words=False))
    return found


def _is_thousand(text: str, start: int, end: int) -> bool:
    # $2k and 2k以内 are money; a 4k screen has so many pixels.
    bounded = re.compile(rf"\s*{any_of(listed('numbers', 'after_w'))}")
    limits = before_number("high_before", "low_before", "about_before")
    return (
        text[:start].rstrip().endswith("$")
        or bounded.match(text, end) is not None
        or (limits.search(text[:start]) is not None and not re.match(r"\s*[a-z]", text[end:]))
    )


def _is_ten_thousand(text: str, value: Decimal, end: int) -> bool:
    # 2w以内 is 20,000 yuan; a 65W charger and a 5w lamp are watts.
    follows = re.compile(rf"\s*(?:{any_of(listed('numbers', 'after_w'))}|$)")
    return value < 10 and HAN.search(text) is not None and follows.match(text, end) is not None


@cache
def _multipliers() -> dict[str, int]:
    return {**keyed("numbers", "multipliers"), "": 1}


@cache
def _english_number() -> re.Pattern[str]:
    table = words("en")["numbers"]
    units, tens = ("|".join(sorted(table[name], key=len, reverse=True)) for name in ("units", "tens"))
    multipliers = [word for word in table["multipliers"] if word != "k"]
    large = "|".join(multipliers)
    few = "|".join(sorted([*table["few"], *table["decades"]], key=len, reverse=True))
    small = rf"(?:(?:{tens})(?:[ -](?:{units}))?|{units})"
    # "A hundred and twenty" is one number; "forty and sixty" are two, and so are the ones of "the first one three".
    onward = "|".join(rf"(?<={word})(?: and |[ -])" for word in multipliers)
    return re.compile(
        rf"(?<![A-Za-z])(?:(?P<few>{few})|(?:a (?=(?:{large})\b))?(?:{small}|{large})"
        rf"(?:[ -](?:{large})|(?:{onward}){small})*(?P<half> and a half)?)(?![A-Za-z])",
        re.IGNORECASE,
    )


def _in_english(text: str) -> list[Number]:
    table = words("en")["numbers"]
    found = []
    for match in _english_number().finditer(text):
        if match["few"]:
            low, high = _few(match["few"].lower())
            found.append(Number(match.start(), match.end(), low, high, in_words=True))
            continue
        half = match["half"] or ""
        said = match[0][: len(match[0]) - len(half)].lower()
        parts = [part for part in re.split(r"[ -]", said) if part not in ("and", "a")]
        if (
            parts == ["one"]
            and not half
            and re.search(r"(?:[a-z]+)\s$", text[: match.start()].lower())
            and not re.search(rf"{any_of(listed('numbers', 'before_one'))}\s$", text[: match.start()].lower())
            and not re.match(r"\s(?:of|dollar|piece)", text[match.end() :])
        ):
            continue  # "that one", "the second one": a pronoun
        total, group = 0, 0
        for part in parts:
            if part in table["multipliers"]:
                group = max(group, 1) * table["multipliers"][part]
                if table["multipliers"][part] >= 1000:
                    total, group = total + group, 0
            else:
                group += table["units"].get(part, table["tens"].get(part, 0))
        value = total + group + (Decimal("0.5") if half else Decimal(0))
        found.append(Number(match.start(), match.end(), value, value, in_words=True))
    return found


def _few(said: str) -> tuple[Decimal, Decimal]:
    table = words("en")["numbers"]
    value = (table["few"] | table["decades"])[said]
    low, high = value if isinstance(value, list) else (value, value)
    return Decimal(low), Decimal(high)


_HAN_NUMBER = re.compile(
    r"[零〇一二两三四五六七八九十百]+点[零〇一二三四五六七八九]+(?=[升公千米斤克磅寸万元块倍瓦度])"
    r"|(?<![几零〇一二两三四五六七八九十百千万\d])[百千万]儿?[七八][十百千](?![零〇一二两三四五六七八九])"
    r"|半(?=[升斤米]|公斤|公里|小时)|[单双](?=人(?![床]))"
    r"|(?:(?<![十百千万\d])几(?=[十百千万]))?[零〇一二两俩三四五六七八九十百千万仟佰兩]+"
)

_HAN_RUN = re.compile(rf"(?:{HAN.pattern})+")
_SAYING = 4  # characters of a word that is an idiom, if it holds a number


@cache
def _not_numbers() -> re.Pattern[str]:
    return re.compile(any_of(listed("numbers", "not_numbers")))


@cache
def _told() -> re.Pattern[str]:
    """Numbers of a story, with the words before that tell it: the 等了三 of 等了三天."""
    return re.compile(any_of(listed("numbers", "told")))


def _in_chinese(text: str) -> list[Number]:
    found = []
    blocked = [match.span() for match in _not_numbers().finditer(text)]
    sayings = list(_sayings(text)) if _HAN_NUMBER.search(text) else []
    for match in _HAN_NUMBER.finditer(text):
        if any(start <= match.start() and match.end() <= end for start, end in sayings):
            continue
        if text[match.start() - 1 : match.start()].isdigit():
            continue
        if "点" not in match[0] and any(
            match.start() < end and start < match.end() for start, end in blocked
        ):
            continue
        bounds = read_chinese(match[0])
        if bounds is not None and not (bounds[1] == 1 and _is_no_one(text, match.end())):
            found.append(Number(match.start(), match.end(), *bounds, in_words=True))
    return found


def _sayings(text: str) -> Iterator[tuple[int, int]]:
    """Places of the dictionary's long words that count nothing: 七上八下, but not 一百个."""
    for run in _HAN_RUN.finditer(text):
        at = run.start()
        for word in rjieba.cut(run[0], False):
            if len(word) >= _SAYING and not _counts(word):
                yield at, at + len(word)
            at += len(word)


def _counts(word: str) -> bool:
    """Whether a word has a counter, a unit, money or a bound after its number, or is a number alone: 三百左右."""
    number = _HAN_NUMBER.search(word)
    if number is None or number.end() == len(word):
        return True
    bounds = (after_number(name) for name in ("high_after", "low_after", "about_after"))
    patterns = (quantity_after(), currency_names(), unit_names(), _after_a_count(), *bounds)
    return any(pattern.match(word, number.end()) for pattern in patterns)


@cache
def _after_a_count() -> re.Pattern[str]:
    return re.compile(any_of(listed("numbers", "counts")))


def _is_no_one(text: str, end: int) -> bool:
    """Whether the 一 that ends here counts and measures nothing: 一炒菜."""
    if HAN.match(text, end) is None:
        return False
    patterns = (quantity_after(), currency_names(), unit_names(), _after_one())
    return not any(pattern.match(text, end) for pattern in patterns)


@cache
def _after_one() -> re.Pattern[str]:
    return re.compile(any_of(listed("numbers", "after_one")))


def read_chinese(numeral: str) -> tuple[Decimal, Decimal] | None:
    """The value of a Chinese numeral, or its two bounds (两三百: 200, 300; 几百: 200, 1000); None where it is none.

    After 点 come the decimals: 一点五 is 1.5.

    A digit after 百, 千 or 万 at the end counts the next place below: 三千五 is 3500.
    """
    digits, units = words("zh")["numbers"]["digits"], words("zh")["numbers"]["multipliers"]
    whole, point, decimals = numeral.partition("点")
    if point:
        exact = read_chinese(whole)
        fraction = Decimal("0." + "".join(str(digits[digit]) for digit in decimals))
        return None if exact is None else (exact[0] + fraction, exact[1] + fraction)
    if numeral.startswith("几"):
        unit = units.get(numeral[1:], 0)
        return (Decimal(2 * unit), Decimal(10 * unit)) if unit else None
    pair = re.fullmatch(r"([一二两三四五六七八])([二两三四五六七八九])([十百千万])", numeral)
    if pair and (digits[pair[2]] == digits[pair[1]] + 1 or pair[1] + pair[2] == "三五"):
        return (Decimal(digits[pair[1]] * units[pair[3]]), Decimal(digits[pair[2]] * units[pair[3]]))
    rough = re.fullmatch(r"([百千万])儿?([七八])([十百千])", numeral)
    if rough and units[rough[1]] == 10 * units[rough[3]]:  # 百八十: eighty to a hundred
        return Decimal(digits[rough[2]] * units[rough[3]]), Decimal(units[rough[1]])
    total, section, digit, last_unit = 0, 0, None, 1
    for character in numeral:
        if character in digits:
            if digit is not None and digit != 0:
                return None  # 二三: no single number
            digit = digits[character]
            if digit == 0:
                last_unit = 1
        else:
            unit = units[character]
            if unit == 10000:
                total, section = (total + section + (digit or 0) or 1) * unit, 0
            else:
                section += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
    shorthand = last_unit // 10 if last_unit >= 100 else 1
    value = Decimal(str(total + section + (digit or 0) * shorthand))
    return value, value


def tenths_after(text: str, end: int) -> tuple[Decimal, int]:
    """What a digit that stands right after a unit adds, and where it ends: 0.8 in 1米8, nothing in 两米的."""
    if not text.endswith(listed("numbers", "tenths_after"), 0, end):
        return Decimal(0), end
    digit = _tenths().match(text, end)
    if digit is None:
        return Decimal(0), end
    value = digit[1] if digit[1].isdigit() else words("zh")["numbers"]["digits"][digit[1]]
    return Decimal(value) / 10, digit.end()


@cache
def _tenths() -> re.Pattern[str]:
    return re.compile(rf"([1-9一二三四五六七八九])(?={any_of(listed('numbers', 'tenths_before'))})")


def place_of(word: str) -> int:
    """The number that a word of a place says: "two", "2" or 二 is 2; 0 where it is none."""
    if word.isdigit():
        return int(word)
    spoken = read_chinese(word) if re.fullmatch(r"[一二两三四五六七八九十]+", word) else None
    if spoken is not None:
        return int(spoken[0])
    return int(keyed("numbers", "units").get(word.lower(), 0))
