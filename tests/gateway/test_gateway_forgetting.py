"""Forgetting a shopper as the gateway does it: in SQL, in Rasa, said so; a kill in between, a Rasa that is away."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
from gateway_peers import DialoguePeer, Served, texts_of, wait_for
from sqlalchemy import text

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings
from shop.database import Database, sqlite_url
from shop.effects import TurnRef
from shop.shoppers import Shoppers


def note(shop: Path, conversation: int, turn: int) -> None:
    """As the action does that is told yes."""
    database = Database(sqlite_url(shop / "shop.db"))
    Shoppers(database).ask_to_forget(TurnRef(conversation, turn))
    database.close()


def rows(shop: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(shop / "shop.db")) as books:
        return books.execute(query).fetchall()


def noting(shop: Path) -> Callable[[dict[str, object]], None]:
    """What the peer does while it answers."""

    def act(asked: dict[str, object]) -> None:
        told = asked["metadata"]
        assert isinstance(told, dict)
        note(shop, told["conversation"], told["turn"])

    return act


def test_who_says_yes_is_forgotten_in_sql_and_in_rasa_and_told_so(
    settings: GatewaySettings, dialogue: DialoguePeer
) -> None:
    with Served(create_app(settings)) as served, httpx.Client(base_url=served.url, timeout=30) as browser:
        browser.post("/api/chat", json={"text": "a very private lamp"})
        dialogue.script["yes"] = [noting(settings.shop), {"text": "I'm erasing it."}]
        answer = browser.post("/api/chat", json={"text": "yes"})
        texts = texts_of(answer.json()["messages"])
        assert texts[0] == "I'm erasing it."
        assert "forgotten" in texts[1]
        assert dialogue.forgotten == ["c1"]
        assert browser.get("/api/chat").json()["turns"] == []
        assert rows(settings.shop, "SELECT * FROM turn") == []
        assert rows(settings.shop, "SELECT * FROM erasure") == []
        again = browser.post("/api/chat", json={"text": "hello"}).json()
        assert (again["conversation"], again["turn"]) == (2, 1)


def test_where_rasa_is_away_it_is_said_and_done_as_soon_as_it_is_back(
    settings: GatewaySettings, dialogue: DialoguePeer
) -> None:
    with Served(create_app(settings)) as served, httpx.Client(base_url=served.url, timeout=30) as browser:
        dialogue.forgets = False
        dialogue.script["yes"] = [noting(settings.shop), {"text": "I'm erasing it."}]
        texts = texts_of(browser.post("/api/chat", json={"text": "yes"}).json()["messages"])
        assert "not answering" in texts[1]
        assert rows(settings.shop, "SELECT * FROM turn") == []
        assert len(rows(settings.shop, "SELECT * FROM erasure")) == 1
        dialogue.forgets = True
    with Served(create_app(settings)):
        wait_for(lambda: rows(settings.shop, "SELECT * FROM erasure") == [])
        assert dialogue.forgotten == ["c1"]


def test_a_forgetting_that_a_kill_cut_off_goes_on_at_the_next_start(
    settings: GatewaySettings, dialogue: DialoguePeer
) -> None:
    with Served(create_app(settings)) as served, httpx.Client(base_url=served.url, timeout=30) as browser:
        browser.post("/api/chat", json={"text": "a very private lamp"})
    database = Database(sqlite_url(settings.shop / "shop.db"))
    with database.change() as books:
        books.execute(text("UPDATE turn SET status = 'pending'"))
    database.close()
    note(settings.shop, 1, 1)
    with Served(create_app(settings)):
        wait_for(lambda: rows(settings.shop, "SELECT * FROM erasure") == [])
        assert rows(settings.shop, "SELECT * FROM turn") == []
        assert dialogue.forgotten == ["c1"]
