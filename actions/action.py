"""What all actions share: a time limit, a log line, an apology, and that what was said is kept.

Rasa shows nothing of an action that raises or hangs. So none does: an answer is a generator whose
messages are sent as far as it came, and a failure adds one honest sentence.
"""

import asyncio
import time
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.messages import AnyMessage, Text
from actions.turn import Turn
from actions.wording import Wording
from shop.shop import Shop


@dataclass(frozen=True, slots=True)
class FoundNothing:
    """Said beside the sentence that tells the shopper so: what was looked up is not there."""


NOTHING = FoundNothing()
Said = AnyMessage | Memory | FoundNothing  # a Memory is what to remember from here on

TIME_LIMIT_S = 5.0  # Rasa waits 6 s for an action, the gateway 8 s for Rasa

_log = structlog.get_logger()


class Outcome(CollectingDispatcher):  # type: ignore[misc]  # rasa_sdk has no types
    """What an action said, and how it went: staff see it beside the turn, the shopper never."""

    def __init__(self) -> None:
        super().__init__()
        self.failure: str | None = None  # apology or still_looking: the word that the shopper got instead
        self.no_result = False

    def to_json(self) -> dict[str, Any]:
        """As it goes to Rasa beside events and responses; Rasa keeps none of it."""
        return {"failure": self.failure, "no_result": self.no_result}


class ShopAction(Action):  # type: ignore[misc]  # rasa_sdk has no types
    """An action of the shop. A subclass names itself and writes `answer`."""

    action_name: ClassVar[str]

    def __init__(self, shop: Shop, time_limit_s: float = TIME_LIMIT_S) -> None:
        self._shop = shop
        self._time_limit_s = time_limit_s

    def name(self) -> str:
        """The name in domain.yml."""
        return self.action_name

    @abstractmethod
    def answer(self, turn: Turn) -> Iterator[Said]:
        """Messages in the order they are said, and what to remember. Runs in a thread; it may block."""

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[dict[str, Any]]:
        """Rasa's entry: runs `answer` within the time limit, and never raises."""
        started = time.monotonic()
        try:
            turn = Turn.read(self._shop, {"latest_message": tracker.latest_message, "slots": tracker.slots})
        except Exception:
            _log.exception("turn_unreadable", action=self.action_name)
            sorry = Text(text=Wording.of(self._shop.profile.language).say("apology"))
            dispatcher.utter_message(json_message=sorry.model_dump(mode="json"))
            _note(dispatcher, "apology", ())
            return []
        said: list[Said] = []
        failure = None
        try:
            await asyncio.wait_for(asyncio.to_thread(self._collect, turn, said), self._time_limit_s)
        except TimeoutError:
            failure = "still_looking"
        except Exception:
            failure = "apology"
            _log.exception("action_failed", action=self.action_name, conversation=turn.ref.conversation)
        kept = list(said)
        if failure is not None:
            kept.append(Text(text=turn.wording.say(failure)))
        for message in kept:
            if not isinstance(message, Memory | FoundNothing):
                dispatcher.utter_message(json_message=message.model_dump(mode="json"))
        _note(dispatcher, failure, kept)
        _log.info(
            "action",
            action=self.action_name,
            conversation=turn.ref.conversation,
            turn=turn.ref.n,
            failure=failure,
            ms=round((time.monotonic() - started) * 1000, 1),
        )
        remembered = [message for message in kept if isinstance(message, Memory)]
        slots = remembered[-1].slots() if remembered else {}
        return [SlotSet(name, value) for name, value in slots.items()]

    def _collect(self, turn: Turn, said: list[Said]) -> None:
        for message in self.answer(turn):
            said.append(message)


def _note(dispatcher: CollectingDispatcher, failure: str | None, said: Sequence[Said]) -> None:
    if isinstance(dispatcher, Outcome):
        dispatcher.failure, dispatcher.no_result = failure, NOTHING in said
