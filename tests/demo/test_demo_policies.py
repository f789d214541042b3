"""What the demo's questions and answers, and the policy that every new shop begins with, promise.

No part of the program is needed: only the files are read."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "demo" / "faq.yml"
STARTER = ROOT / "shop" / "starter" / "faq.yml"
LANGUAGES = ("en", "zh")
HAN = re.compile(r"[一-鿿]")
FIGURE = re.compile(
    r"\d|percent|百分|[零一二三四五六七八九十两]\s*[天日周月年元折]|"
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty|thirty|sixty|hundred)\b",
    re.IGNORECASE,
)


@cache
def load(path: Path) -> Any:
    """A YAML file as plain Python values."""
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def test_the_demo_answers_more_than_forty_five_questions_in_both_languages() -> None:
    faq = load(DEMO)
    assert faq["sample"] is False
    assert len(faq["entries"]) >= 45
    topics = {entry["topic"] for entry in faq["entries"]}
    assert topics >= {"delivery", "returns", "payment", "warranty", "care", "invoice", "privacy", "contact"}


@pytest.mark.parametrize("path", [DEMO, STARTER], ids=["demo", "starter"])
def test_every_question_has_an_answer_and_other_wordings_in_both_languages(path: Path) -> None:
    entries = load(path)["entries"]
    assert len({entry["slug"] for entry in entries}) == len(entries)
    for entry in entries:
        assert bool(HAN.search(entry["question"]["zh"] + entry["answer"]["zh"])), entry["slug"]
        for language in LANGUAGES:
            wordings = [entry["question"][language], *entry["also_asked"][language]]
            assert 4 <= len(wordings) <= 6, entry["slug"]
            assert len(set(wordings)) == len(wordings), entry["slug"]
            assert entry["answer"][language], entry["slug"]


@pytest.mark.parametrize("path", [DEMO, STARTER], ids=["demo", "starter"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wording_asks_for_two_different_answers(path: Path, language: str) -> None:
    entries = load(path)["entries"]
    asked = [words for e in entries for words in (e["question"][language], *e["also_asked"][language])]
    assert [words for words, count in Counter(asked).items() if count > 1] == []


def test_a_new_shop_promises_no_figure_and_offers_a_person() -> None:
    starter = load(STARTER)
    assert starter["sample"] is True
    topics = {entry["topic"] for entry in starter["entries"]}
    assert topics == {"delivery", "returns", "payment", "warranty", "invoice", "privacy", "contact"}
    for entry in starter["entries"]:
        for language, person in (("en", "person"), ("zh", "人")):
            assert not FIGURE.search(entry["answer"][language]), entry["slug"]
            assert person in entry["answer"][language], entry["slug"]
