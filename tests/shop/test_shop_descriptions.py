"""What a recommender is told of each product: its kinds, values, brand, the words of its name, its amounts."""

from math import log
from pathlib import Path

import pytest
from market_shop import CATEGORY, MARKET, VALUE, begin_talk, turn

from knowledge_graph import Request
from shop.creation import create_shop
from shop.descriptions import described
from shop.imports import import_products
from shop.shop import Shop
from shop.training import train_recommender


def test_every_product_is_told_by_what_the_graph_holds_of_it(market: Shop) -> None:
    tokens, numbers = described(market)
    assert len(tokens) == len(numbers) == market.catalogue.info().products == 13
    lamp = market.catalogue.products(["l1"])[0]
    assert {*lamp.categories, *(held.value for held in lamp.values), lamp.brand} <= {*tokens["l1"], None}
    assert {"word:ember", "word:table", "word:lamp"} <= set(tokens["l1"])
    assert VALUE + "colour/red" in tokens["l1"]
    assert numbers["l1"]["amount:price"] == pytest.approx(log(lamp.price or 0))


def test_chinese_names_are_told_by_pairs_of_characters(tmp_path: Path) -> None:
    create_shop(tmp_path / "shop", name="市场", currency="EUR", language="zh")
    import_products(tmp_path / "shop", MARKET)
    shop = Shop.open(tmp_path / "shop")
    tokens, _ = described(shop)
    shop.close()
    words = {token for told in tokens.values() for token in told if token.startswith("word:")}
    assert any(len(word) == len("word:") + 2 for word in words)


def test_a_shop_without_products_has_nothing_to_tell(tmp_path: Path) -> None:
    create_shop(tmp_path / "shop", name="Empty", currency="EUR", language="en")
    shop = Shop.open(tmp_path / "shop")
    assert described(shop) == ({}, {})
    shop.close()


def test_a_like_brings_up_what_shares_with_it_before_anybody_bought_anything(market: Shop) -> None:
    train_recommender(market.folder)
    shopper, first = begin_talk(market)
    before = [item.product.item_id for item in market.shelves.fill(Request(), shopper, want=13).items]
    market.events.liked(first, shopper, ["j3"])
    shelf = market.shelves.fill(Request(), shopper, want=13)
    jackets = [item for item in shelf.items if CATEGORY + "clothing/jackets" in item.product.categories]
    assert [item.product.item_id for item in shelf.items] != before
    assert any(item.reason.alike == ("j3",) and item.reason.parts["content"] > 0 for item in jackets)
    market.events.liked(turn(first, 2), shopper, ["j3"], likes=False)
    away = {
        item.product.item_id: item.reason.parts
        for item in market.shelves.fill(Request(), shopper, want=13).items
    }
    assert all(away[item.product.item_id]["content"] <= 0 for item in jackets)


def test_cards_that_were_passed_over_lower_what_is_like_them_at_once(market: Shop) -> None:
    train_recommender(market.folder)
    plain, passed = (
        {
            item.product.item_id: item.reason.score
            for item in market.shelves.fill(Request(), None, want=13, rejected=rejected).items
        }
        for rejected in ((), ("l1",))
    )
    assert passed["l2"] < plain["l2"]
