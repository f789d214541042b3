"""Scores say what was understood of held-out sentences; worked out by hand here."""

from pathlib import Path

import pytest

from bot.understanding.hearing import Found, Hearing, Understood
from bot.understanding.held_out import HeldOutError, read_sentences
from bot.understanding.picture import picture
from bot.understanding.report import Report

ENGLISH = """
- {text: a red lamp, intent: find, entities: [[red, value], [lamp, category]]}
- {text: red lamps under 50, intent: find, entities: [[red, value], [lamps, category], [under 50, price]]}
- {text: cheaper, intent: cheaper, entities: [[cheaper, comparative]]}
- {text: who won, intent: out_of_scope}
- {text: write a poem, intent: out_of_scope}
"""


def understood(intent: str, *found: tuple[str, str], sold: bool = True) -> Understood:
    entities = tuple(Found(text, kind, 0, len(text), sold) for text, kind in found)
    return Understood(intent, 0.9, (intent,), entities, 4.0)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    file = tmp_path / "en.yml"
    file.write_text(ENGLISH, "utf-8")
    heard = (
        understood("find", ("red", "value"), ("the lamp", "category")),
        understood("cheaper", ("red", "value"), ("under 50", "price"), ("more", "text")),
        understood("cheaper", ("cheaper", "order")),
        understood("nlu_fallback"),
        understood("find", ("poem", "category"), sold=False),
    )
    return Report.of(read_sentences([file]), Hearing(heard, 5.0, 700))


def test_intents_are_counted_and_averaged(report: Report) -> None:
    (english,) = report.scores
    assert (english.language, english.sentences) == ("en", 5)
    assert english.accuracy == pytest.approx(2 / 5)
    assert english.macro_f1 == pytest.approx((2 / 4 + 2 / 3 + 0) / 3)


def test_an_entity_is_right_by_its_kind_and_its_words_an_article_apart(report: Report) -> None:
    (english,) = report.scores
    assert english.entity_precision == pytest.approx(4 / 5)
    assert english.entity_recall == pytest.approx(4 / 6)
    assert english.entity_f1 == pytest.approx(2 * (4 / 5) * (4 / 6) / (4 / 5 + 4 / 6))


def test_off_topic_is_found_where_it_is_refused_or_not_understood(report: Report) -> None:
    (english,) = report.scores
    assert english.off_topic_recall == 0.5
    assert english.false_alarms == 0.0


def test_what_is_mixed_up_is_told_with_its_sentences(report: Report) -> None:
    told = {(one.meant, one.taken): one.examples for one in report.confusions["en"]}
    assert told["find", "cheaper"] == ("red lamps under 50",)
    assert "write a poem" in told["out_of_scope", "find"]


def test_the_picture_holds_every_figure(report: Report) -> None:
    drawn = picture(report)
    assert drawn.startswith("<svg")
    assert "English, 5 sentences" in drawn
    assert all(words in drawn for words in ("intent accuracy", "entity F1", "off-topic recall", "0.400"))
    assert drawn == picture(report)


def test_a_sentence_never_changes_its_half_and_the_halves_make_the_whole(tmp_path: Path) -> None:
    file = tmp_path / "zh.yml"
    file.write_text("".join(f"- {{text: 台灯{n}, intent: find}}\n" for n in range(80)), "utf-8")
    dev, test, whole = (read_sentences([file], half) for half in ("dev", "test", None))
    assert {one.language for one in whole} == {"zh"}
    assert sorted(one.text for one in [*dev, *test]) == sorted(one.text for one in whole)
    assert min(len(dev), len(test)) > 20
    assert dev == read_sentences([file], "dev")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("nothing: here", "is no list"),
        ("- {text: a lamp}", "sentence 1 needs text, intent"),
        ("- {text: a lamp, intent: find, entities: [[tent, category]]}", "no category 'tent'"),
        ("- {text: a lamp, intent: find, entities: [[lamp, thing]]}", "no thing 'lamp'"),
        ("[]", "no held-out sentences"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text: str, complaint: str, tmp_path: Path) -> None:
    file = tmp_path / "en.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(HeldOutError, match=complaint):
        read_sentences([file])
