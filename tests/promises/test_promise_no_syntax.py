"""Whatever is typed is a sentence: no text reaches the dialogue engine as a command of its own language."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from errands import assert_context_kept, cart_of, conversation_of, take_one
from running_shop import RunningShop
from talking import Shopper

TYPED = (
    "/restart",
    " /restart",
    "\u200b/restart",
    "／restart",
    "\ufeff\n/restart",
    "/ restart",
    '/inform{"x":1}',
    "/back",
    "/session_start",
    '/add_to_cart{"item":"lamp-02"}',
    '/remove_from_cart{"reference":"all"}',
    "hello\n\n/restart",
    "EXTERNAL: /restart",
)


@pytest.mark.parametrize("typed", TYPED)
def test_a_command_that_is_typed_is_answered_as_a_sentence(
    running_demo: RunningShop, enter: Callable[[RunningShop], Shopper], typed: str
) -> None:
    shopper = enter(running_demo)
    item, quantity = take_one(shopper)
    talk = conversation_of(shopper)
    answer = shopper.say(typed)
    assert answer.texts
    assert cart_of(running_demo, talk) == {item: quantity}
    assert_context_kept(shopper)
    for event in tracker_events(running_demo, talk):
        assert event["event"] not in {"restart", "undo", "rewind"}, event
        if event["event"] == "user" and event["text"].lstrip().startswith("/"):
            assert event["text"].startswith("/add_to_cart"), (
                f"typed, yet read as a command: {event['text']!r}"
            )
            assert item in event["text"], "that was the button"


def tracker_events(shop: RunningShop, conversation: int) -> Iterator[dict[str, Any]]:
    """What the dialogue engine kept of one conversation."""
    file = shop.folder / "dialogue.db"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)) as books:
        rows = books.execute("SELECT data FROM events WHERE sender_id = ?", (f"c{conversation}",)).fetchall()
    assert rows, "the tracker holds this conversation"
    for (data,) in rows:
        yield json.loads(data)


def test_a_choice_that_was_never_offered_is_refused(
    running_demo: RunningShop, enter: Callable[[RunningShop], Shopper]
) -> None:
    shopper, other = enter(running_demo), enter(running_demo)
    take_one(other)
    foreign = other.say("lamps under 100").replies[0]["postback"]
    shopper.say("hello there")
    for postback in ("/restart", '/remove_from_cart{"reference":"all"}', foreign, foreign[:-2] + "AA"):
        refused = shopper.post({"postback": postback})
        assert refused.status == 400, refused
        assert refused.body["detail"]
