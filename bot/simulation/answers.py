"""An answer of the shop as a page gets it, and the talk over HTTP that brings it."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import httpx

from bot.errors import NotReadyError

LONGEST_WAIT_S = 30


@dataclass(frozen=True)
class Answer:
    """What came back for one thing said: messages as actions/messages.py has them; none where it was refused."""

    messages: tuple[Mapping[str, Any], ...]
    ms: float
    refused: str = ""

    @cached_property
    def text(self) -> str:
        """All its sentences."""
        return "\n".join(self._of("text", "text"))

    @cached_property
    def cards(self) -> list[dict[str, Any]]:
        """Its cards, best first."""
        return [card for cards in self._of("cards", "cards") for card in cards]

    @property
    def ids(self) -> list[str]:
        """The items of its cards."""
        return [card["item_id"] for card in self.cards]

    @property
    def shelf(self) -> list[str]:
        """The items that "the second" now counts among: those of its last cards."""
        shelves = list(self._of("cards", "cards"))
        return [card["item_id"] for card in shelves[-1]] if shelves else []

    @cached_property
    def replies(self) -> list[dict[str, str]]:
        """Its quick replies."""
        return [reply for replies in self._of("replies", "replies") for reply in replies]

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of its messages."""
        return frozenset(message["type"] for message in self.messages)

    @property
    def columns(self) -> list[str]:
        """The items that it sets side by side."""
        return [column["item_id"] for columns in self._of("table", "columns") for column in columns]

    @property
    def cart(self) -> Mapping[str, int] | None:
        """Quantity by item of the cart that it shows; None where it shows none."""
        for lines in self._of("cart", "lines"):
            return {line["item_id"]: line["quantity"] for line in lines}
        return None

    @property
    def content(self) -> tuple[str, tuple[str, ...]]:
        """What a shopper sees, for telling whether the same came twice."""
        return self.text, tuple(self.ids)

    def _of(self, type_: str, field: str) -> Iterator[Any]:
        return (message[field] for message in self.messages if message["type"] == type_)


class Line:
    """One shopper's connection to a shop: its cookie is the conversation."""

    def __init__(self, address: str, language: str) -> None:
        self._address = address
        self._client = httpx.Client(
            base_url=address, headers={"Accept-Language": language}, timeout=LONGEST_WAIT_S, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def send(self, body: Mapping[str, str]) -> Answer:
        """The answer to {"text": ...} or {"postback": ...}. Raises NotReadyError where no shop answers."""
        began = time.perf_counter()
        try:
            response = self._client.post("/api/chat", json=dict(body))
        except httpx.TransportError as error:
            raise NotReadyError(f"No shop answers at {self._address} ({type(error).__name__}).") from error
        ms = (time.perf_counter() - began) * 1000
        if response.is_error:
            return Answer((), ms, f"{response.status_code} {response.text[:200]}")
        return Answer(tuple(response.json()["messages"]), ms)
