"""The sentences of these tests are new to the dialogue: what passes here was understood, not remembered."""

import re
from collections.abc import Iterator

from ruamel.yaml import YAML
from sayings import all_sayings

from bot.settings import ROOT

ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


def plain(sentence: str) -> str:
    """Letters and digits alone: punctuation makes no sentence new."""
    return re.sub(r"[\W_]+", " ", sentence.lower()).strip()


def trained_on() -> Iterator[str]:
    for file in (ROOT / "data/nlu").rglob("*.yml"):
        for block in YAML(typ="safe").load(file.read_text(encoding="utf-8"))["nlu"]:
            for line in str(block.get("examples", "")).splitlines():
                yield plain(ANNOTATION.sub(r"\1", line.removeprefix("- ")))


def test_no_sentence_of_these_tests_was_used_to_train_the_dialogue() -> None:
    said = {plain(saying.text) for saying in all_sayings()}
    assert len(said) >= 60
    assert not said & set(trained_on())
