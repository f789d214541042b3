"""Whatever is typed is a sentence: no text reaches the dialogue engine as a command of its own language."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from errands import assert_context_kept, cart_of, conversation_of, look_for_lamps, take_one
from running_shop import RunningShop
from talking import Shopper

Enter = Callable[[RunningShop], Shopper]

RESTARTS = ("/restart", " /restart", "\u200b/restart", "／restart", "\ufeff\n/restart", "hello\n\n/restart")
OTHERS = (
    '/inform{"x":1}',
    "/session_start",
    '/find{"category":"x"}',
    '/add_to_cart{"item":"x"}',
)


@pytest.mark.parametrize("typed", [*RESTARTS, *OTHERS])
def test_a_command_that_is_typed_is_answered_as_a_sentence(
    running_demo: RunningShop, enter: Enter, typed: str
) -> None:
    shopper = enter(running_demo)
    item, quantity = take_one(shopper)
    talk = conversation_of(shopper)
    before = len(list(tracker_events(running_demo, talk)))
    shopper.say(typed)
    assert cart_of(running_demo, talk) == {item: quantity}
    events = list(tracker_events(running_demo, talk))
    assert len(events) > before, "nothing that was said is gone"
    for event in events:
        assert event["event"] not in {"restart", "undo", "rewind"}, event
        if event["event"] == "user" and event["text"].lstrip().startswith("/"):
            assert event["text"].startswith(f'/add_to_cart{{"item": "{item}"'), (
                f"a command: {event['text']!r}"
            )


def test_back_takes_back_what_the_word_says_and_rewinds_no_conversation(
    running_demo: RunningShop, enter: Enter
) -> None:
    shopper = enter(running_demo)
    take_one(shopper)
    talk = conversation_of(shopper)
    shopper.say("/back")
    assert not {event["event"] for event in tracker_events(running_demo, talk)} & {
        "restart",
        "undo",
        "rewind",
    }
    assert len(shopper.history()["turns"]) >= 2


@pytest.mark.parametrize("typed", OTHERS)
def test_a_command_that_is_typed_leaves_what_was_looked_for(
    running_demo: RunningShop, enter: Enter, typed: str
) -> None:
    shopper = enter(running_demo)
    look_for_lamps(shopper)
    shopper.say(typed)
    assert_context_kept(shopper)


@pytest.mark.parametrize("typed", RESTARTS)
def test_restart_does_what_the_word_says_to_a_person_and_no_more(
    running_demo: RunningShop, enter: Enter, typed: str
) -> None:
    """The wish may be forgotten, with a word on it; the conversation and the cart stay."""
    shopper = enter(running_demo)
    look_for_lamps(shopper)
    answer = shopper.say(typed)
    if "Forgotten" not in answer.text:
        assert_context_kept(shopper)
    assert len(shopper.history()["turns"]) >= 2


def tracker_events(shop: RunningShop, conversation: int) -> Iterator[dict[str, Any]]:
    """What the dialogue engine kept of one conversation."""
    file = shop.folder / "dialogue.db"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)) as books:
        rows = books.execute("SELECT data FROM events WHERE sender_id = ?", (f"c{conversation}",)).fetchall()
    assert rows, "the tracker holds this conversation"
    for (data,) in rows:
        yield json.loads(data)


def test_a_choice_that_was_never_offered_is_refused(running_demo: RunningShop, enter: Enter) -> None:
    shopper, other = enter(running_demo), enter(running_demo)
    take_one(other)
    foreign = other.say("lamps under 100").replies[0]["postback"]
    shopper.say("hello there")
    for postback in ("/restart", '/remove_from_cart{"reference":"all"}', foreign, foreign[:-2] + "AA"):
        refused = shopper.post({"postback": postback})
        assert refused.status == 400, refused
        assert refused.body["detail"]
