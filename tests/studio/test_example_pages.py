"""Trainers teach by pages alone: examples, a whole new intent, and corrections from the inbox, each undone."""

import html
import json
import re
from contextlib import closing
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from conftest import SignIn
from pages_serving import Serving

from bot.studio.commits import Commit
from bot.studio.example_book import ExampleBook
from bot.studio.working_copy import WorkingCopy
from shop.conversations import Conversations
from shop.database import Database, sqlite_url
from shop.review.corrections import Corrections
from shop.review.markup import Span
from shop.staff.audit import Actor, AuditLog
from shop.transcript import Said

PAGE = "/studio/examples"


@pytest.fixture
def trainer(sign_in: SignIn) -> httpx.Client:
    return sign_in("trainer")


@pytest.fixture
def book(served_copy: WorkingCopy) -> ExampleBook:
    return ExampleBook(served_copy)


def undo(browser: httpx.Client, answer: httpx.Response) -> None:
    """Take back what a form just did, as its toast offers."""
    commit = parse_qs(urlsplit(answer.headers["location"]).query)["commit"][0]
    page = browser.get(answer.headers["location"])
    assert f'value="{commit}"' in page.text
    answer = browser.post("/studio/undo", data={"commit": commit, "back": PAGE})
    assert answer.status_code == 303
    assert "done=undone" in answer.headers["location"]


def test_examples_are_listed_by_intent_and_language_and_searched(trainer: httpx.Client) -> None:
    page = trainer.get(PAGE, params={"intent": "add_to_cart", "language": "en", "q": "basket lamp"})
    assert page.status_code == 200
    found = re.findall(r'<span class="said" lang="(\w+)">(.*?)</span>', page.text)
    assert found
    assert all(language == "en" and "basket" in text for language, text in found)
    assert 'href="/studio/examples?intent=find"' in page.text


def test_several_examples_are_added_as_one_change_and_undone(
    trainer: httpx.Client, served_copy: WorkingCopy, book: ExampleBook
) -> None:
    texts = "any kazoo in stock\r\nis there a [banjo](category)\r\n"
    answer = trainer.post(f"{PAGE}/add", data={"intent": "find", "language": "en", "texts": texts})
    assert answer.status_code == 303
    assert [one.text for one in book.find(intent="find", language="en", limit=2).examples] == [
        "is there a [banjo](category)",
        "any kazoo in stock",
    ]
    assert served_copy.history(limit=1)[0].author == "trainer"
    assert "kazoo" in served_copy.history(limit=1)[0].reason
    undo(trainer, answer)
    assert book.twin("en", "any kazoo in stock") is None


def test_an_example_is_marked_changed_and_moved(trainer: httpx.Client, book: ExampleBook) -> None:
    found = book.find(intent="add_to_cart", words="add it to my cart").examples
    one = next(one for one in found if one.text == "add it to my cart")
    identity = {"intent": one.intent, "text": one.text}
    marked = trainer.get(
        f"{PAGE}/edit", params={**identity, "path": one.path, "word": [3, 4], "kind": "item", "do": "mark"}
    )
    assert 'value="add it to [my cart](item)"' in marked.text
    changed = trainer.post(
        f"{PAGE}/change", data={**identity, "path": one.path, "draft": "add it to [my cart](item)"}
    )
    assert changed.status_code == 303
    assert "add it to [my cart](item)" in [one.text for one in book.find(words="add it to my cart").examples]
    moved = trainer.post(
        f"{PAGE}/change",
        data={
            "path": one.path,
            "intent": one.intent,
            "text": "add it to [my cart](item)",
            "draft": "add it to [my cart](item)",
            "to": "show_cart",
        },
    )
    assert moved.status_code == 303
    twin = book.twin("en", "add it to my cart")
    assert twin
    assert twin.intent == "show_cart"
    undo(trainer, moved)
    assert (twin := book.twin("en", "add it to my cart"))
    assert twin.intent == "add_to_cart"


def test_an_example_is_deleted_and_undone_after_others_were_added(
    trainer: httpx.Client, book: ExampleBook
) -> None:
    one = book.find(intent="greet", language="en").examples[0]
    data = {"path": one.path, "intent": one.intent, "text": one.text}
    answer = trainer.post(f"{PAGE}/delete", data=data)
    assert book.twin("en", one.text) is None
    trainer.post(
        f"{PAGE}/add", data={"intent": "thanks", "language": "en", "texts": "much obliged to you all"}
    )
    undo(trainer, answer)
    assert book.twin("en", one.text)
    assert book.twin("en", "much obliged to you all")


def test_several_are_moved_or_deleted_as_one_change(
    trainer: httpx.Client, served_copy: WorkingCopy, book: ExampleBook
) -> None:
    page = trainer.get(PAGE, params={"intent": "greet", "language": "en"}).text
    names = [html.unescape(name) for name in re.findall(r'name="chosen" value="(.*?)"', page)][:3]
    texts = [json.loads(name)[2] for name in names]
    moved = trainer.post(
        f"{PAGE}/several", data={"do": "move", "to": "thanks", "intent": "greet", "chosen": names}
    )
    assert moved.status_code == 303
    assert {twin.intent for text in texts if (twin := book.twin("en", text))} == {"thanks"}
    undo(trainer, moved)
    gone = trainer.post(f"{PAGE}/several", data={"do": "delete", "intent": "greet", "chosen": names})
    assert gone.status_code == 303
    assert not any(book.twin("en", text) for text in texts)
    assert [one.act for one in served_copy.history()] == ["save", "revert", "save", "seed"]
    nothing = trainer.post(f"{PAGE}/several", data={"do": "delete", "intent": "greet"})
    assert nothing.headers["location"] == f"{PAGE}?intent=greet&done=unchanged"
    again = trainer.post(f"{PAGE}/several", data={"do": "delete", "chosen": names})
    assert again.status_code == 422
    assert trainer.post(f"{PAGE}/several", data={"do": "delete", "chosen": ["{"]}).status_code == 404


def test_a_sentence_that_is_an_example_already_is_said_so(trainer: httpx.Client) -> None:
    answer = trainer.post(f"{PAGE}/add", data={"intent": "find", "language": "en", "texts": "add it"})
    assert answer.status_code == 422
    assert "“add it” is an example of add_to_cart already." in answer.text
    assert ">add it</textarea>" in answer.text


def test_an_unknown_intent_or_an_empty_line_is_refused(
    trainer: httpx.Client, served_copy: WorkingCopy
) -> None:
    for data in ({"intent": "nothing", "texts": "hello there you"}, {"intent": "find", "texts": "  "}):
        answer = trainer.post(f"{PAGE}/add", data={"language": "en", **data})
        assert answer.status_code == 422
    assert len(served_copy.history()) == 1


def test_an_intent_with_answer_and_rule_is_added_in_one_form(
    trainer: httpx.Client, served_copy: WorkingCopy, book: ExampleBook
) -> None:
    form = {
        "name": "gift_wrap",
        "topic": "service",
        "examples_en": "can you wrap it\nas a gift please",
        "examples_zh": "能包装一下吗\n要礼品包装",
        "answer_en": 'We wrap "everything", free of charge.',
        "answer_zh": "都可以免费包装。",
    }
    answer = trainer.post("/studio/intents/new", data=form)
    assert answer.status_code == 303
    assert len(served_copy.history()) == 2
    assert set(served_copy.history()[0].paths) == {
        "domain.yml",
        "data/stories/service.yml",
        "data/nlu/en/service.yml",
        "data/nlu/zh/service.yml",
    }
    assert book.counts()["gift_wrap"] == {"en": 2, "zh": 2}
    others = {"examples_en": "sell me a gift card", "examples_zh": "我要买礼品卡"}
    more = {**form, **others, "name": "gift_card", "topic": "small-talk"}
    dashed = trainer.post("/studio/intents/new", data=more)
    assert dashed.status_code == 303
    assert "data/nlu/zh/small-talk.yml" in served_copy.history()[0].paths
    nowhere = trainer.post("/studio/intents/new", data={**form, "name": "gift_box", "topic": "a.b/c"})
    assert nowhere.status_code == 422
    assert "“data/stories/a.b/c.yml” cannot be a file here" in nowhere.text
    assert 'value="gift_box"' in nowhere.text
    again = trainer.post("/studio/intents/new", data=form)
    assert again.status_code == 422
    assert "“gift_wrap” cannot be the name, or is taken." in again.text
    undo(trainer, answer)
    assert "gift_wrap" not in served_copy.read("domain.yml").text
    assert "gift_card" in served_copy.read("domain.yml").text


@pytest.fixture
def corrections(studio: Serving) -> Corrections:
    """Two sentences that staff corrected; the second is an example already."""
    database = Database(sqlite_url(studio.folder / "shop.db"))
    talks = Conversations(database)
    talk = talks.open_new("0" * 64, "en").conversation
    found = Corrections(database)
    for text, spans in (("something crimson for <b>me</b>", [Span(10, 17, "value")]), ("add it", [])):
        turn = talks.begin_turn(talk, Said("text", text, "en", text))
        found.propose(talk, turn.n, "find", spans, Actor("agent"))
    return found


def test_a_correction_becomes_an_example_that_names_its_origin_and_is_undone(
    trainer: httpx.Client, served_copy: WorkingCopy, book: ExampleBook, corrections: Corrections
) -> None:
    page = trainer.get("/studio/inbox").text
    assert "&lt;b&gt;me&lt;/b&gt;" in page
    assert "This sentence is an example of add_to_cart already." in page
    answer = trainer.post("/studio/inbox/1/accept")
    assert answer.status_code == 303
    assert (twin := book.twin("en", "something crimson for <b>me</b>"))
    assert (twin.intent, twin.text) == ("find", "something [crimson](value) for <b>me</b>")
    newest = served_copy.history(limit=1)[0]
    assert newest.reason == "find: from conversation 1, turn 1"
    assert corrections.count() == 1
    assert '"/studio/inbox/1/reopen"' in trainer.get(answer.headers["location"]).text
    again = trainer.post("/studio/inbox/1/reopen", data={"commit": newest.id})
    assert again.status_code == 303
    assert corrections.count() == 2
    assert book.twin("en", "something crimson for <b>me</b>") is None


def test_a_correction_is_changed_then_accepted_or_dropped(
    trainer: httpx.Client, book: ExampleBook, corrections: Corrections
) -> None:
    double = trainer.post("/studio/inbox/2/accept")
    assert double.status_code == 409
    assert "“add it” is an example of add_to_cart already." in double.text
    marked = trainer.get("/studio/inbox/1", params={"word": [0], "kind": "item", "do": "mark"})
    assert "[something](item) [crimson](value)" in marked.text
    answer = trainer.post(
        "/studio/inbox/1/accept", data={"draft": "anything [crimson](value)?", "to": "recommend"}
    )
    assert answer.status_code == 303
    assert (twin := book.twin("en", "anything crimson?"))
    assert twin.intent == "recommend"
    assert trainer.post("/studio/inbox/2/drop").status_code == 303
    assert corrections.count() == 0
    assert "done=inbox_gone" in trainer.post("/studio/inbox/2/drop").headers["location"]


@pytest.mark.usefixtures("corrections")
def test_the_log_names_each_commit_and_quotes_nobody(
    studio: Serving, trainer: httpx.Client, served_copy: WorkingCopy
) -> None:
    trainer.post("/studio/inbox/1/accept")
    accepted = served_copy.head()
    trainer.post("/studio/inbox/1/reopen", data={"commit": accepted})
    undone = served_copy.head()
    data = {"intent": "find", "language": "en", "texts": "my secret kazoo"}
    trainer.post(f"{PAGE}/add", data=data)
    with closing(Database(sqlite_url(studio.folder / "shop.db"))) as database:
        acts = AuditLog(database).page(who="trainer")
        told = {(one.act, one.subject) for one in acts}
        assert {("example.add", accepted[:12]), ("training.undo", undone[:12])} <= told
        assert not [one for one in acts if "kazoo" in str(one.detail) or "crimson" in str(one.detail)]


def test_who_was_slower_with_a_correction_is_taken_back_and_both_are_logged(
    studio: Serving,
    trainer: httpx.Client,
    served_copy: WorkingCopy,
    corrections: Corrections,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def quicker(self: ExampleBook, *args: Any, **more: Any) -> Commit:
        corrections.settle(1, "dropped", Actor("owner"))
        return apply(self, *args, **more)

    apply = ExampleBook.apply
    monkeypatch.setattr(ExampleBook, "apply", quicker)
    answer = trainer.post("/studio/inbox/1/accept")
    assert "done=inbox_gone" in answer.headers["location"]
    reverted, accepted = served_copy.history(limit=2)
    with closing(Database(sqlite_url(studio.folder / "shop.db"))) as database:
        told = [(one.act, one.subject) for one in AuditLog(database).page(who="trainer", limit=2)]
    assert told == [("training.revert", reverted.id[:12]), ("example.add", accepted.id[:12])]


def test_a_number_that_no_correction_can_have_is_not_found(trainer: httpx.Client) -> None:
    page = f"/studio/inbox/{'9' * 20}"
    assert trainer.get(page).status_code == 404
    for act in ("accept", "drop", "reopen"):
        assert trainer.post(f"{page}/{act}").status_code == 404


def test_a_viewer_reads_and_changes_nothing(sign_in: SignIn, served_copy: WorkingCopy) -> None:
    viewer = sign_in("viewer")
    page = viewer.get(f"{PAGE}?intent=find")
    assert page.status_code == 200
    assert "/studio/examples/delete" not in page.text
    answer = viewer.post(f"{PAGE}/add", data={"intent": "find", "language": "en", "texts": "any kazoo"})
    assert answer.status_code == 403
    assert len(served_copy.history()) == 1
