"""A conversation in a running shop whose every answer is held to the house rules."""

from collections.abc import Mapping

from house_rules import HouseRules, language_of
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
