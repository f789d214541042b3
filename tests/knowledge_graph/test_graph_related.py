"""What belongs to a product: stated by the shop in either direction, or shown by the graph where nothing is stated."""

import pytest
from market_graph import CATEGORY, KIND

from knowledge_graph import Catalogue, UnknownItemError
from knowledge_graph.related import Related


def test_accessories_are_what_the_shop_lists_and_what_says_that_it_fits(market: Catalogue) -> None:
    assert market.related("l1", "accessories") == ["b1"]
    assert market.related("l3", "accessories") == ["b1"]
    assert market.related("b1", "accessories") == []


def test_an_accessory_goes_with_what_it_is_for(market: Catalogue) -> None:
    assert set(market.related("b1", "complements")) == {"l1", "l2", "l3"}


def test_a_substitute_is_of_the_same_kind_in_stock_and_priced_like_it(market: Catalogue) -> None:
    assert market.related("l1", "substitutes")
    lamp = market.products(["l1"])[0]
    assert lamp.price is not None
    for other in market.products(market.related("l1", "substitutes")):
        assert market.holds(other, KIND + "lamp")
        assert other.available
        assert other.price is not None
        assert lamp.price / 2 <= other.price <= lamp.price * 3 / 2
    assert "j2" not in market.related("j1", "substitutes")  # sold out


@pytest.mark.parametrize("how", ["accessories", "consumables", "substitutes", "complements"])
def test_nothing_belongs_to_itself(market: Catalogue, how: Related) -> None:
    for item in ("l1", "b1", "t1", "k1", "café/№ 1"):
        assert item not in market.related(item, how)


@pytest.mark.parametrize("how", ["accessories", "consumables", "substitutes", "complements"])
def test_an_unknown_product_is_refused(market: Catalogue, how: Related) -> None:
    with pytest.raises(UnknownItemError):
        market.related("nothing", how)


def test_a_derived_complement_is_never_of_the_same_kind(department_store: Catalogue) -> None:
    found = department_store.query(
        "SELECT ?id WHERE { ?item <https://schema.org/productID> ?id } ORDER BY ?id LIMIT 60"
    )
    for (item,) in found.rows:
        (product,) = department_store.products([str(item)])
        for other in department_store.products(department_store.related(str(item), "complements")):
            assert not set(product.categories[:1]) & set(other.categories)
            assert all(category.startswith(CATEGORY) for category in other.categories)
