"""Conversations as the gateway keeps them, put into a shop's books turn by turn, with insights as Rasa tells them."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from shop.conversations import Conversations
from shop.database import Database, sqlite_url
from shop.review.insights import Insight
from shop.transcript import Said

CARD = {
    "item_id": "l1",
    "name": "Ember Table Lamp",
    "price": "39.90",
    "currency": "USD",
    "in_stock": True,
    "url": None,
    "image": None,
    "attributes": {"Colour": "red"},
    "reason": "Matches what you asked: lamp",
    "actions": [{"title": "Add to cart", "postback": "signed token of a shopper"}],
}


def text(said: str) -> dict[str, Any]:
    """A sentence of the bot's."""
    return {"version": 1, "type": "text", "text": said}


def cards(*names: str) -> dict[str, Any]:
    """Cards of these names."""
    return {"version": 1, "type": "cards", "cards": [CARD | {"name": name} for name in names]}


def told(intent: str = "find", confidence: float = 0.91, **other: Any) -> dict[str, Any]:
    """An insight as bot/dialogue/channel.py tells it."""
    return {
        "intent": {"name": intent, "confidence": confidence},
        "ranking": [{"name": intent, "confidence": confidence}, {"name": "ask_faq", "confidence": 0.04}],
        "entities": [],
        "actions": [{"name": "action_find", "policy": "RulePolicy", "confidence": 1.0, "ms": 4.2}],
        "request": {"before": None, "after": {"categories": ["urn:daogou:category:kind/lamp"]}},
        "shown": [],
        "model": {"id": "a model", "file": "a-model.tar.gz"},
        "ms": {"understanding": 3.0, "policies": 0.5, "actions": 4.2, "whole": 9.1},
        "fallback": intent == "nlu_fallback",
        "no_result": False,
        "failure": None,
        **other,
    }


class Books:
    """A shop's conversations; a talk is known by its number."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(sqlite_url(folder / "shop.db"))
        self._conversations = Conversations(self.database)
        self._opened = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.database.close()

    def open(self, language: str = "en") -> int:
        """A new conversation."""
        self._opened += 1
        return self._conversations.open_new(f"hash {self._opened}", language).conversation

    def say(
        self,
        conversation: int,
        said: str,
        *answer: dict[str, Any],
        insight: dict[str, Any] | None = None,
        language: str = "en",
        kind: str = "text",
        failed: bool = False,
    ) -> int:
        """One turn with its answer; gives its number."""
        turn = self._conversations.begin_turn(conversation, Said(kind, said, language, "hash"))  # type: ignore[arg-type]
        self._conversations.finish_turn(
            conversation,
            turn.n,
            "failed" if failed else "answered",
            answer or (text("Here you are."),),
            insight=Insight.read(insight, failed=failed),
        )
        return turn.n

    def talk(self, said: str, *answer: dict[str, Any], **more: Any) -> int:
        """A conversation of one turn."""
        conversation = self.open(more.get("language", "en"))
        self.say(conversation, said, *answer, **more)
        return conversation
