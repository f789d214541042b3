"""The held-out sentences judge what is understood only as long as nobody teaches them."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
HELD_OUT = ROOT / "tests/nlu/heldout"
KINDS = {
    *("category", "brand", "value", "item", "attribute"),
    *("price", "measure", "place", "reference", "order", "comparative"),
}
LEAST = {"en": 600, "zh": 300}

# `[red](value)`, and `[red]{"entity": "value", ...}`.
ANNOTATION = re.compile(r'\[([^\]]*)\](?:\((\w+)\)|\{[^}]*?"entity":\s*"(\w+)"[^}]*\})')


def read(file: Path) -> Any:
    return YAML(typ="safe").load(file)


def held_out(language: str) -> list[dict[str, Any]]:
    sentences: list[dict[str, Any]] = read(HELD_OUT / f"{language}.yml")
    return sentences


def taught() -> list[str]:
    """Every example of data/nlu, with its annotations."""
    blocks = [block for file in sorted((ROOT / "data/nlu").rglob("*.yml")) for block in read(file)["nlu"]]
    lines = [line.strip() for block in blocks for line in block.get("examples", "").splitlines()]
    return [line.removeprefix("- ") for line in lines if line.startswith("- ")]


def folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def frame(sentence: dict[str, Any]) -> str:
    text: str = sentence["text"]
    for words, kind in sentence["entities"]:
        text = text.replace(words, f"<{kind}>", 1)
    return folded(text)


@pytest.mark.parametrize("language", LEAST)
def test_no_held_out_sentence_is_taught_nor_one_of_its_frame(language: str) -> None:
    examples = taught()
    sentences = {folded(ANNOTATION.sub(r"\1", example)) for example in examples}
    frames = {folded(ANNOTATION.sub(r"<\2\3>", example)) for example in examples}
    assert len(examples) > 1000
    assert [
        row["text"] for row in held_out(language) if folded(row["text"]) in sentences or frame(row) in frames
    ] == []


@pytest.mark.parametrize("language", LEAST)
def test_every_held_out_entity_stands_in_its_sentence(language: str) -> None:
    assert [
        (row["text"], words, kind)
        for row in held_out(language)
        for words, kind in row["entities"]
        if words not in row["text"] or kind not in KINDS
    ] == []


@pytest.mark.parametrize("language", LEAST)
def test_the_held_out_sentences_are_many_and_a_seventh_of_them_is_off_topic(language: str) -> None:
    rows = held_out(language)
    off_topic = sum(row["intent"] == "out_of_scope" for row in rows)
    assert len({folded(row["text"]) for row in rows}) == len(rows) >= LEAST[language]
    assert off_topic * 7 >= len(rows)
