"""One turn at each floor: the gateway, Rasa, its understanding, the actions server, our code in this process.

Every floor is asked for the same sentence in the same state of the conversation. What an action is sent is
what Rasa holds of the conversation just before the action ran. Turns are numbered as the gateway would, in the
shop's own database, because an action does its deeds once a turn.
"""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.action import ShopAction
from actions.server import ACTIONS
from benchmarks.errors import BenchmarkError
from benchmarks.http_session import HttpSession
from benchmarks.scripts import Script
from benchmarks.shop_server import ServedShop
from benchmarks.sides import ShopTalk
from benchmarks.stopwatch import Stopwatch
from benchmarks.timed_shop import timed_shop
from bot.processes.ports import LOOPBACK
from bot.secret_file import read_secrets
from shop.transcript import Said

ACTION_NAMES = frozenset(action.action_name for action in ACTIONS)
MAY_BE_SILENT = frozenset({"action_ask_for_stars"})  # it asks once a talk, after Rasa's own words

Call = dict[str, Any]  # what Rasa posts to the actions server


@dataclass(frozen=True, slots=True)
class Layers:
    """Milliseconds of one turn, floor by floor; 0 where a turn does not reach so far down."""

    kind: str
    whole: float
    rasa: float
    parse: float
    webhook: float = 0.0
    action: float = 0.0
    parts: Mapping[str, float] = field(default_factory=dict)


class Floors:
    """The floors of one served shop."""

    def __init__(self, served: ServedShop) -> None:
        self.watch = Stopwatch()
        self.loop = asyncio.Runner()
        self.shop = timed_shop(served.folder, self.watch)
        self.actions: Mapping[str, ShopAction] = {one.action_name: one(self.shop) for one in ACTIONS}
        tokens = read_secrets(served.folder)
        self.rasa_token = tokens.dialogue_token
        self.actions_header = {"Authorization": f"Bearer {tokens.actions_token}"}
        self.port = served.port
        self.rasa = HttpSession(LOOPBACK, served.dialogue_port)
        self.webhook = HttpSession(LOOPBACK, served.actions_port)

    def call(self, call: Call | None) -> float:
        """Milliseconds of an action's call to the actions server; 0 where there is none."""
        return self.webhook.post("/webhook", call, self.actions_header).ms if call else 0.0

    def run_here(self, call: Call | None) -> Mapping[str, float]:
        """Milliseconds by part of the same action in this process."""
        if call is None:
            return {}
        self.watch.read()  # what came before does not count
        dispatcher = CollectingDispatcher()
        with self.watch.part("action"):
            action = self.actions[call["next_action"]]
            self.loop.run(action.run(dispatcher, Tracker.from_dict(call["tracker"]), {}))
        if not dispatcher.messages and call["next_action"] not in MAY_BE_SILENT:
            raise BenchmarkError(f"{call['next_action']} said nothing when it was run alone.")
        return self.watch.read()

    def close(self) -> None:
        """Hang up and close what is open."""
        self.rasa.hang_up()
        self.webhook.hang_up()
        self.shop.close()
        self.loop.close()


def layers_of(floors: Floors, script: Script) -> list[Layers]:
    """A conversation, held floor by floor; raises BenchmarkError where one gives no answer.

    One floor after another, not turn by turn: each is as warm as it is in service.
    """
    wholes = _through_the_gateway(floors, script)
    floors.rasa.hang_up()
    floors.webhook.hang_up()
    talk = RasaTalk(floors, script)
    rasas = [talk.ask(n) for n in range(len(script))]
    parses = [
        floors.rasa.post(f"/model/parse?token={floors.rasa_token}", {"text": line.text}).ms for line in script
    ]
    calls = talk.action_calls()
    webhooks = [floors.call(call) for call in talk.numbered_anew(calls)]
    here = [floors.run_here(call) for call in talk.numbered_anew(calls)]
    return [
        Layers(line.kind, whole, rasa, parse, webhook, sum(parts.values()), parts)
        for line, whole, rasa, parse, webhook, parts in zip(
            script, wholes, rasas, parses, webhooks, here, strict=True
        )
    ]


def _through_the_gateway(floors: Floors, script: Script) -> list[float]:
    talk = ShopTalk(floors.port)
    try:
        return [talk.say(line)[0] for line in script]
    finally:
        talk.close()


class RasaTalk:
    """A conversation of ours with Rasa itself, with turns in the shop's database as the gateway makes them."""

    def __init__(self, floors: Floors, script: Script) -> None:
        self._floors = floors
        self._script = script
        self._conversation = floors.shop.conversations.open_new(secrets.token_hex(32), "en").conversation
        self._turns = self._begin_turns()

    def _begin_turns(self) -> list[dict[str, Any]]:
        """What the gateway tells Rasa of each turn; all are begun now, so that nothing is written between."""
        begin = self._floors.shop.conversations.begin_turn
        saids = [Said("text", line.text, "en", secrets.token_hex(8)) for line in self._script]
        turns = [begin(self._conversation, said).n for said in saids]
        return [{"conversation": self._conversation, "turn": n, "language": "en"} for n in turns]

    def ask(self, n: int) -> float:
        """Milliseconds of Rasa's answer to the n-th line, asked as the gateway asks."""
        body = {
            "sender": f"c{self._conversation}",
            "message": self._script[n].text,
            "metadata": self._turns[n],
        }
        address = f"/webhooks/rest/webhook?stream=true&token={self._floors.rasa_token}"
        return self._floors.rasa.post(address, body).ms

    def action_calls(self) -> list[Call | None]:
        """What Rasa sent to the actions server in each turn; None where it sent nothing."""
        events = self._tracker("")["events"]
        said = [place for place, event in enumerate(events) if event["event"] == "user"]
        return [
            self._action_call(events, first, after)
            for first, after in zip(said, [*said[1:], len(events)], strict=True)
        ]

    def _action_call(self, events: list[dict[str, Any]], first: int, after: int) -> Call | None:
        for place in range(first + 1, after):
            name = events[place].get("name")
            if events[place]["event"] == "action" and name in ACTION_NAMES:
                before = self._tracker(f"&until={events[place - 1]['timestamp']!r}")
                return {"next_action": name, "sender_id": before["sender_id"], "tracker": before}
        return None

    def _tracker(self, query: str) -> dict[str, Any]:
        token = self._floors.rasa_token
        address = f"/conversations/c{self._conversation}/tracker?include_events=ALL&token={token}{query}"
        tracker: dict[str, Any] = self._floors.rasa.get(address).json()
        return tracker

    def numbered_anew(self, calls: Sequence[Call | None]) -> list[Call | None]:
        """The same calls under turns of their own, so that they do all that the first ones did."""
        return [
            call and _with_metadata(call, turn) for call, turn in zip(calls, self._begin_turns(), strict=True)
        ]


def _with_metadata(call: Call, metadata: Mapping[str, Any]) -> Call:
    latest = {**call["tracker"]["latest_message"], "metadata": metadata}
    return {**call, "tracker": {**call["tracker"], "latest_message": latest}}
