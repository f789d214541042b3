"""What a simulated shopper has not told yet of their goal, as sentences to be said and what is wished for then."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.simulation.goals import Goal
from bot.simulation.rules import with_value
from knowledge_graph import Bound, Request

PRICE, RAISED, BRAND, WITHOUT = "price", "raised", "brand", "without"  # beside values, which are their IRIs


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to tell: what it is, the act that tells it, the words that the sentence needs, the wish after it."""

    what: tuple[str, ...]
    act: str
    wish: Request
    words: Mapping[str, str] = field(default_factory=dict)


class Narrowing:
    """What can be told of one goal; `label` words an IRI, `money` an amount."""

    def __init__(self, goal: Goal, label: Callable[[str], str], money: Callable[[Decimal], str]) -> None:
        self._goal, self._label, self._money = goal, label, money

    def openings(self) -> list[Telling]:
        """First wishes, the barest first; a shopper with a change of mind to come has another value or price."""
        goal = self._goal
        kind, words = Request(categories=goal.kinds), {"category": self._label(goal.category)}
        value = goal.other_value or next(iter(goal.values), None)
        price = goal.low_price or goal.price
        told = [Telling((), "open", kind, words)]
        if value is not None:
            words_too = words | {"value": self._label(value)}
            told.append(Telling((value,), "open_value", with_value(kind, value), words_too))
            if price is not None:
                wish = under(with_value(kind, value), price)
                words_too = words_too | {"price": self._money(price)}
                told.append(Telling((value, PRICE), "open_value_price", wish, words_too))
        if price is not None:
            words_too = words | {"price": self._money(price)}
            told.append(Telling((PRICE,), "open_price", under(kind, price), words_too))
        if goal.brand is not None:
            words_too = words | {"brand": self._label(goal.brand)}
            told.append(Telling((BRAND,), "open_brand", replace(kind, brands=(goal.brand,)), words_too))
        return told

    def untold(self, wish: Request, told: Collection[str]) -> Iterator[Telling]:
        """What may be told next, changes of mind first."""
        goal = self._goal
        if goal.low_price and goal.price is not None and PRICE in told and RAISED not in told:
            words = {"price": self._money(goal.price)}
            yield Telling((RAISED,), "raise_price", under(wish, goal.price), words)
        for value in goal.values:
            if value not in told:
                act = "instead" if goal.other_value in told and value == goal.values[0] else "tell_value"
                yield Telling((value,), act, with_value(wish, value), {"value": self._label(value)})
        if goal.brand is not None and BRAND not in told:
            words = {"brand": self._label(goal.brand)}
            yield Telling((BRAND,), "tell_brand", replace(wish, brands=(goal.brand,)), words)
        if goal.price is not None and PRICE not in told:
            price = goal.low_price or goal.price
            yield Telling((PRICE,), "tell_price", under(wish, price), {"price": self._money(price)})
        if goal.without is not None and WITHOUT not in told:
            words = {"value": self._label(goal.without)}
            yield Telling((WITHOUT,), "tell_without", replace(wish, without=(goal.without,)), words)


def under(wish: Request, price: Decimal) -> Request:
    """The wish with a ceiling, which counts itself."""
    return replace(wish, price=Bound(high=price))
