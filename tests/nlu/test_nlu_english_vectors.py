"""The English encoder gives the vectors of the library that it was published with; a change makes it know shop talk."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.processes.commands import DIALOGUE_PYTHON, rasa_environment

# Six sentences, among them two of one length, with the vectors that sentence-transformers 5 gave.
PUBLISHED = Path(__file__).with_name("english_vectors.json")
# Pairs that mean one thing to a shop, in words that share little.
PAIRS = [
    ("pop it in my basket", "that one will be mine, ring it up"),
    ("where has my parcel got to", "has the courier set off yet"),
    ("that is a bit steep", "got anything for less money"),
    ("let me speak to somebody", "is there a human on your side"),
]
SCRIPT = Path(__file__).with_name("encode_english.py")

Rows = np.ndarray[Any, np.dtype[np.float64]]


def encoded(sentences: list[str], *how: str) -> Rows:
    done = subprocess.run(
        (str(DIALOGUE_PYTHON), str(SCRIPT), *how),
        input=json.dumps(sentences),
        env=rasa_environment(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    return np.array(json.loads(done.stdout))


@pytest.fixture(scope="module")
def published() -> dict[str, list[float]]:
    known: dict[str, list[float]] = json.loads(PUBLISHED.read_text("utf-8"))
    return known


def test_the_vectors_are_those_that_were_published(published: dict[str, list[float]]) -> None:
    np.testing.assert_allclose(encoded(list(published)), np.array(list(published.values())), atol=1e-4)


def test_a_sentence_gets_one_vector_alone_and_among_many_and_of_any_length(
    published: dict[str, list[float]],
) -> None:
    one = next(iter(published))
    alone = encoded([one])
    among = encoded([*published, "", "word " * 400, one])
    np.testing.assert_allclose(among[0], alone[0], atol=1e-5)
    np.testing.assert_allclose(among[-1], alone[0], atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(among, axis=1), 1, atol=1e-5)


def _apart(*how: str) -> float:
    """How much nearer the two of a pair are to each other than to those of other pairs, as cosines."""
    vectors = encoded([sentence for pair in PAIRS for sentence in pair], *how).reshape(len(PAIRS), 2, -1)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=-1), 1, atol=1e-5)
    likeness = vectors[:, 0] @ vectors[:, 1].T
    others = likeness[~np.eye(len(PAIRS), dtype=bool)]
    return float(np.diag(likeness).mean() - others.mean())


def test_what_means_one_thing_to_a_shop_lies_nearer_together_with_the_change() -> None:
    assert _apart("changed") > 2 * _apart() > 0
