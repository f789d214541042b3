"""A market and a long shelf in service, each with its own pages; no dialogue is behind them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_reader import HOSTILE, PICTURE
from pages_serving import Serving, serving

from shop.creation import create_shop
from shop.imports import import_products

MARKET = Path(__file__).parents[1] / "knowledge_graph" / "market"
PRODUCTS = f"""item_id,name,category,price,description,image,url
h1,"{HOSTILE} Lamp",lamps,5.00,"</script>{HOSTILE} & more",{PICTURE},https://shop.example/h1
h2,Lamp of Lamps,lamps,7.00,,http://evil.example;script-src%20*/a.png,javascript:alert(1)
"""


@pytest.fixture(scope="session")
def market_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("market_pages") / "shop"
    create_shop(folder, name="Market", currency="EUR", language="en")
    import_products(folder, MARKET)
    return folder


@pytest.fixture(scope="session")
def shelf_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifty spoons, and two lamps that mean no good."""
    folder = tmp_path_factory.mktemp("shelf_pages")
    feed = folder / "feed.csv"
    spoons = "".join(f"s{n},Spoon No. {n},kitchen/spoons,{n}.00,,,\n" for n in range(1, 51))
    feed.write_text(PRODUCTS + spoons, encoding="utf-8")
    create_shop(folder / "shop", name="Long Shelf", currency="EUR", language="en")
    import_products(folder / "shop", feed)
    return folder / "shop"


@pytest.fixture(scope="session")
def market(market_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(market_template, tmp_path_factory.mktemp("market_serving") / "shop") as served:
        yield served


@pytest.fixture(scope="session")
def shelf(shelf_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(shelf_template, tmp_path_factory.mktemp("shelf_serving") / "shop") as served:
        yield served
