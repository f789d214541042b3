"""Rasa's last line, the insight, is kept with the turn, and can neither be seen by the shopper nor harm the answer."""

import sqlite3
from contextlib import closing
from typing import Any

import httpx
import pytest
from gateway_peers import DialoguePeer, events_of, texts_of

from bot.gateway.settings import GatewaySettings

INSIGHT: dict[str, Any] = {
    "intent": {"name": "find", "confidence": 0.9}, "ranking": [], "entities": [],
    "actions": [{"name": "action_find"}], "request": {}, "shown": [], "model": {"id": "m"},
    "ms": {"whole": 9.0}, "fallback": False, "no_result": True, "failure": None,
}  # fmt: skip


def kept(settings: GatewaySettings, answer: httpx.Response) -> list[tuple[Any, ...]]:
    """The insights of a turn."""
    turn = answer.json()
    with closing(sqlite3.connect(settings.shop / "shop.db")) as books:
        return books.execute(
            "SELECT intent, no_result, action_failed, total_ms FROM insight "
            "WHERE conversation_id = ? AND turn_n = ?",
            (turn["conversation"], turn["turn"]),
        ).fetchall()


def test_the_insight_is_kept_and_not_shown(
    browser: httpx.Client, dialogue: DialoguePeer, lasting_settings: GatewaySettings
) -> None:
    dialogue.script["a lamp"] = [{"text": "Here."}, {"insight": INSIGHT}]
    answer = browser.post("/api/chat", json={"text": "a lamp"})
    assert answer.json()["messages"] == [{"version": 1, "type": "text", "text": "Here.", "nodes": []}]
    assert kept(lasting_settings, answer) == [("find", 1, 0, 9.0)]
    streamed = browser.post("/api/chat", json={"text": "a lamp"}, headers={"Accept": "text/event-stream"})
    said = [data for event, data in events_of(streamed) if event == "message"]
    assert said[0]["text"] == "Here."  # after two failures in a row a person is offered besides
    assert "ranking" not in streamed.text


@pytest.mark.parametrize(
    "told", [None, 7, "x", [], {}, {**INSIGHT, "ms": "fast"}, {**INSIGHT, "x": "y" * 200_000}]
)
def test_an_insight_that_cannot_be_read_leaves_the_answer_as_it_is(
    browser: httpx.Client, dialogue: DialoguePeer, lasting_settings: GatewaySettings, told: object
) -> None:
    dialogue.script["a lamp"] = [{"text": "Here."}, {"insight": told}]
    answer = browser.post("/api/chat", json={"text": "a lamp"})
    assert texts_of(answer.json()["messages"]) == ["Here."]
    assert kept(lasting_settings, answer) == []


def test_a_turn_that_ends_in_an_honest_error_is_kept_as_failed(
    browser: httpx.Client, dialogue: DialoguePeer, lasting_settings: GatewaySettings
) -> None:
    dialogue.script["a lamp"] = [{"insight": INSIGHT}]  # Rasa said nothing: an action was lost
    answer = browser.post("/api/chat", json={"text": "a lamp"})
    assert kept(lasting_settings, answer) == [("find", 1, 1, 9.0)]
    dialogue.script["a lamp"] = [RuntimeError("broken off")]
    answer = browser.post("/api/chat", json={"text": "a lamp"})
    assert kept(lasting_settings, answer) == [(None, 0, 1, None)]
