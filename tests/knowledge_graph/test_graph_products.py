"""What is known of a product comes back as the feed had it."""

from datetime import date
from decimal import Decimal

import pytest
from market_graph import ATTRIBUTE, BRAND, CATEGORY, KIND, MARKET, VALUE, good

from knowledge_graph import Catalogue, Fact, QueryError, UnknownItemError, read_feed
from knowledge_graph.products import AttributeValue, Number


def test_a_product_comes_back_as_it_was_written(market: Catalogue) -> None:
    (lamp,) = market.products(["l1"])
    assert lamp.names == {"en": "Ember Table Lamp", "zh": "余烬台灯"}
    assert lamp.name("zh") == "余烬台灯"
    assert lamp.categories == (CATEGORY + "home/lighting",)
    assert lamp.brand == BRAND + "ember"
    assert (lamp.price, lamp.list_price, lamp.currency) == (Decimal("49.90"), Decimal("59.90"), "EUR")
    assert lamp.values == (AttributeValue(ATTRIBUTE + "colour", VALUE + "colour/red"),)
    assert lamp.numbers == (Number(ATTRIBUTE + "weight", Decimal(900), "GRM"),)
    assert (lamp.promoted, lamp.released, lamp.image) == (True, date(2026, 1, 15), None)


def test_all_products_come_back_as_they_were_written(market: Catalogue) -> None:
    for product in good(read_feed(MARKET)):
        (held,) = market.products([product.item_id])
        assert held.fingerprint() == product.fingerprint()


def test_products_come_in_the_order_asked_for(market: Catalogue) -> None:
    wanted = ["k1", "café/№ 1", "b1", "k1"]
    assert [product.item_id for product in market.products(wanted)] == wanted


def test_a_product_that_is_not_there_is_named(market: Catalogue) -> None:
    with pytest.raises(UnknownItemError, match="'k9'"):
        market.products(["k1", "k9"])
    assert [product.item_id for product in market.known(["k9", "k1"])] == ["k1"]


def test_a_fact_has_its_unit(market: Catalogue) -> None:
    assert market.fact("k1", ATTRIBUTE + "capacity") == Fact(
        ATTRIBUTE + "capacity", Decimal("1.7"), None, "LTR"
    )


def test_a_fact_of_a_list_is_a_word(market: Catalogue) -> None:
    assert market.fact("k1", ATTRIBUTE + "colour") == Fact(
        ATTRIBUTE + "colour", "grey", VALUE + "colour/grey"
    )
    two = market.fact("j1", ATTRIBUTE + "colour")
    assert two == Fact(ATTRIBUTE + "colour", "grey, red", None)


def test_a_fact_can_be_yes_or_no(market: Catalogue) -> None:
    rain, town = market.fact("j1", ATTRIBUTE + "waterproof"), market.fact("j2", ATTRIBUTE + "waterproof")
    assert rain is not None
    assert town is not None
    assert (rain.value, town.value) == (True, False)


def test_a_fact_that_is_not_held_is_none(market: Catalogue) -> None:
    assert market.fact("j3", ATTRIBUTE + "waterproof") is None
    assert market.fact("l1", ATTRIBUTE + "battery-life") is None


def test_labels_are_in_the_language_asked_for_or_in_the_other(market: Catalogue) -> None:
    assert market.label(VALUE + "colour/red", "zh") == "红色"
    assert market.label(BRAND + "fjell", "zh") == "Fjell"
    assert market.label("urn:daogou:item:k1", "zh") == "小溪水壶"
    assert market.label(CATEGORY + "nothing/sun-hats", "en") == "sun hats"
    assert market.label(KIND + "lamp", "zh") == "灯"


def test_accessories_and_what_fits(market: Catalogue) -> None:
    assert market.related("l1", "accessory") == ["b1"]
    assert market.related("b1", "compatible") == ["l3"]
    assert market.related("l3", "compatible") == ["b1"]


def test_the_attributes_of_a_category_come_with_the_commonest_first(market: Catalogue) -> None:
    kettles = market.attributes_of(CATEGORY + "home/kettles")
    stated = {ATTRIBUTE + "capacity", ATTRIBUTE + "colour", ATTRIBUTE + "weight"}
    assert set(kettles) == stated | {ATTRIBUTE + "occasion"}  # a name says "travel"
    assert market.attributes_of(CATEGORY + "home")[0] == ATTRIBUTE + "weight"


def test_a_product_holds_its_values_its_brand_and_its_categories(market: Catalogue) -> None:
    (jacket,) = market.products(["j1"])
    for thing in (VALUE + "colour/grey", BRAND + "fjell", CATEGORY + "clothing"):
        assert market.holds(jacket, thing)
    assert not market.holds(jacket, CATEGORY + "home")


def test_a_unit_that_one_attribute_has_leads_to_it(market: Catalogue) -> None:
    assert market.attributes_by_unit()["KGM"] == ATTRIBUTE + "weight"
    assert market.attributes_by_unit()["MLT"] == ATTRIBUTE + "capacity"


def test_the_widest_categories_come_with_the_fullest_first(market: Catalogue) -> None:
    assert list(market.main_categories(2)) == [CATEGORY + "home", CATEGORY + "clothing"]


def test_the_graph_can_be_looked_into_but_not_changed(market: Catalogue) -> None:
    table = market.query("SELECT (COUNT(*) AS ?n) WHERE { ?item a <https://schema.org/Product> }")
    assert (table.columns, table.rows) == (["n"], [["13"]])
    for statement in ("DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "SELECT"):
        with pytest.raises(QueryError):
            market.query(statement)
    assert market.info().products == 13
