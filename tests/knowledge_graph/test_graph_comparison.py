"""Products side by side: what differs comes first, and better is said only where there is a better end."""

from dataclasses import replace
from decimal import Decimal

import pytest
from market_graph import ATTRIBUTE, VALUE

from knowledge_graph import Catalogue, Row, UnknownItemError
from knowledge_graph.comparison import compare
from knowledge_graph.facts import fact_of
from knowledge_graph.products import Mined, Number
from knowledge_graph.terms import Attribute, AttributeKind


def row(rows: tuple[Row, ...], attribute: str) -> Row:
    return next(row for row in rows if row.attribute in (attribute, ATTRIBUTE + attribute))


def test_rows_that_differ_come_first_and_each_has_a_cell_for_each_product(market: Catalogue) -> None:
    comparison = market.compare(["k1", "k2"])
    assert comparison.items == ("k1", "k2")
    assert all(len(row.cells) == 2 for row in comparison.rows)
    differing = [row.differs for row in comparison.rows]
    assert differing == sorted(differing, reverse=True)
    assert comparison.rows[0].attribute == "price"
    assert not row(comparison.rows, "brand").differs


def test_the_better_end_is_the_attributes_own(market: Catalogue) -> None:
    rows = market.compare(["k1", "k2"]).rows
    assert (row(rows, "weight").better, row(rows, "weight").worse) == ((1,), (0,))  # low is better
    assert (row(rows, "capacity").better, row(rows, "capacity").worse) == ((0,), (1,))  # high is better
    assert row(rows, "price").better == (1,)
    assert row(rows, "colour").better == ()


def test_several_may_be_best_and_one_without_a_figure_is_neither(market: Catalogue) -> None:
    prices = row(market.compare(["t2", "j1", "k2"]).rows, "price")
    assert (prices.better, prices.worse) == ((2,), (0, 1))
    weights = row(market.compare(["t1", "t2", "café/№ 1"]).rows, "weight")
    assert weights.cells[2] is None
    assert (weights.better, weights.worse) == ((1,), (0,))


def test_amounts_in_another_unit_are_brought_into_the_attributes_own(market: Catalogue) -> None:
    weight = ATTRIBUTE + "weight"
    one, other = market.products(["k1", "k2"])
    in_pounds = replace(other, numbers=(Number(weight, Decimal(2), "LBR"),))
    terms = {weight: Attribute(weight, kind=AttributeKind.NUMBER, unit="GRM", better="low")}
    told = row(compare([one, in_pounds], terms, str).rows, "weight")
    fact = told.cells[1]
    assert fact is not None
    assert (fact.value, fact.unit) == (Decimal("907.18474"), "GRM")
    assert told.better == (1,)


def test_labels_are_in_the_language_asked_for(market: Catalogue) -> None:
    cells = row(market.compare(["l1", "l2"], "zh").rows, "colour").cells
    assert [cell.value for cell in cells if cell] == ["红色", "绿色"]


def test_an_unknown_product_is_refused(market: Catalogue) -> None:
    with pytest.raises(UnknownItemError):
        market.compare(["k1", "nothing"])


def test_what_was_read_counts_where_nothing_is_stated_and_tells_where_it_stood(market: Catalogue) -> None:
    (lamp,) = market.products(["l4"])
    colour, red, grey = ATTRIBUTE + "colour", VALUE + "colour/red", VALUE + "colour/grey"
    read = replace(lamp, mined=(Mined(colour, red, None, None, "description@en", 0.9),))
    fact = fact_of(read, colour, None, str)
    assert fact is not None
    assert (fact.value_iri, fact.source, fact.confidence) == (red, "description@en", 0.9)
    (stated,) = market.products(["l3"])
    fact = fact_of(replace(stated, mined=read.mined), colour, None, str)
    assert fact is not None
    assert (fact.value_iri, fact.source) == (grey, None)


def test_all_facts_of_a_product_are_told(market: Catalogue) -> None:
    assert {fact.attribute for fact in market.facts("j1", "zh")} == {
        ATTRIBUTE + slug for slug in ("audience", "colour", "waterproof")
    }
    assert [(fact.attribute, fact.value) for fact in market.facts("k1")][:2] == [
        ("gtin", "4006381333931"),
        ("mpn", "BK-1"),
    ]
