"""How a sentence changes the wish."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.changes import Takes, cheaper_than, refine
from actions.heard import Amount, Heard, Thing
from knowledge_graph import Bound, Order, Range, Request

EUROS = Takes("EUR")
LAMP, TENT = "urn:daogou:category:kind/lamp", "urn:daogou:category:outdoors/tents"
RED, GREEN = "urn:daogou:value:colour/red", "urn:daogou:value:colour/green"
LEATHER, FJELL = "urn:daogou:value:material/leather", "urn:daogou:brand:fjell"
BATTERY = "urn:daogou:attribute:battery-life"


def thing(iri: str, *, negated: bool = False) -> Thing:
    return Thing(iri.split(":")[2], (iri,), negated, None)


def amount(kind: str = "price", **said: Any) -> Amount:
    bound = Bound(said.get("low"), said.get("high"))
    return Amount(kind, bound, said.get("about", False), said.get("currencies", ()), said.get("unit"), "said")


def heard(*things: Thing, amounts: tuple[Amount, ...] = (), **rest: Any) -> Heard:
    return Heard("a sentence", things=things, amounts=amounts, **rest)


def after(request: Request, sentence: Heard) -> Request:
    return refine(request, sentence, EUROS, {"HUR": BATTERY})


def up_to(price: int) -> Bound:
    return Bound(high=Decimal(price))


def test_another_kind_starts_afresh_and_keeps_the_price() -> None:
    wish = Request((LAMP,), (FJELL,), (RED,), (LEATHER,), price=up_to(80), text="dimmer", order=Order.NEWEST)
    assert after(wish, heard(thing(TENT))) == Request((TENT,), price=up_to(80))


def test_a_bare_bound_keeps_the_kind_and_all_else() -> None:
    wish = Request((LAMP,), values=(RED,), without=(FJELL,), price=up_to(80))
    said = after(wish, heard(amounts=(amount(high=Decimal(40)),)))
    assert said == Request((LAMP,), values=(RED,), without=(FJELL,), price=up_to(40))


def test_the_same_kind_named_again_changes_nothing() -> None:
    wish = Request((LAMP,), values=(RED,), price=up_to(80))
    assert after(wish, heard(thing(LAMP))) == wish


def test_another_colour_takes_the_place_of_the_first_and_the_material_stays() -> None:
    wish = Request((LAMP,), values=(RED, LEATHER))
    assert after(wish, heard(thing(GREEN))).values == (LEATHER, GREEN)
    assert after(wish, heard(thing(RED), thing(GREEN))).values == (LEATHER, RED, GREEN)


def test_what_is_refused_leaves_the_wish_and_may_come_back() -> None:
    wish = Request((LAMP,), (FJELL,), (RED,))
    refused = after(wish, heard(thing(RED, negated=True), thing(FJELL, negated=True)))
    assert (refused.values, refused.brands, refused.without) == ((), (), (RED, FJELL))
    wanted = after(refused, heard(thing(RED)))
    assert (wanted.values, wanted.without) == ((RED,), (FJELL,))
    assert after(wish, heard(thing(LAMP, negated=True))).categories == ()


def test_a_foreign_currency_changes_no_price_and_the_rest_is_heard() -> None:
    wish = Request((LAMP,), price=up_to(80))
    yen = amount(high=Decimal(5000), currencies=("JPY",))
    assert after(wish, heard(thing(RED), amounts=(yen,))) == Request((LAMP,), values=(RED,), price=up_to(80))
    euros = amount(high=Decimal(50), currencies=("EUR",))
    assert after(wish, heard(amounts=(euros,))).price == up_to(50)


def test_who_corrects_himself_means_the_last() -> None:
    said = heard(amounts=(amount(high=Decimal(80)), amount(high=Decimal(60))))
    assert after(Request((LAMP,)), said).price == up_to(60)


@pytest.mark.parametrize(("number", "price"), [(80, up_to(80)), (10, up_to(10)), (9, None), (2, None)])
def test_a_bare_number_is_the_most_it_may_cost_unless_it_is_a_count(number: int, price: Bound | None) -> None:
    said = heard(amounts=(amount("number", low=Decimal(number), high=Decimal(number)),))
    assert after(Request((LAMP,)), said).price == price


def test_around_is_a_fifth_on_either_side() -> None:
    about = amount(low=Decimal(50), high=Decimal(50), about=True)
    assert after(Request(), heard(amounts=(about,))).price == Bound(Decimal(40), Decimal(60))


@pytest.mark.parametrize("order", [order for order in Order if order is not Order.FIT])
def test_an_asked_order_is_taken_and_kept(order: Order) -> None:
    wish = after(Request((LAMP,)), heard(order=str(order)))
    assert wish.order is order
    assert after(wish, heard(thing(RED))).order is order


def test_hours_and_years_narrow_the_attribute_that_they_measure() -> None:
    hours = amount("measure", low=Decimal(20), unit="HUR")
    wish = after(Request((LAMP,)), heard(amounts=(hours, amount("year", low=Decimal(2019)))))
    assert wish.ranges == (
        Range(BATTERY, Bound(low=Decimal(20)), "HUR"),
        Range("urn:daogou:attribute:year", Bound(low=Decimal(2019)), None),
    )
    more = after(wish, heard(amounts=(amount("measure", low=Decimal(30), unit="HUR"),)))
    assert [range_.bound.low for range_ in more.ranges] == [Decimal(2019), Decimal(30)]
    assert after(Request(), heard(amounts=(amount("measure", low=Decimal(3), unit="KGM"),))) == Request()


def test_unknown_words_narrow_the_kind_or_are_a_wish_of_their_own() -> None:
    assert after(Request((LAMP,)), heard(words="dimmer")) == Request((LAMP,), text="dimmer")
    assert after(Request(text="kayak", price=up_to(9)), heard(words="boat")) == Request(
        text="boat", price=up_to(9)
    )


_prices = st.lists(st.decimals("0.01", "9999.99", places=2), min_size=1, max_size=6)
_floors = st.none() | st.decimals("0.01", "9999.99", places=2)


@given(_prices, _floors)
def test_cheaper_is_below_the_dearest_and_lower_on_average(
    shown: list[Decimal], floor: Decimal | None
) -> None:
    wish = Request((LAMP,), values=(RED,), price=Bound(low=floor) if floor else None)
    lower = cheaper_than(wish, shown)
    assert (lower.categories, lower.values) == (wish.categories, wish.values)
    bound = lower.price
    assert bound is not None
    assert bound.high is not None
    found = [price for price in shown if bound.holds(price)]
    below = bound.high - Decimal("0.01")
    for fits in [found, [below]] if bound.holds(below) else [found]:
        assert all(price < max(shown) for price in fits)
        assert not fits or sum(fits) / len(fits) < sum(shown) / len(shown) or len(set(shown)) == 1
    assert bound.low is None or bound.low < bound.high


def test_where_nothing_has_a_price_cheaper_only_puts_in_order() -> None:
    assert cheaper_than(Request((LAMP,)), []) == Request((LAMP,), order=Order.PRICE_UP)
