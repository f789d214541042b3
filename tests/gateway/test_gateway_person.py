"""A conversation that a person is wanted in: the bot goes on, falls silent, comes back; nobody comes; failures."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
from gateway_peers import DialoguePeer, Served, texts_of
from staff_browsers import signed_in

from bot.gateway.settings import GatewaySettings
from shop.database import Database, sqlite_url
from shop.handovers import Handovers

FAILED = {
    "intent": {"name": "find", "confidence": 0.9}, "ranking": [], "entities": [], "actions": [],
    "request": {"before": {}, "after": {}}, "shown": [], "model": {"id": "m"}, "ms": {"whole": 9.0},
    "fallback": False, "no_result": True, "failure": None,
}  # fmt: skip


def say(browser: httpx.Client, text: str, language: str = "en") -> httpx.Response:
    answer = browser.post("/api/chat", json={"text": text}, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    return answer


def person(browser: httpx.Client, after: str = "0.0") -> dict[str, object]:
    answer = browser.get("/api/person", params={"after": after})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def wait_for_person(settings: GatewaySettings, conversation: int, *, minutes: float = 5) -> None:
    """As the action does that is asked for a person."""
    database = Database(sqlite_url(settings.shop / "shop.db"))
    Handovers(database, minutes).ask(conversation)
    database.close()


@pytest.fixture
def waiting(browser: httpx.Client, lasting_settings: GatewaySettings) -> int:
    """A shopper who waits; the number of the conversation."""
    conversation = int(say(browser, "a human please").json()["conversation"])
    wait_for_person(lasting_settings, conversation)
    return conversation


@pytest.fixture
def agent(gateway: Served, lasting_settings: GatewaySettings) -> Iterator[httpx.Client]:
    with closing(signed_in(gateway.url, lasting_settings.shop, "mei", role="agent")) as browser:
        yield browser


def test_the_bot_answers_until_a_person_has_the_talk_and_again_afterwards(
    browser: httpx.Client, dialogue: DialoguePeer, waiting: int, agent: httpx.Client
) -> None:
    assert texts_of(say(browser, "a lamp").json()["messages"]) == ["You said: a lamp"]
    assert person(browser)["state"] == "waiting"
    listed = agent.get("/console/waiting").json()["waiting"]
    assert [one["last_said"] for one in listed if one["conversation"] == waiting] == ["a lamp"]

    assert agent.post(f"/console/waiting/{waiting}/take").status_code == 204
    asked = len(dialogue.asked)
    assert say(browser, "my card is 4111 1111 1111 1111").json()["messages"] == []
    assert len(dialogue.asked) == asked, "the bot was asked though a person has the talk"
    answer = agent.post(f"/console/waiting/{waiting}/say", data={"text": "Hello, what's wrong?"})
    assert answer.status_code == 204
    told = person(browser)
    assert (told["state"], told["name"]) == ("taken", "mei")
    messages = told["messages"]
    assert isinstance(messages, list)
    assert [message["type"] for message in messages] == ["notice", "person"]
    assert (messages[1]["name"], messages[1]["text"]) == ("mei", "Hello, what's wrong?")
    assert person(browser, str(told["last"]))["messages"] == []

    assert agent.post(f"/console/waiting/{waiting}/hand-back").status_code == 204
    assert texts_of(say(browser, "thanks").json()["messages"]) == ["You said: thanks"]
    assert person(browser)["state"] == "none"
    turns = browser.get("/api/chat").json()["turns"]
    assert [turn["shopper"]["text"] for turn in turns][2] == "my card is [card number]"
    assert [message["type"] for message in turns[2]["messages"]] == ["person", "notice"]
    page = agent.get(f"/console/talks/{waiting}").text
    assert "Hello, what&#39;s wrong?" in page


def test_a_person_is_heard_though_the_dialogue_is_down(
    browser: httpx.Client, dialogue: DialoguePeer, waiting: int, agent: httpx.Client
) -> None:
    agent.post(f"/console/waiting/{waiting}/take")
    dialogue.ready = False
    time.sleep(1.6)  # how the dialogue is, is remembered for so long
    assert browser.post("/api/chat", json={"text": "still there?"}).json()["messages"] == []


def test_a_colleague_s_talk_is_left_alone_and_an_owner_may_hand_it_back(
    gateway: Served, lasting_settings: GatewaySettings, waiting: int, agent: httpx.Client
) -> None:
    agent.post(f"/console/waiting/{waiting}/take")
    with (
        closing(signed_in(gateway.url, lasting_settings.shop, "lee", role="agent")) as lee,
        closing(signed_in(gateway.url, lasting_settings.shop, "owner")) as owner,
    ):
        for act in ("take", "hand-back"):
            answer = lee.post(f"/console/waiting/{waiting}/{act}")
            assert (answer.status_code, answer.json()) == (409, {"taken_by": "mei"})
        assert lee.post(f"/console/waiting/{waiting}/say", data={"text": "Hi"}).status_code == 409
        assert owner.post(f"/console/waiting/{waiting}/hand-back").status_code == 204
        assert owner.post(f"/console/waiting/{waiting}/hand-back").status_code == 404
        assert lee.post("/console/waiting/999999/take").status_code == 404
    with closing(sqlite3.connect(lasting_settings.shop / "shop.db")) as books:
        acts = books.execute(
            "SELECT who, act, detail FROM staff_act WHERE subject = ? AND act LIKE 'handover%'",
            (str(waiting),),
        ).fetchall()
    assert acts == [("mei", "handover.take", "{}"), ("owner", "handover.end", "{}")]


@pytest.mark.parametrize("by_looking", [True, False])
def test_with_nobody_there_a_message_is_taken_once_and_goes_to_sql_alone(
    browser: httpx.Client,
    dialogue: DialoguePeer,
    agent: httpx.Client,
    lasting_settings: GatewaySettings,
    by_looking: bool,
) -> None:
    conversation = int(say(browser, "转人工", "zh").json()["conversation"])
    wait_for_person(lasting_settings, conversation, minutes=0)
    if by_looking:
        person(browser)
        messages = person(browser)["messages"]
        assert isinstance(messages, list)
    else:
        messages = say(browser, "台灯", "zh").json()["messages"][1:]
    assert [message["type"] for message in messages] == ["text", "form"]
    assert "留言" in messages[0]["text"]
    assert len(say(browser, "椅子", "zh").json()["messages"]) == 1, "it was offered a second time"
    left = {"message": "拉链坏了，请回信", "email": "not an address"}
    answer = browser.post("/api/checkout", json={"form": "message", "values": left})
    assert list(answer.json()["fields"]) == ["email"]
    left["email"] = "quill@shop.example"
    answer = browser.post("/api/checkout", json={"form": "message", "values": left})
    assert answer.status_code == 200, answer.text
    assert dialogue.asked[-1]["message"] == '/talk_to_person{"given": "yes"}'
    assert person(browser)["state"] == "message"
    (told,) = [
        one for one in agent.get("/console/waiting").json()["waiting"] if one["conversation"] == conversation
    ]
    assert told["message"] == left
    assert "拉链" not in browser.get("/api/chat").text
    again = browser.post("/api/checkout", json={"form": "message", "values": left})
    assert (again.status_code, again.json()["code"]) == (409, "form_unknown")


def test_a_form_for_a_message_is_not_open_to_who_was_not_asked_for_one(
    browser: httpx.Client,
    waiting: int,  # noqa: ARG001 (waits, and nobody is late yet)
) -> None:
    answer = browser.post("/api/checkout", json={"form": "message", "values": {"message": "x"}})
    assert (answer.status_code, answer.json()["code"]) == (409, "form_unknown")


def test_after_two_failures_in_a_row_a_person_is_offered_and_not_at_each(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    dialogue.script["kayak"] = [{"text": "None."}, {"insight": FAILED}]
    answers = [say(browser, "kayak").json()["messages"] for _ in range(4)]
    offered = [any(message["type"] == "replies" for message in answer) for answer in answers]
    assert offered == [False, True, False, True]
    assert answers[1][1] != answers[3][1] or answers[1][1]["text"]
    browser.post("/api/chat", json={"postback": answers[3][-1]["replies"][0]["postback"]})
    assert dialogue.asked[-1]["message"] == "/talk_to_person"


def test_nothing_is_told_of_a_person_to_who_has_said_nothing_yet(browser: httpx.Client) -> None:
    assert person(browser) == {"state": "none", "name": None, "messages": [], "last": "0.0"}
    assert browser.get("/api/person", params={"after": "x"}).status_code == 422


@pytest.mark.parametrize("after", ["١.١", "1", "1.x", "1.1.1"])
def test_a_spot_that_is_none_is_refused_and_no_fault(browser: httpx.Client, after: str) -> None:
    say(browser, "hello")
    assert browser.get("/api/person", params={"after": after}).status_code == 422
