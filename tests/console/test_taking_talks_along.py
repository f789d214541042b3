"""Conversations as JSON, as CSV, and as a test story in the trainers' working copy, by HTTP."""

import csv
import io
import json
from pathlib import Path

import httpx
import pytest
from pages_serving import Serving
from ruamel.yaml import YAML
from said_before import Books, cards, text, told
from test_marking_a_talk import follow, undo

from shop.review.corrections import Corrections
from shop.review.marks import Marking
from shop.review.markup import Span
from shop.review.stories import with_story
from shop.staff.audit import Actor, AuditLog

TRAINER = Actor("trainer")


def rows_of(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert answer.content.startswith("\ufeff".encode())  # or Excel spoils Chinese
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))


def test_a_talk_is_exported_whole(books: Books, agent: httpx.Client) -> None:
    talk = books.talk("我想买台灯", text("请看："), cards("余烬台灯"), insight=told(), language="zh")
    Marking(books.database).label(talk, "good", TRAINER)
    rows = rows_of(agent.get(f"/console/talks/{talk}/export.csv"))
    assert [(row["speaker"], row["text"]) for row in rows] == [
        ("shopper", "我想买台灯"), ("bot", "请看："), ("bot", "余烬台灯"),
    ]  # fmt: skip
    assert (rows[0]["intent"], rows[0]["confidence"], rows[0]["labels"]) == ("find", "0.91", "good")
    answer = agent.get(f"/console/talks/{talk}/export.json")
    assert "attachment" in answer.headers["content-disposition"]
    (told_,) = answer.json()["talks"]
    assert told_["turns"][0]["insight"]["detail"]["ms"]["whole"] == 9.1
    assert "postback" not in answer.text
    assert "shopper_id" not in answer.text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_is_a_formula(start: str) -> None:
    from shop.review.exports import safe_cell  # noqa: PLC0415

    assert safe_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"
    assert safe_cell("a = b") == "a = b"


def test_what_a_shopper_typed_is_no_formula_in_the_export(books: Books, agent: httpx.Client) -> None:
    talk = books.talk('=HYPERLINK("http://evil.example";"lamp")', text("-1 lamps"), insight=told())
    rows = rows_of(agent.get(f"/console/talks/{talk}/export.csv"))
    assert rows[0]["text"].startswith("'=HYPERLINK")
    assert rows[1]["text"] == "'-1 lamps"


def test_a_filtered_list_is_exported_as_it_is_filtered_and_logged(books: Books, agent: httpx.Client) -> None:
    for n in range(60):
        books.talk(f"lamp {n}", insight=told("find" if n % 2 else "complaint"))
    answer = agent.get("/console/export.json", params={"intent": "complaint", "words": "lamp"})
    assert [talk["turns"][0]["text"] for talk in answer.json()["talks"]] == [
        f"lamp {n}" for n in range(58, -1, -2)
    ]
    assert len(rows_of(agent.get("/console/export.csv"))) == 120
    act = AuditLog(books.database).page(act="talks.export")[1]
    assert (act.who, act.subject, act.detail["intent"]) == ("agent", "30", "complaint")
    assert "lamp" not in str(act.detail)  # what is looked for may be a shopper's own words
    assert json.loads(agent.get("/console/export.json", params={"words": "giraffe"}).text) == {"talks": []}


def test_a_viewer_takes_nothing_along(books: Books, sign_in) -> None:  # type: ignore[no-untyped-def]
    talk = books.talk("a lamp", insight=told())
    viewer = sign_in("viewer")
    for address in ("/console/export.csv", f"/console/talks/{talk}/export.json"):
        assert viewer.get(address).status_code == 403


def stories_in(folder: Path, language: str = "en") -> list[dict[str, object]]:
    file = folder / f"tests/test_talks_{language}.yml"
    return YAML(typ="safe").load(file.read_text("utf-8"))["stories"] if file.is_file() else []


def test_a_talk_becomes_a_test_story_in_one_click_and_another_takes_it_out(
    books: Books, trainer: httpx.Client, tmp_path: Path
) -> None:
    lamp = [{"entity": "category", "value": "urn:x", "start": 2, "end": 6}]
    talk = books.open()
    books.say(talk, "a lamp", insight=told(entities=lamp))
    books.say(talk, "grr", insight=told("complaint", 0.4))
    sent = [{"entity": "item", "value": "l1", "start": 0, "end": 1}, {"entity": "language", "value": "en"}]
    cart = told("add_to_cart", 1.0, entities=sent, actions=[{"name": "action_add_to_cart"}])
    books.say(talk, "Add to cart", kind="postback", insight=cart)
    books.say(talk, "nobody knows")
    Corrections(books.database).propose(talk, 2, "deny", [Span(0, 3, "value")], TRAINER)
    page = follow(trainer, trainer.post(f"/console/talks/{talk}/story"))
    assert "tests/test_talks_en.yml" in page
    (story,) = stories_in(tmp_path / "training")
    assert story["steps"] == [
        {"user": "a [lamp](category)", "intent": "find"}, {"action": "action_find"},
        {"user": "[grr](value)", "intent": "deny"},
        {"user": '/add_to_cart{"item": "l1"}', "intent": "add_to_cart"}, {"action": "action_add_to_cart"},
    ]  # fmt: skip
    assert "there already" in follow(trainer, trainer.post(f"/console/talks/{talk}/story"))
    undo(trainer, page)
    assert stories_in(tmp_path / "training") == []


def test_a_second_story_leaves_the_first_letter_by_letter(
    books: Books, trainer: httpx.Client, tmp_path: Path
) -> None:
    first, second = (books.talk(said, insight=told()) for said in ("a lamp", "a tent"))
    trainer.post(f"/console/talks/{first}/story")
    file = tmp_path / "training/tests/test_talks_en.yml"
    before = file.read_text("utf-8") + "# a trainer's own remark\n"
    file.write_text(before, "utf-8")
    trainer.post(f"/console/talks/{second}/story")
    assert file.read_text("utf-8").startswith(before)
    assert len(stories_in(tmp_path / "training")) == 2


@pytest.mark.parametrize(
    "begun",
    [
        '# mine\nversion: "3.1"\n\nstories: []\n',
        "stories:\n",
        "stories: null # none\nversion: '3.1'",
        "stories: [\n]\n",
        "# mine\n",
        "stories:\n- story: mine\n  steps: []\nversion: '3.1'\n",
    ],
)
def test_a_story_goes_into_a_file_that_was_begun_by_hand(begun: str) -> None:
    steps = [{"user": "a lamp", "intent": "find"}]
    text, name = with_story(begun, "talk 1", steps)
    held = YAML(typ="safe").load(text)
    assert held["stories"][-1] == {"story": "talk 1", "steps": steps}
    assert "mine" not in begun or "mine" in text
    assert with_story(text, "talk 1", steps) == (text, name)


def test_a_story_goes_into_a_file_that_was_begun_in_the_studio(
    books: Books, trainer: httpx.Client, tmp_path: Path
) -> None:
    talk = books.talk("a lamp", insight=told())
    trainer.post("/studio/files/new", data={"group": "tests", "name": "test_talks_en"})
    assert stories_in(tmp_path / "training") == []
    trainer.post(f"/console/talks/{talk}/story")
    (story,) = stories_in(tmp_path / "training")
    assert story["story"] == f"talk {talk}"
    (tmp_path / "training/tests/test_talks_en.yml").write_text("stories: [\n", "utf-8")
    refused = trainer.post(f"/console/talks/{talk}/story")
    assert (refused.status_code, "cannot be read" in refused.text) == (422, True)


def test_an_agent_makes_no_story_and_no_story_is_made_of_nothing(
    books: Books, agent: httpx.Client, trainer: httpx.Client, place: Serving
) -> None:
    talk = books.talk("before insights were")
    assert agent.post(f"/console/talks/{talk}/story").status_code == 403
    assert trainer.post(f"/console/talks/{talk}/story").status_code == 422
    assert trainer.post(f"/console/talks/{talk}/story/undo", data={"commit": "0" * 40}).status_code == 409
    assert place.folder.is_dir()
