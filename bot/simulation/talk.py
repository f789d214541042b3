"""One talk as it runs: what is said goes over the line, and each answer is held against the wish as it stands."""

from collections.abc import Collection, Mapping

from bot.simulation.answers import Answer, Line
from bot.simulation.rules import Rules
from bot.simulation.turns import Record, Turn
from knowledge_graph import Request

GOING_ON = frozenset({"cards", "cart", "table", "form", "order", "replies"})


class Talk:
    """One conversation and its record. `shown` are the cards shown last, `seen` all since the wish changed."""

    def __init__(self, line: Line, rules: Rules, record: Record) -> None:
        self.record = record
        self.wish = Request()
        self.shown: list[str] = []
        self.seen: list[str] = []
        self.last = Answer((), 0.0)
        self._line = line
        self._rules = rules
        self._ever: dict[str, None] = {}

    def wishing(self, act: str, said: str, wish: Request, *, postback: str | None = None) -> bool:
        """Say another wish; whether cards came, or rightly none."""
        if wish != self.wish:
            self.seen = []
        self.wish = wish
        turn = self._said(act, said, postback)
        return self._judge_cards(turn, self._rules.left(wish, self.seen if act in ("more", "reject") else ()))

    def asking(self, act: str, said: str, wanted: str, *, postback: str | None = None) -> bool:
        """Say something that is no wish; whether a message of the wanted type came, and no cards."""
        turn = self._said(act, said, postback)
        self.shown = self.last.columns or self.shown  # "the second" is the table's now
        right = wanted in self.last.types and "cards" not in self.last.types
        if not right and "refused" not in turn.faults:
            turn.faults.append("astray")
        return right

    def expect(self, met: bool) -> bool:
        """Note the last turn as gone astray where what came of it is not what it was for; gives `met` back."""
        turn = self.record.turns[-1]
        if not met and not turn.faults:
            turn.faults.append("astray")
        return met

    @property
    def cart(self) -> Mapping[str, int]:
        """What the cart shown last holds; nothing where the last answer shows none."""
        return self.last.cart or {}

    def _said(self, act: str, said: str, postback: str | None) -> Turn:
        before, self.last = self.last, self._line.send({"postback": postback} if postback else {"text": said})
        turn = Turn(act, said, self.last.text or self.last.refused, self.last.ids, self.last.ms)
        self.record.turns.append(turn)
        if not self.last.text:
            turn.faults.append("refused")
        elif self.last.content == before.content:
            turn.faults.append("repeated")
        return turn

    def _judge_cards(self, turn: Turn, left: Collection[str]) -> bool:
        """Whether the answer to a wish is a right one: every card fits, and there are cards where any would fit."""
        turn.wish = self.wish.to_json()
        if turn.ids:
            self._show()
            fitting = self._rules.fitting(self.wish)
            turn.cards, turn.wrong = len(turn.ids), [one for one in turn.ids if one not in fitting]
            if turn.wrong:
                turn.faults.append("violation")
            return not turn.wrong
        if "refused" in turn.faults:
            return False
        if not self.last.types & GOING_ON:
            turn.faults.append("dead_end")
        if left:
            turn.faults.append("astray")
        return not left

    def _show(self) -> None:
        self.shown = self.last.shelf
        self.seen += self.last.ids
        self._ever |= dict.fromkeys(self.last.ids)
        if self.record.stood is None and self.record.wanted in self._ever:
            self.record.stood = list(self._ever).index(self.record.wanted) + 1
