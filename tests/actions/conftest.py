"""One market with its actions' server; each test talks to it in a conversation of its own."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from action_talk import TOKEN, Server, Talk, lexicon_of

from actions.server import create_app
from bot.dialogue.lexicon import Lexicon
from shop.creation import create_shop
from shop.imports import import_faq, import_products
from shop.shop import Shop

MARKET = Path(__file__).parents[1] / "knowledge_graph" / "market"
_number = count()


@pytest.fixture(scope="session")
def market_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("market_actions") / "shop"
    create_shop(folder, name="Market", currency="EUR", language="en")
    import_products(folder, MARKET)
    import_faq(folder, MARKET / "faq.yml")
    return folder


@pytest.fixture(scope="session")
def market(market_folder: Path) -> Iterator[Shop]:
    shop = Shop.open(market_folder)
    yield shop
    shop.close()


@pytest.fixture(scope="session")
def server(market_folder: Path) -> Server:
    return Server(create_app(market_folder, TOKEN))


@pytest.fixture(scope="session")
def lexicon(market_folder: Path) -> Lexicon:
    return lexicon_of(market_folder)


@pytest.fixture
def begin(server: Server, market: Shop, lexicon: Lexicon) -> Callable[[], Talk]:
    """A new conversation."""
    return lambda: Talk(server, market, lexicon, f"token {next(_number)}")


@pytest.fixture
def talk(begin: Callable[[], Talk]) -> Talk:
    return begin()
