"""What a product is, by its name: found in real names that nobody wrote for us."""

from decimal import Decimal

import pytest
from market_graph import CATEGORY, KIND

from knowledge_graph import Bound, Catalogue, Request
from knowledge_graph.head_nouns import head_of


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("Christmas Tree Ornament", "ornament"),
        ("Backpack with Leather Straps", "backpack"),
        ("Cozy Comfort Mug Set", "mug"),
        ("Desk Lamp (Black)", "lamp"),
        ("Walking Boots, Size 42", "boot"),
        ("Camera 4K", "camera"),
        ("Kettle - Red", "kettle"),
        ("Set", None),
        ("帐篷", None),
    ],
)
def test_the_head_noun_of_a_name(name: str, noun: str | None) -> None:
    head = head_of(name)
    assert (head and head.noun) == noun


def names_in(store: Catalogue, *categories: str) -> list[str]:
    matches = store.search(Request(categories=categories))
    return [product.name("en") for product in store.products([match.item_id for match in matches])]


def test_lamps_are_found_though_the_store_says_lighting(department_store: Catalogue) -> None:
    lamps = names_in(department_store, KIND + "lamp")
    assert len(lamps) >= 14
    assert all("Lamp" in name for name in lamps)
    assert set(names_in(department_store, KIND + "table-lamp")) <= set(lamps)


def test_a_kind_that_the_store_has_as_a_category_is_that_category(department_store: Catalogue) -> None:
    for iri in ("backpack", "sofa", "watch", "couch", "sneaker"):
        assert not department_store.search(Request(categories=(KIND + iri,)))
    watches = names_in(department_store, CATEGORY + "accessories/watch")
    assert len(watches) > 24


def test_wine_glasses_are_no_eyewear(department_store: Catalogue) -> None:
    drinks = set(names_in(department_store, KIND + "wine-glass"))
    assert len(drinks) >= 5
    assert drinks.isdisjoint(names_in(department_store, CATEGORY + "accessories/glasses"))


def test_everything_is_in_the_wide_categories(department_store: Catalogue) -> None:
    assert len(names_in(department_store, CATEGORY + "furniture")) == 245
    assert department_store.info().products == 2465


def test_praise_is_no_kind(department_store: Catalogue) -> None:
    for word in ("elegance", "delight", "set", "collection", "leather", "rustic-lamp", "leather-backpack"):
        assert not department_store.search(Request(categories=(KIND + word,)))


def test_a_lamp_under_eighty_is_one(department_store: Catalogue) -> None:
    matches = department_store.search(Request(categories=(KIND + "lamp",), price=Bound(high=Decimal(80))))
    assert len(matches) >= 3
    assert all(match.price is not None and match.price <= 80 for match in matches)


def test_words_find_what_no_attribute_says(department_store: Catalogue) -> None:
    best = department_store.search(Request(text="beige", categories=(CATEGORY + "accessories/backpack",)))[0]
    (product,) = department_store.products([best.item_id])
    assert "beige" in product.description("en")
