"""A simulated shopper's agenda: open, narrow down, change their mind, look further, start over, buy, or give up."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from random import Random

from bot.simulation.buying import Buying
from bot.simulation.goals import Goal
from bot.simulation.narrowing import Narrowing, Telling, under
from bot.simulation.phrasing import NOTHING, Phrasing
from bot.simulation.rules import Rules
from bot.simulation.talk import Talk
from knowledge_graph import Bound, Request

MOST_FAILURES = 2  # in a row, before a shopper starts over, and then leaves
MISTAKEN = Decimal(10)  # a ceiling said by mistake, to be taken back


class Shopper:
    """One shopper with one goal; everything they do is drawn from `chance`."""

    def __init__(self, goal: Goal, talk: Talk, rules: Rules, phrasing: Phrasing, chance: Random) -> None:
        self._goal, self._talk, self._rules = goal, talk, rules
        self._phrasing, self._chance = phrasing, chance
        self._narrowing = Narrowing(goal, self._label, phrasing.price)
        self._told: set[str] = set()
        self._failed = 0  # times in a row that no wish was met
        self._restarted = False

    def shop(self) -> None:
        """The whole talk."""
        if self._chance.random() < 0.3:
            self._talk.asking("greet", self._phrasing.say("greet"), "text")
        self._look()
        chosen = self._chosen()
        if chosen is None:
            self._talk.record.gave_up = True
        else:
            catalogue = self._rules.catalogue
            Buying(self._goal, self._talk, self._phrasing, self._chance, catalogue=catalogue).buy(chosen)
        act = "goodbye" if chosen is None or self._chance.random() < 0.5 else "thanks"
        self._talk.asking(act, self._phrasing.say(act), "text")

    def _look(self) -> None:
        goal = self._goal
        if goal.other_kind is not None:
            other = Request(categories=goal.other_kinds)
            self._wish("open", other, {"category": self._label(goal.other_kind)})
            wanted = Request(categories=goal.kinds)
            self._wish("other_kind", wanted, {"category": self._label(goal.category)})
        else:
            self._tell(self._chance.choice(self._narrowing.openings()))
        for _ in range(goal.patience):
            if goal.wanted.item_id in self._talk.shown or self._failed > MOST_FAILURES:
                return
            if self._failed == MOST_FAILURES and not self._restarted:
                self._start_over()
            else:
                self._go_on()

    def _start_over(self) -> None:
        """Once in a talk: all that was said is let go, and said anew."""
        self._restarted, self._failed = True, 0
        self._told.clear()
        self._talk.asking("start_over", self._phrasing.say("start_over"), "text")
        self._talk.wish = Request()
        self._tell(self._narrowing.openings()[0])

    def _go_on(self) -> None:
        """One more step towards what is wanted."""
        untold = list(self._narrowing.untold(self._talk.wish, self._told))
        draw = self._chance.random()
        if untold and self._choose_reply(untold):
            return
        if untold and draw < 0.7:
            self._tell(untold[0])
        elif draw < 0.8 and self._all_dearer():
            self._wish("cheaper", replace(self._talk.wish, price=self._less()))
        elif draw > 0.95 and not untold:
            self._err_and_take_back()
        else:
            self._wish("reject" if draw > 0.85 else "more", self._talk.wish)

    def _tell(self, telling: Telling) -> None:
        self._told |= set(telling.what)
        self._wish(telling.act, telling.wish, telling.words)

    def _err_and_take_back(self) -> None:
        before = self._talk.wish
        self._wish("tell_price", under(before, MISTAKEN), {"price": self._phrasing.price(MISTAKEN)})
        self._wish("undo", before)

    def _choose_reply(self, untold: list[Telling]) -> bool:
        """Choose a quick reply that offers a value not told yet, now and then; whether one was."""
        for telling in untold:
            label = telling.words.get("value")
            offered = [one for one in self._talk.last.replies if label and one["title"].startswith(label)]
            if offered and telling.act == "tell_value" and self._chance.random() < 0.5:
                self._told |= set(telling.what)
                title, postback = offered[0]["title"], offered[0]["postback"]
                self._talk.wishing("choose", title, telling.wish, postback=postback)
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
        return [one.price or Decimal(0) for one in self._rules.catalogue.known(self._talk.shown)]

    def _wish(self, act: str, wish: Request, words: Mapping[str, str] = NOTHING) -> None:
        """Say it; where nothing right comes, say it once more, in other words and without a slip."""
        met = self._talk.wishing(act, self._phrasing.say(act, words), wish)
        if not met:
            met = self._talk.wishing(act, self._phrasing.say(act, words, carefully=True), wish)
        self._failed = 0 if met and self._talk.last.cards else self._failed + 1

    def _chosen(self) -> str | None:
        """The item wanted where it is shown, else the first shown that fits all the same."""
        if self._goal.wanted.item_id in self._talk.shown:
            return self._goal.wanted.item_id
        fitting = self._rules.fitting(self._goal.request)
        return next((one for one in self._talk.shown if one in fitting), None)

    def _label(self, iri: str) -> str:
        return self._rules.catalogue.label(iri, self._phrasing.language)
