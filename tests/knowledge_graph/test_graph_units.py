"""Amounts in any common unit mean the same thing; the table of factors is pint's, to the last digit."""

import csv
from decimal import Decimal

import pytest
from unit_table import TABLE, worked_out

from knowledge_graph import Bound, UnitError
from knowledge_graph.units import convert, convert_bound, related_units


def test_every_factor_is_what_pint_works_out() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == worked_out()


@pytest.mark.parametrize(
    ("amount", "unit", "wanted", "expected"),
    [
        ("10", "INH", "CMT", "25.4"),
        ("2", "LBR", "GRM", "907.18474"),
        ("1.5", "HUR", "MIN", "90"),
        ("90", "MIN", "HUR", "1.5"),
        ("212", "FAH", "CEL", "100"),
        ("-40", "CEL", "FAH", "-40"),
        ("1", "E35", "E34", "1000"),
        ("1", "E62", "AD", "1073741824"),
        ("20000", "E09", "AMH", "20"),
        ("1", "BAR", "KPA", "100"),
        ("36", "KMH", "MTS", "10"),
        ("2", "GLL", "LTR", "7.570823568"),
        ("1", "MTK", "CMK", "10000"),
        ("3.6", "3B", "KWH", "1"),
        ("2", "ANN", "MON", "24"),
    ],
)
def test_amounts_become_others_exactly(amount: str, unit: str, wanted: str, expected: str) -> None:
    assert convert(Decimal(amount), unit, wanted) == Decimal(expected)


def test_a_bare_number_is_in_the_unit_of_the_attribute() -> None:
    assert convert(Decimal(7), None, "KGM") == convert(Decimal(7), "KGM", None) == Decimal(7)


def test_what_measures_another_thing_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnitError, match="KGM cannot become one in LTR"):
        convert(Decimal(1), "KGM", "LTR")
    with pytest.raises(UnitError):
        convert(Decimal(1), "ANN", "HUR")
    with pytest.raises(UnitError):
        convert(Decimal(2700), "KEL", "CEL")


def test_a_range_keeps_its_open_ends() -> None:
    converted = convert_bound(Bound(low=Decimal(1), high_open=True), "KGM", "GRM")
    assert converted == Bound(low=Decimal(1000), high_open=True)


def test_units_of_one_dimension_are_related_and_an_unknown_one_is_alone() -> None:
    assert {"GRM", "KGM", "LBR"} <= set(related_units("ONZ"))
    assert related_units("parsnip") == ("parsnip",)
