"""A conversation in a running shop whose every answer is held to the house rules."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from figures import numbers_in, numbers_said
from house_rules import HouseRules, language_of
from sayings import sayings
from talking import Answer, Shopper

from knowledge_graph import Product

CENT = Decimal("0.01")


class Talk:
    """One conversation in one shop."""

    def __init__(self, shop_name: str, shopper: Shopper, rules: HouseRules) -> None:
        self.rules = rules
        self._openings = {one.language: one for one in sayings(f"{shop_name}_opening")}
        self._lamps = self._openings["en"]
        self._shopper = shopper
        self._language = "en"
        self._said: set[Decimal] = set()  # numbers of this talk, and the middle of the prices shown

    def say(self, text: str) -> Answer:
        """The answer, which keeps every house rule."""
        self._said |= numbers_said(text)
        if any(character.isalpha() for character in text):
            self._language = language_of(text)
            self._lamps = self._openings[self._language]
        return self._checked(self._shopper.say(text))

    def choose(self, reply: Mapping[str, str]) -> Answer:
        """The same for a quick reply or a card's button."""
        self._said |= set(numbers_in(reply["title"]))
        return self._checked(self._shopper.choose(reply))

    def fill_in(self, values: Mapping[str, str]) -> Answer:
        """The same for a form that is given off."""
        answer = self._shopper.fill_in(values)
        assert answer.status == 200, answer
        return self._checked(answer)

    def open(self, language: str) -> Answer:
        """Lamps, to begin with."""
        answer = self.say(self._openings[language].text)
        assert len(answer.cards) >= 3, answer
        return answer

    def lamps(self) -> list[Product]:
        """All lamps of the shop, by the words in which this talk asked for them."""
        return [product for product in self.rules.products.values() if self._lamps.is_of_kind(product)]

    def assert_lamps(self, answer: Answer) -> None:
        """There are cards, and all are lamps."""
        assert answer.cards, answer
        for product in self.products(answer):
            assert self._lamps.is_of_kind(product), f"{product.name('en')} is no lamp: {answer}"

    def products(self, answer: Answer) -> list[Product]:
        """What the cards stand for, as catalogued."""
        return [self.rules.products[item_id] for item_id in answer.ids]

    def _checked(self, answer: Answer) -> Answer:
        self.rules.check(answer, self._language, self._said)
        self._said |= set(_middles([Decimal(card["price"]) for card in answer.cards]))
        for reply in answer.replies:
            self._said |= set(numbers_in(reply["title"]))
        return answer


def _middles(prices: Sequence[Decimal]) -> Iterator[Decimal]:
    """What "cheaper" and "dearer" go by: the average, to the cent above and below it, and the ends."""
    if prices:
        average = sum(prices, Decimal(0)) / len(prices)
        yield from (average.quantize(CENT, way) for way in (ROUND_CEILING, ROUND_FLOOR))
        yield from (min(prices), max(prices))
