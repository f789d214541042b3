"""A conversation that a person is wanted in: how it stands, what is said behind the answers, when a message is due.

SQL alone; Rasa is never asked here. Everything blocks.
"""

from dataclasses import dataclass
from typing import Any

from actions.handing import nobody_came
from actions.wording import Wording
from bot.gateway.utterances import Payload
from shop.afterwards import Spot, last_spot, said_after
from shop.database import Database
from shop.handovers import NOT_ASKED, Handing, Handovers
from shop.transcript import Talk


@dataclass(frozen=True, slots=True)
class Standing:
    """What a shopper's page is told: the state, who has the talk, what was said, and where that ends."""

    handing: Handing | None
    messages: tuple[Payload, ...]
    last: Spot

    def to_json(self) -> dict[str, Any]:
        """As bot/gateway/schemas.py describes it."""
        return {
            "state": self.handing.state if self.handing else NOT_ASKED,
            "name": self.handing.taken_by if self.handing else None,
            "messages": list(self.messages),
            "last": str(self.last),
        }


class Attended:
    """The waiting and the attended conversations of one shop."""

    def __init__(self, database: Database, wait_min: float) -> None:
        self._database = database
        self._handovers = Handovers(database, wait_min)

    def of(self, conversation: int) -> Handing | None:
        """The open handover, if there is one."""
        return self._handovers.of(conversation)

    def talk_of(self, token_hash: str) -> tuple[Talk | None, Handing | None]:
        """The conversation of a token, and its open handover."""
        return self._handovers.talk_of(token_hash)

    def look(self, conversation: int, handing: Handing | None, language: str, after: Spot | None) -> Standing:
        """How it stands, with what was said after `after`; without it, nothing. An overdue shopper is asked now."""
        if handing is not None and handing.is_due:
            self._handovers.offer_message(conversation, _messages(language))
        with self._database.read() as books:
            said = [] if after is None else said_after(books, conversation, after)
            last = said[-1][0] if said else after or last_spot(books, conversation)
        return Standing(handing, tuple(payload for _, payload in said), last)

    def due(self, conversation: int, language: str) -> list[Payload]:
        """What an overdue shopper is asked at the end of an answer; once."""
        return _messages(language) if self._handovers.offer_message(conversation) else []

    def ask_overdue(self, listening: frozenset[int]) -> None:
        """Ask the overdue shoppers of these conversations for a message, each once."""
        for talk in self._handovers.overdue(listening):
            self._handovers.offer_message(talk.conversation, _messages(talk.language))


def _messages(language: str) -> list[Payload]:
    return [one.model_dump(mode="json") for one in nobody_came(Wording.of(language))]
