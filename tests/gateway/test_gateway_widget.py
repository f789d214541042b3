"""The widget's files, and the pages that may embed it: served to any site, kept by hash, origins let in or not."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from gateway_peers import FRIEND, DialoguePeer, Served
from stream_reading import STREAM

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings

STRANGER = "https://elsewhere.example"
LAUNCHER, PANEL = "/* the launcher */" * 40, "export const panel = 1;"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "widget").mkdir(parents=True)
    (folder / "widget.js").write_text(LAUNCHER, encoding="utf-8")
    (folder / "widget" / "panel.js").write_text(PANEL, encoding="utf-8")
    (folder / "secret.txt.key").write_text("not for anybody", encoding="utf-8")
    (tmp_path / "beside.js").write_text("not of the folder", encoding="utf-8")
    return folder


@pytest.fixture
def site(settings: GatewaySettings, built: Path) -> Iterator[httpx.Client]:
    served = Served(create_app(replace(settings, widget=built, allowed_origins=(FRIEND,))))
    with served, httpx.Client(base_url=served.url) as client:
        yield client


@pytest.mark.parametrize(("address", "text"), [("/widget.js", LAUNCHER), ("/widget/panel.js", PANEL)])
def test_the_widget_s_files_are_for_pages_of_any_site_and_not_sent_twice(
    site: httpx.Client, built: Path, address: str, text: str
) -> None:
    first = site.get(address, headers={"Origin": STRANGER})
    assert (first.status_code, first.text) == (200, text)
    assert first.headers["content-type"].startswith("text/javascript")
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "set-cookie" not in first.headers
    again = site.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    (built / address.removeprefix("/")).write_text("newer", encoding="utf-8")
    newer = site.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (newer.status_code, newer.text) == (200, "newer")


def test_they_are_sent_compressed_to_who_can_read_it(site: httpx.Client) -> None:
    with site.stream("GET", "/widget.js", headers={"Accept-Encoding": "gzip"}) as packed:
        assert gzip.decompress(b"".join(packed.iter_raw())).decode() == LAUNCHER
        assert "Accept-Encoding" in packed.headers["vary"]
    plain = site.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.headers["etag"] != packed.headers["etag"]


@pytest.mark.parametrize(
    "address",
    ["/widget/none.js", "/widget/../../beside.js", "/widget/%2e%2e/beside.js", "/widget/%2e%2e%2fbeside.js",
     "/widget/secret.txt.key", "/widget/", "/widget/%00.js", "/widget/%00/panel.js", "/widget//etc/hostname.js",
     f"/widget/{'a' * 300}.js", f"/widget/{'b' * 300}/panel.js", f"/widget/{'c/' * 3000}panel.js"],
)  # fmt: skip
def test_nothing_but_the_widget_s_own_files_is_served(site: httpx.Client, address: str) -> None:
    answer = site.get(httpx.URL(str(site.base_url), raw_path=address.encode()))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("address", ["/widget.js", "/widget/panel.js"])
def test_where_nothing_is_built_it_is_said_in_one_sentence(
    settings: GatewaySettings, tmp_path: Path, address: str
) -> None:
    with Served(create_app(replace(settings, widget=tmp_path / "none"))) as served:
        answer = httpx.get(f"{served.url}{address}")
    assert (answer.status_code, answer.json()["code"]) == (404, "widget_missing")
    assert "make widget" in answer.json()["detail"]


ASKED = [
    ("GET", STREAM, "authorization, last-event-id"),
    ("POST", "/api/chat", "authorization, content-type, idempotency-key"),
    ("POST", "/api/events", "authorization, content-type"),
    ("DELETE", "/api/chat", "authorization"),
    ("GET", "/api/chat/transcript", "authorization"),
]


@pytest.mark.parametrize(("method", "address", "headers"), ASKED)
def test_an_allowed_origin_may_do_all_that_the_widget_does_and_no_other_may(
    site: httpx.Client, method: str, address: str, headers: str
) -> None:
    asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}
    may = site.options(address, headers={**asked, "Origin": FRIEND})
    assert (may.status_code, may.headers["access-control-allow-origin"]) == (200, FRIEND)
    assert "access-control-allow-credentials" not in may.headers
    may_not = site.options(address, headers={**asked, "Origin": STRANGER})
    assert may_not.status_code == 400
    assert "access-control-allow-origin" not in may_not.headers
    if method != "GET":
        sent = site.request(method, address, headers={"Origin": STRANGER}, content=b"{}")
        assert (sent.status_code, sent.json()["code"]) == (403, "foreign_origin")


def test_a_token_goes_to_an_allowed_origin_alone(site: httpx.Client) -> None:
    friend = site.get("/api/chat", headers={"Origin": FRIEND})
    assert "daogou-token" in friend.headers["access-control-expose-headers"].lower()
    assert friend.headers["daogou-token"]
    stranger = site.get("/api/chat", headers={"Origin": STRANGER})
    assert "access-control-allow-origin" not in stranger.headers


def test_a_shop_may_let_every_origin_in_and_never_with_cookies(
    settings: GatewaySettings,
    dialogue: DialoguePeer,  # noqa: ARG001 (answers)
) -> None:
    with (
        Served(create_app(replace(settings, allowed_origins=("*",)))) as served,
        httpx.Client(base_url=served.url) as page,
    ):
        own = page.post("/api/chat", json={"text": "hello"}).json()["conversation"]
        assert page.cookies
        answer = page.post("/api/chat", json={"text": "hello"}, headers={"Origin": STRANGER})
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert answer.json()["conversation"] != own, "the cookie spoke for another site's page"
        staff = page.post("/staff/login", data={"name": "x"}, headers={"Origin": STRANGER})
        assert staff.status_code == 403
