"""The chat over HTTP: turns, tokens, postbacks, streams, history."""

import httpx
import pytest
from gateway_peers import FRIEND, DialoguePeer, Served, events_of, texts_of

CARD = {
    "item_id": "L1",
    "name": "Desk lamp",
    "price": "39.90",
    "currency": "USD",
    "in_stock": True,
    "url": None,
    "image": None,
    "attributes": {"Colour": "red"},
    "reason": "It is red, as you asked.",
    "actions": [{"title": "Add to cart", "postback": '/add_to_cart{"item_id":"L1"}'}],
}
CARDS = {"custom": {"version": 1, "type": "cards", "cards": [CARD]}}
REPLIES = {
    "custom": {"version": 1, "type": "replies", "replies": [{"title": "Cheaper", "postback": "/cheaper"}]}
}


def test_a_sentence_is_answered_under_public_numbers(browser: httpx.Client, dialogue: DialoguePeer) -> None:
    first = browser.post("/api/chat", json={"text": "hello"}).json()
    second = browser.post("/api/chat", json={"text": "a lamp"}).json()
    assert first == {
        "conversation": first["conversation"],
        "turn": 1,
        "messages": [{"version": 1, "type": "text", "text": "You said: hello", "nodes": []}],
    }
    assert (second["conversation"], second["turn"]) == (first["conversation"], 2)
    assert dialogue.asked[1] == {
        "sender": f"c{first['conversation']}",
        "message": "a lamp",
        "metadata": {"conversation": first["conversation"], "turn": 2, "language": "en"},
    }


def test_two_shoppers_have_two_conversations(browser: httpx.Client, gateway: Served) -> None:
    mine = browser.post("/api/chat", json={"text": "hello"}).json()["conversation"]
    other = httpx.post(f"{gateway.url}/api/chat", json={"text": "hello"}).json()["conversation"]
    assert mine != other


def test_the_token_is_a_cookie_that_scripts_and_other_sites_do_not_get(browser: httpx.Client) -> None:
    answer = browser.post("/api/chat", json={"text": "hello"})
    cookie = answer.headers["set-cookie"]
    token = cookie.split("=", 1)[1].split(";")[0]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert len(token.split(".")[0]) >= 32  # 24 bytes in base64: 192 bits
    assert token not in answer.text
    assert "daogou-token" not in answer.headers
    assert "set-cookie" not in browser.post("/api/chat", json={"text": "again"}).headers


def test_over_https_the_cookie_is_bound_to_this_host_and_to_https(gateway: Served) -> None:
    behind_proxy = {"X-Forwarded-Proto": "https"}
    cookie = httpx.get(f"{gateway.url}/api/chat", headers=behind_proxy).headers["set-cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie


def test_a_page_of_an_allowed_origin_gets_its_token_in_a_header_and_shows_it_as_bearer(
    gateway: Served,
) -> None:
    with httpx.Client(base_url=gateway.url, headers={"Origin": FRIEND}) as page:
        first = page.post("/api/chat", json={"text": "hello"})
        token = first.headers["daogou-token"]
        assert first.headers["access-control-allow-origin"] == FRIEND
        assert "daogou-token" in first.headers["access-control-expose-headers"].lower()
        assert "set-cookie" not in first.headers
        again = page.post("/api/chat", json={"text": "a lamp"}, headers={"Authorization": f"Bearer {token}"})
    assert (again.json()["conversation"], again.json()["turn"]) == (first.json()["conversation"], 2)
    assert "daogou-token" not in again.headers


def test_a_cookie_does_not_speak_for_a_page_of_another_origin(browser: httpx.Client) -> None:
    mine = browser.post("/api/chat", json={"text": "hello"}).json()["conversation"]
    other = browser.post("/api/chat", json={"text": "hello"}, headers={"Origin": FRIEND}).json()[
        "conversation"
    ]
    assert mine != other


def test_the_same_messages_come_one_by_one_as_a_stream(browser: httpx.Client, dialogue: DialoguePeer) -> None:
    dialogue.script["a lamp"] = [{"text": "Here:"}, 0.3, CARDS, REPLIES]
    with browser.stream(
        "POST", "/api/chat", json={"text": "a lamp"}, headers={"Accept": "text/event-stream"}
    ) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        pieces = list(answer.iter_text())
    assert "Here:" in pieces[0]
    assert "Desk lamp" not in pieces[0]
    repeat = browser.get("/api/chat").json()
    streamed = events_of(
        browser.post("/api/chat", json={"text": "a lamp"}, headers={"Accept": "text/event-stream"})
    )
    assert [event for event, _ in streamed] == ["message", "message", "message", "done"]
    assert [data for event, data in streamed if event == "message"] == repeat["turns"][0]["messages"]
    assert streamed[-1][1] == {"conversation": repeat["conversation"], "turn": 2}


def test_a_reply_is_sent_back_as_a_token_and_reaches_the_dialogue_as_what_it_stands_for(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    dialogue.script["a lamp"] = [CARDS, REPLIES]
    cards, replies = browser.post("/api/chat", json={"text": "a lamp"}).json()["messages"]
    for_cart, cheaper = cards["cards"][0]["actions"][0], replies["replies"][0]
    assert "/" not in for_cart["postback"]
    for reply in (cheaper, for_cart):
        assert browser.post("/api/chat", json={"postback": reply["postback"]}).status_code == 200
    assert [asked["message"] for asked in dialogue.asked[1:]] == ["/cheaper", '/add_to_cart{"item_id":"L1"}']
    said = [turn["shopper"]["text"] for turn in browser.get("/api/chat").json()["turns"]]
    assert said == ["a lamp", "Cheaper", "Add to cart"]


def test_buttons_of_a_plain_reply_become_quick_replies(browser: httpx.Client, dialogue: DialoguePeer) -> None:
    dialogue.script["hello"] = [
        {"text": "Hi!", "buttons": [{"title": "New things", "payload": "/recommend"}]}
    ]
    text, replies = browser.post("/api/chat", json={"text": "hello"}).json()["messages"]
    assert (text["text"], replies["replies"][0]["title"]) == ("Hi!", "New things")
    browser.post("/api/chat", json={"postback": replies["replies"][0]["postback"]})
    assert dialogue.asked[-1]["message"] == "/recommend"


@pytest.mark.parametrize("postback", ["/cheaper", "", "forged.token", "x" * 3000])
def test_a_postback_that_was_never_offered_is_refused(
    browser: httpx.Client, dialogue: DialoguePeer, postback: str
) -> None:
    browser.post("/api/chat", json={"text": "hello"})
    answer = browser.post("/api/chat", json={"postback": postback})
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_postback")
    assert len(dialogue.asked) == 1


def test_a_postback_of_another_conversation_is_refused(
    browser: httpx.Client, gateway: Served, dialogue: DialoguePeer
) -> None:
    dialogue.script["a lamp"] = [REPLIES]
    answer = browser.post("/api/chat", json={"text": "a lamp"}).json()
    postback = answer["messages"][0]["replies"][0]["postback"]
    with httpx.Client(base_url=gateway.url) as other:
        other.post("/api/chat", json={"text": "hello"})
        assert other.post("/api/chat", json={"postback": postback}).status_code == 400
    assert httpx.post(f"{gateway.url}/api/chat", json={"postback": postback}).status_code == 400


def test_history_after_a_reload_is_what_was_said_and_its_replies_still_work(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    nothing = {"conversation": None, "language": "en", "turns": [], "last": "0"}
    assert browser.get("/api/chat").json() == nothing
    dialogue.script["来一盏台灯"] = [{"text": "好的"}, REPLIES]
    answer = browser.post("/api/chat", json={"text": "来一盏台灯"}).json()
    history = browser.get("/api/chat").json()
    (turn,) = history["turns"]
    assert history == {
        "conversation": answer["conversation"],
        "language": "zh",
        "turns": [
            {
                "turn": 1,
                "status": "answered",
                "at": turn["at"],
                "order": 1,
                "shopper": {"text": "来一盏台灯"},
                "messages": answer["messages"],
                "places": [
                    {"position": n, "order": n + 2, "at": place["at"]}
                    for n, place in enumerate(turn["places"])
                ],
            }
        ],
        "last": f"{answer['conversation']}.4",
    }
    assert turn["at"].endswith("+00:00")
    postback = history["turns"][0]["messages"][1]["replies"][0]["postback"]
    assert browser.post("/api/chat", json={"postback": postback}).json()["turn"] == 2
    assert dialogue.asked[-1]["metadata"]["language"] == "zh"


def test_the_language_is_that_of_the_sentence_or_else_the_last_one(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    for text in ("100", "有没有 Acme 的 backpack", "200", "a lamp", "300"):
        browser.post("/api/chat", json={"text": text})
    assert [asked["metadata"]["language"] for asked in dialogue.asked] == ["en", "zh", "zh", "en", "en"]


def test_what_is_no_message_is_left_out_and_the_rest_is_shown(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    no_reason = {key: value for key, value in CARD.items() if key != "reason"}
    dialogue.script["a lamp"] = [
        {"custom": {"version": 1, "type": "cards", "cards": [no_reason]}},
        {"custom": {"type": "hologram"}},
        {"text": "That is all."},
    ]
    messages = browser.post("/api/chat", json={"text": "a lamp"}).json()["messages"]
    assert texts_of(messages) == ["That is all."]
    assert len(messages) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/restart", "／restart"),
        ('/inform{"x":1}', '／inform{"x":1}'),
        ("  \t/restart", "／restart"),
        ("\u200b/restart", "／restart"),
        ("\u200d /restart", "／restart"),
        ("\ufeff\u2066/restart", "／restart"),
        ("\x00/restart", "／restart"),
        ("\u3000/restart", "／restart"),
        ("\u2800/restart", "／restart"),
        ("//restart", "／/restart"),
        ("a lamp / a chair", "a lamp / a chair"),
        ("one\n\n \ntwo", "one\ntwo"),
        ("a\x07 red\u202e lamp", "a red lamp"),
    ],
)
def test_what_is_typed_never_reaches_the_dialogue_as_a_command(
    browser: httpx.Client, dialogue: DialoguePeer, typed: str, told: str
) -> None:
    assert browser.post("/api/chat", json={"text": typed}).status_code == 200
    assert dialogue.asked[0]["message"] == told
