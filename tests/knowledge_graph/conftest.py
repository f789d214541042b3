"""One market for all tests that only read it."""

from pathlib import Path

import pytest
from market_graph import MARKET, SHARED_DATA, open_feed, publish

from knowledge_graph import Catalogue


@pytest.fixture(scope="session")
def market_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("market_graph")


@pytest.fixture(scope="session")
def market(market_folder: Path) -> Catalogue:
    return open_feed(market_folder, MARKET, MARKET / "faq.yml")


@pytest.fixture(scope="session")
def department_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of a real catalogue that nobody wrote for us."""
    feed = SHARED_DATA / "retail-demo-store" / "products.yaml"
    if not feed.is_file():
        pytest.skip("the retail demo store's products are not beside this checkout")
    folder = tmp_path_factory.mktemp("store_graph")
    publish(folder, feed)
    return folder


@pytest.fixture(scope="session")
def department_store(department_folder: Path) -> Catalogue:
    """That catalogue, opened."""
    return Catalogue.open(department_folder)
