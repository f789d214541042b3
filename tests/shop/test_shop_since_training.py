"""What happens after a training counts at the next answer: clicks, purchases, the demand of all, and new products."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from market_shop import CATEGORY, begin_talk, turn, write_feed

from knowledge_graph import Request
from shop.effects import TurnRef
from shop.events import event_of
from shop.imports import Missing, import_products, import_ratings
from shop.shelves import Shelf
from shop.shop import Shop
from shop.training import train_recommender

CAMPERS, READERS = ("t1", "j1"), ("l1", "l2")


def ids(shelf: Shelf) -> list[str]:
    return [item.product.item_id for item in shelf.items]


def do(shop: Shop, at: TurnRef, shopper: str, name: str, item_ids: Iterable[str]) -> None:
    """What the shop's pages will write down."""
    with shop.database.change() as books:
        books.add_all(event_of(name, at, shopper, n=1, item_id=item_id) for item_id in item_ids)


@pytest.fixture
def trained(market: Shop, tmp_path: Path) -> Shop:
    """Half of the people love the tent and the jacket, the other half the lamps."""
    rows = [
        f"u{n},{item},{5 if (item in CAMPERS) == (n % 2 == 0) else 1}"
        for n in range(40)
        for item in (*CAMPERS, *READERS)
    ]
    (tmp_path / "r.csv").write_text("userId,movieId,rating\n" + "\n".join(rows) + "\n")
    import_ratings(market.folder, tmp_path / "r.csv")
    train_recommender(market.folder)
    market.catalogue.refresh()
    return market


@pytest.mark.parametrize("name", ["select_item", "view_item", "purchase"])
def test_a_new_shoppers_third_deed_has_changed_the_list(trained: Shop, name: str) -> None:
    shopper, first = begin_talk(trained)
    before = trained.shelves.fill(Request(), shopper, want=13)
    do(trained, first, shopper, name, ["l1"])
    do(trained, turn(first, 2), shopper, name, ["l2"])
    do(trained, turn(first, 3), shopper, name, ["l3"])
    after = trained.shelves.fill(Request(), shopper, want=13)
    assert ids(after) != ids(before)
    assert after.model_id == before.model_id
    scores = {item.product.item_id: item.reason.score for item in after.items}
    assert scores["l1"] > scores["t1"]


def test_what_others_take_since_the_training_rises_for_a_stranger(trained: Shop) -> None:
    before = {
        item.product.item_id: item.reason.score
        for item in trained.shelves.fill(Request(), None, want=13).items
    }
    for number in range(12):
        shopper, first = begin_talk(trained, f"token {number}")
        do(trained, first, shopper, "add_to_cart", ["k1"])
    after = {
        item.product.item_id: item.reason.score
        for item in trained.shelves.fill(Request(), None, want=13).items
    }
    assert after["k1"] > before["k1"]
    assert all(after[item] == before[item] for item in before if item != "k1")


def test_a_product_imported_after_the_training_has_content_at_once(trained: Shop, tmp_path: Path) -> None:
    rows = [
        "new-lamp,Ember Reading Lamp,home/lighting,59.00,4",
        "new-spade,Garden Spade,garden/tools,19.00,4",
    ]
    import_products(trained.folder, write_feed(tmp_path / "new.csv", rows), missing=Missing.STAY)
    trained.catalogue.refresh()
    shopper, first = begin_talk(trained)
    trained.events.liked(first, shopper, ["l1"])
    shelf = trained.shelves.fill(Request(), shopper, want=15)
    lamp = next(item for item in shelf.items if item.product.item_id == "new-lamp")
    assert lamp.reason.parts["content"] > 0
    assert lamp.reason.alike == ("l1",)
    assert ids(shelf).index("new-lamp") < ids(shelf).index("new-spade")


def test_what_was_bought_comes_after_all_that_was_not(trained: Shop) -> None:
    shopper, first = begin_talk(trained)
    do(trained, first, shopper, "purchase", ["l1"])
    lamps = trained.shelves.fill(Request(categories=(CATEGORY + "home/lighting",)), shopper)
    assert ids(lamps)[-1] == "l1"
    assert "l1" not in ids(trained.shelves.fill(Request(), shopper, want=5))
    assert trained.shelves.item("l1").product.item_id == "l1"


def test_what_is_bought_again_and_again_is_not_held_back(market: Shop) -> None:
    for number in range(20):
        shopper, first = begin_talk(market, f"token {number}")
        for n in range(1, 3):
            do(market, turn(first, n), shopper, "purchase", ["l1"])
    train_recommender(market.folder)
    lamps = Request(categories=(CATEGORY + "home/lighting",))
    assert ids(market.shelves.fill(lamps, shopper))[0] == "l1"


def test_a_model_is_told_of_its_training_and_later_events_are_not_in_it(trained: Shop) -> None:
    shopper, first = begin_talk(trained)
    trained.events.liked(first, shopper, ["l1"])
    train_recommender(trained.folder)
    told = trained.models.serving().provenance
    assert told is not None
    assert (told.interactions, told.users, told.items) == (161, 41, 4)
    assert told.generation == trained.catalogue.generation
    assert trained.events.demand(told.last_event) == {}
    trained.events.liked(turn(first, 2), shopper, ["l2"])
    assert trained.events.demand(told.last_event) == {"l2": 0.75}
    assert trained.events.demand(0) == {"l1": 0.75, "l2": 0.75}
