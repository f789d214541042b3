"""What pages report: kept once, by fetch and by beacon; only of one's own conversation, only what was shown in it."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import uuid4

import httpx
import pytest
from gateway_peers import FRIEND, DialoguePeer, Served
from stream_reading import say, shopper
from test_gateway_chat import CARD

from bot.gateway.settings import GatewaySettings
from shop.database import Database, sqlite_url
from shop.effects import TurnRef
from shop.events import Events, Showing

CARDS = {"custom": {"version": 1, "type": "cards", "cards": [CARD, {**CARD, "item_id": "L2"}]}}


class Shown:
    """A shopper to whom L1 and L2 were shown in turn 1, and logged as the actions do."""

    def __init__(self, client: httpx.Client, token: str, settings: GatewaySettings) -> None:
        self.client, self.token = client, token
        self._file = settings.shop / "shop.db"
        self.conversation = int(say(client, "a lamp")["conversation"])
        database = Database(sqlite_url(self._file))
        showings = [Showing("L1", 1), Showing("L2", 2)]
        turn = TurnRef(self.conversation, 1)
        with closing(sqlite3.connect(self._file)) as books:
            books.execute(
                "UPDATE turn SET status = 'pending' WHERE conversation_id = ?", (self.conversation,)
            )
            books.commit()
        Events(database).recommended(turn, self.shopper_id, showings, model_id="m7", generation=3)
        with closing(sqlite3.connect(self._file)) as books:
            books.execute(
                "UPDATE turn SET status = 'answered' WHERE conversation_id = ?", (self.conversation,)
            )
            books.commit()
        database.close()

    @property
    def shopper_id(self) -> str:
        with closing(sqlite3.connect(self._file)) as books:
            (found,) = books.execute(
                "SELECT shopper_id FROM conversation WHERE id = ?", (self.conversation,)
            ).fetchone()
        return str(found)

    def event(self, name: str = "view_item_list", item: str = "L1", **changes: object) -> dict[str, Any]:
        told = {"id": str(uuid4()), "name": name, "conversation": self.conversation, "turn": 1}
        return {**told, "item_id": item, "rank": 1, "model": None, **changes}

    def report(self, *events: dict[str, Any]) -> int:
        answer = self.client.post("/api/events", json={"events": list(events)})
        assert answer.status_code == 202, answer.text
        return int(answer.json()["new"])

    def kept(self) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._file)) as books:
            return books.execute(
                "SELECT name, item_id, rank, model_id, generation FROM event WHERE shopper_id = ?"
                " AND client_id IS NOT NULL ORDER BY event_id",
                (self.shopper_id,),
            ).fetchall()


@pytest.fixture
def shown(gateway: Served, lasting_settings: GatewaySettings, dialogue: DialoguePeer) -> Iterator[Shown]:
    dialogue.script["a lamp"] = [CARDS]
    with shopper(gateway.url) as (client, token):
        yield Shown(client, token, lasting_settings)


def test_what_is_reported_twice_is_kept_once_with_what_the_shop_itself_knows_of_it(shown: Shown) -> None:
    seen, clicked = shown.event(), shown.event("select_item", "L2", rank=9, model="made up")
    assert shown.report(seen, seen, clicked) == 2
    assert shown.report(seen, clicked, shown.event("select_item", "L2")) == 1
    assert shown.kept() == [
        ("view_item_list", "L1", 1, "m7", 3),
        ("select_item", "L2", 2, "m7", 3),
        ("select_item", "L2", 2, "m7", 3),
    ]


def test_a_card_is_seen_once_at_its_place_though_the_reader_s_next_page_reports_it_anew(shown: Shown) -> None:
    assert shown.report(shown.event(), shown.event(), shown.event(item="L2")) == 2
    assert shown.report(shown.event(), shown.event("select_item")) == 1
    assert [(name, item) for name, item, *_ in shown.kept()] == [
        ("view_item_list", "L1"),
        ("view_item_list", "L2"),
        ("select_item", "L1"),
    ]


def test_a_beacon_shows_the_token_in_its_body_whatever_site_it_comes_from(
    gateway: Served, shown: Shown
) -> None:
    body = json.dumps({"token": shown.token, "events": [shown.event()]})
    for origin, new in ((FRIEND, 1), (gateway.url, 0)):
        answer = httpx.post(
            f"{gateway.url}/api/events",
            content=body,
            headers={"Content-Type": "text/plain;charset=UTF-8", "Origin": origin},
        )
        assert (answer.status_code, answer.json()) == (202, {"new": new})
        assert "set-cookie" not in answer.headers
        assert "daogou-token" not in answer.headers
    assert len(shown.kept()) == 1


def test_a_click_is_read_by_profile_and_demand_and_a_cart_is_not_counted_twice(
    shown: Shown, lasting_settings: GatewaySettings
) -> None:
    shown.report(
        shown.event("select_item"),
        shown.event("view_item_list", "L2"),
        shown.event("add_to_cart", "L2"),
        shown.event("daogou_like", "L2"),
    )
    database = Database(sqlite_url(lasting_settings.shop / "shop.db"))
    doings = Events(database).doings(shown.shopper_id)
    demand = Events(database).demand(0)
    database.close()
    assert set(doings.sure) == {"L1"}
    assert doings.liked == ()
    assert demand["L1"] > 0
    assert [row[0] for row in shown.kept()][2:] == ["daogou_add_to_cart", "daogou_like"]


def test_what_is_not_one_s_own_or_was_not_shown_is_left_out_without_a_word(
    gateway: Served, shown: Shown
) -> None:
    left_out = [
        shown.event(item="L3"),
        shown.event(item=""),
        shown.event(turn=2),
        shown.event(conversation=999_999),
        shown.event("purchase"),
        shown.event("like"),
        shown.event(id="null\0byte"),
        shown.event(model="\0"),
    ]
    assert shown.report(*left_out) == 0
    with shopper(gateway.url) as (client, token):
        for events in ([shown.event()], []):
            answer = client.post("/api/events", json={"events": events})
            assert (answer.status_code, answer.json()) == (202, {"new": 0})
        say(client, "hello")
        stolen = {"token": token, "events": [shown.event()]}
        assert httpx.post(f"{gateway.url}/api/events", json=stolen).json() == {"new": 0}
    assert httpx.post(f"{gateway.url}/api/events", json={"events": [shown.event()]}).json() == {"new": 0}
    assert shown.kept() == []


def test_what_was_shown_before_starting_again_may_still_be_reported(shown: Shown) -> None:
    shown.client.delete("/api/chat")
    assert shown.report(shown.event()) == 1


def test_a_clock_that_is_wrong_is_held_between_the_turn_and_now(
    shown: Shown, lasting_settings: GatewaySettings
) -> None:
    shown.report(shown.event(at="1999-01-01T00:00:00Z"), shown.event(at="2999-01-01T00:00:00+08:00"))
    with closing(sqlite3.connect(lasting_settings.shop / "shop.db")) as books:
        years = books.execute(
            "SELECT DISTINCT substr(created_at, 1, 4) FROM event WHERE client_id IS NOT NULL"
        ).fetchall()
    assert years == [(time.strftime("%Y", time.gmtime()),)]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("", 400, "not_json"),
        ("no", 400, "not_json"),
        ("[]", 400, "not_json"),
        ("{}", 422, "not_valid"),
        ('{"events": [{"id": "12345678"}]}', 422, "not_valid"),
        ('{"token": "forged", "events": []}', 401, "forged_token"),
        ('{"events": [' + "x" * 140_000, 413, "too_large"),
    ],
)
def test_a_report_that_cannot_be_read_is_refused(gateway: Served, body: str, status: int, code: str) -> None:
    answer = httpx.post(f"{gateway.url}/api/events", content=body, headers={"Content-Type": "text/plain"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_two_hundred_at_once_are_taken_and_no_more(shown: Shown) -> None:
    events = [shown.event(("view_item", "select_item")[n % 2], f"L{n % 2 + 1}") for n in range(201)]
    refused = shown.client.post("/api/events", json={"events": events})
    assert (refused.status_code, refused.json()["code"]) == (422, "not_valid")
    assert shown.report(*events[:200]) == 200
    assert shown.report(*events[:200]) == 0
