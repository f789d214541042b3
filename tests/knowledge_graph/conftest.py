"""One market for all tests that only read it, and a real store, each once on disk and once behind a SPARQL server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from graph_server import graph_server
from market_graph import MARKET, SHARED_DATA, open_feed, publish

from knowledge_graph import Catalogue, publish_to

OpenFeed = Callable[..., Catalogue]


@pytest.fixture(scope="session", params=["embedded", "remote"])
def store(request: pytest.FixtureRequest) -> str:
    """Where a graph is read from: its folder, or a server that it was published to."""
    return str(request.param)


@pytest.fixture(scope="session")
def open_in_store(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenFeed]:
    """Opens the catalogue of a feed; its lexicon is then in `folder`/current."""
    with ExitStack() as servers:

        def open_it(folder: Path, feed: Path, faq: Path | None = None) -> Catalogue:
            if store == "embedded":
                return open_feed(folder, feed, faq)
            server = servers.enter_context(graph_server(tmp_path_factory.mktemp("server")))
            local = tmp_path_factory.mktemp("local_graph")
            open_feed(local, feed, faq)
            publish_to(server.url, local / "current")
            return Catalogue.open(server.url, folder)

        yield open_it


@pytest.fixture(scope="session")
def market_folder(store: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp(f"market_{store}")


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
def market(open_in_store: OpenFeed, market_folder: Path) -> Catalogue:
    return open_in_store(market_folder, MARKET, MARKET / "faq.yml")


@pytest.fixture(scope="session")
def department_store(
    store: str, open_in_store: OpenFeed, tmp_path_factory: pytest.TempPathFactory
) -> Catalogue:
    """A real catalogue that nobody wrote for us."""
    feed = SHARED_DATA / "retail-demo-store" / "products.yaml"
    if not feed.is_file():
        pytest.skip("the retail demo store's products are not beside this checkout")
    return open_in_store(tmp_path_factory.mktemp(f"store_graph_{store}"), feed)
