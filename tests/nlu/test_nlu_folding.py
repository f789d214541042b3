"""One rule for two environments: the graph's folding and the dialogue's."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.folding import fold_word, plain_form, words_of
from knowledge_graph.fold import fold

SAMPLES = Path(__file__).parents[2] / "docs" / "contracts" / "samples" / "folding.jsonl"
ROWS = [json.loads(line) for line in SAMPLES.read_text("utf-8").splitlines()]


def folded_by_the_dialogue(text: str) -> str:
    return " ".join(word.folded for word in words_of(plain_form(text)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_both_environments_write_a_word_the_same_way(row: dict[str, str]) -> None:
    assert fold(row["text"], row["language"]) == row["folded"]
    # The dialogue cuts finer, Han into single characters and 3M into two; so the gaps between words may differ.
    assert folded_by_the_dialogue(row["text"]).replace(" ", "") == row["folded"].replace(" ", "")


_endings = st.sampled_from(["", "s", "es", "ies", "ie", "ves", "men", "mens", "'s", "s'", "sses", "ches"])
_stems = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9)


@given(st.builds(str.__add__, _stems, _endings))
def test_any_plain_word_is_found_by_both(word: str) -> None:
    assert folded_by_the_dialogue(word) == fold(word, "en")


@given(st.text(max_size=40))
def test_words_lie_where_they_were_said_and_folding_twice_changes_nothing(text: str) -> None:
    for word in words_of(plain_form(text)):
        assert plain_form(text)[word.start : word.end] == word.text
        assert fold_word(word.folded or " ") == (word.folded or " ")
