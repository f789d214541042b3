"""Every sentence of the bot is in both languages, and every one is said somewhere."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from action_talk import ROOT, rules
from ruamel.yaml import YAML

from actions.server import ACTIONS
from actions.wording import Wording

FOLDER = ROOT / "actions" / "words"
WORDS = {lang: YAML(typ="safe").load((FOLDER / f"{lang}.yml").read_text("utf-8")) for lang in ("en", "zh")}
TABLES = {
    "facts",
    "units",
    "form_fields",
    "pointing",
    "gift_words",
    "order_words",
    "dropping",
    "despair",
    "allergens",
    "swapping",
    "qualities",
    "quality_words",
    "sizes",
    "for_whom",
    "superlatives",
    "conditions",
    "rating_words",
    "placed_orders",
    "meanings",
}
SOURCES = [ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "actions").glob("*.py"))]
NODES = [node for tree in SOURCES for node in ast.walk(tree)]


def ways(language: str, key: str) -> list[str]:
    said = WORDS[language][key]
    return [said] if isinstance(said, str) else said


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def keys_said() -> Iterator[str]:
    """Keys that code names at the very place where it says them."""
    for node in NODES:
        name = getattr(node, "func", None)
        if (
            isinstance(node, ast.Call)
            and getattr(name, "attr", getattr(name, "id", "")) == "say"
            and node.args
        ):
            branches = [node.args[0]]
            while branches:
                branch = branches.pop()
                if isinstance(branch, ast.IfExp):
                    branches += [branch.body, branch.orelse]
                elif isinstance(branch, ast.Constant):
                    yield str(branch.value)


def patterns_said() -> list[str]:
    """What code puts together: f"condition_order_{order}"."""
    joined = [node for node in NODES if isinstance(node, ast.JoinedStr)]
    patterns = [
        "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]*"
            for part in node.values
        )
        for node in joined
    ]
    return [pattern for pattern in patterns if re.match("[a-z]+_", pattern)]


def test_both_languages_say_the_same_things() -> None:
    assert set(WORDS["en"]) == set(WORDS["zh"])
    for table in TABLES:
        assert set(WORDS["en"][table]) == set(WORDS["zh"][table])


@pytest.mark.parametrize("key", sorted(set(WORDS["en"]) - TABLES))
def test_a_sentence_has_the_same_places_in_both_languages(key: str) -> None:
    # A condition's own word may stand for its shape in one language: only English needs to name all of them.
    said = {language: {frozenset(places(way)) for way in ways(language, key)} for language in WORDS}
    assert set().union(*said["en"]) == set().union(*said["zh"])
    assert len(said["en"]) == len(said["zh"]) == 1


def test_every_sentence_that_code_says_is_written() -> None:
    assert set(keys_said()) - set(WORDS["en"]) == set()
    for pattern in patterns_said():
        assert any(re.fullmatch(pattern, key) for key in WORDS["en"]), pattern


def test_every_sentence_that_is_written_is_said_somewhere() -> None:
    named = {node.value for node in NODES if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    unsaid = [
        key
        for key in set(WORDS["en"]) - TABLES
        if key not in named and not any(re.fullmatch(pattern, key) for pattern in patterns_said())
    ]
    assert unsaid == []


def test_no_english_is_in_chinese_sentences() -> None:
    for key in set(WORDS["zh"]) - TABLES:
        for way in ways("zh", key):
            assert not re.search(r"[A-Za-z]", re.sub(r"\{\w*\}", "", way)), way


def test_a_question_asked_again_is_not_met_with_the_same_sentence() -> None:
    assert Wording("en", 1).say("ask_wish") != Wording("en", 2).say("ask_wish")
    assert Wording.of("fr").language == "en"
    assert Wording("en").listed(["a", "b", "c"]) == "a, b and c"
    assert Wording("zh").listed(["甲", "乙"], either=True) == "甲或乙"


def domain() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load((ROOT / "domain.yml").read_text("utf-8"))
    return loaded


def test_rasa_and_the_actions_server_know_the_same_actions() -> None:
    named = [action.action_name for action in ACTIONS]
    assert sorted(domain()["actions"]) == sorted(named)
    assert len(set(named)) == len(named)


def test_every_intent_that_is_learnt_has_a_rule_and_every_rule_an_answer() -> None:
    learnt = {
        block["intent"]
        for file in Path(ROOT / "data" / "nlu").rglob("*.yml")
        for block in YAML(typ="safe").load(file.read_text("utf-8"))["nlu"]
        if "intent" in block
    }
    intents = {
        name for entry in domain()["intents"] for name in (entry if isinstance(entry, dict) else [entry])
    }
    assert learnt <= intents
    assert intents == set(rules())
    said = {step for steps in rules().values() for step in steps}
    assert said <= set(domain()["actions"]) | set(domain()["responses"])
    assert set(domain()["actions"]) <= said


def test_every_fixed_reply_is_in_both_languages() -> None:
    for name, variations in domain()["responses"].items():
        chinese = [way for way in variations if way.get("condition")]
        other = [way for way in variations if not way.get("condition")]
        assert chinese, name
        assert other, name
        assert all(re.search(r"[\u4e00-\u9fff]", way["text"]) for way in chinese), name
        assert not any(re.search(r"[\u4e00-\u9fff]", way["text"]) for way in other), name
