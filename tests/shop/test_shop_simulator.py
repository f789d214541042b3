"""The demo's history is invented: by documented tastes, the same every time, and it says so."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from market_shop import MARKET
from sqlalchemy import select

from knowledge_graph import Product
from knowledge_graph.feeds import read_feed
from shop.creation import build_demo
from shop.interactions import Happening, history
from shop.shop import Shop
from shop.simulator import simulate
from shop.tables import Interaction

DEMO = Path(__file__).parents[2] / "demo"
SMALL_TASTES = """
seed: 7
shoppers: 30
events: 600
history: {from: 2026-02-01, to: 2026-03-01}
funnel: {view_to_like: 0.3, view_to_dislike: 0.05, view_to_cart: 0.1, like_to_cart: 0.4, cart_to_purchase: 0.5}
outside_taste: {share: 0.1, like_factor: 0.3, dislike_factor: 3.0}
personas:
- slug: hiker
  share: 0.6
  activity: 1.0
  categories: {outdoors/tents: 3, clothing/jackets: 1}
  values: {colour/green: 2.0}
  price: {low: 1, mid: 1, high: 1}
- {slug: reader, share: 0.4, activity: 1, categories: {home/lighting: 1}, values: {}, price: {low: 2, mid: 1, high: 1}}
"""


@pytest.fixture(scope="module")
def products() -> list[Product]:
    return [row for row in read_feed(DEMO) if isinstance(row, Product)]


@pytest.fixture(scope="module")
def invented(products: list[Product]) -> list[Happening]:
    return list(simulate(products, DEMO / "tastes.yml"))


def test_two_thousand_shoppers_do_about_forty_thousand_things(invented: list[Happening]) -> None:
    assert len({one.user_id for one in invented}) == 2000
    assert 36_000 < len(invented) < 44_000
    kinds = Counter(one.kind for one in invented)
    assert kinds["view"] > kinds["like"] > kinds["add_to_cart"] > kinds["purchase"] > 0
    assert kinds["dislike"] > 0


def test_one_seed_always_gives_one_history(
    products: list[Product], invented: list[Happening], tmp_path: Path
) -> None:
    assert list(simulate(list(reversed(products)), DEMO / "tastes.yml")) == invented
    other = tmp_path / "tastes.yml"
    other.write_text((DEMO / "tastes.yml").read_text("utf-8").replace("seed: 20261124", "seed: 1"), "utf-8")
    assert list(simulate(products, other)) != invented


def test_nobody_does_the_same_thing_to_the_same_product_twice(invented: list[Happening]) -> None:
    assert max(Counter((one.user_id, one.item_id, one.kind) for one in invented).values()) == 1
    assert all(one.user_id.startswith("simulated-") for one in invented)


def test_the_demo_shop_says_that_its_history_is_simulated(tmp_path: Path) -> None:
    feed = shutil.copytree(MARKET, tmp_path / "feed")
    (feed / "tastes.yml").write_text(SMALL_TASTES, "utf-8")
    build_demo(tmp_path / "shop", feed)
    shop = Shop.open(tmp_path / "shop")
    assert shop.profile.simulated
    with shop.database.read() as books:
        assert set(books.scalars(select(Interaction.source))) == {"simulated"}
    told = history(shop.database, shop.catalogue.generation)
    assert not told.explicit
    assert set(told.interactions(None).values.tolist()) <= {1.0, 2.0, 4.0, 5.0}
    shop.close()


def test_people_look_at_what_is_their_taste_and_a_little_beyond(tmp_path: Path) -> None:
    market = [row for row in read_feed(MARKET) if isinstance(row, Product)]

    def looked_at(outside: str) -> set[str]:
        (tmp_path / "tastes.yml").write_text(
            SMALL_TASTES.replace("share: 0.1,", f"share: {outside},"), "utf-8"
        )
        return {one.item_id for one in simulate(market, tmp_path / "tastes.yml")}

    assert looked_at("0.0") == {"t1", "t2", "café/№ 1", "j1", "j2", "j3", "l1", "l2", "l3", "l4", "b1"}
    assert looked_at("0.3") == {product.item_id for product in market}
