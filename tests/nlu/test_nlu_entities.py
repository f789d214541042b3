"""Whole sentences, checked by hand: what the dialogue finds is what the shopper means, and the actions can read it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from actions.heard import Heard
from bot.dialogue.analysis import analyse
from bot.dialogue.language import language_of
from bot.dialogue.lexicon import Lexicon

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "docs" / "contracts"
ROWS = [
    json.loads(line) for line in (CONTRACTS / "samples" / "entities.jsonl").read_text("utf-8").splitlines()
]
THINGS = {"category", "brand", "value", "attribute", "item"}
AMOUNTS = {"price", "measure", "year", "quantity", "number"}
# Rasa's environment has the validator, the root's has not.
CHECK = """
import json, sys, jsonschema
schema, rows = json.load(open(sys.argv[1])), json.load(sys.stdin)
validator = jsonschema.Draft202012Validator(schema)
validator.check_schema(schema)
print(json.dumps([[row, error.message] for row in rows for error in validator.iter_errors(row)]))
"""


def complaints(entities: list[dict[str, Any]]) -> list[Any]:
    """What the schema has against these entities."""
    python = ROOT / "bot" / "dialogue" / ".venv" / "bin" / "python"
    if not python.exists():
        pytest.skip("Rasa's environment is not set up; `make setup` makes it")
    done = subprocess.run(
        [str(python), "-c", CHECK, str(CONTRACTS / "entities.schema.json")],
        input=json.dumps(entities), capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    found: list[Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_sentence_is_understood_as_it_was_meant(row: dict[str, Any], lexicon: Lexicon) -> None:
    assert analyse(row["text"], lexicon).entities == row["entities"]
    assert language_of(row["text"], "en") == row["language"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_the_actions_read_every_entity(row: dict[str, Any]) -> None:
    entities = row["entities"]
    heard = Heard.read({"text": row["text"], "entities": entities, "intent": {"name": "find"}})
    assert [(t.kind, t.iris, t.negated, t.attribute) for t in heard.things] == [
        (e["entity"], tuple(e["values"]), e["negated"], e["attribute"])
        for e in entities
        if e["entity"] in THINGS and e.get("sold", True)
    ]
    assert [one.nearest for one in heard.unsold] == [
        e["nearest"] for e in entities if not e.get("sold", True)
    ]
    assert [(a.kind, a.about, a.unit, a.said) for a in heard.amounts] == [
        (e["entity"], e["value"]["about"], e["value"]["unit"], e["value"]["said"])
        for e in entities if e["entity"] in AMOUNTS
    ]  # fmt: skip
    assert heard.places == tuple(place for e in entities if e["entity"] == "place" for place in e["value"])
    said = {
        kind: [e["value"] for e in entities if e["entity"] == kind]
        for kind in ("order", "comparative", "fact")
    }
    assert [heard.order] == (said["order"] or [None])
    assert [heard.comparative] == (said["comparative"] or [None])
    assert list(heard.facts) == said["fact"]
    assert heard.words == " ".join(e["value"] for e in entities if e["entity"] == "text")


def test_all_samples_and_all_sentences_keep_to_the_schema(lexicon: Lexicon) -> None:
    sentences = [row["text"] for row in ROWS] + [
        "two to three of them, not red, under 40 £",
        "the first two and the last, 90s or 2.5 kg",
        "全部都不要，要５个红的",
    ]
    entities = [entity for text in sentences for entity in analyse(text, lexicon).entities]
    entities += [
        {"entity": "language", "value": "zh", "start": 0, "end": 0, "extractor": "ShoppingExtractor"}
    ]
    assert complaints(entities) == []


def test_the_schema_refuses_what_no_sentence_can_be() -> None:
    thing = next(e for row in ROWS for e in row["entities"] if e["entity"] == "brand")
    price = next(e for row in ROWS for e in row["entities"] if e["entity"] == "price")
    wrong = [
        {**thing, "values": []},
        {**thing, "value": "Fjell"},
        {key: value for key, value in thing.items() if key != "negated"},
        {**price, "value": {**price["value"], "high": 80}},
        {**price, "value": {**price["value"], "currencies": ["dollars"]}},
        {"entity": "place", "value": [0], "start": 0, "end": 3},
        {"entity": "reference", "value": "few", "start": 0, "end": 3},
        {"entity": "colour", "value": "red", "start": 0, "end": 3},
    ]
    assert len({json.dumps(row) for row, _ in complaints(wrong)}) == len(wrong)


def test_the_samples_show_every_kind_of_entity_in_both_languages() -> None:
    kinds = {entity["entity"] for row in ROWS for entity in row["entities"]}
    kinds_needed = THINGS | AMOUNTS | {"place", "reference", "order", "comparative", "fact", "text"}
    assert kinds_needed - kinds == set()
    assert {row["language"] for row in ROWS} == {"en", "zh"}
