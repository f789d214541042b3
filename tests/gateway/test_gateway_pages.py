"""The pages: what they load, what guards them, in which language they speak."""

import re
from pathlib import Path

import httpx
import pytest
from gateway_peers import Served

from bot import web
from bot.gateway.words import words
from bot.web import page_words


def parts_of(html: str) -> list[str]:
    return re.findall(r'(?:src|href)="([^"]*)"', html)


@pytest.mark.parametrize("address", ["/", "/api/docs"])
def test_a_page_loads_nothing_from_another_site_and_runs_nothing_inline(
    browser: httpx.Client, address: str
) -> None:
    answer = browser.get(address)
    assert answer.headers["content-type"].startswith("text/html")
    for part in parts_of(answer.text):
        if part.startswith("#"):
            continue  # a place of the page itself
        assert part.startswith("/")
        assert browser.get(part).status_code == 200, part
    assert not re.search(r"\son\w+=|<style|style=|<script(?![^>]*src=)", answer.text)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"


def test_the_script_is_let_in_by_a_nonce_that_is_new_for_each_page(browser: httpx.Client) -> None:
    nonces = set()
    for _ in range(2):
        answer = browser.get("/")
        (nonce,) = set(re.findall(r'nonce="([^"]+)"', answer.text))
        assert f"'nonce-{nonce}'" in answer.headers["content-security-policy"]
        nonces.add(nonce)
    assert len(nonces) == 2


def test_the_page_speaks_the_reader_s_language_or_else_the_shop_s(browser: httpx.Client) -> None:
    chinese = browser.get("/", headers={"Accept-Language": "zh-CN,zh;q=0.9"}).text
    assert '<html lang="zh">' in chinese
    assert "街角小店" in chinese
    assert "模拟" in chinese  # the demo's history says what it is
    french = browser.get("/", headers={"Accept-Language": "fr"}).text
    assert '<html lang="en">' in french
    assert "Corner Shop" in french
    assert "simulated" in french


def test_scripts_and_styles_ask_no_other_site_and_write_no_html() -> None:
    for file in Path(web.STATIC).iterdir():
        if file.name.startswith("htmx"):
            continue  # not ours: it puts in what our own pages answer, and the shield forbids it to evaluate
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://[a-z]|@import|innerHTML|outerHTML|insertAdjacentHTML|eval\(", text), (
            file
        )


def test_both_languages_have_the_same_words() -> None:
    def keys(tree: object, path: str = "") -> set[str]:
        if isinstance(tree, dict):
            return {key for name, branch in tree.items() for key in keys(branch, f"{path}.{name}")}
        return {path}

    assert keys(page_words("en")) == keys(page_words("zh"))
    english, chinese = words("en"), words("zh")
    assert english.masked.keys() == chinese.masked.keys()
    assert english.faults.keys() == chinese.faults.keys()
    assert english.problems.keys() == chinese.problems.keys()


def test_the_api_is_described_with_every_message_type(browser: httpx.Client, gateway: Served) -> None:
    document = httpx.get(f"{gateway.url}/api/openapi.json").json()
    schemas = document["components"]["schemas"]
    for name in (
        "Text",
        "Cards",
        "Card",
        "Replies",
        "Cart",
        "CartLine",
        "Answer",
        "History",
        "Problem",
        "Health",
    ):
        assert name in schemas
    post = document["paths"]["/api/chat"]["post"]
    assert "text/event-stream" in post["responses"]["200"]["content"]
    assert "application/problem+json" in post["responses"]["422"]["content"]
    docs = browser.get("/api/docs").text
    for shown in (
        "POST /api/chat",
        "GET /health",
        "Idempotency-Key",
        "Cards",
        "list of Reply",
        "a lamp under 80",
    ):
        assert shown.lower() in docs.lower()


def test_a_page_can_be_asked_for_its_headers_alone(browser: httpx.Client) -> None:
    assert browser.head("/").status_code == 200
