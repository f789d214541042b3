"""Rasa's REST channel, which tells after each answer how it came about: one last line, `{"insight": {...}}`.

Watches what Rasa does anyway: nothing is computed twice, and nothing is told that the tracker does not hold,
save times. An insight that cannot be made is left out and logged; the answer has been said by then.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import rasa.core.actions.action
import rasa.core.agent
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import QueueOutputChannel, RestInput
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.dialogue.clauses import MOST, are_apart, pieces

logger = logging.getLogger(__name__)

RANKED = 10  # intents that are told of
FALLBACK_INTENT = "nlu_fallback"
FALLBACK_ACTIONS = frozenset({"action_not_understood", "action_default_fallback"})
UNTOLD = frozenset({"action_listen", "action_session_start"})
ENTITY_KEYS = ("entity", "value", "values", "attribute", "negated", "sold", "nearest", "start", "end")


@dataclass
class Watch:
    """One turn being watched; times are in milliseconds."""

    began: float = field(default_factory=time.perf_counter)
    ms: dict[str, float] = field(default_factory=dict)
    calls: list[tuple[str, float]] = field(default_factory=list)  # action, ms
    request_before: Any = None
    tracker: DialogueStateTracker | None = None
    model: dict[str, str] = field(default_factory=dict)
    failure: str | None = None
    no_result: bool = False
    earlier: list[dict[str, Any]] = field(default_factory=list)  # the wishes of this turn before the last

    def note_wish(self) -> None:
        """Keep how the wish that was just answered was understood: another one follows in the same turn."""
        if (told := self.insight()) is not None:
            self.earlier.append({key: told[key] for key in ("intent", "ranking", "entities", "actions")})

    @contextmanager
    def timing(self, part: str) -> Iterator[None]:
        """Add what the block takes to a part's time."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.ms[part] = self.ms.get(part, 0.0) + (time.perf_counter() - began) * 1000

    def insight(self) -> dict[str, Any] | None:
        """What is told of the turn, fit for JSON; None where Rasa did not come to hear it, or on a fault."""
        try:
            told = self._insight()
            json.dumps(told)  # here, where a fault costs nothing
        except Exception:
            logger.exception("The insight of a turn could not be made.")
            return None
        return told

    def _insight(self) -> dict[str, Any] | None:
        tracker = self.tracker
        heard = tracker.latest_message if tracker else None
        if tracker is None or heard is None:
            return None
        events = _events_of_turn(tracker)
        ran = [one for one in events if isinstance(one, ActionExecuted) and one.action_name not in UNTOLD]
        intent = _scored(heard.intent)
        ranking = (heard.parse_data or {}).get("intent_ranking") or [heard.intent]
        spent = {name: round(value, 2) for name, value in self.ms.items()}
        spent["whole"] = round((time.perf_counter() - self.began) * 1000, 2)
        return {
            "intent": intent,
            "ranking": [_scored(one) for one in ranking[:RANKED]],
            "entities": [{key: one[key] for key in ENTITY_KEYS if key in one} for one in heard.entities],
            "actions": [_action(one, self.calls) for one in ran],
            "request": {"before": _wish(self.request_before), "after": _wish(tracker.get_slot("request"))},
            "shown": _shown(events, tracker.get_slot("shown")),
            "model": self.model,
            "ms": spent,
            "fallback": intent["name"] == FALLBACK_INTENT
            or any(one.action_name in FALLBACK_ACTIONS for one in ran),
            "no_result": self.no_result,
            "failure": self.failure,
        } | ({"earlier": self.earlier} if self.earlier else {})


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


def watch_turns() -> None:
    """Let Rasa build its processor and its actions from the watched kinds; call it before the model is loaded."""
    rasa.core.agent.MessageProcessor = WatchedProcessor
    rasa.core.actions.action.RemoteAction = WatchedAction


class InsightInput(RestInput):
    """Rasa's channel `rest` in every respect, with the insight as the last line of a streamed answer."""

    @staticmethod
    async def on_message_wrapper(  # noqa: PLR0917 (as Rasa calls it)
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
        text: str,
        queue: asyncio.Queue[Any],
        sender_id: str,
        input_channel: str,
        metadata: dict[str, Any] | None,
    ) -> None:
        """Let the message be handled; Rasa runs this in a task, and so in a context, of its own."""
        watch = Watch()
        _watch.set(watch)
        collector = QueueOutputChannel(queue)
        await on_new_message(
            UserMessage(text, collector, sender_id, input_channel=input_channel, metadata=metadata)
        )
        if (told := watch.insight()) is not None:
            await queue.put({"insight": told})
        await queue.put("DONE")

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Rasa's routes of the channel, and one that forgets a conversation: POST /forget {"sender": ...}."""
        routes: Blueprint = super().blueprint(on_new_message)
        routes.add_route(_forget, "/forget", methods=["POST"])
        return routes


async def _forget(request: Request) -> HTTPResponse:
    store = request.app.ctx.agent.tracker_store
    # Rasa wraps a store of its own around ours.
    await getattr(store, "_tracker_store", store).forget(str(request.json["sender"]))
    return empty(status=204)


class WatchedProcessor(MessageProcessor):
    """Rasa's processor, timed where a turn is being watched; several wishes of a sentence are done in their order."""

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Answer each wish as if it had been a message of its own; `part` in the metadata counts them from 0."""
        wishes = await self._wishes(message)
        for part, (text, parsed) in enumerate(wishes):
            if part and (watch := _watch.get()) is not None:
                watch.note_wish()
            await super().handle_message(_part_of(message, part, text, parsed))
        return None if wishes else await super().handle_message(message)

    async def _wishes(self, message: UserMessage) -> list[tuple[str, dict[str, Any]]]:
        """Text and understanding of each wish; empty where there is only one."""
        text = message.text or ""
        spans = [] if text.startswith("/") else pieces(text)
        if not 1 < len(spans) <= 2 * MOST:
            return []
        wishes: list[tuple[int, int, dict[str, Any]]] = []
        for begin, end in spans:
            start, parsed = begin, await self.parse_message(_part_of(message, 0, text[begin:end], None))
            if wishes and not are_apart(wishes[-1][2], parsed):
                start, _, _ = wishes.pop()
                parsed = await self.parse_message(_part_of(message, 0, text[start:end], None))
            wishes.append((start, end, parsed))
        return [(text[start:end], parsed) for start, end, parsed in wishes] if 1 < len(wishes) <= MOST else []

    async def fetch_tracker_and_update_session(self, *given: Any, **named: Any) -> DialogueStateTracker:
        """The conversation; what was wished for until now is noted."""
        tracker = await super().fetch_tracker_and_update_session(*given, **named)
        if (watch := _watch.get()) is not None:
            watch.tracker = tracker
            watch.request_before = tracker.get_slot("request")
            watch.model = {"id": self.model_metadata.model_id, "file": self.model_filename}
        return tracker

    async def parse_message(self, *given: Any, **named: Any) -> dict[str, Any]:
        """Intent and entities of a message."""
        with _timing("understanding"):
            parsed: dict[str, Any] = await super().parse_message(*given, **named)
        return parsed

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> Any:
        with _timing("policies"):
            return super()._predict_next_with_tracker(tracker)


def _part_of(message: UserMessage, part: int, text: str, parsed: dict[str, Any] | None) -> UserMessage:
    return UserMessage(
        text,
        message.output_channel,
        message.sender_id,
        parse_data=parsed,
        input_channel=message.input_channel,
        metadata={**(message.metadata or {}), "part": part},
    )


def _timing(part: str) -> AbstractContextManager[None]:
    """Adds to the part's milliseconds, where a turn is being watched."""
    watch = _watch.get()
    return watch.timing(part) if watch is not None else nullcontext()


class WatchedAction(RemoteAction):
    """An action of the action server: how long it took, and how it says that it went."""

    async def run(self, *given: Any, **named: Any) -> list[Event]:
        """The action's events; an action server that cannot be asked is noted, and raised as ever."""
        watch, began = _watch.get(), time.perf_counter()
        try:
            with _timing("actions"):
                events: list[Event] = await super().run(*given, **named)
        except Exception:
            if watch is not None:
                watch.failure = "unreachable"
            raise
        finally:
            if watch is not None:
                watch.calls.append((self.name(), (time.perf_counter() - began) * 1000))
        return events

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:  # noqa: ARG002
        """What an action is sent: slots and the last message. A history would be packed and read for nothing."""
        state = tracker.current_state(EventVerbosity.NONE) | {"events": []}
        return {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            "tracker": state,
            "version": rasa.__version__,
        }

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        outcome = result.get("outcome")
        if (watch := _watch.get()) is not None and isinstance(outcome, dict):
            watch.failure = watch.failure or outcome.get("failure")
            watch.no_result = watch.no_result or bool(outcome.get("no_result"))
        valid: bool = super()._validate_action_result(result)
        return valid


def _events_of_turn(tracker: DialogueStateTracker) -> list[Event]:
    """What happened since the shopper spoke, in order."""
    return list(takewhile(lambda one: not isinstance(one, UserUttered), reversed(tracker.events)))[::-1]


def _scored(intent: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": intent.get("name"),
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
    }


def _action(ran: ActionExecuted, calls: list[tuple[str, float]]) -> dict[str, Any]:
    took = [ms for name, ms in calls if name == ran.action_name]
    told = {"name": ran.action_name, "policy": ran.policy, "confidence": ran.confidence}
    return told | ({"ms": round(sum(took), 2)} if took else {})


def _wish(slot: Any) -> Any:
    """The wish alone: those before it, kept for undo, belong to earlier turns."""
    return slot.get("now") if isinstance(slot, dict) else None


def _shown(events: list[Event], slot: Any) -> list[dict[str, Any]]:
    """The cards of this turn by rank, with what the `shown` slot holds of each: parts, evidence, matched."""
    payloads = [(one.data or {}).get("custom") for one in events if isinstance(one, BotUttered)]
    lists = [one["cards"] for one in payloads if isinstance(one, dict) and one.get("type") == "cards"]
    cards = [card["item_id"] for cards in lists for card in cards]
    held = {one["id"]: one for one in (slot or {}).get("items", ())} if cards else {}
    return [
        {"item": item, "rank": rank}
        | {key: held[item][key] for key in ("parts", "evidence", "matched") if item in held}
        for rank, item in enumerate(cards, start=1)
    ]
