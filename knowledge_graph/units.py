"""Bring amounts from one unit to another. Units are UN/CEFACT codes; the factors are exact fractions.

The table is `units.csv`, which pint worked out (`make units`): base = (amount + offset) * factor, in the base
unit of the dimension. Only temperatures have an offset. Age is apart from time, so that "from six years" is
never taken for how long a thing runs.
"""

import csv
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from knowledge_graph.errors import UnitError
from knowledge_graph.request import Bound

_TABLE: Final = Path(__file__).parent / "units.csv"


class _Unit(NamedTuple):
    dimension: str
    factor: Fraction
    offset: Fraction


@cache
def _units() -> Mapping[str, _Unit]:
    """Code -> unit, in the order of the table; read once a process."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: _Unit(row["dimension"], Fraction(row["factor"]), Fraction(row["offset"]))
            for row in csv.DictReader(file)
        }


def related_units(code: str) -> tuple[str, ...]:
    """All codes whose amounts can be brought into `code`, itself among them."""
    return _related().get(code, (code,))


@cache
def _related() -> Mapping[str, tuple[str, ...]]:
    """Code -> the codes of its dimension."""
    dimensions: dict[str, list[str]] = {}
    for code, unit in _units().items():
        dimensions.setdefault(unit.dimension, []).append(code)
    return {code: tuple(dimensions[unit.dimension]) for code, unit in _units().items()}


def convert(amount: Decimal, unit: str | None, wanted: str | None) -> Decimal:
    """`amount` in `wanted`, to 28 digits; raises UnitError where the two do not measure the same thing.

    A missing unit on either side is taken for the other's: a bare number means the attribute's own unit.
    """
    if unit is None or wanted is None or unit == wanted:
        return amount
    have, want = _units().get(unit), _units().get(wanted)
    if have is None or want is None or have.dimension != want.dimension:
        raise UnitError(unit, wanted)
    exact = (Fraction(amount) + have.offset) * have.factor / want.factor - want.offset
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def convert_bound(bound: Bound, unit: str | None, wanted: str | None) -> Bound:
    """`bound` with both ends in `wanted`; open ends stay open."""
    return Bound(
        low=None if bound.low is None else convert(bound.low, unit, wanted),
        high=None if bound.high is None else convert(bound.high, unit, wanted),
        low_open=bound.low_open,
        high_open=bound.high_open,
    )


def known_units() -> tuple[str, ...]:
    """The codes of the table."""
    return tuple(_units())
