"""Signing in and out: what it takes, what it leaves behind, and how often it may be tried."""

import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from conftest import SignIn
from pages_serving import Serving, serving
from sqlalchemy import update
from staff_browsers import PASSWORD, add_staff
from test_access_table import gates_of, staffs_routes
from test_staff_pages import acts

from shop.database import Database, sqlite_url
from shop.staff.sessions import Sessions
from shop.staff.tables import StaffMember, StaffSession

WRONG = "Name or password is not right."


def log_in(browser: httpx.Client, name: str, password: str = PASSWORD, **more: str) -> httpx.Response:
    headers = {"X-Forwarded-For": more.pop("address")} if "address" in more else {}
    return browser.post("/staff/login", data={"name": name, "password": password, **more}, headers=headers)


def set_rows(folder: Path, table: type, **values: object) -> None:
    database = Database(sqlite_url(folder / "shop.db"))
    with database.change() as books:
        books.execute(update(table).values(values))
    database.close()


def test_who_has_not_signed_in_is_led_to_the_page_they_wanted(stranger: httpx.Client, place: Serving) -> None:
    add_staff(place.folder, "owner")
    answer = stranger.get("/staff/audit?who=agent")
    assert answer.status_code == 303
    login = answer.headers["location"]
    assert login == "/staff/login?next=/staff/audit%3Fwho%3Dagent"
    form = stranger.get(login).text
    assert 'name="next" value="/staff/audit?who=agent"' in form
    assert log_in(stranger, "owner", next="/staff/audit?who=agent").headers["location"] == (
        "/staff/audit?who=agent"
    )
    assert stranger.get("/staff/audit?who=agent").status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        " //evil.example",
        "///evil.example",
        "evil.example",
        "/x\r\nSet-Cookie: a=b",
    ],
)
def test_a_link_to_the_log_in_leads_to_no_other_site(place: Serving, elsewhere: str) -> None:
    with httpx.Client(base_url=place.url, headers={"Origin": place.url}) as browser:
        add_staff(place.folder, "owner")
        assert log_in(browser, "owner", next=elsewhere).headers["location"] == "/staff"
        assert browser.get("/staff/login", params={"next": elsewhere}).headers["location"] == "/staff"


def test_what_is_no_address_leads_to_the_log_in_and_is_no_fault(stranger: httpx.Client) -> None:
    assert stranger.get("/staff/login?next=//[").status_code == 200
    fragment = stranger.get("/console", headers={"HX-Request": "true", "HX-Current-URL": "http://["})
    assert fragment.headers["hx-redirect"] == "/staff/login"


def test_the_cookie_is_for_the_server_alone_and_the_database_holds_only_its_hash(
    stranger: httpx.Client, place: Serving
) -> None:
    add_staff(place.folder, "owner")
    cookie = log_in(stranger, "owner").headers["set-cookie"]
    name, _, value = cookie.partition(";")[0].partition("=")
    assert len(value) >= 40
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "Path=/" in cookie
    assert not name.startswith("__Host-")
    for file in place.folder.glob("shop.db*"):
        assert value.encode() not in file.read_bytes()
        assert PASSWORD.encode() not in file.read_bytes()


def test_over_tls_the_cookie_is_tied_to_the_host_and_never_sent_in_the_clear(
    stranger: httpx.Client, place: Serving
) -> None:
    add_staff(place.folder, "owner")
    answer = stranger.post(
        "/staff/login",
        data={"name": "owner", "password": PASSWORD},
        headers={"X-Forwarded-Proto": "https"},
    )
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_the_setting_for_a_proxy_that_ends_tls_does_the_same(tmp_path: Path, new_shop: Path) -> None:
    with serving(new_shop, tmp_path / "shop", secure_cookie=True) as place:
        add_staff(place.folder, "owner")
        answer = httpx.post(f"{place.url}/staff/login", data={"name": "owner", "password": PASSWORD})
        assert answer.headers["set-cookie"].startswith("__Host-")


def test_each_sign_in_has_a_new_id_and_ends_the_one_before(stranger: httpx.Client, place: Serving) -> None:
    add_staff(place.folder, "owner")
    log_in(stranger, "owner")
    ((name, first),) = stranger.cookies.items()
    log_in(stranger, "owner")
    assert stranger.cookies[name] != first
    with httpx.Client(base_url=place.url, cookies={name: first}) as other:
        assert other.get("/staff/me").status_code == 303
    planted = "a" * 43
    with httpx.Client(base_url=place.url, cookies={name: planted}) as victim:
        assert planted not in log_in(victim, "owner").headers["set-cookie"]


def test_signing_out_ends_the_session_for_everyone_who_holds_its_id(sign_in: SignIn, place: Serving) -> None:
    browser = sign_in("agent")
    held = dict(browser.cookies)
    answer = browser.post("/staff/logout")
    assert answer.headers["location"] == "/staff/login?done=logged_out"
    assert not browser.cookies
    assert "You are logged out." in browser.get(answer.headers["location"]).text
    with httpx.Client(base_url=place.url, cookies=held) as thief:
        assert thief.get("/staff/me").status_code == 303


@pytest.mark.parametrize(
    ("column", "age", "holds"),
    [
        ("seen_at", timedelta(minutes=29), True),
        ("seen_at", timedelta(minutes=31), False),
        ("started_at", timedelta(hours=11, minutes=59), True),
        ("started_at", timedelta(hours=12, minutes=1), False),
    ],
)
def test_a_session_ends_half_an_hour_after_its_last_use_and_twelve_hours_after_it_began(
    sign_in: SignIn, place: Serving, column: str, age: timedelta, holds: bool
) -> None:
    browser = sign_in("agent")
    set_rows(place.folder, StaffSession, **{column: datetime.now(UTC) - age})
    assert browser.get("/staff/me").status_code == (200 if holds else 303)
    # To ask is to use it: what held just now is not idle any more.
    assert browser.get("/staff/me").status_code == (200 if holds else 303)


@pytest.mark.parametrize(
    "path", ["/studio/train/progress", "/studio/tests/state", "/studio/try/sides?text=hi"]
)
def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(
    sign_in: SignIn, lasting_place: Serving, place: Serving, path: str
) -> None:
    asked = path.partition("?")[0]
    (gate,) = {
        gate for route in staffs_routes(lasting_place.app) if route.path == asked for gate in gates_of(route)
    }
    assert not gate.keeps_awake
    browser = sign_in("trainer")
    used_at = datetime.now(UTC) - timedelta(minutes=29)
    set_rows(place.folder, StaffSession, seen_at=used_at)
    browser.get(path, headers={"HX-Request": "true"})
    database = Database(sqlite_url(place.folder / "shop.db"))
    assert [one.seen_at for one in Sessions(database).all("trainer")] == [used_at]
    database.close()


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(
    stranger: httpx.Client, place: Serving
) -> None:
    add_staff(place.folder, "owner")
    add_staff(place.folder, "agent")
    set_rows(place.folder, StaffMember, disabled_at=datetime.now(UTC))
    unknown = log_in(stranger, "nobody-here", "wrong " + PASSWORD)
    wrong = log_in(stranger, "owner", "wrong " + PASSWORD)
    disabled = log_in(stranger, "agent")
    for answer in (unknown, wrong, disabled):
        assert answer.status_code == 401
        assert WRONG in answer.text
        assert "set-cookie" not in answer.headers
    without_nonce = [
        answer.text.replace(answer.text.split('nonce="')[1][:22], "") for answer in (unknown, wrong)
    ]
    assert without_nonce[0] == without_nonce[1]


def test_an_unknown_name_takes_as_long_as_a_wrong_password(stranger: httpx.Client, place: Serving) -> None:
    add_staff(place.folder, "owner")

    def seconds(name: str, address: str) -> float:
        began = time.perf_counter()
        log_in(stranger, name, "something else", address=address)
        return time.perf_counter() - began

    seconds("first", "10.0.0.1")  # makes the hash of no password, once a process
    known = statistics.median(seconds("owner", f"10.0.1.{n}") for n in range(4))
    unknown = statistics.median(seconds(f"nobody{n}", f"10.0.2.{n}") for n in range(4))
    assert unknown > known * 0.5


def test_after_five_failures_an_account_waits_wherever_the_tries_come_from(
    stranger: httpx.Client, place: Serving
) -> None:
    add_staff(place.folder, "owner")
    for n in range(5):
        assert log_in(stranger, "owner", "wrong", address=f"10.0.0.{n}").status_code == 401
    # The right password as well, else the answer would tell that it was right.
    answer = log_in(stranger, "OWNER ", address="10.0.0.9")
    assert answer.status_code == 429
    assert 240 <= int(answer.headers["retry-after"]) <= 301
    assert "Please wait 5 min" in answer.text
    add_staff(place.folder, "agent")
    assert log_in(stranger, "agent", address="10.0.0.9").status_code == 303


def test_after_five_failures_an_address_waits_whatever_the_name(
    stranger: httpx.Client, place: Serving
) -> None:
    add_staff(place.folder, "owner")
    for n in range(5):
        tried = log_in(stranger, f"guess{n}", "wrong", address=f"2001:db8:1:2::{n}")
        assert tried.status_code == 401
    assert log_in(stranger, "owner", address="2001:db8:1:2:ffff::1").status_code == 429  # the same household
    assert log_in(stranger, "owner", address="2001:db8:1:3::1").status_code == 303


def test_signing_in_forgets_the_account_s_own_failures(stranger: httpx.Client, place: Serving) -> None:
    add_staff(place.folder, "owner")
    for n in range(8):
        if n == 4:
            assert log_in(stranger, "owner", address="10.1.0.1").status_code == 303
        assert log_in(stranger, "owner", "wrong", address=f"10.0.0.{n}").status_code == 401


def test_the_pages_speak_the_member_s_language_once_it_is_chosen(sign_in: SignIn, place: Serving) -> None:
    browser = sign_in("owner")
    assert '<html lang="en">' in browser.get("/staff/me").text
    answer = browser.post("/staff/language", data={"language": "zh", "next": "/staff/members"})
    assert answer.headers["location"] == "/staff/members"
    page = browser.get("/staff/members").text
    assert '<html lang="zh">' in page
    assert "添加员工" in page
    assert "街角小店" in page
    assert ("owner", "member.language", "owner") in acts(place.folder)
    browser.post("/staff/language", data={"language": "tlh"})
    assert '<html lang="zh">' in browser.get("/staff/me").text


def test_while_the_shop_is_being_built_the_pages_say_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with serving(tmp_path / "empty", tmp_path / "shop") as place:
        answer = httpx.get(f"{place.url}/staff/me", headers={"Accept-Language": "en"})
        assert answer.status_code == 303 or "still being built" in answer.text
        page = httpx.post(f"{place.url}/staff/login", data={"name": "owner", "password": PASSWORD})
        assert page.status_code == 503
        assert "The shop is still being built" in page.text
        assert page.headers["retry-after"] == "3"
