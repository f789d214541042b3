"""Shoppers whose every answer is held to the house rules, in the demo shop and in the imported one."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from house_rules import HouseRules, language_of
from running_shop import RunningShop
from sayings import opening
from talking import Answer, Shopper

from knowledge_graph import Product


class Talk:
    """One conversation in one shop."""

    def __init__(self, shopper: Shopper, rules: HouseRules) -> None:
        self.rules = rules
        self._shopper = shopper
        self._language = "en"

    def say(self, text: str) -> Answer:
        """The answer, which keeps every house rule."""
        if any(character.isalpha() for character in text):
            self._language = language_of(text)
        return self._checked(self._shopper.say(text))

    def choose(self, reply: Mapping[str, str]) -> Answer:
        """The same for a quick reply or a card's button."""
        return self._checked(self._shopper.choose(reply))

    def open(self, language: str) -> Answer:
        """Lamps, to begin with."""
        answer = self.say(opening(language).text)
        assert len(answer.cards) >= 3, answer
        return answer

    def products(self, answer: Answer) -> list[Product]:
        """What the cards stand for, as catalogued."""
        return [self.rules.products[item_id] for item_id in answer.ids]

    def _checked(self, answer: Answer) -> Answer:
        self.rules.check(answer, self._language)
        return answer


@pytest.fixture(scope="session")
def open_talk() -> Iterator[Callable[[RunningShop], Talk]]:
    """Begins a conversation in a running shop."""
    rules: dict[Path, HouseRules] = {}
    with ExitStack() as open_shoppers:

        def begin(shop: RunningShop) -> Talk:
            if shop.folder not in rules:
                rules[shop.folder] = HouseRules(shop.folder)
            return Talk(open_shoppers.enter_context(Shopper(shop.url)), rules[shop.folder])

        yield begin


@pytest.fixture
def demo(running_demo: RunningShop, open_talk: Callable[[RunningShop], Talk]) -> Talk:
    """A new shopper in the demo shop."""
    return open_talk(running_demo)


@pytest.fixture
def retail(running_retail: RunningShop, open_talk: Callable[[RunningShop], Talk]) -> Talk:
    """A new shopper in the imported shop."""
    return open_talk(running_retail)


@pytest.fixture(params=["demo", "retail"])
def talk(request: pytest.FixtureRequest) -> Talk:
    """A new shopper, in each of the two shops."""
    begun: Talk = request.getfixturevalue(request.param)
    return begun
