"""A turn is corrected by forms alone: the intent, the likeliest first, and the entities by ticking words."""

import re
from pathlib import Path

import httpx
import pytest
from said_before import Books, told
from test_marking_a_talk import follow, undo

from shop.review.corrections import Corrections
from shop.review.errors import CorrectionSettledError
from shop.review.markup import pieces
from shop.staff.audit import Actor

HTMX = {"HX-Request": "true"}
SENTENCE = "a red Ember lamp please"


def ticked(sentence: str, *words: str) -> list[str]:
    """What the boxes of these words send."""
    return [str(n) for n, piece in enumerate(pieces(sentence)) if piece.text in words]


def spans_on(page: str) -> list[str]:
    return re.findall(r'name="spans" value="([^"]+)"', page)


@pytest.fixture
def talk(books: Books) -> int:
    """A sentence that was taken for a complaint, with one entity found."""
    found = [{"entity": "category", "value": "urn:daogou:category:kind/lamp", "start": 12, "end": 16}]
    ranking = [{"name": "complaint", "confidence": 0.41}, {"name": "find", "confidence": 0.39}]
    return books.talk(SENTENCE, insight=told("complaint", 0.41, entities=found, ranking=ranking))


def test_the_likeliest_intents_come_first_and_then_all_others_by_name(talk: int, agent: httpx.Client) -> None:
    page = agent.get(f"/console/talks/{talk}/turns/1/correct").text
    codes = re.findall(r'<option value="([^"]+)"(?: selected)?>', page)
    assert codes[:2] == ["complaint", "find"]
    assert {"ask_faq", "add_to_cart", "greet"} <= set(codes[2:])
    assert "nlu_fallback" not in codes
    assert "complaint (41 %)" in page
    assert spans_on(page) == ["12-16-category"]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_words_are_marked_by_ticking_the_first_and_the_last(
    talk: int, agent: httpx.Client, headers: dict[str, str]
) -> None:
    address = f"/console/talks/{talk}/turns/1/correct"
    form = {"intent": "find", "spans": ["12-16-category"], "step": "mark"}
    page = agent.post(
        address, data={**form, "piece": ticked(SENTENCE, "Ember", "lamp"), "kind": "item"}, headers=headers
    ).text
    assert spans_on(page) == ["6-16-item"]  # in place of what it covers
    assert "a red [Ember lamp](item) please" in page
    form["spans"] = ["6-16-item"]
    page = agent.post(
        address, data={**form, "piece": ticked(SENTENCE, "red"), "kind": "value"}, headers=headers
    ).text
    assert "a [red](value) [Ember lamp](item) please" in page
    assert ("<html" in page) is (not headers)
    dropped = {"intent": "find", "spans": spans_on(page), "step": "drop-1"}
    assert spans_on(agent.post(address, data=dropped, headers=headers).text) == ["2-5-value"]


def test_a_correction_waits_once_a_turn_and_names_no_shopper(
    talk: int, books: Books, agent: httpx.Client, trainer: httpx.Client
) -> None:
    address = f"/console/talks/{talk}/turns/1/correct"
    agent.post(address, data={"intent": "ask_fact", "step": "send"})
    answer = trainer.post(address, data={"intent": "find", "spans": ["2-5-value"], "step": "send"})
    page = follow(trainer, answer)
    corrections = Corrections(books.database)
    (held,) = corrections.waiting()
    assert (held.sentence, held.markup, held.intent) == (SENTENCE, "a [red](value) Ember lamp please", "find")
    assert (held.conversation_id, held.turn_n, held.language, held.by) == (talk, 1, "en", "trainer")
    assert not any("shopper" in column for column in type(held).__table__.columns.keys())  # noqa: SIM118
    assert corrections.count() == 1
    assert spans_on(agent.get(address).text) == ["2-5-value"]
    undo(trainer, page)
    (first,) = corrections.waiting()  # the colleague's, as it was
    assert (first.intent, first.by, first.markup) == ("ask_fact", "agent", SENTENCE)
    reopened = corrections.settle(first.number, "dropped", Actor("trainer"))
    corrections.reopen(reopened.number, Actor("trainer"))
    assert corrections.count() == 1


def test_the_very_same_correction_changes_nothing_and_offers_no_undo(
    talk: int, books: Books, agent: httpx.Client, trainer: httpx.Client
) -> None:
    address, form = f"/console/talks/{talk}/turns/1/correct", {"intent": "find", "step": "send"}
    agent.post(address, data=form)
    page = follow(trainer, trainer.post(address, data=form))
    assert "It was so already" in page
    assert "/withdraw" not in page
    assert [one.by for one in Corrections(books.database).waiting()] == ["agent"]


def test_a_sentence_that_is_an_example_by_now_is_not_sent_once_more(
    talk: int, books: Books, agent: httpx.Client
) -> None:
    address, form = f"/console/talks/{talk}/turns/1/correct", {"intent": "find", "step": "send"}
    corrections = Corrections(books.database)
    agent.post(address, data=form)
    corrections.settle(corrections.waiting()[0].number, "accepted", Actor("trainer"))
    told = "The trainers have made an example of this sentence already."
    for answer in (agent.post(address, data=form | {"intent": "ask_faq"}), agent.get(address)):
        assert told in follow(agent, answer)
    assert corrections.count() == 0
    assert address not in agent.get(f"/console/talks/{talk}").text


def test_a_correction_is_withdrawn_in_its_own_talk_alone(
    talk: int, books: Books, agent: httpx.Client
) -> None:
    other = books.talk("a tent")
    agent.post(f"/console/talks/{talk}/turns/1/correct", data={"intent": "find", "step": "send"})
    (held,) = Corrections(books.database).waiting()
    for wrong in (other, 777):
        answer = agent.post(f"/console/talks/{wrong}/corrections/{held.number}/withdraw")
        assert answer.status_code == 404
    assert Corrections(books.database).count() == 1


def test_kinds_that_a_trainer_added_can_be_marked_and_those_of_rules_cannot(
    talk: int, trainer: httpx.Client, tmp_path: Path
) -> None:
    address = f"/console/talks/{talk}/turns/1/correct"
    trainer.get("/studio/files")  # makes the working copy
    file = tmp_path / "training/domain.yml"
    file.write_text(file.read_text("utf-8").replace("entities:\n", "entities:\n  - finish\n", 1), "utf-8")
    form = {"intent": "find", "step": "mark", "piece": ticked(SENTENCE, "red"), "kind": "finish"}
    page = trainer.post(address, data=form).text
    assert re.findall(r'<option value="(finish|category|price|text|language)"', page) == [
        "finish",
        "category",
    ]
    assert "a [red](finish) Ember lamp please" in page
    assert spans_on(trainer.post(address, data=form | {"kind": "price"}).text) == []


@pytest.mark.parametrize("intents", ["", " 5", "\n  - {}\n  - []\n  - greet", " {a: 1}", " &a [*a]"])
def test_a_domain_that_is_being_written_takes_the_console_from_nobody(
    talk: int, trainer: httpx.Client, tmp_path: Path, intents: str
) -> None:
    trainer.get("/studio/files")  # makes the working copy
    (tmp_path / "training/domain.yml").write_text(f"intents:{intents}\n", "utf-8")
    assert trainer.get("/console").status_code == 200
    page = trainer.get(f"/console/talks/{talk}/turns/1/correct")
    assert page.status_code == 200
    assert ('value="greet"' in page.text) is ("greet" in intents)


def test_what_the_trainers_have_settled_is_settled(talk: int, books: Books, agent: httpx.Client) -> None:
    corrections, by = Corrections(books.database), Actor("trainer")
    page = follow(
        agent,
        agent.post(f"/console/talks/{talk}/turns/1/correct", data={"intent": "find", "step": "send"}),
    )
    (held,) = corrections.waiting()
    assert corrections.settle(held.number, "accepted", by).settled_by == "trainer"
    with pytest.raises(CorrectionSettledError):
        corrections.settle(held.number, "dropped", by)
    assert "That is settled already" in undo(agent, page)
    corrections.reopen(held.number, by)
    corrections.settle(held.number, "dropped", by)
    agent.post(f"/console/talks/{talk}/turns/1/correct", data={"intent": "ask_faq", "step": "send"})
    assert [one.intent for one in corrections.waiting()] == ["ask_faq"]


def test_chinese_is_marked_character_by_character(books: Books, agent: httpx.Client) -> None:
    sentence = "有没有Acme的双人帐篷"
    talk = books.talk(sentence, insight=told(), language="zh")
    address = f"/console/talks/{talk}/turns/1/correct"
    form = {"intent": "find", "step": "mark", "kind": "category", "piece": ticked(sentence, "帐", "篷")}
    page = agent.post(address, data=form).text
    assert "有没有Acme的双人[帐篷](category)" in page


@pytest.mark.parametrize("intent", ["", "no such intent", "<b>"])
def test_an_intent_that_nobody_knows_is_refused(
    talk: int, books: Books, agent: httpx.Client, intent: str
) -> None:
    answer = agent.post(f"/console/talks/{talk}/turns/1/correct", data={"intent": intent, "step": "send"})
    assert answer.status_code == 422
    assert Corrections(books.database).count() == 0


def test_marks_that_are_no_marks_are_left_out(talk: int, books: Books, agent: httpx.Client) -> None:
    spans = [
        "2-5-value",
        "3-9-item",
        "90-99-item",
        "5-2-item",
        "1-2-nonsense",
        "x",
        "-1-2-item",
        "9" * 5000 + "-2-item",
    ]
    agent.post(
        f"/console/talks/{talk}/turns/1/correct", data={"intent": "find", "spans": spans, "step": "send"}
    )
    assert Corrections(books.database).waiting()[0].markup == "a [red](value) Ember lamp please"


def test_a_button_that_was_chosen_cannot_be_corrected(books: Books, agent: httpx.Client) -> None:
    talk = books.talk("Add to cart", kind="postback", insight=told("add_to_cart", 1.0))
    assert agent.get(f"/console/talks/{talk}/turns/1/correct").status_code == 404
    assert "/turns/1/correct" not in agent.get(f"/console/talks/{talk}").text
