"""What a feed's row can be besides a product, and how its cells are read.

A cell that cannot be used raises BadCellError inside an importer; the importer gives a BadRow for it and goes
on, so that one import reports every bad row.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from babel.core import get_global

# Where the bytes of a file are no UTF-8, they are kept as characters of this range, and the row is refused.
_BROKEN_FIRST: Final = 0xF780
_BROKEN_LAST: Final = 0xF7FF
_BROKEN: Final = re.compile(f"[{chr(_BROKEN_FIRST)}-{chr(_BROKEN_LAST)}]")
_GTIN: Final = re.compile(r"\d{8}|\d{12,14}", re.ASCII)
_ESCAPED: Final = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used: where it is, what stands there, and what to write instead."""

    path: Path
    line: int
    column: str
    value: str
    wanted: str

    @property
    def message(self) -> str:
        """feeds/autumn.csv:214: price is '12,9O'; write a decimal such as 12.90."""
        found = f"is {self.value!r}" if self.value else "is missing"
        return f"{self.path}:{self.line}: {self.column} {found}; write {self.wanted}."


class BadCellError(Exception):
    """One cell cannot be used; never leaves an importer."""

    def __init__(self, column: str, value: str, wanted: str) -> None:
        super().__init__(column, value, wanted)
        self.column, self.value, self.wanted = column, value, wanted

    def at(self, path: Path, line: int) -> BadRow:
        """The bad row that this makes of the row at `line`."""
        return BadRow(path, line, self.column, self.value, self.wanted)


def read_text(path: Path) -> str:
    """The text of a file that ought to be UTF-8, with or without a byte order mark.

    Bytes that are not UTF-8 stay in it as private characters, which `check_encoding` finds.
    """
    text = path.read_bytes().decode("utf-8-sig", errors="surrogateescape")
    if _ESCAPED.search(text) is None:
        return text
    return text.translate({0xDC80 + byte: _BROKEN_FIRST + byte for byte in range(0x80)})


def check_encoding(cells: Mapping[str, str]) -> None:
    """Raises BadCellError for the first cell that holds bytes which are not UTF-8."""
    if _BROKEN.search("".join(cells.values())) is None:
        return
    for column, value in cells.items():
        if _BROKEN.search(value):
            shown = "".join(_as_byte(letter) for letter in value)
            raise BadCellError(column, shown, "it in UTF-8, and save the whole file so")


def _as_byte(letter: str) -> str:
    broken = _BROKEN_FIRST <= ord(letter) <= _BROKEN_LAST
    return f"\\x{0x80 + ord(letter) - _BROKEN_FIRST:02x}" if broken else letter


def required(cells: Mapping[str, str], column: str, wanted: str) -> str:
    """A cell that has to be filled."""
    value = cells.get(column, "").strip()
    if not value:
        raise BadCellError(column, "", wanted)
    return value


def price_of(cells: Mapping[str, str], column: str = "price") -> Decimal | None:
    """A price in the major unit; None for an empty cell."""
    amount = number_of(cells, column, "a decimal such as 12.90")
    if amount is not None and amount < 0:
        raise BadCellError(column, cells[column], "a price of 0 or more")
    return amount


def number_of(cells: Mapping[str, str], column: str, wanted: str) -> Decimal | None:
    """A decimal; None for an empty cell."""
    value = cells.get(column, "").strip()
    if not value:
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise BadCellError(column, value, wanted) from None
    # Decimal also reads "1_000", "NaN" and digits of other scripts; a feed means something else by them.
    if not amount.is_finite() or "_" in value or not value.isascii():
        raise BadCellError(column, value, wanted)
    return amount


def stock_of(cells: Mapping[str, str], column: str) -> int | None:
    """How many there are; None for an empty cell."""
    wanted = "a whole number such as 12, or nothing where it is not known"
    amount = number_of(cells, column, wanted)
    if amount is None:
        return None
    if amount < 0 or amount != amount.to_integral_value():
        raise BadCellError(column, cells[column], wanted)
    return int(amount)


def currency_of(cells: Mapping[str, str], column: str = "currency") -> str | None:
    """An ISO 4217 code; None for an empty cell."""
    code = cells.get(column, "").strip()
    if not code:
        return None
    if code not in get_global("all_currencies"):
        raise BadCellError(column, code, "the ISO 4217 code of a currency, such as USD")
    return code


def truth_of(cells: Mapping[str, str], column: str) -> bool | None:
    """Yes or no; None for an empty cell."""
    value = cells.get(column, "").strip()
    if not value:
        return None
    if value.lower() in {"true", "yes", "1", "y", "是"}:
        return True
    if value.lower() in {"false", "no", "0", "n", "否"}:
        return False
    raise BadCellError(column, value, "true or false")


def date_of(cells: Mapping[str, str], column: str) -> date | None:
    """A day; None for an empty cell."""
    value = cells.get(column, "").strip()
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadCellError(column, value, "a date such as 2026-03-31") from None


def gtin_of(cells: Mapping[str, str], column: str) -> str | None:
    """A GTIN as digits alone: a bar code of 8, 12, 13 or 14 digits; None for anything else.

    Spaces, hyphens and the quote by which spreadsheets keep leading zeros are no part of it.
    """
    code = re.sub(r"[\s-]", "", cells.get(column, "")).removeprefix("'")
    return code if _GTIN.fullmatch(code) else None


def address_of(cells: Mapping[str, str], column: str) -> str | None:
    """The address of a picture or a page: a URL or a path from the root; None for anything else."""
    value = cells.get(column, "").strip()
    return value if value.startswith(("https://", "http://", "/")) else None
