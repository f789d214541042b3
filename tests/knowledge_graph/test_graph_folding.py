"""One written form for one word, in this environment and in the dialogue's (the golden samples)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.fold import fold

GOLDEN = Path(__file__).parents[2] / "docs" / "contracts" / "samples" / "folding.jsonl"
SAMPLES = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["text"])
def test_the_golden_samples_hold(sample: dict[str, str]) -> None:
    assert fold(sample["text"], sample["language"]) == sample["folded"]


@given(st.text(max_size=60), st.sampled_from(["en", "zh", "und"]))
def test_folding_twice_changes_nothing(text: str, language: str) -> None:
    once = fold(text, language)
    assert fold(once, language) == once


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'’- ESX", max_size=40))
def test_folding_english_twice_changes_nothing(text: str) -> None:
    once = fold(text, "en")
    assert fold(once, "en") == once
