"""What to ask next, and what to let go of: each offer finds as many as it says."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from drawn_catalogues import BRAND, CATEGORY, VALUE, Drawn
from market_graph import ATTRIBUTE, KIND

from knowledge_graph import Bound, Catalogue, Choice, Facet, Product, Range, Request
from knowledge_graph.products import AttributeValue

COLOUR = "urn:daogou:attribute:colour"


def narrowed(request: Request, facet: Facet, choice: Choice) -> Request:
    """The request with one of a facet's answers added."""
    if choice.bound is not None:
        return replace(request, price=choice.bound)
    assert choice.iri is not None
    if facet.kind == "brand":
        return replace(request, brands=(choice.iri,))
    if facet.kind == "category":
        return replace(request, categories=(choice.iri,))
    return replace(request, all_of=(*request.all_of, choice.iri))


@pytest.mark.parametrize(
    "request_",
    [
        Request(),
        Request(categories=(CATEGORY + "home",)),
        Request(text="lamp"),
        Request(like="l1"),
        Request(like="l1", categories=(CATEGORY + "home/lighting",), text="lamp"),
    ],
)
def test_each_answer_leaves_as_many_as_it_says(market: Catalogue, request_: Request) -> None:
    facets = [facet for facet in market.facets(request_, 50) if facet.subject != ATTRIBUTE + "audience"]
    assert facets
    for facet in facets:
        if facet.kind == "attribute" and facet.choices[0].bound:
            continue
        for choice in facet.choices:
            answered = narrowed(request_, facet, choice)
            assert market.count(answered) == len(market.search_graph(answered)) == choice.count > 0


def test_what_is_like_a_product_is_split_without_the_product(market: Catalogue) -> None:
    alike = Request(like="l1")
    (brand,) = [facet for facet in market.facets(alike, 50) if facet.kind == "brand"]
    found = [product.brand for product in market.products([match.item_id for match in market.search(alike)])]
    assert {choice.iri: choice.count for choice in brand.choices} == {one: found.count(one) for one in found}


def test_amounts_are_those_of_what_is_like_a_product(market: Catalogue) -> None:
    alike = Request(like="l1")
    prices = sorted(match.price for match in market.search(alike) if match.price is not None)
    assert market.amounts(alike) == prices


def test_facets_come_by_how_evenly_they_split(market: Catalogue) -> None:
    facets = market.facets(Request(), 50)
    scores = [facet.score for facet in facets]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= facet.score <= facet.coverage <= 1 for facet in facets)
    assert len(market.facets(Request(), 2)) == 2


def coloured(number: int, colour: str | None, brand: str) -> Product:
    values = (AttributeValue(COLOUR, f"{VALUE}colour/{colour}"),) if colour else ()
    return Product(f"p{number}", {"en": "thing"}, values=values, brand=BRAND + brand, price=Decimal(number))


def test_an_even_split_of_everything_is_the_best_question() -> None:
    halves = Drawn([coloured(n, "red" if n % 2 else "blue", "ember" if n else "brook") for n in range(4)])
    colour, brand = halves.columns.facets(Request())
    assert (colour.subject, colour.score, colour.coverage) == (COLOUR, 1.0, 1.0)
    assert [choice.count for choice in colour.choices] == [2, 2]
    assert (brand.subject, [choice.count for choice in brand.choices]) == ("brand", [3, 1])
    assert brand.score == pytest.approx(0.8113, abs=1e-4)
    rest = halves.columns.facets(Request(values=(VALUE + "colour/red",)))
    assert COLOUR not in [facet.subject for facet in rest]


def test_a_question_that_few_can_answer_counts_for_less() -> None:
    few = Drawn([coloured(n, {0: "red", 1: "blue"}.get(n), "ember" if n % 2 else "brook") for n in range(8)])
    brand, *others = few.columns.facets(Request(price=Bound()))
    assert brand.subject == "brand"
    assert [(facet.subject, facet.score) for facet in others] == [(COLOUR, 0.25)]


def test_a_shade_is_counted_under_its_colour_and_not_asked_beside_it() -> None:
    shades = Drawn([coloured(n, colour, "ember") for n, colour in enumerate(("navy", "sky", "blue", "red"))])
    (facet,) = shades.columns.facets(Request())
    assert [(choice.iri, choice.count) for choice in facet.choices] == [
        (VALUE + "colour/blue", 3),
        (VALUE + "colour/red", 1),
    ]


def test_prices_are_asked_for_in_bands_with_round_edges() -> None:
    drawn = Drawn(
        [Product(f"p{n:02}", {"en": "x"}, price=Decimal(n * 7) + Decimal("0.9")) for n in range(40)]
    )
    (facet,) = drawn.columns.facets(Request())
    assert facet.kind == "price"
    edges = [choice.bound.high for choice in facet.choices if choice.bound and choice.bound.high]
    assert edges == [Decimal(71), Decimal(140), Decimal(210)]
    assert sum(choice.count for choice in facet.choices) == 40
    for choice in facet.choices:
        assert drawn.columns.count(Request(price=choice.bound)) == choice.count
    assert drawn.columns.facets(Request(price=Bound(low=Decimal(0)))) == []


def test_a_price_is_moved_as_far_as_a_handful_of_about_the_nearest(market: Catalogue) -> None:
    lamps = Request(categories=(KIND + "lamp",), price=Bound(high=Decimal(20)))
    (step,) = market.relax(lamps)
    assert (step.kind, step.price, step.count) == ("price", Decimal(35), 1)


def test_a_range_is_moved_to_the_nearest_amount_in_its_attributes_unit(market: Catalogue) -> None:
    kettles = Request(categories=(CATEGORY + "home/kettles",))
    held = market.amounts(kettles, ATTRIBUTE + "capacity")
    request = replace(kettles, ranges=(litres(Bound(low=Decimal(5))),))
    (step,) = market.relax(request)
    assert (step.kind, step.amount) == ("range", held[-1])
    assert market.count(step.request) == step.count > 0


def litres(bound: Bound) -> Range:
    return Range(ATTRIBUTE + "capacity", bound, "LTR")


def test_a_kind_is_widened_only_where_nothing_else_helps(market: Catalogue) -> None:
    wish = Request(categories=(CATEGORY + "home/kettles",), without=(CATEGORY + "home/kettles",), all_of=())
    assert market.count(wish) == 0
    assert [step.kind for step in market.relax(wish)] == ["without"]
    fixed = Request(categories=(CATEGORY + "outdoors/tents",), values=(VALUE + "colour/red",), in_stock=True)
    for step in market.relax(fixed):
        assert market.count(step.request) == step.count > 0


SHADES = """item_id,name_en,category,colour
j1,Rain Jacket,jackets,navy
j2,Town Jacket,jackets,blue
t1,Ridge Tent,tents,blue
t2,Valley Tent,tents,turquoise
t3,Hill Tent,tents,red
"""


def test_a_value_is_widened_to_its_family_before_it_is_dropped(
    open_in_store: Callable[..., Catalogue], tmp_path: Path
) -> None:
    feed = tmp_path / "shades.csv"
    feed.write_text(SHADES)
    shades = open_in_store(tmp_path / "graph", feed)
    navy, blue = VALUE + "colour/navy", VALUE + "colour/blue"
    tents = Request(categories=(CATEGORY + "tents",))
    for wish in (replace(tents, values=(navy,)), replace(tents, all_of=(navy,))):
        assert shades.count(wish) == 0
        family, dropped = shades.relax(wish)
        assert (family.kind, family.subject, family.wider) == ("value", navy, blue)
        assert (dropped.kind, dropped.subject, dropped.wider) == ("value", navy, None)
        found = shades.search_graph(family.request)
        assert {match.item_id for match in found} == {"t1", "t2"}
        assert (family.count, dropped.count) == (len(found), 3)


def test_a_family_without_anything_is_not_offered(
    open_in_store: Callable[..., Catalogue], tmp_path: Path
) -> None:
    feed = tmp_path / "shades.csv"
    feed.write_text(SHADES.replace("turquoise", "red").replace("tents,blue", "tents,red"))
    shades = open_in_store(tmp_path / "graph", feed)
    (dropped,) = shades.relax(Request(categories=(CATEGORY + "tents",), values=(VALUE + "colour/navy",)))
    assert (dropped.wider, dropped.count) == (None, 3)
