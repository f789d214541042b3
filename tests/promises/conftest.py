"""A demo shop that these tests may break: its own processes, open to the network as an owner may set it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from running_shop import RunningShop
from talking import Shopper


@pytest.fixture(scope="session")
def fragile_shop(serve: Callable[..., RunningShop], demo_shop: Path) -> RunningShop:
    """In service on all addresses of this machine, apart from the shop that only talks."""
    return serve(demo_shop, DAOGOU_HOST="0.0.0.0")


@pytest.fixture
def fragile(fragile_shop: RunningShop) -> Iterator[RunningShop]:
    """The same, answering at the beginning of a test and at its end."""
    fragile_shop.wait_until_it_answers()
    yield fragile_shop
    fragile_shop.wait_until_it_answers()


@pytest.fixture
def enter() -> Iterator[Callable[[RunningShop], Shopper]]:
    """A new shopper comes into a shop."""
    with ExitStack() as inside:
        yield lambda shop: inside.enter_context(Shopper(shop.url))
