"""What a trainer is told before anything is trained: each kind of mistake, where it is, and how to mend it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from studio.small_training import DOMAIN, EXAMPLES, FILES, RULES

from bot.settings import ROOT
from bot.studio.findings import Finding, in_words, may_train
from bot.studio.workbench import START_S, Workbench
from bot.web.staff.phrases import phrases

NLU, STORIES = "data/nlu/examples.yml", "data/stories/rules.yml"
MORE = "data/stories/more.yml"

OFFER = """\
version: "3.1"
stories:
  - story: an offer
    steps:
      - intent: greet
      - action: utter_greet
      - intent: affirm
      - action: action_find
"""
TWO_WAYS = """\
version: "3.1"
stories:
  - story: one way
    steps:
      - intent: affirm
      - action: action_find
  - story: the other way
    steps:
      - intent: affirm
      - action: utter_greet
"""


def other(text: str, before: str, after: str) -> str:
    """`text` with one place changed; fails where the place is not there."""
    assert before in text
    return text.replace(before, after, 1)


MISTAKES: dict[str, tuple[dict[str, str | None], str, str, int]] = {
    # what is edited -> severity, path, line
    "yaml": ({STORIES: RULES + "  - rule: [broken\n"}, "error", STORIES, 20),
    "schema": ({STORIES: other(RULES, "- rule: greet", "- rule: [greet]")}, "error", STORIES, 0),
    "refused": ({"config.yml": other(FILES["config.yml"], "utter_default", "utter_gone")}, "error", "config.yml", 0),
    "file.missing": ({"domain.yml": None}, "error", "domain.yml", 0),
    "intent.unknown": ({NLU: other(EXAMPLES, "intent: greet", "intent: welcome")}, "error", NLU, 3),
    "intent.no_examples": ({NLU: EXAMPLES[: EXAMPLES.index("- intent: affirm")]}, "warning", "domain.yml", 6),
    "intent.no_story": ({STORIES: RULES[: RULES.index("  - rule: affirm")]}, "warning", "domain.yml", 6),
    "intent.one_language": (
        {NLU: other(EXAMPLES, "    - 好的呀\n    - 当然可以\n", "")}, "warning", NLU, 23,
    ),
    "example.two_intents": ({NLU: other(EXAMPLES, "see you", "Hello, there!")}, "error", NLU, 18),
    "example.again": ({NLU: other(EXAMPLES, "see you", "Goodbye then!")}, "warning", NLU, 18),
    "example.nearly": (
        {
            NLU: other(
                EXAMPLES, "    - see you\n",
                "    - I will see you all again at some time next week\n"
                "    - I will see you all again at some time next year\n",
            )
        }, "warning", NLU, 19,
    ),
    "example.no_dash": ({NLU: other(EXAMPLES, "    - see you", "    see you")}, "error", NLU, 18),
    "example.marks": ({NLU: other(EXAMPLES, "[red](value)", "[red](value")}, "warning", NLU, 12),
    "entity.unknown": ({NLU: other(EXAMPLES, "(value)", "(colour)")}, "error", NLU, 12),
    "step.intent": ({STORIES: other(RULES, "intent: greet", "intent: welcome")}, "error", STORIES, 5),
    "step.action": ({STORIES: other(RULES, "action: action_find", "action: action_fnid")}, "error", STORIES, 10),
    "step.response": ({STORIES: other(RULES, "action: utter_greet", "action: utter_hi")}, "error", STORIES, 6),
    "step.form": (
        {STORIES: other(RULES, "action: utter_greet", "action: utter_greet\n      - active_loop: gift_form")},
        "error", STORIES, 7,
    ),
    "step.slot": (
        {STORIES: other(RULES, "intent: greet", "intent: greet\n      - slot_was_set:\n        - colour: red")},
        "error", STORIES, 7,
    ),
    "response.unused": (
        {STORIES: other(RULES, "action: utter_greet", "action: utter_yes")}, "warning", "domain.yml", 20,
    ),
    "response.one_language": (
        {"domain.yml": DOMAIN + '  utter_more:\n    - text: "More."\n'}, "warning", "domain.yml", 48,
    ),
    "story.same_name": ({STORIES: other(RULES, "rule: goodbye", "rule: greet")}, "warning", STORIES, 11),
    "story.not_learnt": ({MORE: OFFER}, "warning", MORE, 3),
    "story.against_rule": ({MORE: OFFER}, "error", MORE, 3),
    "story.against_story": ({MORE: TWO_WAYS}, "error", MORE, 0),
    "rule.against_rule": (
        {STORIES: RULES + "  - rule: again\n    steps:\n      - intent: greet\n      - action: action_find\n"},
        "error", STORIES, 3,
    ),
    "rule.too_long": (
        {STORIES: RULES + "      - intent: greet\n      - action: utter_greet\n"},
        "error", STORIES, 15,
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def found(bench: Workbench) -> Callable[..., list[Finding]]:
    """What is found with these edits."""
    return bench.validate


def test_sound_files_have_nothing_to_mend(bench: Workbench) -> None:
    assert bench.validate() == []


@pytest.mark.parametrize("code", MISTAKES)
def test_each_mistake_is_told_with_its_place(code: str, found: Callable[..., list[Finding]]) -> None:
    edits, severity, path, line = MISTAKES[code]
    mistakes = found(edits)
    places = [(one.severity, one.path, one.line) for one in mistakes if one.code == code]
    assert any(
        (told, where) == (severity, path) and (not line or at == line) for told, where, at in places
    ), mistakes
    assert may_train(mistakes) == all(one.severity == "warning" for one in mistakes)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_mistake_says_what_and_how_to_mend_it(
    language: str, found: Callable[..., list[Finding]]
) -> None:
    for edits, *_place in MISTAKES.values():
        for told in in_words(found(edits), phrases("studio", language)):
            assert told.what
            assert told.mend
            assert "{" not in told.what.replace("{'", ""), told.what


def test_a_story_against_a_rule_is_told_though_rasa_would_pass_it(
    found: Callable[..., list[Finding]],
) -> None:
    against = next(one for one in found({MORE: OFFER}) if one.code == "story.against_rule")
    assert against.words["rule"] == "affirm"
    assert against.words["predicted"] == "utter_yes"
    assert against.other_place == f"{STORIES}:15"


def test_a_rule_that_leaves_out_what_others_set_is_told(found: Callable[..., list[Finding]]) -> None:
    offer = (
        "  - rule: offer\n    steps:\n      - intent: affirm\n      - action: action_find\n"
        "      - slot_was_set:\n        - done: true\n"
    )
    done = "slots:\n  done:\n    type: bool\n    mappings:\n      - type: custom\n"
    edits = {
        STORIES: RULES[: RULES.index("  - rule: affirm")] + offer,
        "domain.yml": other(DOMAIN, "slots:\n", done),
    }
    assert "rule.incomplete" in {one.code for one in found(edits)}


def test_what_rasa_itself_notes_is_passed_on(found: Callable[..., list[Finding]]) -> None:
    noted = found({NLU: EXAMPLES + "- lookup: city\n  examples: |\n    - Oslo\n"})
    assert {one.code for one in noted} == {"rasa"}


def test_the_projects_own_files_may_be_trained_and_are_checked_within_two_seconds(bench: Workbench) -> None:
    first = bench.validate_folder(ROOT)
    assert may_train(first), first
    began = time.monotonic()
    bench.validate_folder(ROOT)
    assert time.monotonic() - began < 2


def test_an_edit_is_checked_and_not_written(bench: Workbench, small_training: Path) -> None:
    bench.validate({NLU: "nlu: ["})
    assert (small_training / NLU).read_text(encoding="utf-8") == EXAMPLES
    assert bench.validate() == []


def test_the_workbench_does_what_the_studio_asks_and_no_more(bench: Workbench) -> None:
    assert bench._ask("/draft", {}, START_S).status_code == 404
    assert bench.validate() == []


def test_a_workbench_that_died_is_started_again(small_training: Path, tmp_path: Path) -> None:
    bench = Workbench(small_training, tmp_path, tmp_path)
    try:
        bench.validate()
        process = bench._process
        assert process is not None
        process.kill()
        process.wait()
        assert bench.validate() == []
    finally:
        bench.close()
