"""The columns are a cache of what SPARQL means: the same products, in the same order, with the same matches."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from drawn_catalogues import (
    BRANDS,
    SYNONYMS,
    TERMS,
    VALUE,
    Drawn,
    bounds,
    catalogues,
    category_iris,
    ranges,
    requests,
    value_iris,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from market_graph import MARKET, open_feed

from knowledge_graph import Bound, Catalogue, Order, Product, Range, Request
from knowledge_graph.columns import Columns
from knowledge_graph.products import AttributeValue

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return open_feed(tmp_path_factory.mktemp("demo_graph"), ROOT / "demo")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_request_to_any_catalogue_finds_the_same_in_both(data: st.DataObject) -> None:
    drawn = Drawn(data.draw(catalogues()), named=data.draw(st.booleans()))
    ids = [product.item_id for product in drawn.products]
    wishes = requests(
        category_iris, st.sampled_from([*BRANDS, "urn:daogou:brand:none"]), value_iris, ranges, ids
    )
    for request in data.draw(st.lists(wishes, min_size=5, max_size=15)):
        assert drawn.by_columns(request) == drawn.by_graph(request)
        every = replace(request, page_size=None, like=None)
        assert drawn.columns.count(every) == len(drawn.by_graph(every))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    catalogues(),
    st.lists(requests(category_iris, st.sampled_from(BRANDS), value_iris, ranges, ()), max_size=9),
)
def test_columns_that_were_saved_or_read_in_pages_or_made_of_products_answer_as_before(
    tmp_path_factory: pytest.TempPathFactory, products: list[Product], wishes: list[Request]
) -> None:
    drawn = Drawn(products, named=True)
    folder = tmp_path_factory.mktemp("columns") / "columns"
    drawn.columns.save(folder)
    loaded = Columns.load(folder, TERMS, SYNONYMS)
    assert loaded is not None
    paged = Columns.build(drawn.store, TERMS, SYNONYMS, page_size=7)
    made = drawn.made_with_them()
    for request in wishes:
        assert drawn.by_columns(request, made) == drawn.by_columns(request)
        assert drawn.by_columns(request, loaded) == drawn.by_columns(request)
        assert drawn.by_columns(request, paged) == drawn.by_columns(request)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    catalogues(),
    st.lists(requests(category_iris, st.sampled_from(BRANDS), value_iris, ranges, ()), max_size=9),
    st.data(),
)
def test_new_prices_and_new_stock_alone_give_the_columns_of_a_whole_import(
    products: list[Product], wishes: list[Request], data: st.DataObject
) -> None:
    changed = data.draw(st.lists(st.sampled_from(products), unique_by=id)) if products else []
    prices = {one.item_id: data.draw(st.none() | st.decimals(0, 60, places=2)) for one in changed}
    available = {one.item_id: data.draw(st.booleans()) for one in changed}
    after = [
        replace(one, price=prices[one.item_id], available=available[one.item_id]) if one in changed else one
        for one in products
    ]
    repriced = Drawn(products).made_with_them().with_offers(prices, available)
    drawn = Drawn(after)
    for request in wishes:
        assert drawn.by_columns(request, repriced) == drawn.by_graph(request)


def every_sort_of_request(catalogue: Catalogue) -> st.SearchStrategy[Request]:
    """Requests over what a catalogue really holds."""
    matches = catalogue.search(Request(), 400)
    products = catalogue.products([match.item_id for match in matches])
    categories = sorted({iri for product in products for iri in product.categories})
    categories += sorted({wider for iri in categories if (wider := catalogue.wider(iri))})
    brands = sorted({product.brand for product in products if product.brand}) or ["urn:daogou:brand:none"]
    values = sorted({held.value for product in products for held in product.values}) or [
        "urn:daogou:value:a/b"
    ]
    numbers = sorted(
        {(held.attribute, held.unit) for product in products for held in product.numbers}, key=str
    )
    known = [
        st.builds(Range, st.just(attribute), bounds, st.sampled_from([None, unit]))
        for attribute, unit in numbers
    ]
    return requests(
        st.sampled_from(categories),
        st.sampled_from(brands),
        st.sampled_from(values),
        st.one_of(known) if known else ranges.filter(lambda range_: range_.unit is None),
        [product.item_id for product in products[:20]],
    )


@pytest.fixture(params=["market_on_disk", "demo", "department_folder"])
def any_shop(request: pytest.FixtureRequest) -> Catalogue:
    shop = request.getfixturevalue(request.param)
    return shop if isinstance(shop, Catalogue) else Catalogue.open(shop)


@pytest.fixture(scope="module")
def market_on_disk(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return open_feed(tmp_path_factory.mktemp("market"), MARKET)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_shop_finds_the_same_in_both(any_shop: Catalogue, data: st.DataObject) -> None:
    for request in data.draw(st.lists(every_sort_of_request(any_shop), min_size=3, max_size=4)):
        assert any_shop.search(request) == any_shop.search_graph(request)


def test_who_asks_for_blue_is_shown_navy_and_not_the_other_way_round() -> None:
    colour = "urn:daogou:attribute:colour"
    navy, blue = (
        Product(name, {"en": name}, values=(AttributeValue(colour, f"{VALUE}colour/{name}"),))
        for name in ("navy", "blue")
    )
    drawn = Drawn([navy, blue])
    assert [match.item_id for match in drawn.by_columns(Request(values=(VALUE + "colour/blue",)))] == [
        "blue",
        "navy",
    ]
    assert [match.item_id for match in drawn.by_columns(Request(values=(VALUE + "colour/navy",)))] == ["navy"]
    assert drawn.columns.count(Request(all_of=(VALUE + "colour/navy", VALUE + "colour/blue"))) == 1


def test_best_rated_first_then_by_how_many_rated_and_unrated_last() -> None:
    rated = [("a", "4.5", 3), ("b", "4.5", 9), ("c", None, None), ("d", "5", 1), ("e", "4.5", None)]
    drawn = Drawn(
        [
            Product(
                name, {"en": name}, rating=None if rating is None else Decimal(rating), rating_count=count
            )
            for name, rating, count in rated
        ]
    )
    for order, expected in ((Order.RATING, "dbaec"), (Order.POPULAR, "badce")):
        assert "".join(match.item_id for match in drawn.by_columns(Request(order=order))) == expected


def test_most_reduced_first_by_the_share_that_is_taken_off_and_the_rest_last() -> None:
    priced = [("a", "90", "100"), ("b", "45", "60"), ("c", "10", None), ("d", "50", "50"), ("e", None, "20")]
    drawn = Drawn(
        [
            Product(
                name,
                {"en": name},
                price=None if price is None else Decimal(price),
                list_price=None if listed is None else Decimal(listed),
            )
            for name, price, listed in priced
        ]
    )
    for wish, expected in ((Request(), "bacde"), (Request(on_sale=True), "ba")):
        asked = replace(wish, order=Order.REDUCED)
        for matches in (drawn.by_columns(asked), drawn.by_graph(asked)):
            assert "".join(match.item_id for match in matches) == expected


def test_a_page_follows_the_one_before(market: Catalogue) -> None:
    whole = market.search(Request(order=Order.PRICE_UP))
    pages = [market.search(Request(order=Order.PRICE_UP, page=page, page_size=5)) for page in (1, 2, 3, 4)]
    assert [match for page in pages for match in page] == list(whole)
    assert [len(page) for page in pages] == [5, 5, 3, 0]


@pytest.mark.parametrize("amount", ["1E+25", "-1E+25", "0.3333333333333333333333333333", "1E-25"])
def test_a_bound_of_any_size_means_the_same_in_both(market: Catalogue, amount: str) -> None:
    for bound in (Bound(low=Decimal(amount)), Bound(high=Decimal(amount), high_open=True)):
        request = Request(price=bound)
        assert market.search(request) == market.search_graph(request)
