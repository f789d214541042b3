"""What a request finds: every condition holds, nothing that meets them is missing, the order is the one asked."""

from decimal import Decimal

import pytest
from market_graph import ATTRIBUTE, BRAND, CATEGORY, KIND, VALUE

from knowledge_graph import Bound, Catalogue, Order, QueryError, Range, Request, UnitError


def found(market: Catalogue, **wish: object) -> list[str]:
    return [match.item_id for match in market.search(Request(**wish))]  # type: ignore[arg-type]


def test_a_category_includes_everything_below_it(market: Catalogue) -> None:
    assert found(market, categories=(CATEGORY + "home",)) == ["b1", "k1", "k2", "l1", "l2", "l3", "l4"]


def test_several_categories_are_any_of_them(market: Catalogue) -> None:
    both = (CATEGORY + "home/kettles", CATEGORY + "outdoors/tents")
    matches = market.search(Request(categories=both))
    assert {match.item_id for match in matches} == {"k1", "k2", "t1", "t2", "café/№ 1"}
    assert all(match.matched in ((both[0],), (both[1],)) for match in matches)


def test_a_lamp_is_found_in_a_shop_whose_category_says_lighting(market: Catalogue) -> None:
    assert found(market, categories=(KIND + "lamp",)) == ["l1", "l2", "l3"]


def test_a_price_bound_includes_its_ends_unless_they_are_open(market: Catalogue) -> None:
    lamps = (KIND + "lamp",)
    assert found(market, categories=lamps, price=Bound(high=Decimal("49.90"))) == ["l1", "l3"]
    assert found(market, categories=lamps, price=Bound(high=Decimal("49.90"), high_open=True)) == ["l3"]
    assert found(market, categories=lamps, price=Bound(low=Decimal(35), low_open=True)) == ["l1", "l2"]


def test_values_of_one_attribute_are_any_of_and_attributes_are_all_of(market: Catalogue) -> None:
    red, grey, wet = VALUE + "colour/red", VALUE + "colour/grey", VALUE + "waterproof/yes"
    assert found(market, values=(red, grey), categories=(CATEGORY + "clothing",)) == ["j1", "j2"]
    assert found(market, values=(red, grey, wet)) == ["j1"]


def test_what_is_for_everybody_is_also_for_men(market: Catalogue) -> None:
    jackets = (CATEGORY + "clothing/jackets",)
    assert found(market, categories=jackets, values=(VALUE + "audience/men",)) == ["j1", "j3"]
    assert "l1" in found(market, values=(VALUE + "audience/men",))


def test_a_brand_is_kept_to(market: Catalogue) -> None:
    assert found(market, brands=(BRAND + "brook",), categories=(CATEGORY + "outdoors",)) == ["café/№ 1"]


def test_what_is_not_wanted_is_not_shown(market: Catalogue) -> None:
    lamps = (KIND + "lamp",)
    assert found(market, categories=lamps, without=(VALUE + "colour/red",)) == ["l2", "l3"]
    assert found(market, categories=lamps, without=(BRAND + "ember",)) == ["l3"]
    assert found(market, categories=lamps, without=(KIND + "table-lamp",)) == ["l2", "l3"]
    assert found(market, categories=lamps, without=("urn:daogou:item:l1",)) == ["l2", "l3"]


def test_a_weight_is_compared_in_the_unit_it_is_held_in(market: Catalogue) -> None:
    light = Range(ATTRIBUTE + "weight", Bound(high=Decimal("1.2")), "KGM")
    assert found(market, categories=(CATEGORY + "home",), ranges=(light,)) == [
        "b1",
        "k1",
        "k2",
        "l1",
        "l3",
        "l4",
    ]


def test_a_weight_in_litres_is_refused(market: Catalogue) -> None:
    with pytest.raises(UnitError, match="LTR cannot become one in GRM"):
        market.search(Request(ranges=(Range(ATTRIBUTE + "weight", Bound(low=Decimal(1)), "LTR"),)))


def test_what_is_sold_out_is_left_out_when_asked(market: Catalogue) -> None:
    assert found(market, categories=(CATEGORY + "clothing",), in_stock=True) == ["j1", "j3"]


def test_cheapest_first_and_dearest_first(market: Catalogue) -> None:
    lamps = (KIND + "lamp",)
    assert found(market, categories=lamps, order=Order.PRICE_UP) == ["l3", "l1", "l2"]
    assert found(market, categories=lamps, order=Order.PRICE_DOWN) == ["l2", "l1", "l3"]


def test_what_costs_less_than_its_list_price_is_on_sale(market: Catalogue) -> None:
    assert found(market, on_sale=True) == ["l1"]
    assert found(market, categories=(CATEGORY + "clothing",), on_sale=True) == []


def test_newest_first_with_undated_things_last(market: Catalogue) -> None:
    assert found(market, categories=(KIND + "lamp",), order=Order.NEWEST) == ["l1", "l2", "l3"]


def test_every_word_in_the_name_is_a_full_match_and_half_the_words_are_less(market: Catalogue) -> None:
    matches = {match.item_id: match for match in market.search(Request(text="desk lamp"))}
    assert matches["l3"].relevance == 1.0
    assert matches["l3"].matched == ("text:desk", "text:lamp")
    assert matches["l1"].relevance < 0.9
    assert matches["l1"].matched == ("text:lamp",)


def test_a_word_of_the_name_weighs_more_than_one_of_the_description(market: Catalogue) -> None:
    relevance = {match.item_id: match.relevance for match in market.search(Request(text="rain"))}
    assert relevance["j1"] == 1.0
    assert relevance["t2"] == pytest.approx(0.9)


def test_words_are_found_in_any_number_and_spelling(market: Catalogue) -> None:
    assert found(market, text="Poles") == ["t1"]
    assert found(market, text="gray kettles")[0] == "k1"


def test_a_chinese_word_is_found_in_an_english_text(market: Catalogue) -> None:
    assert found(market, text="亚麻") == ["l1"]


def test_a_name_that_says_its_kind_fits_better_than_one_that_is_only_filed_there(market: Catalogue) -> None:
    kinds = (CATEGORY + "home/kettles", CATEGORY + "home/lighting")
    fit = {match.item_id: match.relevance for match in market.search(Request(categories=kinds))}
    assert fit["k1"] == 1.0
    assert 0.9 <= fit["l1"] < 1.0
    assert next(iter(fit)) == "k1"
    alone = market.search(Request(categories=kinds, text="lamp"))
    assert not any(match.item_id.startswith("k") for match in alone)


def test_without_words_everything_fits_fully(market: Catalogue) -> None:
    assert {match.relevance for match in market.search(Request(categories=(KIND + "lamp",)))} == {1.0}


def test_the_limit_is_kept(market: Catalogue) -> None:
    assert len(market.search(Request(), limit=4)) == 4


def test_what_is_like_a_lamp_is_another_lamp_first(market: Catalogue) -> None:
    matches = market.similar("l1", 4)
    assert [match.item_id for match in matches] == ["l2", "l3", "b1", "l4"]
    assert KIND + "lamp" in matches[0].matched
    assert 0 < matches[-1].relevance < matches[0].relevance <= 1


def test_likeness_keeps_the_other_conditions(market: Catalogue) -> None:
    wish = Request(categories=(KIND + "lamp",), like="l1", price=Bound(high=Decimal(40)))
    assert [match.item_id for match in market.search(wish)] == ["l3"]


HOSTILE = [
    '"', "'", '" } UNION { ?s ?p ?o } #', "\\", '\\" . ?item ?p ?o', "}} # {", "lamp\\u0022", "<urn:x>", "?item",
    '"""', "\n} DROP ALL\n", "$item", "\u0000", "灯\" }",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_shopper_becomes_part_of_the_query(market: Catalogue, text: str) -> None:
    everything = len(market.search(Request()))
    assert len(market.search(Request(text=f"zzz{text}"))) < everything
    assert found(market, text=f"desk {text}")[0] == "l3"


@pytest.mark.parametrize("iri", ["urn:x> . ?s ?p ?o . <urn:y", "urn:a b", 'urn:"', "urn:{", ""])
def test_what_is_no_iri_is_refused(market: Catalogue, iri: str) -> None:
    for wish in (Request(categories=(iri,)), Request(brands=(iri, iri)), Request(without=(iri,))):
        with pytest.raises(QueryError, match="is not an IRI"):
            market.search(wish)
