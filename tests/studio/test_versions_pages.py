"""The page of versions: what each one is, going live with one and back, and what the shop is doing about it."""

import os
import time
from collections.abc import Callable
from dataclasses import asdict
from html.parser import HTMLParser

import httpx
import pytest
from pages_serving import Serving

from bot.processes.pointer import POINTER_FILE, Pointer, write_pointer
from bot.processes.versions import Metrics, Trained, Versions
from bot.studio.findings import Finding
from bot.studio.job_state import JobFile, JobState
from bot.studio.working_copy import WorkingCopy
from shop.database import Database, sqlite_url
from shop.staff.audit import AuditLog

SignIn = Callable[..., httpx.Client]
PAGE = "/studio/versions"


def trained(file: str, commit: str | None, **tests: bool) -> Trained:
    return Trained(
        file=file,
        data_commit=commit,
        fingerprint=file[:24],
        code="c" * 24,
        settings="s" * 24,
        author="trainer",
        seconds=61.4,
        size_bytes=5_800_000,
        metrics=Metrics(examples={"en": 3563, "zh": 2691}, intents=27, stories=0, rules=28),
        tests=tests,
    )


@pytest.fixture
def versions(studio: Serving, served_copy: WorkingCopy) -> Versions:
    """Three versions, the second one live."""
    found = Versions(studio.folder / "models")
    found.models.mkdir()
    made = (
        trained("one.tar.gz", None, cart=True, search=True),
        trained("two.tar.gz", served_copy.head(), cart=True, search=True),
        trained("three.tar.gz", served_copy.head(), cart=True, search=False),
    )
    for one in made:
        (found.models / one.file).write_text("a model")
        found.register(one)
    found.activate(2, by="owner")
    return found


def point_at(studio: Serving, version: int, *, following: int | None = None) -> None:
    """As a supervisor does; this process stands in for it."""
    pointer = Pointer(5005, version, "model", os.getpid(), 0.0, following)
    write_pointer(studio.folder / POINTER_FILE, pointer)


def test_each_version_says_what_it_was_taught_by_whom_and_what_it_is_worth(
    sign_in: SignIn, versions: Versions, served_copy: WorkingCopy
) -> None:
    page = sign_in("viewer").get(PAGE).text
    assert f"/studio/history/{served_copy.head()}" in page
    for said in ("61 s", "5.8 MB", "3563 English", "27 intents", "2 of 2 passed", "1 worse than live"):
        assert said in page
    assert "own files" in page
    assert versions.read().active == 2


def test_a_trainer_goes_live_after_being_asked_once_more(
    studio: Serving, sign_in: SignIn, versions: Versions
) -> None:
    trainer = sign_in("trainer")
    asked = trainer.get(f"{PAGE}/3/activate").text
    assert "Go live with version 3?" in asked
    assert "search" in asked  # the test that would fail
    assert versions.read().active == 2
    assert trainer.post(f"{PAGE}/3/activate").headers["location"] == f"{PAGE}?done=activate"
    assert versions.read().active == 3
    assert ("trainer", "version.activate", "3") in log_of(studio)


def test_an_older_version_is_gone_back_to(studio: Serving, sign_in: SignIn, versions: Versions) -> None:
    trainer = sign_in("trainer")
    assert "Go back to version 1?" in trainer.get(f"{PAGE}/1/activate").text
    assert trainer.post(f"{PAGE}/1/activate").headers["location"].endswith("done=roll_back")
    assert [(one.version, one.act) for one in versions.read().activations] == [
        (2, "activate"),
        (1, "roll_back"),
    ]
    assert ("trainer", "version.roll_back", "1") in log_of(studio)
    assert "went back to version 1" in trainer.get(PAGE).text


@pytest.mark.parametrize("number", [4, 99])
def test_a_version_that_is_not_there_cannot_go_live(sign_in: SignIn, versions: Versions, number: int) -> None:
    assert sign_in("trainer").post(f"{PAGE}/{number}/activate").status_code == 404
    assert versions.read().active == 2


def test_a_version_whose_file_is_gone_is_refused_in_the_readers_language(
    sign_in: SignIn, versions: Versions
) -> None:
    (versions.models / "three.tar.gz").unlink()
    answer = sign_in("trainer", language="zh").post(f"{PAGE}/3/activate")
    assert answer.status_code == 409
    assert "版本 3 的模型文件不在了" in answer.text
    assert versions.read().active == 2


def test_the_page_says_that_the_shop_is_changing_over_until_the_new_model_answers(
    studio: Serving, sign_in: SignIn, versions: Versions
) -> None:
    viewer = sign_in("viewer")
    point_at(studio, 2)
    assert "is being started" not in viewer.get(PAGE).text
    versions.activate(3, by="trainer")
    point_at(studio, 2, following=3)
    assert "Version 3 is being started; version 2 answers" in viewer.get("/studio/train/progress").text
    point_at(studio, 3)
    assert "is being started" not in viewer.get("/studio/train/progress").text


def test_the_page_says_that_rasa_must_be_started_again_where_nobody_keeps_it(
    sign_in: SignIn, versions: Versions
) -> None:
    assert versions.read().active == 2
    assert "`bot dialogue` is started again" in sign_in("viewer").get(PAGE).text


def test_a_version_that_did_not_start_says_why(studio: Serving, sign_in: SignIn, versions: Versions) -> None:
    point_at(studio, 2)
    versions.activate(3, by="trainer")
    versions.give_up(3, "Rasa could not load its <model>", instead=2, by="bot serve")
    page = sign_in("viewer").get(PAGE).text
    assert "Rasa could not load its &lt;model&gt;" in page
    assert "bot serve stayed with version 2" in page


def test_a_version_that_is_passed_over_is_not_said_to_be_on_its_way(
    studio: Serving, sign_in: SignIn, versions: Versions
) -> None:
    point_at(studio, 2)
    versions.activate(3, by="trainer")
    versions.give_up(3, "no memory left", instead=99, by="bot serve")
    assert "is being started" not in sign_in("viewer").get(PAGE).text


class Focusable(HTMLParser):
    """The elements of a piece of HTML that a keyboard reaches, each with its id."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"a", "button", "summary", "select", "input"}:
            self.ids.append(dict(attrs).get("id"))


def test_what_renews_itself_closes_nothing_and_leaves_the_keyboard_where_it_is(
    sign_in: SignIn, versions: Versions, served_copy: WorkingCopy
) -> None:
    trainer = sign_in("trainer")
    path = "data/stories/smalltalk.yml"
    rules = served_copy.read(path)
    served_copy.save(
        {path: rules.text + "# a note\n"}, based_on={path: rules.revision}, author="trainer", reason="a note"
    )
    finding = Finding("error", path, 1, "yaml", {"problem": "a colon is missing"})
    file = JobFile(versions.models)
    runs = JobState(id="1", by="trainer", commit=served_copy.head(), began=time.time())
    refused = runs.model_copy(update={"state": "refused", "findings": (asdict(finding),)})
    for job in (runs, refused):
        with file.held():
            file.write(job)
            board = trainer.get("/studio/train/progress").text
        reached = Focusable()
        reached.feed(board)
        assert len(set(reached.ids)) == len(reached.ids) > 3
        assert None not in reached.ids
        assert 'id="past"' not in board
    assert path in board
    page = trainer.get(PAGE).text
    assert 'id="past"' in page.partition('id="board"')[2]
    assert versions.read().active == 2


def log_of(studio: Serving) -> list[tuple[str, str, str]]:
    """Who did what to what, newest first."""
    database = Database(sqlite_url(studio.folder / "shop.db"))
    try:
        return [(one.who, one.act, one.subject) for one in AuditLog(database).page()]
    finally:
        database.close()
