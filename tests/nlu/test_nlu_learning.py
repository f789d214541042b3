"""Learning is quick, and teaches what the plain way would: the regression, and vectors that are kept."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.dialogue import vector_file
from bot.dialogue.regression import Columns, fit
from bot.dialogue.vector_file import Vectors, vectors_of


def test_the_quick_fit_gives_the_weights_of_scikit_learn() -> None:
    chance = np.random.default_rng(4)
    sparse = csr_matrix((chance.random((60, 40)) > 0.9) * 0.5)
    sparse = hstack([sparse, sparse[:, :15], csr_matrix((60, 2))]).tocsr()  # equal columns, and empty ones
    dense = chance.normal(size=(60, 8))
    labels = [("find", "greet", "more")[number % 3] for number in range(60)]
    quick, plain = (LogisticRegression(C=5.0, max_iter=500, tol=1e-8) for _ in range(2))
    fit(quick, Columns(sparse, dense), labels)
    whole = np.hstack([sparse.toarray(), dense])
    plain.fit(whole, labels)
    assert list(quick.classes_) == list(plain.classes_)
    np.testing.assert_allclose(quick.predict_proba(whole), plain.predict_proba(whole), atol=1e-4)
    np.testing.assert_allclose(quick.coef_, plain.coef_, atol=1e-3)


class Encoder:
    """Counts what it is asked to encode."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, sentences: Sequence[str]) -> Vectors:
        self.asked += sentences
        return np.array([[len(one), ord(one[0])] for one in sentences], dtype=np.float32)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where vectors are kept for one test."""
    kept = tmp_path / "models/vectors.npz"
    monkeypatch.setenv("DAOGOU_VECTORS", str(kept))
    return kept


def test_a_sentence_is_encoded_once(file: Path) -> None:
    encode = Encoder()
    first = vectors_of("an encoder 1", ["a lamp", "台灯", "a lamp"], encode)
    again = vectors_of("an encoder 1", ["台灯", "a tent"], encode)
    assert encode.asked == ["a lamp", "台灯", "a tent"]
    np.testing.assert_array_equal(first[1], again[0])
    np.testing.assert_array_equal(first[0], first[2])
    assert [one.name for one in file.parent.iterdir()] == [file.name]


@pytest.mark.usefixtures("file")
def test_each_encoder_has_vectors_of_its_own_for_a_sentence() -> None:
    narrow, wide = Encoder(), Encoder()
    vectors_of("narrow 1", ["a lamp"], narrow)
    widened = vectors_of("wide 1", ["a lamp"], lambda sentences: np.tile(wide(sentences), (1, 2)))
    assert vectors_of("narrow 1", ["a lamp"], narrow).shape == (1, 2)
    np.testing.assert_array_equal(vectors_of("wide 1", ["a lamp"], wide), widened)
    vectors_of("narrow 2", ["a lamp"], narrow)
    assert (narrow.asked, wide.asked) == (["a lamp", "a lamp"], ["a lamp"])


@pytest.mark.usefixtures("file")
def test_what_was_not_used_for_longest_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_file, "LONGEST", 2)
    encode = Encoder()
    vectors_of("an encoder 1", ["a", "b"], encode)
    vectors_of("an encoder 1", ["c"], encode)
    vectors_of("an encoder 1", ["c", "a"], encode)
    vectors_of("an encoder 1", ["b"], encode)
    assert encode.asked == ["a", "b", "c", "b"]


def test_a_file_that_cannot_be_read_is_made_anew(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no vectors")
    encode = Encoder()
    assert len(vectors_of("an encoder 1", ["a"], encode)) == 1
    vectors_of("an encoder 1", ["a"], encode)
    assert encode.asked == ["a"]


def test_without_a_file_each_is_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAOGOU_VECTORS", raising=False)
    encode = Encoder()
    vectors_of("an encoder 1", ["a"], encode)
    vectors_of("an encoder 1", ["a"], encode)
    assert encode.asked == ["a", "a"]
