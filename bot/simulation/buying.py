"""What a simulated shopper does once they have found something: a question or two, then the cart."""

from collections.abc import Mapping
from random import Random

from bot.simulation.goals import Goal
from bot.simulation.phrasing import NOTHING, Phrasing
from bot.simulation.talk import Talk
from knowledge_graph import Catalogue


class Buying:
    """The second half of one shopper's talk."""

    def __init__(
        self, goal: Goal, talk: Talk, phrasing: Phrasing, chance: Random, *, catalogue: Catalogue
    ) -> None:
        self._goal, self._talk, self._phrasing = goal, talk, phrasing
        self._chance, self._catalogue = chance, catalogue

    def buy(self, chosen: str) -> None:
        """Ask about the item, which is among those shown, put it in the cart, and perhaps change the cart."""
        self._think_over(chosen)
        words = {"place": self._place(chosen)}
        for carefully in (False, True):
            self._talk.asking("add", self._phrasing.say("add", words, carefully=carefully), "text")
            self._answer_which(chosen)
            if self._talk.expect(chosen in self._talk.cart):
                break
        else:
            return
        record = self._talk.record
        record.turns_to_success, record.got_wanted = len(record.turns), chosen == record.wanted
        self._change_the_cart(chosen)

    def _answer_which(self, chosen: str) -> None:
        """Where the shop asks which one is meant, choose it among the quick replies."""
        name = self._catalogue.products([chosen])[0].name(self._phrasing.language)
        for reply in self._talk.last.replies:
            if reply["title"] == name:
                self._talk.asking("answer_which", name, "cart", postback=reply["postback"])
                return

    def _think_over(self, chosen: str) -> None:
        draw, words = self._chance.random(), {"place": self._place(chosen)}
        if draw < 0.2:
            words |= {"attribute": self._chance.choice(self._attributes())}
            self._ask("fact", words)
        elif draw < 0.35:
            self._ask("why", words)
        elif draw < 0.5 and len(self._talk.shown) > 1:
            other = 1 if self._talk.shown[0] != chosen else 2
            words |= {"other": self._phrasing.place(other)}
            self._talk.asking("compare", self._phrasing.say("compare", words), "table")
        elif draw < 0.65:
            self._ask("question")

    def _change_the_cart(self, chosen: str) -> None:
        """Another number of it, a look at the cart, or the last step taken back."""
        draw = self._chance.random()
        if draw < 0.2:
            words = {"number": self._phrasing.number(2)}
            # Where only one is left, the shop says so and changes nothing.
            self._talk.asking("quantity", self._phrasing.say("quantity", words), "text")
        elif draw < 0.35:
            self._talk.asking("show_cart", self._phrasing.say("show_cart"), "cart")
            self._talk.expect(chosen in self._talk.cart)
        elif draw < 0.45:
            self._talk.asking("undo", self._phrasing.say("undo"), "text")
            self._talk.expect(chosen not in self._talk.cart)

    def _ask(self, act: str, words: Mapping[str, str] = NOTHING) -> None:
        """A question, which is answered by words, and not by other products."""
        self._talk.asking(act, self._phrasing.say(act, words), "text")

    def _place(self, chosen: str) -> str:
        return self._phrasing.place(self._talk.shown.index(chosen) + 1)

    def _attributes(self) -> list[str]:
        """The words for what the catalogue tells of the wanted item; for its price where it tells nothing else."""
        wanted, language = self._goal.wanted, self._phrasing.language
        held = dict.fromkeys(
            [*(one.attribute for one in wanted.numbers), *(one.attribute for one in wanted.values)]
        )
        return [self._catalogue.label(one, language) for one in held] or [self._phrasing.word("price")]
