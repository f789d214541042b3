"""One conversation by HTTP: as the shopper saw it, a stretch at a time, and how each turn came about."""

import re

import httpx
from said_before import Books, cards, text, told

HTMX = {"HX-Request": "true"}
LAMP = "urn:daogou:category:kind/lamp"
PARTS = {"request": 0.7, "popular": 0.2}


def turns_on(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'<li id="turn-(\d+)"', page)]


def test_a_talk_is_shown_as_the_shopper_saw_it(books: Books, agent: httpx.Client) -> None:
    replies = {"version": 1, "type": "replies", "replies": [{"title": "Cheaper", "postback": "signed"}]}
    line = {"item_id": "l1", "name": "Ember", "quantity": 2, "price": "39.90", "total": "79.80"}
    cart = {"version": 1, "type": "cart", "lines": [line], "total": "79.80", "currency": "USD"}
    later = {"version": 1, "type": "not made yet"}
    talk = books.talk("a red lamp", text("Here is one:"), cards("Ember Table Lamp"), replies, cart, later)
    page = agent.get(f"/console/talks/{talk}").text
    for seen in (
        "a red lamp",
        "Here is one:",
        "Ember Table Lamp",
        "USD 39.90",
        "Add to cart",
        "Cheaper",
        "2 × 39.90",
    ):
        assert seen in page
    assert "signed" not in page


def test_what_was_typed_is_shown_literally(books: Books, agent: httpx.Client) -> None:
    typed = "<script>alert(1)</script> {{ 7*7 }} \" onclick='x'"
    talk = books.talk(typed, text("<b>bold</b>"), insight=told())
    for address in (
        f"/console/talks/{talk}",
        "/console",
        f"/console/talks/{talk}/turns/1",
        f"/console/talks/{talk}/turns/1/correct",
    ):
        page = agent.get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page
        assert "<b>bold" not in page


def test_a_long_talk_comes_fifty_turns_at_a_time_the_newest_last(books: Books, agent: httpx.Client) -> None:
    talk = books.open()
    for n in range(1, 121):
        books.say(talk, f"sentence {n}")
    page = agent.get(f"/console/talks/{talk}").text
    assert turns_on(page) == list(range(71, 121))
    (address,) = re.findall(r'hx-get="([^"]+before=71)"', page)
    piece = agent.get(address, headers=HTMX).text
    assert turns_on(piece) == list(range(21, 71))
    assert "<html" not in piece
    assert turns_on(agent.get(address).text) == list(range(21, 71))  # and as a page, without htmx
    assert 30 in turns_on(agent.get(f"/console/talks/{talk}?turn=30").text)


def test_a_turn_tells_how_it_came_about(books: Books, agent: httpx.Client) -> None:
    insight = told(
        "find", 0.62,
        entities=[
            {"entity": "value", "value": "urn:daogou:value:colour/red", "values": ["urn:daogou:value:colour/red"],
             "attribute": "urn:daogou:attribute:colour", "negated": True, "start": 10, "end": 13},
            {"entity": "price", "value": {"low": None, "high": "80", "about": False, "currencies": [], "unit": None,
             "said": "80"}, "start": 20, "end": 22},
        ],
        shown=[{"item": "l1", "rank": 1, "parts": PARTS, "evidence": ["l2"], "matched": [LAMP]}],
    )  # fmt: skip
    talk = books.talk("a lamp not red under 80", text("Here:"), cards("Ember Table Lamp"), insight=insight)
    address = f"/console/talks/{talk}/turns/1"
    piece = agent.get(address, headers=HTMX).text
    for seen in (
        "0.620", "find something", "not wanted", "colour/red", "RulePolicy", "4.2 ms", "9.1 ms", "a-model.tar.gz",
        "Ember Table Lamp", "Matches what you asked: lamp", "0.90", "+0.70", "fit to the wish", LAMP,
    ):  # fmt: skip
        assert seen in piece, seen
    assert piece.count("<html") == 0
    assert "<html" in agent.get(address).text


def test_a_turn_of_which_nothing_is_known_says_so(books: Books, agent: httpx.Client) -> None:
    talk = books.talk("before insights were")
    assert "Nothing more is known" in agent.get(f"/console/talks/{talk}/turns/1").text
    assert agent.get(f"/console/talks/{talk}/turns/2").status_code == 404
    assert agent.get(f"/console/talks/{talk + 1}").status_code == 404


def test_the_pages_speak_chinese_too(books: Books, sign_in) -> None:  # type: ignore[no-untyped-def]
    talk = books.talk("我想买台灯", insight=told(), language="zh")
    reader = sign_in("viewer", language="zh")
    assert "对话" in reader.get("/console").text
    assert "怎么得来的" in reader.get(f"/console/talks/{talk}").text
    assert "标为已审阅" not in reader.get(f"/console/talks/{talk}").text  # a viewer changes nothing
