"""When nothing fits, each thing that is offered instead finds what it says."""

from decimal import Decimal

import pytest
from market_shop import BRAND, CATEGORY, KIND, VALUE

from knowledge_graph import Bound, Order, Range, Request
from shop.relaxation import relax
from shop.shop import Shop

LAMP, TENT, KETTLE = (KIND + "lamp",), (CATEGORY + "outdoors/tents",), (CATEGORY + "home/kettles",)
LITRES = Range("urn:daogou:attribute:capacity", Bound(low=Decimal(5)), "LTR")
IMPOSSIBLE = [
    Request(categories=LAMP, price=Bound(high=Decimal(20))),
    Request(categories=LAMP, price=Bound(low=Decimal(200))),
    Request(categories=TENT, price=Bound(low=Decimal(100), high=Decimal(120))),
    Request(categories=TENT, values=(VALUE + "colour/red",)),
    Request(categories=TENT, brands=(BRAND + "ember",)),
    Request(categories=TENT, text="submarine"),
    Request(categories=KETTLE, ranges=(LITRES,)),
    Request(
        categories=LAMP, values=(VALUE + "colour/green",), price=Bound(high=Decimal(30)), order=Order.NEWEST
    ),
]


@pytest.mark.parametrize("request_", IMPOSSIBLE)
def test_each_offer_finds_as_many_as_it_says(market: Shop, request_: Request) -> None:
    assert market.catalogue.search(request_) == []
    steps = relax(market.catalogue, request_)
    assert steps
    for step in steps:
        found = market.shelves.fill(step.request, None)
        assert found.total == step.count > 0
        assert step.request.categories == request_.categories


def test_the_nearest_price_above_is_the_cheapest_there_is(market: Shop) -> None:
    (step,) = relax(market.catalogue, IMPOSSIBLE[0])
    assert (step.kind, step.price, step.count) == ("price", Decimal(35), 1)
    assert market.shelves.fill(step.request, None).items[0].product.price == Decimal(35)


def test_the_nearest_price_below_is_the_dearest_there_is(market: Shop) -> None:
    (step,) = relax(market.catalogue, IMPOSSIBLE[1])
    assert (step.kind, step.price, step.count) == ("price", Decimal(79), 1)


def test_a_price_that_is_moved_up_keeps_its_lower_end(market: Shop) -> None:
    (step,) = relax(market.catalogue, IMPOSSIBLE[2])
    assert step.request.price == Bound(low=Decimal(100), high=Decimal(149))
    assert [match.price for match in market.catalogue.search(step.request)] == [Decimal(149)]


@pytest.mark.parametrize(
    ("place", "kind", "subject"),
    [
        (3, "value", VALUE + "colour/red"),
        (4, "brand", BRAND + "ember"),
        (5, "text", "submarine"),
        (6, "range", LITRES.attribute),
    ],
)
def test_the_one_condition_to_let_go_is_named(market: Shop, place: int, kind: str, subject: str) -> None:
    (step,) = relax(market.catalogue, IMPOSSIBLE[place])
    assert (step.kind, step.subject) == (kind, subject)


def test_at_most_so_many_are_offered_and_nothing_that_brings_nothing(market: Shop) -> None:
    assert len(relax(market.catalogue, IMPOSSIBLE[7], most=1)) == 1
    hopeless = Request(categories=TENT, values=(VALUE + "colour/red",), brands=(BRAND + "ember",))
    assert relax(market.catalogue, hopeless) == []
    assert relax(market.catalogue, Request(text="submarine")) == []
