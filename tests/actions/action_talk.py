"""A conversation with the actions' server, as Rasa leads it: real entities, real rules, real slots.

Only the intent is given by the test; all else is read from the sentence, as the dialogue does.
"""

import asyncio
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import httpx
from fastapi import FastAPI
from ruamel.yaml import YAML

from actions.messages import (
    AnyMessage,
    Card,
    Cards,
    Cart,
    Form,
    Order,
    Replies,
    Reply,
    Table,
    Text,
    read_message,
)
from bot.dialogue.analysis import analyse
from bot.dialogue.language import language_of
from bot.dialogue.lexicon import Lexicon
from shop.creation import create_shop
from shop.imports import import_products
from shop.shop import Shop
from shop.transcript import Said

ROOT = Path(__file__).parents[2]
TOKEN = "a token for tests"
M = TypeVar("M", Text, Cards, Replies, Cart, Table, Order, Form)


@cache
def rules() -> dict[str, list[str]]:
    """Intent to its actions, as data/stories says."""
    found = {}
    for file in sorted((ROOT / "data" / "stories").glob("*.yml")):
        for rule in YAML(typ="safe").load(file.read_text("utf-8"))["rules"]:
            intent = next(step["intent"] for step in rule["steps"] if "intent" in step)
            found[intent] = [step["action"] for step in rule["steps"] if "action" in step]
    return found


def lexicon_of(folder: Path) -> Lexicon:
    """The words of a shop as they stand."""
    lines = (folder / "graph" / "current" / "lexicon.jsonl").read_text("utf-8").splitlines()
    return Lexicon(json.loads(line) for line in lines)


def shop_of(feed: str, folder: Path, **profile: str) -> Path:
    """The folder of a new shop that sells what a CSV feed tells."""
    (folder / "feed.csv").write_text(feed, "utf-8")
    create_shop(folder / "shop", **profile)
    import_products(folder / "shop", folder / "feed.csv")
    return folder / "shop"


class Server:
    """The actions' server without a socket."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def request(self, method: str, path: str, **given: Any) -> httpx.Response:
        """One request, answered to its end."""

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://actions") as client:
                return await client.request(method, path, **given)

        return asyncio.run(send())


class Answer(list[AnyMessage]):
    """The messages of one turn."""

    def all(self, kind: type[M]) -> list[M]:
        """Those of one type."""
        return [message for message in self if isinstance(message, kind)]

    @property
    def text(self) -> str:
        """All that was said in sentences."""
        return "\n".join(message.text for message in self.all(Text))

    @property
    def cards(self) -> list[Card]:
        """All cards."""
        return [card for message in self.all(Cards) for card in message.cards]

    @property
    def ids(self) -> list[str]:
        """What is on the cards."""
        return [card.item_id for card in self.cards]

    @property
    def replies(self) -> dict[str, Reply]:
        """Quick replies by title."""
        return {reply.title: reply for message in self.all(Replies) for reply in message.replies}


class Talk:
    """One shopper's conversation; `slots` are what Rasa would keep."""

    def __init__(self, server: Server, shop: Shop, lexicon: Lexicon, token: str) -> None:
        self._server, self._shop, self._lexicon = server, shop, lexicon
        talk = shop.conversations.open_new(token, "en")
        self.conversation, self.shopper = talk.conversation, talk.shopper_id
        self.slots: dict[str, Any] = {}
        self.language = "en"

    @property
    def cart(self) -> dict[str, int]:
        """How many of each item this shopper's cart holds."""
        return {line.item_id: line.quantity for line in self._shop.carts.of(self.shopper)}

    def say(self, intent: str, text: str, *, confidence: float = 1.0, ranking: Sequence[str] = ()) -> Answer:
        """The answer to a sentence of that intent, which was found with that confidence, before others."""
        self.language = language_of(text, self.language)
        return self._turn(intent, text, analyse(text, self._lexicon).entities, confidence, ranking)

    def choose(self, reply: Reply) -> Answer:
        """The answer to a quick reply or a button."""
        intent, brace, given = reply.postback.removeprefix("/").partition("{")
        entities = json.loads(brace + given) if brace else {}
        return self._turn(
            intent, reply.postback,
            [{"entity": name, "value": value, "start": 0, "end": 1} for name, value in entities.items()],
        )  # fmt: skip

    def _turn(
        self,
        intent: str,
        text: str,
        entities: list[dict[str, Any]],
        confidence: float = 1.0,
        ranking: Sequence[str] = (),
    ) -> Answer:
        turn = self._shop.conversations.begin_turn(
            self.conversation, Said("text", "said", self.language, "hash")
        )
        metadata = {"conversation": self.conversation, "turn": turn.n, "language": self.language}
        self.slots["language"] = self.language
        found = {"name": intent, "confidence": confidence}
        heard = {"text": text, "entities": entities, "intent": found, "metadata": metadata}
        heard["intent_ranking"] = [{"name": name, "confidence": 0.2} for name in ranking]
        answer = Answer()
        for action in rules()[intent]:
            if action.startswith("action_"):
                answer += self.call(action, heard)
        return answer

    def call(self, action: str, heard: dict[str, Any]) -> Answer:
        """One action, called as Rasa calls it; its events change the slots."""
        tracker = {
            "sender_id": f"c{self.conversation}",
            "slots": self.slots,
            "latest_message": heard,
            "events": [],
        }
        body = {"next_action": action, "tracker": tracker, "domain": {}}
        answer = self._server.request("POST", "/webhook", params={"token": TOKEN}, json=body)
        assert answer.status_code == 200, answer.text
        said = answer.json()
        self.slots.update({event["name"]: event["value"] for event in said["events"]})
        return Answer(read_message(response["custom"]) for response in said["responses"])
