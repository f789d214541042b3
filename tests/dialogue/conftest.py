"""Shoppers whose every answer is held to the house rules, in the demo shop and in the imported one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from held_talk import Talk
from house_rules import HouseRules
from running_shop import RunningShop
from talking import Shopper


@pytest.fixture(scope="session")
def open_talk() -> Iterator[Callable[[str, RunningShop], Talk]]:
    """Begins a conversation in a running shop."""
    rules: dict[Path, HouseRules] = {}
    with ExitStack() as open_shoppers:

        def begin(name: str, shop: RunningShop) -> Talk:
            if shop.folder not in rules:
                rules[shop.folder] = HouseRules(shop.folder)
            return Talk(name, open_shoppers.enter_context(Shopper(shop.url)), rules[shop.folder])

        yield begin


@pytest.fixture
def demo(running_demo: RunningShop, open_talk: Callable[[str, RunningShop], Talk]) -> Talk:
    """A new shopper in the demo shop."""
    return open_talk("demo", running_demo)


@pytest.fixture
def retail(running_retail: RunningShop, open_talk: Callable[[str, RunningShop], Talk]) -> Talk:
    """A new shopper in the imported shop."""
    return open_talk("retail", running_retail)


@pytest.fixture(params=["demo", "retail"])
def talk(request: pytest.FixtureRequest) -> Talk:
    """A new shopper, in each of the two shops."""
    begun: Talk = request.getfixturevalue(request.param)
    return begun
