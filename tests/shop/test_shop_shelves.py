"""A shelf holds what was asked for and nothing else, in the order that was asked for."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from market_shop import BRAND, CATEGORY, KIND, VALUE, begin_talk, turn, write_feed

from knowledge_graph import Bound, Order, Product, Request
from shop.creation import create_shop
from shop.imports import Missing, import_products, import_ratings
from shop.shelves import Shelf
from shop.shop import Shop
from shop.training import train_recommender

LAMPS = Request(categories=(KIND + "lamp",))


def ids(shelf: Shelf) -> list[str]:
    return [item.product.item_id for item in shelf.items]


_prices = st.none() | st.integers(1, 250).map(Decimal)
requests = st.builds(
    Request,
    categories=st.sampled_from(
        [(), (KIND + "lamp",), (CATEGORY + "clothing",), (CATEGORY + "outdoors/tents",)]
    ),
    brands=st.sampled_from([(), (BRAND + "fjell",), (BRAND + "polar", BRAND + "brook")]),
    values=st.sampled_from([(), (VALUE + "colour/red",), (VALUE + "colour/red", VALUE + "colour/grey")]),
    without=st.sampled_from([(), (VALUE + "colour/green",), (BRAND + "ember", "urn:daogou:item:j1")]),
    price=st.none() | st.builds(Bound, low=_prices, high=_prices),
    order=st.sampled_from(list(Order)),
)


def meets(product: Product, request: Request, shop: Shop) -> bool:
    """Checked here by the product itself, not by the search."""
    price = request.price or Bound()
    return (
        (not request.categories or any(shop.catalogue.holds(product, iri) for iri in request.categories))
        and (not request.brands or product.brand in request.brands)
        and (not request.values or any(held.value in request.values for held in product.values))
        and not any(shop.catalogue.holds(product, iri) for iri in request.without)
        and f"urn:daogou:item:{product.item_id}" not in request.without
        and (product.price is None or price.holds(product.price))
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(request=requests, want=st.integers(1, 8))
def test_every_card_meets_every_condition_and_none_is_missing(
    market: Shop, request: Request, want: int
) -> None:
    shelf = market.shelves.fill(request, None, want=want)
    everything = market.catalogue.products([match.item_id for match in market.catalogue.search(Request())])
    fitting = [product.item_id for product in everything if meets(product, request, market)]
    assert set(ids(shelf)) <= set(fitting)
    assert shelf.total == len(fitting)
    assert len(shelf.items) == min(want, len(fitting)) == len(set(ids(shelf)))


def test_cheapest_first_is_cheapest_first_whatever_sells_best(market: Shop, tmp_path: Path) -> None:
    rows = [f"u{n},l2,5" for n in range(30)] + [f"u{n},l3,1" for n in range(30)]
    (tmp_path / "r.csv").write_text("userId,movieId,rating\n" + "\n".join(rows) + "\n")
    import_ratings(market.folder, tmp_path / "r.csv")
    train_recommender(market.folder)
    market.catalogue.refresh()
    assert ids(market.shelves.fill(LAMPS, None))[0] == "l2"
    cheap = Request(categories=LAMPS.categories, order=Order.PRICE_UP)
    assert ids(market.shelves.fill(cheap, None)) == ["l3", "l1", "l2"]
    dear = Request(categories=LAMPS.categories, order=Order.PRICE_DOWN)
    assert ids(market.shelves.fill(dear, None)) == ["l2", "l1", "l3"]


def test_what_a_shopper_likes_brings_up_what_others_of_that_taste_liked(market: Shop, tmp_path: Path) -> None:
    # Half of the people love the table lamp and the tent, the other half the floor lamp and the jacket.
    stars = {item: (5, 1) if item in ("l1", "t1") else (1, 5) for item in ("l1", "t1", "l2", "j1")}
    rows = [f"u{n},{item},{stars[item][n % 2]}" for n in range(40) for item in stars]
    (tmp_path / "r.csv").write_text("userId,movieId,rating\n" + "\n".join(rows) + "\n")
    import_ratings(market.folder, tmp_path / "r.csv")
    train_recommender(market.folder)
    market.catalogue.refresh()
    shopper, first = begin_talk(market)
    market.events.liked(first, shopper, ["l1"])
    shelf = market.shelves.fill(Request(), shopper, want=13)
    assert ids(shelf).index("t1") < ids(shelf).index("j1")
    tent = next(item for item in shelf.items if item.product.item_id == "t1")
    assert tent.reason.parts["neighbours"] > 0
    assert tent.reason.evidence == ("l1",)
    market.events.liked(turn(first, 2), shopper, ["l1"], likes=False)
    shelf = market.shelves.fill(Request(), shopper, want=13)
    assert ids(shelf).index("t1") > ids(shelf).index("j1")


def test_what_was_shown_can_be_left_out_and_still_counts(market: Shop) -> None:
    shelf = market.shelves.fill(LAMPS, None, skip=["l1", "l2"])
    assert ids(shelf) == ["l3"]
    assert shelf.total == 3


def test_what_is_sold_out_comes_last(market: Shop) -> None:
    shelf = market.shelves.fill(Request(categories=(CATEGORY + "clothing/jackets",)), None)
    assert [item.in_stock for item in shelf.items] == [True, True, False]
    assert shelf.items[-1].product.item_id == "j2"
    only = market.shelves.fill(Request(categories=(CATEGORY + "clothing/jackets",), in_stock=True), None)
    assert sorted(ids(only)) == ["j1", "j3"]


def test_no_two_cards_bear_one_name(tmp_path: Path) -> None:
    create_shop(tmp_path / "shop", name="Shop", currency="USD", language="en")
    rows = [f"m{n},Blue Mug,mugs,{5 + n},3" for n in range(6)] + [
        "n1,Red Mug,mugs,9,3",
        "n2,blue mug,mugs,2,3",
    ]
    import_products(tmp_path / "shop", write_feed(tmp_path / "mugs.csv", rows))
    shop = Shop.open(tmp_path / "shop")
    shelf = shop.shelves.fill(Request(categories=(CATEGORY + "mugs",)), None)
    assert sorted(item.product.name("en").casefold() for item in shelf.items) == ["blue mug", "red mug"]
    assert shelf.total == 8
    shop.close()


def test_stock_is_the_shops_own_number_of_this_moment(market: Shop, tmp_path: Path) -> None:
    assert market.shelves.item("l1").stock == 12
    sold = write_feed(tmp_path / "sold.csv", ["l1,Ember Table Lamp,home/lighting,49.90,0"])
    import_products(market.folder, sold, missing=Missing.STAY)
    market.catalogue.refresh()
    assert not market.shelves.item("l1").in_stock
    assert market.shelves.item("k2").stock is None
    assert market.shelves.item("k2").in_stock


def test_words_met_only_in_part_are_said_to_be(market: Shop) -> None:
    assert market.shelves.fill(Request(text="linen"), None).whole_text
    part = market.shelves.fill(Request(text="linen zeppelin"), None)
    assert ids(part) == ["l1"]
    assert not part.whole_text


def test_without_a_history_the_fit_to_the_request_is_the_only_reason(market: Shop) -> None:
    for request in (LAMPS, Request(text="lamp"), Request()):
        for item in market.shelves.fill(request, None).items:
            assert set(item.reason.parts) <= {"request"}


@pytest.mark.parametrize("like", ["l1", "t1", "j1"])
def test_things_like_one_come_of_its_kind_first_and_never_the_one_itself(market: Shop, like: str) -> None:
    shelf = market.shelves.fill(Request(like=like), None)
    assert like not in ids(shelf)
    (liked,) = market.catalogue.products([like])
    assert shelf.items[0].product.categories == liked.categories
