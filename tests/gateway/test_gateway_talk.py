"""The whole conversation in a shopper's hand: taken away as a text, in either language; started again."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
from gateway_peers import DialoguePeer, Served, wait_for
from staff_browsers import signed_in
from stream_reading import Page, say, shopper
from test_gateway_chat import CARD, CARDS, REPLIES

from bot.gateway.settings import GatewaySettings
from shop.database import Database, sqlite_url
from shop.handovers import Handovers

CART = {
    "custom": {
        "version": 1, "type": "cart", "currency": "USD", "total": "79.80",
        "lines": [{"item_id": "L1", "name": "Desk lamp", "quantity": 2, "price": "39.90", "total": "79.80"}],
    }
}  # fmt: skip
EMPTY_CART = {"custom": {**CART["custom"], "lines": [], "total": "0.00"}}
ORDER = {
    "custom": {
        **CART["custom"], "type": "order", "number": "R7", "status": "placed", "delivery": "By post",
        "delivery_price": "4.50", "total": "84.30", "pay_url": None,
    }
}  # fmt: skip
SALE = {**CARD, "item_id": "L2", "name": "Floor lamp", "old_price": "1259.00", "price": "1049.00", "stock": 3}
UNSOLD = {
    **CARD,
    "item_id": "L3",
    "name": "Old lamp",
    "price": None,
    "currency": None,
    "in_stock": False,
    "reason": "",
}
SOLD_OUT = {**CARD, "item_id": "L4", "name": "Night lamp", "in_stock": False, "reason": ""}


def transcript(client: httpx.Client) -> str:
    """The text, with its clock times and its days made plain."""
    answer = client.get("/api/chat/transcript")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="chat-[\d-]{10}\.txt"', answer.headers["content-disposition"])
    return re.sub(r"\d\d:\d\d", "00:00", re.sub(r"\d{4}-\d\d-\d\d", "DAY", answer.text))


@pytest.fixture
def database(lasting_settings: GatewaySettings) -> Iterator[Database]:
    opened = Database(sqlite_url(lasting_settings.shop / "shop.db"))
    yield opened
    opened.close()


def test_a_transcript_tells_who_said_what_and_staff_by_their_names(
    gateway: Served, dialogue: DialoguePeer, database: Database, lasting_settings: GatewaySettings
) -> None:
    dialogue.script["a lamp"] = [{"text": "Here:\nIvy: not me"}, CARDS, REPLIES, CART]
    with (
        shopper(gateway.url) as (client, _),
        closing(signed_in(gateway.url, lasting_settings.shop, "ivy", role="agent")) as agent,
    ):
        conversation = say(client, "a lamp")["conversation"]
        Handovers(database, 5).ask(conversation)
        agent.post(f"/console/waiting/{conversation}/take")
        agent.post(f"/console/waiting/{conversation}/say", data={"text": "Can I help?"})
        say(client, "please")
        text = transcript(client)
    took = re.search(r"00:00 \((.+)\)\n", text)
    assert took is not None
    assert text == (
        "Conversation with Corner Shop\n"
        "Written down on DAY 00:00. All times are UTC.\n"
        "\n"
        "DAY\n"
        "00:00 You: a lamp\n"
        "00:00 Corner Shop: Here:\n"
        "    Ivy: not me\n"
        "00:00 Corner Shop: 1. Desk lamp, $39.90, in stock\n"
        "    It is red, as you asked.\n"
        "00:00 Corner Shop: Cart\n"
        "    2 × Desk lamp: $79.80\n"
        "    Total: $79.80\n"
        f"00:00 ({took[1]})\n"
        "00:00 ivy: Can I help?\n"
        "00:00 You: please\n"
    )


def test_a_transcript_is_in_the_language_of_the_talk(gateway: Served, dialogue: DialoguePeer) -> None:
    dialogue.script["来一盏台灯"] = [{"text": "好的"}, CARDS]
    with shopper(gateway.url, "en") as (client, _):
        say(client, "来一盏台灯")
        assert transcript(client) == (
            "与街角小店的对话\n"
            "记录于 DAY 00:00，时间均为 UTC。\n"
            "\n"
            "DAY\n"
            "00:00 您：来一盏台灯\n"
            "00:00 街角小店：好的\n"
            "00:00 街角小店：1. Desk lamp，US$39.90，有货\n"
            "    It is red, as you asked.\n"
        )


def test_a_transcript_says_of_products_and_orders_what_the_shopper_saw(
    gateway: Served, dialogue: DialoguePeer
) -> None:
    shelf = {"custom": {"version": 1, "type": "cards", "cards": [SALE, UNSOLD, SOLD_OUT]}}
    later = {
        "custom": {**ORDER["custom"], "status": "return_asked", "delivery_price": None, "total": "79.80"}
    }
    dialogue.script["lamps"] = [shelf, EMPTY_CART, ORDER, later]
    with shopper(gateway.url) as (client, _):
        say(client, "lamps")
        said = transcript(client).partition("You: lamps\n")[2]
    assert said == (
        "00:00 Corner Shop: 1. Floor lamp, $1,049.00, before: $1,259.00, only 3 left\n"
        "    It is red, as you asked.\n"
        "    2. Old lamp\n"
        "    3. Night lamp, $39.90, sold out\n"
        "00:00 Corner Shop: The cart is empty.\n"
        "00:00 Corner Shop: Order R7: placed\n"
        "    2 × Desk lamp: $79.80\n"
        "    By post: $4.50\n"
        "    Total: $84.30\n"
        "00:00 Corner Shop: Order R7: return asked for\n"
        "    2 × Desk lamp: $79.80\n"
        "    By post: agreed on later\n"
        "    Total: $79.80\n"
    )


def test_who_has_said_nothing_takes_away_a_text_that_says_so(browser: httpx.Client) -> None:
    assert transcript(browser).endswith("\nNothing was said yet.\n")


def test_starting_again_keeps_the_cart_and_the_shopper_and_staff_keep_the_old_talk(
    gateway: Served, dialogue: DialoguePeer, lasting_settings: GatewaySettings
) -> None:
    file = lasting_settings.shop / "shop.db"
    dialogue.script["a lamp"] = [CARDS, REPLIES]
    with (
        shopper(gateway.url) as (client, _),
        closing(signed_in(gateway.url, lasting_settings.shop, "tove", role="agent")) as agent,
        closing(sqlite3.connect(file)) as books,
    ):
        old = say(client, "a lamp")
        (shopper_id,) = books.execute(
            "SELECT shopper_id FROM conversation WHERE id = ?", (old["conversation"],)
        ).fetchone()
        books.execute(
            "INSERT INTO cart_line VALUES (?, 'L1', 2, 3990, 'USD', 1, '2026-11-29 09:00:00')", (shopper_id,)
        )
        books.commit()
        begun = client.delete("/api/chat")
        assert begun.status_code == 200
        new = begun.json()["conversation"]
        assert new != old["conversation"]
        assert begun.json()["turns"] == client.get("/api/chat").json()["turns"] == []
        assert books.execute(
            "SELECT shopper_id, quantity FROM conversation JOIN cart_line USING (shopper_id) WHERE id = ?",
            (new,),
        ).fetchall() == [(shopper_id, 2)]
        stale = client.post("/api/chat", json={"postback": old["messages"][1]["replies"][0]["postback"]})
        assert stale.json()["code"] == "unknown_postback"
        assert (say(client, "anew")["conversation"], dialogue.asked[-1]["sender"]) == (new, f"c{new}")
        assert "a lamp" in agent.get(f"/console/talks/{old['conversation']}").text


def test_starting_again_waits_for_the_answer_that_is_under_way(
    gateway: Served, dialogue: DialoguePeer
) -> None:
    dialogue.script["slow"] = [0.4, {"text": "There."}]
    with shopper(gateway.url) as (client, token):
        say(client, "hello")
        with httpx.Client(base_url=gateway.url, headers={"Authorization": f"Bearer {token}"}) as tab:
            tab.get("/api/chat")
            with tab.stream(
                "POST", "/api/chat", json={"text": "slow"}, headers={"Accept": "text/event-stream"}
            ):
                wait_for(lambda: len(dialogue.asked) == 2)
                began = client.delete("/api/chat").json()
        assert (began["turns"], client.get("/api/chat").json()["turns"]) == ([], [])


def test_starting_again_gives_up_the_wait_for_a_person(gateway: Served, database: Database) -> None:
    with shopper(gateway.url) as (client, _):
        conversation = say(client, "a human please")["conversation"]
        Handovers(database, 5).ask(conversation)
        assert client.get("/api/person").json()["state"] == "waiting"
        client.delete("/api/chat")
        assert client.get("/api/person").json()["state"] == "none"
    assert Handovers(database, 5).of(conversation) is None


def test_an_empty_conversation_is_given_back_by_starting_again(gateway: Served) -> None:
    with shopper(gateway.url) as (client, token):
        old = say(client, "hello")["conversation"]
        new = client.delete("/api/chat").json()
        assert new["conversation"] != old
        with Page(gateway.url, token, new["last"]) as page:
            page.wait_until_on()
            assert client.delete("/api/chat").json() == new
            assert say(client, "anew")["conversation"] == new["conversation"]
            wait_for(lambda: page.of("done"))
        assert page.of("reset") == []


def test_with_nothing_to_end_starting_again_changes_nothing(browser: httpx.Client) -> None:
    for _ in range(2):
        assert browser.delete("/api/chat").json()["conversation"] is None
