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

    def message(self, type_: str) -> dict[str, Any] | None:
        """The first message of that type."""
        return next((message for message in self.messages if message["type"] == type_), None)

    @property
    def cart(self) -> dict[str, Any] | None:
        return self.message("cart")

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

    def fill_in(
        self, values: Mapping[str, str], key: str | None = None, *, form: str = "checkout", done: bool = True
    ) -> Answer:
        """What comes of a form that is given off, or kept half way; refusals too."""
        began = time.monotonic()
        response = self._client.post(
            "/api/checkout",
            json={"form": form, "values": dict(values), "done": done},
            headers={"Idempotency-Key": key} if key else {},
        )
        return Answer(f"form {form}", response.status_code, response.json(), time.monotonic() - began)

    def form(self, form: str = "checkout") -> dict[str, str]:
        """What is filled in of a form, as it is taken up again."""
        response = self._client.get("/api/checkout", params={"form": form})
        assert response.status_code == 200, response.text
        fields = response.json()["fields"]
        return {field["name"]: field["value"] for field in fields if field["value"] is not None}

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
