"""Digits as people write them: full-width, spaced, dashed, in words; found where they stand.

Nothing here decides what a number is; masking.py does.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# What may stand between two digits of one number, up to four in a row.
_BETWEEN = r"[ \t\n\-_.,/·、|]{1,4}"
_RUN = re.compile(rf"\d+(?:{_BETWEEN}\d+)*", re.ASCII)
_GROUP = re.compile(r"\d+", re.ASCII)
_CHINESE = dict(
    zip("〇零○洞一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖", "000011223456789123456789", strict=True)
)
# Eleven in a row (a mobile number) and more are no amount: an amount would have 十, 百 or 千 in it.
_CHINESE_RUN = re.compile(rf"[{''.join(_CHINESE)}](?:[ \-,、.。·]{{0,2}}[{''.join(_CHINESE)}]){{10,}}")
_ENGLISH = dict(
    zip(
        ["zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
        "00123456789",
        strict=True,
    )
)
# Eleven in a row, as above; a few such words are an ordinary sentence.
_ENGLISH_RUN = re.compile(
    rf"\b(?:{'|'.join(_ENGLISH)})(?:[\s,.\-]{{1,3}}(?:{'|'.join(_ENGLISH)})){{10,}}\b", re.IGNORECASE
)
_ENGLISH_WORD = re.compile("|".join(_ENGLISH), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """Digits with nothing between them: where they stand in the text, and which they are."""

    start: int
    end: int
    digits: str


def fold(text: str) -> str:
    """The text with every digit, full-width letter and dash in its ASCII form; each stays at its place."""
    folded = "".join(map(_fold_character, text))
    folded = _ENGLISH_RUN.sub(lambda run: _ENGLISH_WORD.sub(_fold_word, run[0]), folded)
    return _CHINESE_RUN.sub(lambda run: "".join(_CHINESE.get(c, c) for c in run[0]), folded)


def runs(folded: str) -> Iterator[list[Group]]:
    """The groups of digits that could belong to one number, run by run."""
    for run in _RUN.finditer(folded):
        yield [Group(m.start(), m.end(), m[0]) for m in _GROUP.finditer(folded, run.start(), run.end())]


def all_groups(folded: str) -> list[Group]:
    """Every group of digits, whatever stands between them."""
    return [Group(m.start(), m.end(), m[0]) for m in _GROUP.finditer(folded)]


def windows(groups: list[Group], least: int, most: int) -> Iterator[list[Group]]:
    """Every stretch of whole groups that has `least` to `most` digits, longest first at each start."""
    for first in range(len(groups)):
        total, found = 0, []
        for last in range(first, len(groups)):
            total += len(groups[last].digits)
            if total > most:
                break
            if total >= least:
                found.append(groups[first : last + 1])
        yield from reversed(found)


def _fold_word(word: re.Match[str]) -> str:
    """The digit, and blanks for the letters that it takes fewer, so that all else stays at its place."""
    return _ENGLISH[word[0].lower()].ljust(len(word[0]))


def _fold_character(character: str) -> str:
    if character.isascii():
        return character
    if "\uff01" <= character <= "\uff5e":  # the full-width forms lie as ASCII does
        return chr(ord(character) - 0xFEE0)
    digit = unicodedata.digit(character, -1)
    if digit >= 0:
        return str(digit)
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    return "-" if category == "Pd" or character in "−﹣" else character
