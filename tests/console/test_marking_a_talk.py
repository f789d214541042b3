"""Flags, labels, notes, "reviewed" by HTTP: each can be undone by the form in its toast, and each is logged."""

import html
import re

import httpx
import pytest
from said_before import Books, text

from shop.review.marks import Marking
from shop.staff.audit import AuditLog

HTMX = {"HX-Request": "true"}


def follow(browser: httpx.Client, answer: httpx.Response) -> str:
    """The page that a form leads to."""
    assert answer.status_code == 303, answer.text
    return browser.get(answer.headers["location"]).text


def undo(browser: httpx.Client, page: str) -> str:
    """Send the form in the toast; gives the page that follows."""
    form = re.search(r'<div class="toast".*?<form method="post" action="([^"]+)">(.*?)</form>', page, re.S)
    assert form, page
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[2]))
    return follow(
        browser, browser.post(form[1], data={key: html.unescape(value) for key, value in fields.items()})
    )


@pytest.mark.parametrize("position", [-1, 0])
def test_a_message_is_flagged_and_the_flag_is_taken_back(
    books: Books, agent: httpx.Client, position: int
) -> None:
    talk = books.talk("a lamp", text("Here."))
    marks = Marking(books.database)
    page = follow(agent, agent.post(f"/console/talks/{talk}/turns/1/flag", data={"position": position}))
    assert marks.of(talk).flags == {(1, position)}
    assert 'aria-pressed="true"' in page
    undo(agent, page)
    assert marks.of(talk).flags == frozenset()
    piece = agent.post(
        f"/console/talks/{talk}/turns/1/flag", data={"position": position, "on": "1"}, headers=HTMX
    )
    assert piece.status_code == 200
    assert piece.text.lstrip().startswith('<li id="turn-1"')
    assert agent.post(f"/console/talks/{talk}/turns/1/flag", data={"position": 9}).status_code == 404


def test_a_label_is_put_on_offered_again_and_taken_off(books: Books, agent: httpx.Client) -> None:
    talk, other = books.talk("a lamp"), books.talk("a tent")
    page = follow(
        agent, agent.post(f"/console/talks/{talk}/labels", data={"label": "  ask   the maker <b> "})
    )
    assert Marking(books.database).of(talk).labels == ("ask the maker <b>",)
    assert '<option value="ask the maker &lt;b&gt;">' in agent.get(f"/console/talks/{other}").text
    undo(agent, page)
    assert Marking(books.database).of(talk).labels == ()
    refused = agent.post(f"/console/talks/{talk}/labels", data={"label": "x" * 41})
    assert (refused.status_code, "1 to 40" in refused.text) == (422, True)


def test_a_note_is_written_and_withdrawn(books: Books, agent: httpx.Client, trainer: httpx.Client) -> None:
    talk = books.talk("a lamp")
    page = follow(agent, agent.post(f"/console/talks/{talk}/notes", data={"text": "Call the maker.\nToday."}))
    assert "Call the maker." in trainer.get(f"/console/talks/{talk}").text
    undo(agent, page)
    assert Marking(books.database).of(talk).notes == ()
    assert agent.post(f"/console/talks/{talk}/notes", data={"text": " \n"}).status_code == 422


def test_a_talk_is_reviewed_and_not_reviewed_after_all(books: Books, agent: httpx.Client) -> None:
    talk = books.talk("a lamp")
    page = follow(agent, agent.post(f"/console/talks/{talk}/review", data={"on": "1"}))
    review = Marking(books.database).of(talk).review
    assert review is not None
    assert (review.by, review.last_turn) == ("agent", 1)
    undo(agent, page)
    assert Marking(books.database).of(talk).review is None


def test_where_a_colleague_was_first_nothing_changes_and_nothing_can_be_taken_back(
    books: Books, agent: httpx.Client, trainer: httpx.Client
) -> None:
    talk = books.talk("a lamp")
    for form, data in (
        ("turns/1/flag", {"position": "-1"}), ("labels", {"label": "good"}), ("review", {"on": "1"}),
    ):  # fmt: skip
        trainer.post(f"/console/talks/{talk}/{form}", data=data)
        page = follow(agent, agent.post(f"/console/talks/{talk}/{form}", data=data))
        assert "It was so already" in page
        toast = page.partition('<div class="toast"')[2].partition("</div>")[0]
        assert toast
        assert "<form" not in toast
    review = Marking(books.database).of(talk).review
    assert review is not None
    assert review.by == "trainer"
    assert AuditLog(books.database).page(who="agent")[0].act == "session.start"


def test_a_note_is_withdrawn_by_its_author_or_an_owner(books: Books, agent: httpx.Client, sign_in) -> None:  # type: ignore[no-untyped-def]
    talk = books.talk("a lamp")
    owner, marks = sign_in("owner"), Marking(books.database)
    for writer in (owner, agent):
        writer.post(f"/console/talks/{talk}/notes", data={"text": "Call the maker."})
    owners, agents = (f"/console/talks/{talk}/notes/{note.number}/withdraw" for note in marks.of(talk).notes)
    page = agent.get(f"/console/talks/{talk}").text
    assert owners not in page
    assert agents in page
    assert agent.post(owners).status_code == 403
    assert len(marks.of(talk).notes) == 2
    assert owner.post(agents).status_code == 303
    assert "It was so already" in follow(agent, agent.post(agents))
    assert len(marks.of(talk).notes) == 1


def test_htmx_is_led_back_to_an_address_with_a_chinese_label(books: Books, agent: httpx.Client) -> None:
    talk = books.talk("a lamp")
    agent.post("/staff/language", data={"language": "en"}, headers=HTMX)
    answer = agent.post(
        "/staff/language", data={"language": "en", "next": f"/console?label=好&talk={talk}"}, headers=HTMX
    )
    assert answer.headers["hx-redirect"] == f"/console?label=%E5%A5%BD&talk={talk}"


def test_every_mark_is_in_the_log_without_what_was_said(books: Books, agent: httpx.Client) -> None:
    talk = books.talk("a secret lamp")
    agent.post(f"/console/talks/{talk}/turns/1/flag", data={"position": -1})
    agent.post(f"/console/talks/{talk}/labels", data={"label": "good"})
    agent.post(f"/console/talks/{talk}/notes", data={"text": "a secret note"})
    agent.post(f"/console/talks/{talk}/review", data={"on": "1"})
    agent.post(f"/console/talks/{talk}/review", data={"on": "0"})
    acts = AuditLog(books.database).page(who="agent")
    assert [act.act for act in acts][:5] == [
        "talk.unreview",
        "talk.review",
        "talk.note",
        "talk.label",
        "talk.flag",
    ]
    assert not any("secret" in str(act.detail) + act.subject for act in acts)


@pytest.mark.parametrize("form", ["turns/1/flag", "labels", "notes", "review", "turns/1/correct", "story"])
def test_a_viewer_reads_and_changes_nothing(books: Books, sign_in, form: str) -> None:  # type: ignore[no-untyped-def]
    talk = books.talk("a lamp")
    viewer = sign_in("viewer")
    assert viewer.get(f"/console/talks/{talk}").status_code == 200
    data = {"position": -1, "label": "x", "text": "x", "on": "1"}
    assert viewer.post(f"/console/talks/{talk}/{form}", data=data).status_code == 403
