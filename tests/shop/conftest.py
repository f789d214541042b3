"""One market for all tests of this folder; each test that changes something gets a copy of its own.

What needs the database alone gets an empty one.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from market_shop import make_market

from shop.database import Database, sqlite_url
from shop.shop import Shop


@pytest.fixture(scope="session")
def finished_market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_market(tmp_path_factory.mktemp("market_shop") / "shop")


@pytest.fixture
def market_folder(finished_market: Path, tmp_path: Path) -> Path:
    return shutil.copytree(finished_market, tmp_path / "shop", symlinks=True)


@pytest.fixture
def market(market_folder: Path) -> Iterator[Shop]:
    shop = Shop.open(market_folder)
    yield shop
    shop.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "shop.db"


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    opened = Database(sqlite_url(file))
    yield opened
    opened.close()
