"""The stream of a conversation: all that happens, once, in order; on bad lines, at two gateways, after a restart."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing

import httpx
import pytest
from gateway_peers import DialoguePeer, Served, wait_for
from staff_browsers import signed_in
from stream_reading import STREAM, BadLine, Page, say, shopper

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings
from shop.database import Database, sqlite_url
from shop.effects import TurnRef
from shop.handovers import Handovers
from shop.shoppers import Shoppers

TURNS, CUTS = 40, 500


@pytest.fixture
def agent(gateway: Served, lasting_settings: GatewaySettings) -> Iterator[httpx.Client]:
    with closing(signed_in(gateway.url, lasting_settings.shop, "noor", role="agent")) as browser:
        yield browser


def ids(page: Page) -> list[str]:
    return [one.id for one in page.heard if one.id]


def test_a_turn_is_told_as_it_goes(gateway: Served, dialogue: DialoguePeer) -> None:
    dialogue.script["a lamp"] = [{"text": "Let me look."}, 0.3, {"text": "Here."}]
    with shopper(gateway.url) as (client, token), Page(gateway.url, token) as page:
        page.wait_until_on()
        conversation = say(client, "a lamp", key="key-of-mine")["conversation"]
        wait_for(lambda: page.of("typing")[-1:] == [{"turn": 1, "on": False}])
    names = [one.name for one in page.heard]
    assert names == ["said", "typing", "message", "message", "done", "typing"]
    (said,) = page.of("said")
    assert (said["turn"], said["text"], said["key"]) == (1, "a lamp", "key-of-mine")
    assert said["at"].endswith("+00:00")
    assert page.of("typing") == [{"turn": 1, "on": True}, {"turn": 1, "on": False}]
    assert [(one["turn"], one["position"]) for one in page.of("message")] == [(1, 0), (1, 1)]
    assert page.of("done") == [{"turn": 1, "status": "answered"}]
    assert ids(page) == [f"{conversation}.{n}" for n in range(1, 5)]


def test_what_is_told_is_what_history_and_the_answer_say(gateway: Served) -> None:
    with shopper(gateway.url) as (client, token):
        answers = [say(client, text) for text in ("hello", "my card is 4111 1111 1111 1111")]
        history = client.get("/api/chat").json()
        with Page(gateway.url, token, "0") as page:
            wait_for(lambda: len(page.of("done")) == 2)
        assert page.last == history["last"]
    assert page.texts()[2] == "my card is [card number]"
    assert [one["message"] for one in page.of("message")] == [
        message for answer in answers for message in answer["messages"]
    ]
    told = {(one.data["turn"], one.data["position"]): one for one in page.heard if one.name == "message"}
    for turn in history["turns"]:
        for place, message in zip(turn["places"], turn["messages"], strict=True):
            one = told[turn["turn"], place["position"]]
            assert (one.data["message"], one.data["at"]) == (message, place["at"])
            assert one.id == f"{history['conversation']}.{place['order']}"


def test_on_a_line_that_is_cut_hundreds_of_times_each_thing_comes_once_and_in_order(
    gateway: Served,
) -> None:
    with shopper(gateway.url) as (client, token), BadLine(gateway.url, seed=8, longest=700) as line:

        def talk() -> None:
            for n in range(TURNS):
                say(client, f"sentence {n}")

        talking = threading.Thread(target=talk)
        talking.start()
        rounds: list[list[str]] = []
        # Once while it happens, and then from the beginning until the line was cut often enough.
        while line.cuts < CUTS:
            with Page(line.url, token, "0") as page:
                wait_for(lambda page=page: len(page.of("done")) >= TURNS, 60)
            rounds.append(ids(page))
        talking.join()
        history = client.get("/api/chat").json()
    conversation = history["conversation"]
    whole = [f"{conversation}.{n}" for n in range(1, 3 * TURNS + 1)]
    for told in rounds:
        assert told == whole


def test_our_own_page_listens_by_its_cookie(browser: httpx.Client) -> None:
    browser.post("/api/chat", json={"text": "hello"})
    told = ""
    with browser.stream("GET", STREAM, headers={"Last-Event-ID": "0"}) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] in {"no-cache", "no-store"}
        for piece in answer.iter_text():
            told += piece
            if "event: done" in told:
                break
    assert "You said: hello" in told


def test_who_comes_without_an_id_is_told_what_happens_from_now_on(gateway: Served) -> None:
    with shopper(gateway.url) as (client, token):
        say(client, "before")
        with Page(gateway.url, token) as page:
            page.wait_until_on()
            wait_for(lambda: page.last is not None)
            say(client, "after")
            wait_for(lambda: page.of("done"))
    assert page.texts() == ["after", "You said: after"]


def test_all_pages_of_a_shopper_are_told_the_same_in_the_same_order(gateway: Served) -> None:
    with shopper(gateway.url) as (client, token), ExitStack() as stack:
        pages = [stack.enter_context(Page(gateway.url, token, "0")) for _ in range(3)]
        for text in ("one", "two", "three"):
            say(client, text)
        for page in pages:
            wait_for(lambda page=page: len(page.of("done")) == 3)
    assert len({tuple(ids(page)) for page in pages}) == 1


def test_a_page_at_one_gateway_hears_what_happens_at_another(
    settings: GatewaySettings, dialogue: DialoguePeer
) -> None:
    dialogue.script["slow"] = [0.6, {"text": "There."}]
    with (
        Served(create_app(settings)) as one,
        Served(create_app(settings)) as other,
        shopper(one.url) as (client, token),
        Page(other.url, token, "0") as page,
    ):
        page.wait_until_on()
        say(client, "hello")
        wait_for(lambda: page.of("done"), 3)
        say(client, "slow")
        wait_for(lambda: len(page.of("done")) == 2, 3)
    assert page.texts() == ["hello", "You said: hello", "slow", "There."]
    assert {"turn": 2, "on": True} in page.of("typing")


def test_a_gateway_that_stops_ends_its_streams_at_once_and_the_next_one_goes_on(
    settings: GatewaySettings,
) -> None:
    with ExitStack() as first:
        served = first.enter_context(Served(create_app(settings)))
        with shopper(served.url) as (client, token):
            page = Page(served.url, token, "0")
            line = BadLine(served.url, seed=1, longest=1)
            line.is_good = True
            with line:
                page.url = line.url
                with page:
                    say(client, "hello")
                    wait_for(lambda: page.of("done"))
                    began = time.monotonic()
                    first.close()
                    assert time.monotonic() - began < 4, "a stream held the gateway up"
                    with Served(create_app(settings)) as second, shopper(second.url) as (again, _):
                        line.target = second.url.removeprefix("http://")
                        again.headers["Authorization"] = f"Bearer {token}"
                        say(again, "still there?")
                        wait_for(lambda: len(page.of("done")) == 2)
    assert page.texts() == ["hello", "You said: hello", "still there?", "You said: still there?"]
    assert len(ids(page)) == len(set(ids(page)))


def test_what_staff_say_and_that_they_come_and_go_is_told(
    gateway: Served, lasting_settings: GatewaySettings, agent: httpx.Client
) -> None:
    database = Database(sqlite_url(lasting_settings.shop / "shop.db"))
    with shopper(gateway.url) as (client, token), Page(gateway.url, token, "0") as page:
        conversation = say(client, "a human please")["conversation"]
        Handovers(database, 5).ask(conversation)  # as the actions do, in a process of their own
        wait_for(lambda: page.of("person"))
        agent.post(f"/console/waiting/{conversation}/take")
        agent.post(f"/console/waiting/{conversation}/say", data={"text": "Hello, what's wrong?"})
        wait_for(lambda: "Hello, what's wrong?" in page.texts())
        say(client, "it broke")
        agent.post(f"/console/waiting/{conversation}/hand-back")
        wait_for(lambda: len(page.of("person")) == 3)
        history = client.get("/api/chat").json()
    database.close()
    assert page.of("person") == [
        {"state": "waiting", "name": None},
        {"state": "taken", "name": "noor"},
        {"state": "none", "name": None},
    ]
    (spoken,) = [one for one in page.of("message") if one["message"]["type"] == "person"]
    assert (spoken["message"]["name"], spoken["position"] >= 1000) == ("noor", True)
    (place,) = [
        place
        for turn in history["turns"]
        for place, message in zip(turn["places"], turn["messages"], strict=True)
        if message["type"] == "person"
    ]
    assert (place["position"], place["at"]) == (spoken["position"], spoken["at"])


def test_a_shopper_who_waits_too_long_is_asked_for_a_message_though_they_only_listen(
    gateway: Served, lasting_settings: GatewaySettings
) -> None:
    database = Database(sqlite_url(lasting_settings.shop / "shop.db"))
    with shopper(gateway.url, "zh") as (client, token), Page(gateway.url, token, "0") as page:
        Handovers(database, 0).ask(say(client, "转人工")["conversation"])
        wait_for(lambda: any(one["message"]["type"] == "form" for one in page.of("message")))
    database.close()
    assert sum(one["message"]["type"] == "form" for one in page.of("message")) == 1


def test_starting_again_resets_all_who_listen_and_they_hear_the_new_talk(gateway: Served) -> None:
    with shopper(gateway.url) as (client, token), Page(gateway.url, token, "0") as page:
        first = say(client, "hello")["conversation"]
        wait_for(lambda: page.of("done"))
        begun = client.delete("/api/chat").json()
        wait_for(lambda: page.of("reset"))
        second = say(client, "anew")["conversation"]
        wait_for(lambda: len(page.of("done")) == 2)
        with Page(gateway.url, token, f"{first}.2") as late:  # it slept through all that
            wait_for(lambda: late.of("done"))
    assert (begun["conversation"], begun["turns"], begun["last"]) == (second, [], f"{second}.0")
    assert page.of("reset") == late.of("reset") == [{"conversation": second}]
    assert [one.name for one in late.heard if one.id] == ["reset", "said", "message", "done"]
    assert late.texts() == ["anew", "You said: anew"]


def test_who_is_forgotten_is_reset_and_nothing_is_told_of_before(
    settings: GatewaySettings, dialogue: DialoguePeer
) -> None:
    def note(asked: dict[str, object]) -> None:
        told = asked["metadata"]
        assert isinstance(told, dict)
        database = Database(sqlite_url(settings.shop / "shop.db"))
        Shoppers(database).ask_to_forget(TurnRef(told["conversation"], told["turn"]))
        database.close()

    dialogue.script["yes"] = [note, {"text": "I'm erasing it."}]
    with (
        Served(create_app(settings)) as served,
        shopper(served.url) as (client, token),
        Page(served.url, token, "0") as page,
    ):
        say(client, "a very private lamp")
        client.delete("/api/chat")
        say(client, "yes")
        wait_for(lambda: len(page.of("reset")) == 2)
        assert dialogue.forgotten == ["c1", "c2"], "the talk before starting again was not forgotten"
        with closing(sqlite3.connect(settings.shop / "shop.db")) as books:
            for table in ("told", "turn", "message", "erasure"):
                assert books.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        say(client, "hello")
        wait_for(lambda: page.texts()[-1] == "You said: hello")
        with Page(served.url, token, "1.2") as late:
            wait_for(lambda: late.of("done"))
    assert page.of("reset")[1] == {"conversation": None}
    assert "private" not in str(late.heard)
    assert late.of("reset") == [{"conversation": 3}]


@pytest.mark.parametrize("last", ["x", "7", "1.1.1", "٣.١", "", "999999999.1", "1." + "9" * 40])
def test_an_id_that_is_none_of_the_conversation_begins_anew(gateway: Served, last: str) -> None:
    with shopper(gateway.url) as (client, _):
        conversation = say(client, "hello")["conversation"]
        headers = {"Last-Event-ID": last.encode()}
        with client.stream("GET", STREAM, headers=headers) as answer:
            told = ""
            for piece in answer.iter_text():
                told += piece
                if "event: done" in told:
                    break
    assert told.index("event: reset") < told.index("event: said")
    assert f"id: {conversation}.0\n" in told


def test_a_token_is_listened_to_by_eight_and_by_another_when_one_leaves(gateway: Served) -> None:
    with shopper(gateway.url) as (client, token), ExitStack() as stack:
        pages = [stack.enter_context(Page(gateway.url, token)) for _ in range(8)]
        for page in pages:
            page.wait_until_on()
        refused = client.get(STREAM)
        assert (refused.status_code, refused.json()["code"]) == (429, "many_listening")
        with shopper(gateway.url) as (_, other), Page(gateway.url, other) as apart:
            apart.wait_until_on()
        stack.close()
        say(client, "to make them notice")

        def is_let_in() -> bool:
            with client.stream("GET", STREAM) as answer:
                return answer.status_code == 200

        wait_for(is_let_in)


def test_nobody_hears_another_s_conversation(gateway: Served) -> None:
    with shopper(gateway.url) as (mine, _), shopper(gateway.url) as (theirs, token):
        say(theirs, "hello")
        with Page(gateway.url, token, "0") as page:
            number = say(mine, "a secret")["conversation"]
            say(theirs, "bye")
            wait_for(lambda: len(page.of("done")) == 2)
        with Page(gateway.url, token, f"{number}.0") as nosy:
            wait_for(lambda: nosy.of("done"))
    assert "secret" not in str(page.heard) + str(nosy.heard)


def test_while_nothing_happens_no_transaction_is_open(settings: GatewaySettings) -> None:
    with (
        Served(create_app(settings)) as served,
        shopper(served.url) as (client, token),
        Page(served.url, token, "0") as page,
    ):
        say(client, "hello")
        wait_for(lambda: page.of("done"))
        with closing(sqlite3.connect(settings.shop / "shop.db")) as books:
            # A reader that stays would keep the log from being folded in, for as long as it stays.
            wait_for(lambda: books.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0, 5)
