"""The owner's page of staff, one's own page, and the log: what they change, end and write down."""

import re
from pathlib import Path

import httpx
import pytest
from conftest import SignIn
from pages_serving import Serving
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError
from staff_browsers import PASSWORD, add_staff

from shop.database import Database, sqlite_url
from shop.staff.audit import AuditLog
from shop.staff.tables import StaffAct


def acts(folder: Path) -> list[tuple[str, str, str]]:
    """The whole log, oldest first: who, what, to what."""
    database = Database(sqlite_url(folder / "shop.db"))
    try:
        return [(row.who, row.act, row.subject) for row in reversed(AuditLog(database).page(limit=1000))]
    finally:
        database.close()


def password_in(page: str) -> str:
    (found,) = re.findall(r'<code class="secret">([^<]+)</code>', page)
    return found


def test_somebody_added_gets_a_password_that_is_shown_once_and_must_be_changed_first(
    sign_in: SignIn, stranger: httpx.Client
) -> None:
    owner = sign_in("owner")
    added = owner.post("/staff/members", data={"name": "agent", "role": "agent"})
    password = password_in(added.text)
    assert password not in owner.get("/staff/members/agent").text
    first = stranger.post(
        "/staff/login", data={"name": "agent", "password": password, "next": "/staff/me?x=1"}
    )
    assert first.headers["location"] == "/staff/me?due=1"
    assert stranger.get("/console").headers["location"] == "/staff/me?due=1"
    assert "choose one of your own first" in stranger.get("/staff/me?due=1").text
    changed = stranger.post(
        "/staff/me/password", data={"current": password, "new": PASSWORD, "again": PASSWORD}
    )
    assert changed.headers["location"] == "/staff/me?done=password"
    assert "/staff/me" not in stranger.get("/console").headers.get("location", "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("owner", "There is somebody of this name already."),
        ("x", "A name has 2 to 40"),
        ("terminal", "A name has 2 to 40"),
        ("../etc", "A name has 2 to 40"),
        ('"><script>', "A name has 2 to 40"),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_a_sentence(
    browsers: dict[str, httpx.Client], name: str, said: str
) -> None:
    answer = browsers["owner"].post("/staff/members", data={"name": name, "role": "agent"})
    assert answer.status_code == 422
    assert said in answer.text
    assert "<script>" not in answer.text


def test_disabling_ends_all_sessions_at_once_and_keeps_the_member_out(
    sign_in: SignIn, place: Serving
) -> None:
    owner, agent, other = sign_in("owner"), sign_in("agent"), sign_in("agent")
    answer = owner.post("/staff/members/agent/disable")
    assert answer.headers["location"] == "/staff/members/agent?done=disabled"
    assert "Disabled; all sessions have ended." in owner.get(answer.headers["location"]).text
    for browser in (agent, other):
        assert browser.get("/staff/me").headers["location"].startswith("/staff/login")
    tried = httpx.post(f"{place.url}/staff/login", data={"name": "agent", "password": PASSWORD})
    assert tried.status_code == 401
    owner.post("/staff/members/agent/enable")
    assert agent.get("/staff/me").status_code == 303  # the old session does not come back to life
    tried = httpx.post(f"{place.url}/staff/login", data={"name": "agent", "password": PASSWORD})
    assert tried.status_code == 303


def test_a_reset_ends_all_sessions_and_only_the_new_password_opens(sign_in: SignIn, place: Serving) -> None:
    owner, agent = sign_in("owner"), sign_in("agent")
    password = password_in(owner.post("/staff/members/agent/reset").text)
    assert agent.get("/staff/me").status_code == 303
    old = httpx.post(f"{place.url}/staff/login", data={"name": "agent", "password": PASSWORD})
    assert old.status_code == 401
    new = httpx.post(f"{place.url}/staff/login", data={"name": "agent", "password": password})
    assert new.status_code == 303


def test_another_role_holds_from_the_next_sign_in_on(sign_in: SignIn, place: Serving) -> None:
    owner, trainer = sign_in("owner"), sign_in("trainer")
    assert trainer.get("/staff/audit").status_code == 403
    owner.post("/staff/members/trainer/role", data={"role": "owner"})
    assert trainer.get("/staff/audit").status_code == 303
    again = trainer.post("/staff/login", data={"name": "trainer", "password": PASSWORD})
    assert again.status_code == 303
    assert trainer.get("/staff/audit").status_code == 200
    assert ("owner", "member.role", "trainer") in acts(place.folder)


def test_the_last_owner_can_be_neither_disabled_nor_demoted(sign_in: SignIn, place: Serving) -> None:
    owner = sign_in("owner")
    for address, data in (("disable", {}), ("role", {"role": "viewer"})):
        answer = owner.post(f"/staff/members/owner/{address}", data=data)
        assert answer.status_code == 422
        assert "This is the only owner" in answer.text
    assert owner.get("/staff/members").status_code == 200
    add_staff(place.folder, "second", "owner")
    assert owner.post("/staff/members/owner/role", data={"role": "viewer"}).status_code == 303
    assert owner.get("/staff/members").status_code == 303


def test_a_role_that_is_not_in_the_table_is_not_taken(browsers: dict[str, httpx.Client]) -> None:
    answer = browsers["owner"].post("/staff/members/agent/role", data={"role": "god"})
    assert answer.status_code == 422
    assert "Something is missing" in answer.text


def test_the_owner_ends_anybody_s_session_and_others_only_their_own(sign_in: SignIn) -> None:
    owner, agent, viewer = sign_in("owner"), sign_in("agent"), sign_in("viewer")
    page = owner.get("/staff/members/agent").text
    (number,) = re.findall(r"/staff/members/agent/sessions/(\d+)/end", page)
    assert viewer.post(f"/staff/me/sessions/{number}/end").status_code == 404
    assert agent.get("/staff/me").status_code == 200
    assert owner.post(f"/staff/members/agent/sessions/{number}/end").status_code == 303
    assert agent.get("/staff/me").status_code == 303
    assert owner.post("/staff/members/viewer/sessions/end").status_code == 303
    assert viewer.get("/staff/me").status_code == 303
    assert owner.post("/staff/members/nobody/sessions/end").status_code == 404


def test_one_s_own_page_lists_the_sessions_and_ends_all_others(sign_in: SignIn) -> None:
    here, there = sign_in("agent"), sign_in("agent")
    page = here.get("/staff/me").text
    assert page.count("python-httpx") == 2
    assert page.count("this one") == 1
    assert here.post("/staff/me/sessions/end-others").status_code == 303
    assert here.get("/staff/me").status_code == 200
    assert there.get("/staff/me").status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "again", "said"),
    [
        ("not this one", "another good one", "another good one", "The password you have now is not right."),
        (PASSWORD, "another good one", "another good two", "The two new passwords differ."),
        (PASSWORD, PASSWORD, PASSWORD, "The new password is the old one."),
        (PASSWORD, "tiny one", "tiny one", "too short"),
        (PASSWORD, "x" * 300, "x" * 300, "too long"),
        (PASSWORD, "viewer123456", "viewer123456", "little more than your name"),
        (PASSWORD, "Password12345!", "Password12345!", "tried first"),
        (PASSWORD, "qwertyqwertyqwerty", "qwertyqwertyqwerty", "tried first"),
        (PASSWORD, "aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "tried first"),
    ],
)
def test_a_password_is_changed_by_who_knows_it_to_one_that_is_hard_to_guess(
    browsers: dict[str, httpx.Client], current: str, new: str, again: str, said: str
) -> None:
    answer = browsers["viewer"].post(
        "/staff/me/password", data={"current": current, "new": new, "again": again}
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert new not in answer.text


def test_changing_the_password_ends_one_s_other_sessions(sign_in: SignIn) -> None:
    here, there = sign_in("agent"), sign_in("agent")
    new = "seven lamps and a tent"
    here.post("/staff/me/password", data={"current": PASSWORD, "new": new, "again": new})
    assert here.get("/staff/me").status_code == 200
    assert there.get("/staff/me").status_code == 303


def test_who_is_signed_in_may_not_guess_their_own_password_either(sign_in: SignIn) -> None:
    agent = sign_in("agent")
    data = {"current": "a wrong guess", "new": "seven lamps and a tent", "again": "seven lamps and a tent"}
    for _ in range(5):
        assert agent.post("/staff/me/password", data=data).status_code == 422
    blocked = agent.post("/staff/me/password", data=data | {"current": PASSWORD})
    assert blocked.status_code == 429
    assert int(blocked.headers["retry-after"]) > 200


def test_the_log_tells_who_did_what_and_holds_no_secret(sign_in: SignIn, place: Serving) -> None:
    owner = sign_in("owner")
    httpx.post(f"{place.url}/staff/login", data={"name": "owner", "password": "wrong"})
    httpx.post(f"{place.url}/staff/login", data={"name": "my password by mistake", "password": "x"})
    made = password_in(owner.post("/staff/members", data={"name": "agent", "role": "agent"}).text)
    owner.post("/staff/members/agent/disable")
    owner.post("/staff/logout")
    assert acts(place.folder) == [
        ("terminal", "member.add", "owner"),
        ("owner", "session.start", "owner"),
        ("", "session.refuse", "owner"),
        ("", "session.refuse", ""),
        ("owner", "member.add", "agent"),
        ("owner", "member.disable", "agent"),
        ("owner", "session.end", "owner"),
    ]
    for file in place.folder.glob("shop.db*"):
        kept = file.read_bytes()
        assert made.encode() not in kept
        assert b"by mistake" not in kept


def test_the_log_is_read_by_who_and_by_act_a_page_at_a_time(sign_in: SignIn) -> None:
    owner = sign_in("owner")
    for n in range(60):
        owner.post("/staff/me/sessions/end-others", data={"n": str(n)})
    page = owner.get("/staff/audit").text
    assert page.count("<tr>") == 51
    (older,) = re.findall(r'href="(/staff/audit\?before=\d+)"', page)
    rest = owner.get(older).text
    assert "added somebody" in rest
    assert "Command line" in rest
    filtered = owner.get("/staff/audit?who=terminal").text
    assert filtered.count("<tr>") == 2
    assert owner.get("/staff/audit?act=session.start&who=owner").text.count("<tr>") == 2
    assert "Nothing of the kind yet" in owner.get("/staff/audit?who=agent").text
    assert owner.get("/staff/audit?before=x").status_code == 422


@pytest.mark.parametrize("change", [delete(StaffAct), update(StaffAct).values(who="somebody else")])
def test_not_even_the_program_can_change_the_log(place: Serving, change: object) -> None:
    add_staff(place.folder, "owner")
    database = Database(sqlite_url(place.folder / "shop.db"))

    def try_it() -> None:
        with database.change() as books:
            books.execute(change)  # type: ignore[call-overload]

    with pytest.raises(DatabaseError, match="can only be added to"):
        try_it()
    with database.read() as books:
        assert books.execute(text("SELECT count(*) FROM staff_act")).scalar_one() == 1
    database.close()
