"""Beside what it says, an action tells staff how it went; the shopper's words and Rasa's tracker hold none of it."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from action_talk import TOKEN, Server
from rasa_sdk import Tracker

from actions.action import NOTHING, Outcome, Said, ShopAction
from actions.messages import Text
from actions.turn import Turn
from bot.dialogue.analysis import analyse
from bot.dialogue.lexicon import Lexicon
from shop.shop import Shop


class SaysNothing(ShopAction):
    """Finds nothing, and then may fail."""

    action_name = "action_says_nothing"
    fails = False

    def answer(self, turn: Turn) -> Iterator[Said]:  # noqa: ARG002 (nothing depends on it)
        yield NOTHING
        yield Text(text="Nothing.")
        if self.fails:
            raise ZeroDivisionError


class SaysNothingAndFails(SaysNothing):
    fails = True


@pytest.mark.parametrize(("kind", "failure"), [(SaysNothing, None), (SaysNothingAndFails, "apology")])
def test_the_outcome_goes_beside_the_answer(
    market: Shop, kind: type[SaysNothing], failure: str | None
) -> None:
    said = Outcome()
    tracker = Tracker.from_dict(
        {"sender_id": "c1", "slots": {}, "latest_message": {"text": "x"}, "events": []}
    )
    asyncio.run(kind(market).run(said, tracker, {}))
    assert said.to_json() == {"failure": failure, "no_result": True}
    assert len(said.messages) == (2 if failure else 1)
    assert all(message["custom"]["type"] == "text" for message in said.messages)


@pytest.mark.parametrize(
    ("action", "sentence", "nothing"),
    [
        ("action_find", "a lamp", False),
        ("action_find", "a lamp under 1 euro", True),
        ("action_find_companions", "the Ember Table Lamp", None),
        ("action_answer_question", "who won the cup of moonbeams", True),
    ],
)
def test_a_search_says_whether_it_found_anything(
    server: Server, lexicon: Lexicon, action: str, sentence: str, nothing: bool | None
) -> None:
    heard: dict[str, Any] = {"text": sentence, "entities": analyse(sentence, lexicon).entities}
    tracker = {"sender_id": "c1", "slots": {}, "latest_message": heard, "events": []}
    body = {"next_action": action, "tracker": tracker, "domain": {}}
    said = server.request("POST", "/webhook", params={"token": TOKEN}, json=body).json()
    shows_cards = any(one["custom"]["type"] == "cards" for one in said["responses"])
    assert said["outcome"] == {"failure": None, "no_result": not shows_cards if nothing is None else nothing}
