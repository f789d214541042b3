"""Files by page: saved with a reason, refused where broken, merged where two trainers meet, taken back."""

import html
import re
from contextlib import closing

import httpx
import pytest
from conftest import SignIn
from pages_serving import Serving

from bot.settings import ROOT
from bot.studio.working_copy import WorkingCopy
from shop.database import Database, sqlite_url
from shop.staff.audit import AuditLog

STORIES = "data/stories/cart.yml"
PAGE = f"/studio/files/{STORIES}"


@pytest.fixture
def trainer(sign_in: SignIn) -> httpx.Client:
    return sign_in("trainer")


def opened(browser: httpx.Client, path: str = PAGE) -> tuple[str, str]:
    """The text and its revision, as the page of a file shows them."""
    return fields(browser.get(path).text)


def fields(page: str) -> tuple[str, str]:
    text = re.search(r"<textarea.*?>\n(.*)</textarea>", page, re.DOTALL)
    revision = re.search(r'name="revision" value="(\w+)"', page)
    assert text
    assert revision
    return html.unescape(text[1]), revision[1]


def save(browser: httpx.Client, text: str, revision: str, reason: str = "") -> httpx.Response:
    sent = text.replace("\n", "\r\n")  # as browsers do
    return browser.post(PAGE, data={"text": sent, "revision": revision, "reason": reason})


def test_a_file_is_shown_as_it_is_and_saved_with_a_reason(
    trainer: httpx.Client, served_copy: WorkingCopy
) -> None:
    text, revision = opened(trainer)
    assert text == (ROOT / STORIES).read_text(encoding="utf-8")
    answer = save(trainer, text.replace("# The cart.", "# Carts."), revision, "shorter")
    assert answer.status_code == 303
    assert served_copy.read(STORIES).text == text.replace("# The cart.", "# Carts.")
    newest = served_copy.history(limit=1)[0]
    assert (newest.author, newest.reason) == ("trainer", "shorter")
    page = trainer.get(answer.headers["location"]).text
    assert "Saved." in page
    assert newest.id in page


def test_what_is_no_yaml_is_refused_with_its_line_and_kept_on_the_page(
    trainer: httpx.Client, served_copy: WorkingCopy
) -> None:
    text, revision = opened(trainer)
    broken = f"{text}  - rule: a: b\n"
    answer = save(trainer, broken, revision)
    assert answer.status_code == 422
    assert f'data-line="{len(text.splitlines()) + 1}"' in answer.text
    assert fields(answer.text) == (broken, revision)
    assert len(served_copy.history()) == 1


def test_a_text_is_checked_without_saving_it(trainer: httpx.Client, served_copy: WorkingCopy) -> None:
    answer = trainer.post(
        "/studio/check", data={"path": STORIES, "text": "rules: ["}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert 'data-severity="error"' in answer.text
    assert "<html" not in answer.text
    assert len(served_copy.history()) == 1


def test_a_file_broken_by_hand_is_shown_with_its_fault_and_the_pages_go_on(
    trainer: httpx.Client, served_copy: WorkingCopy
) -> None:
    (served_copy.folder / "domain.yml").write_text("intents: [\n", encoding="utf-8")
    assert trainer.get("/studio/examples?intent=find").status_code == 200
    assert opened(trainer, "/studio/files/domain.yml")[0] == "intents: [\n"
    checked = trainer.post(
        "/studio/check", data={"path": "domain.yml", "text": "intents: [\n"}, headers={"HX-Request": "true"}
    )
    assert 'data-severity="error"' in checked.text
    assert served_copy.history(limit=1)[0].act == "hand"


def test_two_trainers_in_one_file_lose_nothing(sign_in: SignIn, served_copy: WorkingCopy) -> None:
    first, second = sign_in("owner"), sign_in("trainer")
    text, revision = opened(first)
    assert opened(second) == (text, revision)
    theirs = text.replace("rule: show cart", "rule: their cart").replace("# The cart.", "# Theirs.")
    assert save(first, theirs, revision, "theirs first").status_code == 303
    mine = text.replace("rule: show cart", "rule: my cart") + "# mine\n"
    met = save(second, mine, revision, "mine")
    assert met.status_code == 409
    assert "owner changed the same lines meanwhile" in met.text
    assert "theirs first" in met.text
    assert "  - rule: their cart\n" in html.unescape(met.text)
    merged, newer = fields(met.text)
    assert merged == mine.replace("# The cart.", "# Theirs.")
    assert served_copy.read(STORIES).text == theirs
    assert save(second, merged, newer, "mine").status_code == 303
    assert served_copy.read(STORIES).text == merged
    assert [one.author for one in served_copy.history(STORIES)] == ["trainer", "owner", "project"]


def test_two_trainers_in_different_lines_are_merged_and_the_second_is_told(
    sign_in: SignIn, served_copy: WorkingCopy
) -> None:
    first, second = sign_in("owner"), sign_in("trainer")
    text, revision = opened(first)
    save(first, text.replace("# The cart.", "# Theirs."), revision)
    answer = save(second, f"{text}# mine\n", revision)
    assert "done=joined" in answer.headers["location"]
    assert served_copy.read(STORIES).text == text.replace("# The cart.", "# Theirs.") + "# mine\n"


def test_the_history_tells_who_what_and_why_and_goes_back(
    trainer: httpx.Client, served_copy: WorkingCopy
) -> None:
    text, revision = opened(trainer)
    save(trainer, text.replace("# The cart.", "# <b>Carts</b>."), revision, "<i>shorter</i>")
    commit = served_copy.head()
    listed = trainer.get("/studio/history", params={"file": STORIES}).text
    assert "&lt;i&gt;shorter&lt;/i&gt;" in listed
    shown = trainer.get(f"/studio/history/{commit}").text
    assert "<del># The cart.</del>" in shown
    assert "<ins># &lt;b&gt;Carts&lt;/b&gt;.</ins>" in shown
    assert trainer.post(f"/studio/history/{commit}/revert").status_code == 303
    assert served_copy.read(STORIES).text == text
    assert trainer.get(f"/studio/history/{'0' * 40}").status_code == 404
    assert trainer.get("/studio/history/nothing").status_code == 404


def test_one_file_of_a_change_goes_back_alone(trainer: httpx.Client, served_copy: WorkingCopy) -> None:
    one, two = served_copy.documents(STORIES, "domain.yml")
    made = served_copy.save(
        {one.path: f"{one.text}# a\n", two.path: f"{two.text}# b\n"},
        based_on={one.path: one.revision, two.path: two.revision},
        author="owner",
        reason="both",
    )
    answer = trainer.post(f"/studio/history/{made.id}/revert", data={"file": "domain.yml"})
    assert answer.status_code == 303
    assert served_copy.read("domain.yml").text == two.text
    assert served_copy.read(STORIES).text == f"{one.text}# a\n"


def test_a_revert_that_later_edits_forbid_says_so(trainer: httpx.Client, served_copy: WorkingCopy) -> None:
    text, revision = opened(trainer)
    save(trainer, text.replace("# The cart.", "# One."), revision)
    first = served_copy.head()
    text, revision = opened(trainer)
    save(trainer, text.replace("# One.", "# Two."), revision)
    answer = trainer.post(f"/studio/history/{first}/revert")
    assert answer.status_code == 409
    assert f"{STORIES} was changed later in the same lines." in answer.text


def test_a_new_file_is_begun_and_only_where_one_may_be(
    trainer: httpx.Client, served_copy: WorkingCopy
) -> None:
    answer = trainer.post("/studio/files/new", data={"group": "tests", "name": "offers"})
    assert answer.status_code == 303
    assert served_copy.read("tests/offers.yml").text.endswith("stories: []\n")
    for name in ("offers", "../offers", "a/../../b", ""):
        assert trainer.post("/studio/files/new", data={"group": "tests", "name": name}).status_code == 422
    assert trainer.get("/studio/files/data/nothing.yml").status_code == 404
    assert trainer.get("/studio/files/../pyproject.toml").status_code == 404


def test_a_name_that_no_disk_takes_locks_nobody_out(trainer: httpx.Client, served_copy: WorkingCopy) -> None:
    for name in ("x" * 260, "smalltalk.yml/x", "smalltalk.yml/more/x", f"{'x' * 260}/a"):
        answer = trainer.post("/studio/files/new", data={"group": "stories", "name": name})
        assert answer.status_code == 422
    assert trainer.get("/studio").status_code == 200
    assert len(served_copy.history()) == 1
    assert (served_copy.folder / "data/stories/smalltalk.yml").is_file()


def test_a_file_is_deleted_and_brought_back(
    trainer: httpx.Client, served_copy: WorkingCopy, studio: Serving
) -> None:
    page = trainer.get(PAGE).text
    assert 'action="/studio/files/delete"' in page
    text, revision = fields(page)
    answer = trainer.post("/studio/files/delete", data={"path": STORIES, "revision": revision})
    assert answer.status_code == 303
    assert STORIES not in served_copy.files()
    assert not (served_copy.folder / STORIES).exists()
    commit = served_copy.head()
    listed = trainer.get(answer.headers["location"]).text
    assert "Deleted." in listed
    assert f'name="commit" value="{commit}"' in listed
    with closing(Database(sqlite_url(studio.folder / "shop.db"))) as database:
        (act,) = AuditLog(database).page(act="file.delete")
        assert (act.who, act.subject, act.detail) == ("trainer", commit[:12], {"paths": [STORIES]})
    undone = trainer.post("/studio/undo", data={"commit": commit, "back": "/studio/files"})
    assert undone.status_code == 303
    assert served_copy.read(STORIES).text == text


def test_a_file_is_deleted_only_as_it_was_read_and_only_where_it_can_be_spared(
    trainer: httpx.Client, served_copy: WorkingCopy
) -> None:
    text, revision = opened(trainer)
    save(trainer, text.replace("# The cart.", "# Theirs."), revision)
    met = trainer.post("/studio/files/delete", data={"path": STORIES, "revision": revision})
    assert met.status_code == 409
    assert f"trainer changed {STORIES} in the same lines meanwhile." in met.text
    domain = trainer.get("/studio/files/domain.yml").text
    assert "/studio/files/delete" not in domain
    for path in ("domain.yml", "config.yml", "data/nothing.yml"):
        data = {"path": path, "revision": fields(domain)[1]}
        assert trainer.post("/studio/files/delete", data=data).status_code == 404
    assert {STORIES, "domain.yml", "config.yml"} <= set(served_copy.files())


def test_the_first_state_has_no_way_back(trainer: httpx.Client, served_copy: WorkingCopy) -> None:
    first = served_copy.head()
    assert "/revert" not in trainer.get(f"/studio/history/{first}").text
    answer = trainer.post(f"/studio/history/{first}/revert")
    assert answer.status_code == 409
    assert "The first state cannot be taken back" in answer.text
    assert trainer.post("/studio/undo", data={"commit": first}).status_code == 409
    assert trainer.get("/studio/examples").status_code == 200


def test_a_text_saved_over_a_commit_instead_of_a_revision_is_met_not_stumbled_over(
    trainer: httpx.Client, served_copy: WorkingCopy
) -> None:
    text, _ = opened(trainer)
    assert save(trainer, f"{text}# mine\n", served_copy.head()).status_code == 409


def test_nobody_has_odd_yaml_read_without_an_end(sign_in: SignIn, trainer: httpx.Client) -> None:
    aliases = "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(40))
    data, htmx = {"path": STORIES, "text": aliases}, {"HX-Request": "true"}
    answer = trainer.post("/studio/check", data=data, headers=htmx)
    assert 'data-severity="error"' in answer.text
    viewer = sign_in("viewer")
    assert viewer.post("/studio/check", data=data, headers=htmx).status_code == 403
    assert 'id="findings"' not in viewer.get(PAGE).text
    assert viewer.post("/studio/check", headers=htmx).status_code == 200


def test_nothing_newer_waits_right_after_the_start(trainer: httpx.Client) -> None:
    page = trainer.get("/studio/upgrade")
    assert "Nothing newer than what is merged in." in page.text
    assert trainer.post("/studio/upgrade/merge").status_code == 303
    assert trainer.post("/studio/upgrade/clashes/none", data={"take": "mine"}).status_code == 404
