"""A shopper who talks to a running shop by HTTP, and the answers as a browser gets them."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import httpx

LONGEST_TURN_S = 10.0  # a shopper waits no longer for an answer or an honest word


@dataclass(frozen=True)
class Answer:
    """What came back for one thing said."""

    said: str
    status: int
    body: Mapping[str, Any]
    seconds: float

    @property
    def conversation(self) -> int:
        return int(self.body["conversation"])

    @property
    def turn(self) -> int:
        return int(self.body["turn"])

    @property
    def messages(self) -> list[dict[str, Any]]:
        return list(self.body.get("messages", []))

    @cached_property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.messages if message["type"] == "text"]

    @property
    def text(self) -> str:
        """All its sentences."""
        return "\n".join(self.texts)

    @cached_property
    def cards(self) -> list[dict[str, Any]]:
        return [card for message in self.messages if message["type"] == "cards" for card in message["cards"]]

    @property
    def ids(self) -> list[str]:
        return [card["item_id"] for card in self.cards]

    @cached_property
    def replies(self) -> list[dict[str, str]]:
        return [
            reply for message in self.messages if message["type"] == "replies" for reply in message["replies"]
        ]

    @property
    def cart(self) -> dict[str, Any] | None:
        return next((message for message in self.messages if message["type"] == "cart"), None)

    def __str__(self) -> str:
        return f"{self.said!r} -> {json.dumps(self.body, ensure_ascii=False)[:1500]}"


class Shopper:
    """One browser: its cookie is its conversation."""

    def __init__(self, url: str, language: str = "en") -> None:
        self._client = httpx.Client(
            base_url=url, headers={"Accept-Language": language}, timeout=30, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def post(self, body: dict[str, str], key: str | None = None) -> Answer:
        """Whatever comes, refusals too."""
        began = time.monotonic()
        headers = {"Idempotency-Key": key} if key else {}
        response = self._client.post("/api/chat", json=body, headers=headers)
        seconds = time.monotonic() - began
        return Answer(next(iter(body.values())), response.status_code, response.json(), seconds)

    def say(self, text: str, key: str | None = None) -> Answer:
        """The answer to a sentence; there must be one, in time."""
        return self._answered(self.post({"text": text}, key))

    def choose(self, reply: Mapping[str, str], key: str | None = None) -> Answer:
        """The answer to a reply that was offered, or to a card's button."""
        answer = self._answered(self.post({"postback": reply["postback"]}, key))
        return Answer(reply["title"], answer.status, answer.body, answer.seconds)

    def history(self) -> dict[str, Any]:
        """The conversation so far, as after a reload."""
        response = self._client.get("/api/chat")
        assert response.status_code == 200, response.text
        return dict(response.json())

    @property
    def token(self) -> str:
        """The secret of this conversation."""
        return next(iter(self._client.cookies.values()))

    @staticmethod
    def _answered(answer: Answer) -> Answer:
        assert answer.status == 200, str(answer)
        assert answer.seconds < LONGEST_TURN_S, f"{answer.seconds:.1f} s: {answer}"
        assert answer.texts, f"nothing was said: {answer}"
        return answer
