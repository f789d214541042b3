"""A simulated shopper's agenda: open, narrow down, change their mind, look further, ask, and buy, or give up."""

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from random import Random

from bot.simulation.goals import Goal
from bot.simulation.phrasing import Phrasing
from bot.simulation.rules import Rules, with_value
from bot.simulation.talk import Talk
from knowledge_graph import Bound, Catalogue, Request

Untold = tuple[str, str, dict[str, str], Request]  # what it is, its act, the sentence's words, the wish then


class Shopper:
    """One shopper with one goal; everything they do is drawn from `chance`."""

    def __init__(
        self, goal: Goal, talk: Talk, rules: Rules, phrasing: Phrasing, chance: Random, catalogue: Catalogue
    ) -> None:
        self._goal, self._talk, self._rules = goal, talk, rules
        self._phrasing, self._chance, self._catalogue = phrasing, chance, catalogue
        self._told: set[str] = set()

    def shop(self) -> None:
        """The whole talk."""
        if self._chance.random() < 0.3:
            self._talk.asking("greet", self._say("greet"), "text")
        self._look()
        chosen = self._chosen()
        if chosen is None:
            self._talk.record.gave_up = True
        else:
            self._think_over(chosen)
            self._buy(chosen)
        act = "goodbye" if chosen is None or self._chance.random() < 0.5 else "thanks"
        self._talk.asking(act, self._say(act), "text")

    # Looking

    def _look(self) -> None:
        goal = self._goal
        if goal.other_kind is not None:
            category = self._label(goal.other_kind)
            self._wish("open", Request(categories=(goal.other_kind,)), category=category)
            self._wish("other_kind", Request(categories=(goal.category,)), category=self._label(goal.category))
        else:
            self._open()
        for _ in range(goal.patience):
            if goal.wanted.item_id in self._talk.shown:
                return
            self._go_on()

    def _open(self) -> None:
        """The first wish: the kind alone, or with some of what is wanted."""
        goal, kind = self._goal, Request(categories=(self._goal.category,))
        category, first = self._label(goal.category), goal.other_value or next(iter(goal.values), None)
        price, with_price = goal.low_price or goal.price, self._chance.random() < 0.5
        if first is not None and self._chance.random() < 0.5:
            wish, value = with_value(kind, first), self._label(first)
            self._told.add(first)
            if price is not None and with_price:
                self._told.add("price")
                self._wish("open_value_price", _under(wish, price), category=category, value=value,
                           price=self._phrasing.price(price))  # fmt: skip
            else:
                self._wish("open_value", wish, category=category, value=value)
        elif price is not None and with_price:
            self._told.add("price")
            self._wish("open_price", _under(kind, price), category=category, price=self._phrasing.price(price))
        elif goal.brand is not None and self._chance.random() < 0.5:
            self._told.add("brand")
            brand = self._label(goal.brand)
            self._wish("open_brand", replace(kind, brands=(goal.brand,)), category=category, brand=brand)
        else:
            self._wish("open", kind, category=category)

    def _go_on(self) -> None:
        """One more step towards what is wanted."""
        untold, draw = self._untold(), self._chance.random()
        if untold and self._choose_reply(untold):
            return
        if untold and draw < 0.7:
            what, act, words, wish = untold[0]
            self._told.add(what)
            self._wish(act, wish, **words)
        elif draw < 0.8 and self._all_dearer():
            self._wish("cheaper", replace(self._talk.wish, price=self._less()))
        elif draw > 0.95 and self._goal.values and not untold:
            self._err_and_take_back()
        else:
            self._wish("reject" if draw > 0.85 else "more", self._talk.wish)

    def _err_and_take_back(self) -> None:
        """Say too low a price by mistake, and take it back."""
        before = self._talk.wish
        price = Decimal(10)
        self._wish("tell_price", _under(before, price), price=self._phrasing.price(price))
        self._wish("undo", before)

    def _untold(self) -> list[Untold]:
        """What was not said yet, changes of mind first."""
        goal, wish, price = self._goal, self._talk.wish, self._goal.price
        untold: list[Untold] = []
        if goal.low_price and price is not None and "price" in self._told and "raised" not in self._told:
            words = {"price": self._phrasing.price(price)}
            untold.append(("raised", "raise_price", words, _under(wish, price)))
        for value in goal.values:
            if value not in self._told:
                act = "instead" if goal.other_value in self._told and value == goal.values[0] else "tell_value"
                untold.append((value, act, {"value": self._label(value)}, with_value(wish, value)))
        if goal.brand is not None and "brand" not in self._told:
            words = {"brand": self._label(goal.brand)}
            untold.append(("brand", "tell_brand", words, replace(wish, brands=(goal.brand,))))
        if price is not None and "price" not in self._told:
            words = {"price": self._phrasing.price(price)}
            untold.append(("price", "tell_price", words, _under(wish, price)))
        if goal.without is not None and "without" not in self._told:
            words = {"value": self._label(goal.without)}
            untold.append(("without", "tell_without", words, replace(wish, without=(goal.without,))))
        return untold

    def _choose_reply(self, untold: list[Untold]) -> bool:
        """Choose a quick reply that offers a value not said yet, now and then; whether one was."""
        for what, _, words, wish in untold:
            label = words.get("value")
            offered = [one for one in self._talk.last.replies if label and one["title"].startswith(label)]
            if offered and what in self._goal.values and self._chance.random() < 0.5:
                self._told.add(what)
                title, postback = offered[0]["title"], offered[0]["postback"]
                self._talk.wishing("choose", title, wish, postback=postback)
                return True
        return False

    def _all_dearer(self) -> bool:
        """Whether all that is shown costs more than what is wanted by a good deal."""
        prices = self._prices()
        return bool(prices) and (self._goal.wanted.price or Decimal(0)) < min(prices) * Decimal("0.9")

    def _less(self) -> Bound:
        """What "cheaper" asks for: below the middle of what is shown, to the next cent."""
        prices = self._prices()
        middle = (sum(prices, Decimal(0)) / len(prices)).quantize(Decimal("0.01"), ROUND_CEILING)
        return Bound(high=middle if min(prices) < max(prices) else max(prices), high_open=True)

    def _prices(self) -> list[Decimal]:
        return [product.price or Decimal(0) for product in self._catalogue.known(self._talk.shown)]

    def _wish(self, act: str, wish: Request, **words: str) -> None:
        """Say it; where nothing right comes, say it once more, in other words and without a slip."""
        if not self._talk.wishing(act, self._say(act, **words), wish):
            again = self._phrasing.say(act, carefully=True, **words)
            self._talk.wishing(act, again, wish)

    # Choosing and buying

    def _chosen(self) -> str | None:
        """The item wanted where it is shown, else the first shown that fits all the same."""
        if self._goal.wanted.item_id in self._talk.shown:
            return self._goal.wanted.item_id
        fitting = self._rules.fitting(self._goal.request)
        return next((one for one in self._talk.shown if one in fitting), None)

    def _think_over(self, chosen: str) -> None:
        """A question or two before buying."""
        place = self._phrasing.place(self._talk.shown.index(chosen) + 1)
        draw = self._chance.random()
        if draw < 0.2:
            attribute = self._chance.choice(self._attributes())
            self._talk.asking("fact", self._say("fact", place=place, attribute=attribute), "text")
        elif draw < 0.35:
            self._talk.asking("why", self._say("why", place=place), "text")
        elif draw < 0.5 and len(self._talk.shown) > 1:
            other = 1 if self._talk.shown[0] != chosen else 2
            said = self._say("compare", place=place, other=self._phrasing.place(other))
            self._talk.asking("compare", said, "table")
        elif draw < 0.65:
            self._talk.asking("question", self._say("question"), "text")

    def _attributes(self) -> list[str]:
        wanted = self._goal.wanted
        held = [*(number.attribute for number in wanted.numbers), *(value.attribute for value in wanted.values)]
        return [self._label(attribute) for attribute in dict.fromkeys(held)] or [self._label("urn:daogou:price")]

    def _buy(self, chosen: str) -> None:
        place = self._phrasing.place(self._talk.shown.index(chosen) + 1)
        for carefully in (False, True):
            said = self._phrasing.say("add", carefully=carefully, place=place)
            self._talk.asking("add", said, "cart")
            if self._talk.expect(chosen in self._talk.cart):
                break
        else:
            return
        record = self._talk.record
        record.turns_to_success, record.got_wanted = len(record.turns), chosen == record.wanted
        self._change_the_cart(chosen)

    def _change_the_cart(self, chosen: str) -> None:
        """Another number of it, a look at the cart, or the last step taken back."""
        draw = self._chance.random()
        if draw < 0.2:
            self._talk.asking("quantity", self._say("quantity", number=self._phrasing.number(2)), "cart")
            self._talk.expect(self._talk.cart.get(chosen) == 2 or "text" in self._talk.last.types)
        elif draw < 0.35:
            self._talk.asking("show_cart", self._say("show_cart"), "cart")
            self._talk.expect(chosen in self._talk.cart)
        elif draw < 0.45:
            self._talk.asking("undo", self._say("undo"), "text")
            self._talk.expect(chosen not in self._talk.cart)

    def _say(self, act: str, **words: str) -> str:
        return self._phrasing.say(act, **words)

    def _label(self, iri: str) -> str:
        return self._catalogue.label(iri, self._phrasing.language)


def _under(wish: Request, price: Decimal) -> Request:
    return replace(wish, price=Bound(high=price))
