"""Bring amounts from one unit to another. Units are UN/CEFACT codes; the factors are exact decimals.

Factors: the international pound is 453.59237 g, the inch 2.54 cm (1959 agreement).
"""

from decimal import Decimal
from typing import Final

from knowledge_graph.errors import UnitError
from knowledge_graph.request import Bound

# code -> (dimension, how many of the dimension's base unit it is)
_UNITS: Final[dict[str, tuple[str, Decimal]]] = {
    "MGM": ("mass", Decimal("0.001")),
    "GRM": ("mass", Decimal(1)),
    "KGM": ("mass", Decimal(1000)),
    "LBR": ("mass", Decimal("453.59237")),
    "ONZ": ("mass", Decimal("28.349523125")),
    "MMT": ("length", Decimal(1)),
    "CMT": ("length", Decimal(10)),
    "DMT": ("length", Decimal(100)),
    "MTR": ("length", Decimal(1000)),
    "INH": ("length", Decimal("25.4")),
    "FOT": ("length", Decimal("304.8")),
    "MLT": ("volume", Decimal(1)),
    "CLT": ("volume", Decimal(10)),
    "DLT": ("volume", Decimal(100)),
    "LTR": ("volume", Decimal(1000)),
    "SEC": ("time", Decimal(1)),
    "MIN": ("time", Decimal(60)),
    "HUR": ("time", Decimal(3600)),
    "DAY": ("time", Decimal(86400)),
    "WTT": ("power", Decimal(1)),
    "KWT": ("power", Decimal(1000)),
    "WHR": ("energy", Decimal(1)),
    "KWH": ("energy", Decimal(1000)),
    "CEL": ("temperature", Decimal(1)),
    "AMH": ("charge", Decimal(1000)),
    "LUM": ("light", Decimal(1)),
    "C62": ("count", Decimal(1)),
    "E09": ("charge", Decimal(1)),  # milliampere hour
}


def related_units(code: str) -> tuple[str, ...]:
    """All codes whose amounts can be brought into `code`, itself among them."""
    if code not in _UNITS:
        return (code,)
    return tuple(other for other, (dimension, _) in _UNITS.items() if dimension == _UNITS[code][0])


def convert(amount: Decimal, unit: str | None, wanted: str | None) -> Decimal:
    """`amount` in `wanted`; raises UnitError where the two do not measure the same thing.

    A missing unit on either side is taken for the other's: a bare number means the attribute's own unit.
    """
    if unit is None or wanted is None or unit == wanted:
        return amount
    have, want = _UNITS.get(unit), _UNITS.get(wanted)
    if have is None or want is None or have[0] != want[0]:
        raise UnitError(unit, wanted)
    return amount * have[1] / want[1]


def convert_bound(bound: Bound, unit: str | None, wanted: str | None) -> Bound:
    """`bound` with both ends in `wanted`; open ends stay open."""
    return Bound(
        low=None if bound.low is None else convert(bound.low, unit, wanted),
        high=None if bound.high is None else convert(bound.high, unit, wanted),
        low_open=bound.low_open,
        high_open=bound.high_open,
    )
