"""Examples are edited line by line: nothing else in a file moves, and Rasa loads what comes of it."""

import json
import random
import subprocess
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.settings import ROOT
from bot.studio.annotations import Span, annotated, marked, pieces, plain, spans, words
from bot.studio.errors import DoubleExampleError, ExampleTextError, UnknownExampleError
from bot.studio.example_book import ExampleBook
from bot.studio.example_edits import Add, Change, Delete, Edit, Move, edited
from bot.studio.examples import Example, examples_in, same
from bot.studio.working_copy import WorkingCopy

RASA = ROOT / "bot/dialogue/.venv/bin/python"
# Prints what Rasa itself makes of a folder: [[intent, text, [kind…]], …] of every example.
LOADED_BY_RASA = """
import json, sys, warnings
from rasa.shared.importers.importer import TrainingDataImporter
importer = TrainingDataImporter.load_from_dict({}, None, sys.argv[1] + "/domain.yml", [sys.argv[1] + "/data"])
importer.get_stories(); importer.get_domain()
warnings.simplefilter("error", UserWarning)  # how Rasa tells of what it skips
found = [[m.get("intent"), m.get("text"), [e["entity"] for e in m.get("entities", [])]]
         for m in importer.get_nlu_data().intent_examples if m.get("text") and "intent" in m.data]
print(json.dumps(found))
"""


def rasa_loads(folder: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    done = subprocess.run(
        [str(RASA), "-c", LOADED_BY_RASA, str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    loaded = json.loads(done.stdout.splitlines()[-1])
    return sorted({(intent, text, tuple(kinds)) for intent, text, kinds in loaded})


def ours(copy: WorkingCopy) -> list[tuple[str, str, tuple[str, ...]]]:
    return sorted(
        {
            (one.intent, plain(one.text), tuple(span.kind for span in spans(one.text)))
            for one in ExampleBook(copy).all()
        }
    )


def random_edits(seed: int, count: int, book: ExampleBook) -> Iterator[Edit]:
    """Edits one after the other, each drawn from the examples as they are then."""
    draw = random.Random(seed)
    odd = [
        "'quoted' \"twice\"",
        "# no comment",
        "- dash: colon",
        "{curly} [square]",
        "100% & <b>",
        "在吗?！",
        "a | b > c",
    ]
    for number in range(count):
        examples = book.all()
        one = draw.choice(examples)
        intents = sorted({example.intent for example in examples})
        other = draw.choice([intent for intent in intents if intent != one.intent])
        sizes = Counter((example.path, example.intent) for example in examples)
        few = [example for example in examples if sizes[example.path, example.intent] < 4]
        kind = draw.choice(["add", "change", "move", "delete"])
        new = f"{draw.choice(odd)} {number} [red](value) {draw.choice(odd)}"
        if kind == "add":
            yield Add(other, draw.choice(["en", "zh"]), new)
        elif kind == "change":
            yield Change(one.path, one.intent, one.text, new)
        else:
            one = draw.choice(few) if few and draw.random() < 0.5 else one
            target = draw.choice([intent for intent in intents if intent != one.intent])
            yield (
                Move(one.path, one.intent, one.text, target)
                if kind == "move"
                else Delete(one.path, one.intent, one.text)
            )


def assert_only_that_line_changed(edit: Edit, before: dict[str, str], after: dict[str, str]) -> None:
    gone, new = [], []
    for path, text_after in after.items():
        old_lines, new_lines = before.get(path, "").splitlines(), text_after.splitlines()
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes():
            if kind != "equal":
                gone += old_lines[i1:i2]
                new += new_lines[j1:j2]
    frame = {"", "nlu:", "nlu: []", 'version: "3.1"'}  # of an intent that begins or ends here
    gone = [line for line in gone if line.strip() not in frame and not is_head(line)]
    new = [line for line in new if line.strip() not in frame and not is_head(line)]
    text, put = getattr(edit, "text", None), getattr(edit, "new", None)
    wanted_gone = [] if isinstance(edit, Add) else [text]
    wanted_new = {Add: [text], Change: [put], Move: [text], Delete: []}[type(edit)]
    assert [line.strip().removeprefix("- ") for line in gone] == wanted_gone
    assert [line.strip().removeprefix("- ") for line in new] == wanted_new


def is_head(line: str) -> bool:
    return line.lstrip("- ").startswith("intent: ") or line.strip() == "examples: |"


def test_random_edits_touch_their_lines_alone_and_always_load(copy: WorkingCopy) -> None:
    book = ExampleBook(copy)
    done = 0
    before = {document.path: document.text for document in copy.documents()}
    for edit in random_edits(20261125, 40, book):
        book.apply([edit], author="trainer", reason=f"edit {done}")
        after = {document.path: document.text for document in copy.documents()}
        changed = {path: text for path, text in after.items() if text != before.get(path)}
        assert changed
        assert_only_that_line_changed(edit, before, changed)
        before = after
        done += 1
    assert done == 40
    assert rasa_loads(copy.folder) == ours(copy)
    assert len(copy.history(limit=1000)) == 41


HAND_MADE = """# kept
version: "3.1"

nlu:
  # on greetings
  - intent: greet   # a word
    examples: |
      - hello
      -  hi [Bo]{"entity": "item", "value": "B"} there

  - intent: long
    examples:
      - text: |
          the long form
        metadata: {sentiment: neutral}
  - lookup: brand
    examples: |
      - hello
  # the end
"""
PATH = "data/nlu/en/hand.yml"


def test_comments_indents_and_other_forms_stay_as_they_are() -> None:
    edits: list[Edit] = [Add("greet", "en", "good day"), Change(PATH, "greet", "hello", "hello you")]
    assert edited({PATH: HAND_MADE}, edits)[PATH] == HAND_MADE.replace(
        "- hello\n      -  hi", "- hello you\n      -  hi", 1
    ).replace("there\n", "there\n      -  good day\n")


def test_the_long_form_is_listed_but_left_to_the_editor() -> None:
    long = next(one for one in examples_in(PATH, HAND_MADE) if one.intent == "long")
    assert long == Example("long", "en", PATH, 13, "the long form", editable=False)
    with pytest.raises(UnknownExampleError):
        edited({PATH: HAND_MADE}, [Delete(PATH, "long", "the long form")])


def test_the_last_example_takes_its_intent_along() -> None:
    text = edited(
        {PATH: HAND_MADE},
        [Delete(PATH, "greet", "hello"), Delete(PATH, "greet", examples_in(PATH, HAND_MADE)[1].text)],
    )[PATH]
    assert "intent: greet" not in text
    assert text.startswith('# kept\nversion: "3.1"\n\nnlu:\n  # on greetings\n')
    assert text.endswith("- lookup: brand\n    examples: |\n      - hello\n  # the end\n")
    assert YAML(typ="safe", pure=True).load(text)["nlu"][0]["intent"] == "long"


def test_an_intent_begins_in_the_file_of_its_topic(copy: WorkingCopy) -> None:
    book = ExampleBook(copy)
    book.apply(
        [Add("gift_wrap", "en", "wrap it in paper with kazoos on", topic="service")],
        author="trainer",
        reason="new",
    )
    book.apply([Add("gift_wrap", "zh", "包装一下")], author="trainer", reason="new")
    found = book.find(intent="gift_wrap").examples
    assert [one.path for one in found] == ["data/nlu/zh/service.yml", "data/nlu/en/service.yml"]


def test_a_sentence_is_an_example_once(copy: WorkingCopy) -> None:
    book = ExampleBook(copy)
    with pytest.raises(DoubleExampleError) as told:
        book.apply([Add("find", "en", "Add  the RED one")], author="trainer", reason="again")
    assert told.value.intent == "add_to_cart"
    twin = book.twin("en", "add the red one")
    assert twin
    assert twin.intent == "add_to_cart"
    assert len(copy.history()) == 1


@pytest.mark.parametrize("text", ["", "  \n ", "a\x00b", "a\x1bb", "\ud800"])
def test_what_is_no_line_of_text_is_no_example(copy: WorkingCopy, text: str) -> None:
    with pytest.raises(ExampleTextError):
        ExampleBook(copy).apply([Add("find", "en", text)], author="trainer", reason="odd")


def test_marks_are_read_and_written_as_rasa_does() -> None:
    example = 'the [red](value) [NYC]{"entity": "place", "value": "New York"} lamp [x](number:7)'
    assert [(piece.text, piece.kind) for piece in pieces(example) if piece.kind] == [
        ("red", "value"),
        ("NYC", "place"),
        ("x", "number"),
    ]
    assert "".join(piece.source for piece in pieces(example)) == example
    assert annotated("the red lamp", [Span(4, 7, "value"), Span(8, 12, "category")]) == (
        "the [red](value) [lamp](category)"
    )


def test_words_are_marked_by_their_numbers_and_the_rest_stays_as_written() -> None:
    example = 'the red NYC [lamp]{"entity": "category", "role": "x"}'
    assert [word.text for word in words(example)] == ["the", "red", "NYC", "lamp"]
    once = marked(example, [1, 2], "value")
    assert once == 'the [red NYC](value) [lamp]{"entity": "category", "role": "x"}'
    assert marked(once, [2], "place") == 'the red [NYC](place) [lamp]{"entity": "category", "role": "x"}'
    assert marked(once, [1, 3], None) == "the red NYC lamp"
    assert marked("有红色的台灯吗", [1, 2], "value") == "有[红色](value)的台灯吗"


def test_a_shoppers_brackets_never_become_a_mark() -> None:
    typed = "see [this](http://x) and [that]{a}"
    written = annotated(typed, [Span(0, 3, "value")])
    assert [span.kind for span in spans(written)] == ["value"]
    assert same(plain(written)) == same("see [this] (http://x) and [that] {a}")
