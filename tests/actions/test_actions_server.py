"""The actions' server answers Rasa alone, and whatever happens, an answer comes."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from action_talk import TOKEN, Server, Talk, rules
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.action import Said, ShopAction
from actions.memory import Memory, ShownItem
from actions.messages import Text, read_message
from actions.server import ACTIONS, create_app
from actions.turn import Turn
from knowledge_graph import Request
from shop.errors import ShopMissingError
from shop.shop import Shop

SENTENCES = [
    "",
    "it",
    "the ninth",
    "no red, around 50 yen",
    "two hundred of the first, over 5 kg",
    "红色的不要，第三个",
]


def call(
    action: str, heard: dict[str, Any] | None = None, slots: dict[str, Any] | None = None
) -> dict[str, Any]:
    tracker = {
        "sender_id": "c1",
        "slots": slots or {},
        "latest_message": heard or {"text": "hello"},
        "events": [],
    }
    return {"next_action": action, "tracker": tracker, "domain": {}, "version": "3.6.21"}


@pytest.mark.parametrize(("method", "path"), [("GET", "/health"), ("POST", "/webhook")])
@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x"])
def test_without_its_token_nothing_is_told(server: Server, method: str, path: str, token: str | None) -> None:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    answer = server.request(method, path, headers=headers, json=call("action_find"))
    assert answer.status_code == 401
    assert "token" in answer.json()["detail"]


def test_with_its_token_it_says_what_it_serves(server: Server, market: Shop) -> None:
    answer = server.request("GET", "/health", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.json() == {
        "status": "ok",
        "generation": market.catalogue.generation,
        "model": market.models.current().model_id,
    }
    assert (
        server.request("POST", "/webhook", params={"token": TOKEN}, json=call("action_find")).status_code
        == 200
    )


def test_an_action_that_nobody_wrote_is_named_as_missing(server: Server) -> None:
    answer = server.request("POST", "/webhook", params={"token": TOKEN}, json=call("action_dance"))
    assert answer.status_code == 404
    assert "domain.yml" in answer.json()["detail"]


def test_without_a_shop_the_server_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(ShopMissingError):
        create_app(tmp_path, TOKEN)


@pytest.mark.parametrize("begun", [(), (("recommend", "surprise me"), ("add_to_cart", "the first"))])
def test_every_intent_is_answered_at_every_point_of_a_talk(
    talk: Talk, begun: tuple[tuple[str, str], ...]
) -> None:
    for text in SENTENCES:
        for turn in begun:
            talk.say(*turn)
        for intent, steps in rules().items():
            if any(step.startswith("action_") for step in steps):
                answer = talk.say(intent, text)
                fixed_reply_first = any(step.startswith("utter_") for step in steps)
                assert answer or fixed_reply_first, (intent, text)
                assert "went wrong on my side" not in answer.text, (intent, text)
                assert "出了点问题" not in answer.text, (intent, text)


_junk = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["now", "items", "id", "low", "offer"]), inner)
    ),
    max_leaves=6,
)
_entities = st.fixed_dictionaries(
    {
        "entity": st.sampled_from(["category", "price", "place", "item", "text", "fact", "offer"]),
        "value": _junk,
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    action=st.sampled_from([action.action_name for action in ACTIONS]),
    entities=st.lists(_entities, max_size=3),
    slots=st.dictionaries(st.sampled_from(["request", "shown", "language"]), _junk),
    text=st.sampled_from(["hello", "/find{}", ""]),
)
def test_a_garbled_call_is_answered_and_never_an_error(
    server: Server, action: str, entities: list[dict[str, Any]], slots: dict[str, Any], text: str
) -> None:
    heard = {"text": text, "entities": entities, "intent": {"name": "find"}}
    answer = server.request("POST", "/webhook", params={"token": TOKEN}, json=call(action, heard, slots))
    assert answer.status_code == 200
    for response in answer.json()["responses"]:
        read_message(response["custom"])


class HalfAnswer(ShopAction):
    """Says one sentence and remembers, and then something goes wrong."""

    action_name = "action_half"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """A sentence, then an error, or too long a wait."""
        yield turn.memory.showing([ShownItem("l1")])
        yield Text(text=f"First sentence to {turn.heard.text}.")
        if turn.heard.text == "hang":
            time.sleep(1.0)
        raise RuntimeError("the disk is gone")


@pytest.mark.parametrize(("text", "apology"), [("raise", "went wrong"), ("hang", "too long")])
def test_an_action_that_breaks_keeps_what_it_said_and_apologises(
    market: Shop, text: str, apology: str
) -> None:
    dispatcher = CollectingDispatcher()
    tracker = Tracker.from_dict(
        {"sender_id": "c1", "slots": {}, "latest_message": {"text": text}, "events": []}
    )
    started = time.monotonic()
    events = asyncio.run(HalfAnswer(market, time_limit_s=0.3).run(dispatcher, tracker, {}))
    assert [message["custom"]["text"].split(" to ")[0] for message in dispatcher.messages[:1]] == [
        "First sentence"
    ]
    assert apology in dispatcher.messages[1]["custom"]["text"]
    assert len(dispatcher.messages) == 2
    slots = {event["name"]: event["value"] for event in events}
    assert Memory.read(slots).items == (ShownItem("l1"),)
    assert Memory.read(slots).request == Request()
    assert time.monotonic() - started < 5
