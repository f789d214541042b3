"""One market for all tests that only read it."""

from pathlib import Path

import pytest
from market_graph import MARKET, SHARED_DATA, open_feed

from knowledge_graph import Catalogue


@pytest.fixture(scope="session")
def market_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("market_graph")


@pytest.fixture(scope="session")
def market(market_folder: Path) -> Catalogue:
    return open_feed(market_folder, MARKET, MARKET / "faq.yml")


@pytest.fixture(scope="session")
def department_store(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """A real catalogue that nobody wrote for us."""
    feed = SHARED_DATA / "retail-demo-store" / "products.yaml"
    if not feed.is_file():
        pytest.skip("the retail demo store's products are not beside this checkout")
    return open_feed(tmp_path_factory.mktemp("store_graph"), feed)
