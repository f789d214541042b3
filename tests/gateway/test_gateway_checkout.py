"""The form of an order: it goes straight to SQL, can be left and taken up again, and is given off once."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import httpx
import pytest
from gateway_peers import DialoguePeer, Served

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings

ORDERING = """ordering:
  delivery:
    - {id: post, name: {en: Post, zh: 邮寄}, price: 4.90, countries: [US, CN]}
    - {id: van, name: Van, price: 0, countries: [US]}
"""
READER = {
    "name": "Quillfeather Q. Reader",
    "email": "quillfeather@postbox.example.org",
    "phone": "+1 212 555 0123",
    "street": "17 Zyzzyva Lane",
    "city": "Riversidetown",
    "postcode": "ZIP-90417",
    "country": "US",
    "delivery": "post",
}
OPENED = "/checkout"


@pytest.fixture
def served(settings: GatewaySettings) -> Iterator[Served]:
    file = settings.shop / "shop.yml"
    file.write_text(file.read_text("utf-8") + ORDERING, "utf-8")
    with Served(create_app(settings)) as gateway:
        yield gateway


@pytest.fixture
def shopper(served: Served) -> Iterator[httpx.Client]:
    """A browser with a conversation."""
    with httpx.Client(base_url=served.url, headers={"Accept-Language": "en"}, timeout=30) as client:
        client.post("/api/chat", json={"text": "hello"})
        yield client


def give(shopper: httpx.Client, key: str | None = None, **changed: Any) -> httpx.Response:
    body = {"form": "checkout", "values": {**READER, **changed}}
    return shopper.post("/api/checkout", json=body, headers={"Idempotency-Key": key} if key else {})


def kept(shopper: httpx.Client) -> dict[str, str]:
    """The form as it is taken up again."""
    fields = shopper.get("/api/checkout").json()["fields"]
    return {field["name"]: field["value"] for field in fields if field["value"] is not None}


def faults(answer: httpx.Response) -> dict[str, str]:
    assert (answer.status_code, answer.json()["code"]) == (422, "fields_not_valid"), answer.text
    return dict(answer.json()["fields"])


def test_a_form_that_is_given_goes_on_with_the_conversation(
    shopper: httpx.Client, dialogue: DialoguePeer
) -> None:
    answer = give(shopper)
    assert answer.status_code == 200, answer.text
    assert answer.json()["turn"] == 2
    assert dialogue.asked[-1]["message"] == OPENED
    assert kept(shopper) == READER
    told = shopper.get("/api/chat").json()["turns"][-1]["shopper"]["text"]
    assert told == "Filled in the form"


def test_half_a_form_is_kept_and_asks_nothing_of_the_dialogue(
    shopper: httpx.Client, dialogue: DialoguePeer
) -> None:
    asked = len(dialogue.asked)
    half = {"name": READER["name"], "email": "quill@", "country": "US"}
    answer = shopper.post("/api/checkout", json={"form": "checkout", "values": half, "done": False})
    assert answer.json()["type"] == "form"
    assert kept(shopper) == half
    assert len(dialogue.asked) == asked
    labels = {field["label"] for field in answer.json()["fields"]}
    assert {"Full name", "Country"} <= labels


def test_each_field_that_cannot_be_taken_is_named(shopper: httpx.Client) -> None:
    told = faults(give(shopper, name="", email="quill@", phone="12", country="Germany", city="x" * 300))
    assert set(told) == {"name", "email", "phone", "country", "city"}
    assert all(sentence.endswith(".") for sentence in told.values())
    assert not kept(shopper)
    assert faults(give(shopper, country="CN", delivery="van")) == {
        "delivery": "This delivery does not go to that country; please choose another."
    }


def test_faults_are_told_in_the_language_of_the_talk(shopper: httpx.Client) -> None:
    shopper.post("/api/chat", json={"text": "你好"})
    assert faults(give(shopper, name="")) == {"name": "请填写这一项。"}
    fields = shopper.get("/api/checkout").json()["fields"]
    countries = next(field for field in fields if field["name"] == "country")["choices"]
    assert {choice["label"] for choice in countries} == {"美国", "中国"}


@pytest.mark.parametrize("field", ["name", "street", "phone", "postcode"])
def test_a_card_number_is_taken_in_no_field(shopper: httpx.Client, field: str) -> None:
    card = "4111 1111 1111 1111"
    half = {"form": "checkout", "values": {field: card}, "done": False}
    assert shopper.post("/api/checkout", json=half).status_code == 200
    assert not kept(shopper)
    assert "card" in faults(give(shopper, **{field: card}))[field]


def test_a_key_gives_the_form_off_once_and_belongs_to_what_was_filled_in(
    shopper: httpx.Client, dialogue: DialoguePeer
) -> None:
    first = give(shopper, key="one")
    asked = len(dialogue.asked)
    assert give(shopper, key="one").json() == first.json()
    assert len(dialogue.asked) == asked
    other = give(shopper, key="one", city="Elsewhere")
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert kept(shopper)["city"] == READER["city"]


@pytest.mark.parametrize("form", ["checkout", "address:B4RT-9LK3", "address:", "nothing", ""])
def test_a_form_that_nobody_was_shown_is_not_open(served: Served, form: str) -> None:
    with httpx.Client(base_url=served.url) as stranger:
        read = stranger.get("/api/checkout", params={"form": form})
        assert (read.status_code, read.json()["code"]) == (409, "form_unknown")
        given = stranger.post("/api/checkout", json={"form": form, "values": READER})
        assert (given.status_code, given.json()["code"]) == (409, "form_unknown")


def test_a_foreign_page_gives_no_form_off(shopper: httpx.Client) -> None:
    answer = shopper.post(
        "/api/checkout",
        json={"form": "checkout", "values": READER},
        headers={"Origin": "https://bad.example"},
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        '{"form": "checkout"}',
        '{"form": "checkout", "values": []}',
        '{"form": "checkout", "values": {"name": 7}}',
        '{"form": "checkout", "values": {}, "more": 1}',
    ],
)
def test_what_is_no_form_is_refused(shopper: httpx.Client, body: str) -> None:
    answer = shopper.post("/api/checkout", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "not_valid"


def test_where_nothing_can_be_answered_the_form_is_not_given(
    shopper: httpx.Client, dialogue: DialoguePeer
) -> None:
    dialogue.script[OPENED] = [ConnectionError("as if it were killed")]
    answer = give(shopper, key="one")
    assert answer.status_code == 200, "an honest word, and what was filled in is kept"
    assert kept(shopper) == READER


def test_what_is_filled_in_is_in_one_table_alone_and_in_no_log(
    settings: GatewaySettings, dialogue: DialoguePeer, capfd: pytest.CaptureFixture[str]
) -> None:
    file = settings.shop / "shop.yml"
    file.write_text(file.read_text("utf-8") + ORDERING, "utf-8")
    loud = replace(settings, log_texts=True)
    with Served(create_app(loud)) as gateway, httpx.Client(base_url=gateway.url, timeout=20) as shopper:
        shopper.post("/api/chat", json={"text": "hello"})
        give(shopper, key="a key", email="quill@")
        assert give(shopper, key="another key").status_code == 200
        said = json.dumps(shopper.get("/api/chat").json())
    secrets = [value for name, value in READER.items() if name not in ("country", "delivery")]
    seen = "".join(capfd.readouterr()) + said + json.dumps(dialogue.asked)
    assert not [value for value in secrets if value in seen]
    assert _tables_with(settings, secrets) == {"checkout_form"}


def _tables_with(settings: GatewaySettings, secrets: list[str]) -> set[str]:
    """The tables of the shop's database in which any of these stands."""
    with closing(sqlite3.connect(settings.shop / "shop.db")) as books:
        names = [name for (name,) in books.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name
            for name in names
            if any(
                secret in str(row) for row in books.execute(f'SELECT * FROM "{name}"') for secret in secrets
            )
        }
