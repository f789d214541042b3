"""What the gateway refuses: each a problem+json with one sentence, and nothing of it kept."""

import json
from typing import Any

import httpx
import pytest
from gateway_peers import FRIEND, DialoguePeer, Served


def assert_is_problem(answer: httpx.Response, status: int, code: str) -> None:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["type"] == f"urn:daogou:problem:{code}"
    assert len(problem["detail"]) > 10
    assert "{" not in problem["detail"].replace('{"text": "a lamp"}', "")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("not json", 400, "not_json"),
        ("", 400, "not_json"),
        ('{"text": ', 400, "not_json"),
        ("[]", 400, "not_json"),
        ('"a lamp"', 400, "not_json"),
        ("null", 400, "not_json"),
        ("{}", 422, "not_one"),
        ('{"text": null}', 422, "not_one"),
        ('{"text": "a", "postback": "b"}', 422, "not_one"),
        ('{"text": 7}', 422, "not_valid"),
        ('{"text": {"a": 1}}', 422, "not_valid"),
        ('{"text": "a", "sender": "c1"}', 422, "not_valid"),
        ('{"text": "\\ud800"}', 422, "empty"),
        ('{"text": ""}', 422, "empty"),
        ('{"postback": ""}', 400, "unknown_postback"),
        ('{"text": " \\n\\u200b\\u0000 "}', 422, "empty"),
        (json.dumps({"text": "x" * 2001}), 422, "too_long"),
        (json.dumps({"text": "x" * 40_000}), 413, "too_large"),
        (json.dumps({"text": "😀" * 2001}), 422, "too_long"),
        ("[" * 10_000, 400, "not_json"),
    ],
)
def test_a_body_that_cannot_be_taken_is_refused_in_one_sentence(
    browser: httpx.Client, dialogue: DialoguePeer, body: str, status: int, code: str
) -> None:
    answer = browser.post("/api/chat", content=body, headers={"Content-Type": "application/json"})
    assert_is_problem(answer, status, code)
    assert dialogue.asked == []


def test_half_a_character_is_no_postback(browser: httpx.Client) -> None:
    browser.post("/api/chat", json={"text": "hello"})
    answer = browser.post(
        "/api/chat", content='{"postback": "\\ud800"}', headers={"Content-Type": "application/json"}
    )
    assert_is_problem(answer, 400, "unknown_postback")


def test_a_page_without_an_address_is_given_no_cookie_s_conversation(browser: httpx.Client) -> None:
    browser.post("/api/chat", json={"text": "hello"})
    assert browser.get("/api/chat", headers={"Origin": "http://["}).json()["conversation"] is None


def test_a_text_of_two_thousand_characters_is_taken_whatever_they_are(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    for text in ("x" * 2000, "😀" * 2000):
        assert browser.post("/api/chat", content=json.dumps({"text": text})).status_code in {200, 400}
        assert browser.post("/api/chat", json={"text": text}).status_code == 200
    assert dialogue.asked[-1]["message"] == "😀" * 2000


def test_a_body_that_is_sent_in_pieces_without_its_length_is_limited_too(browser: httpx.Client) -> None:
    answer = browser.post("/api/chat", content=(b"x" * 1000 for _ in range(100)))
    assert_is_problem(answer, 413, "too_large")


@pytest.mark.parametrize("token", ["x", "forged.token", "a" * 5000, "ümlaut", "bm90.b3Vycw"])
def test_a_forged_token_is_refused_and_a_forged_cookie_dropped(
    gateway: Served, dialogue: DialoguePeer, token: str
) -> None:
    bearer = {"Authorization": f"Bearer {token}".encode()}
    assert_is_problem(
        httpx.post(f"{gateway.url}/api/chat", json={"text": "hi"}, headers=bearer), 401, "forged_token"
    )
    assert_is_problem(httpx.get(f"{gateway.url}/api/chat", headers=bearer), 401, "forged_token")
    name = httpx.get(f"{gateway.url}/api/chat").headers["set-cookie"].split("=")[0]
    if token.isascii():
        answer = httpx.get(f"{gateway.url}/api/chat", headers={"Cookie": f"{name}={token}"})
        assert_is_problem(answer, 401, "forged_token")
        assert "Max-Age=0" in answer.headers["set-cookie"]
    assert dialogue.asked == []


def test_a_token_that_one_character_was_changed_in_opens_nothing(
    browser: httpx.Client, gateway: Served
) -> None:
    browser.post("/api/chat", json={"text": "hello"})
    token = next(iter(browser.cookies.values()))
    changed = ("A" if token[0] != "A" else "B") + token[1:]
    for path in ("/api/chat",):
        answer = httpx.get(f"{gateway.url}{path}", headers={"Authorization": f"Bearer {changed}"})
        assert_is_problem(answer, 401, "forged_token")


@pytest.mark.parametrize("key", ["", "x" * 201, "caf\u00e9", "tab\tkey"])
def test_a_key_that_cannot_be_kept_is_refused(browser: httpx.Client, key: str) -> None:
    answer = browser.post("/api/chat", json={"text": "a"}, headers={"Idempotency-Key": key.encode("latin-1")})
    assert_is_problem(answer, 400, "bad_key")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://[127.0.0.1]:8000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": ""},
    ],
)
def test_a_page_of_a_foreign_origin_may_not_say_anything(
    browser: httpx.Client, dialogue: DialoguePeer, headers: dict[str, str]
) -> None:
    assert_is_problem(browser.post("/api/chat", json={"text": "hi"}, headers=headers), 403, "foreign_origin")
    assert dialogue.asked == []
    own: dict[str, Any] = {"Origin": str(browser.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    assert browser.post("/api/chat", json={"text": "hi"}, headers=own).status_code == 200


def test_only_an_allowed_origin_is_let_in_by_the_browser(gateway: Served) -> None:
    asks = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,idempotency-key",
    }
    allowed = httpx.options(f"{gateway.url}/api/chat", headers={"Origin": FRIEND, **asks})
    assert allowed.headers["access-control-allow-origin"] == FRIEND
    foreign = httpx.options(f"{gateway.url}/api/chat", headers={"Origin": "https://evil.example", **asks})
    assert "access-control-allow-origin" not in foreign.headers
    refused = httpx.post(f"{gateway.url}/api/chat", content="x", headers={"Origin": FRIEND})
    assert refused.headers["access-control-allow-origin"] == FRIEND
    assert refused.status_code == 400


def test_unknown_addresses_and_methods_are_refused_in_one_sentence(browser: httpx.Client) -> None:
    assert_is_problem(browser.get("/nothing"), 404, "not_found")
    assert_is_problem(browser.get("/api/chat/"), 404, "not_found")
    assert_is_problem(browser.get("/static/../app.py"), 404, "not_found")
    assert_is_problem(browser.get("/static/%2e%2e/words/en.yml"), 404, "not_found")
    assert_is_problem(browser.put("/api/chat"), 405, "wrong_method")
    assert_is_problem(browser.post("/health"), 405, "wrong_method")


def test_a_refusal_is_in_the_language_of_the_one_who_is_refused(browser: httpx.Client) -> None:
    chinese = browser.post("/api/chat", json={}, headers={"Accept-Language": "fr, zh-CN;q=0.8, en;q=0.5"})
    assert chinese.json()["detail"] == '请只发送 "text" 或 "postback" 中的一个。'
    assert "2,000" in browser.post("/api/chat", json={"text": "灯" * 2001}).json()["detail"]
    assert "字符" in browser.post("/api/chat", json={"text": "灯" * 2001}).json()["detail"]
