"""Count the words and the pieces of words of a sentence, as a classifier takes them: one damped row of length 1.

What stands in few examples tells nothing of others and is not counted. No token is counted by itself, as
Rasa's own featurizer does besides, so that a training of 25,000 examples is counted in seconds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

Places = np.ndarray[Any, np.dtype[np.intp]]
Weights = np.ndarray[Any, np.dtype[np.float64]]

_WORDS = r"(?u)\b\w+\b|[?!？！]"
# Examples that a word, or a piece, must stand in; a small lesson would be left without pieces.
_LEAST_WORDS, _LEAST_PIECES = 2, 3
_SMALL = 5_000


class Counts:
    """Words in runs of up to `words`, and pieces of up to `pieces` characters within words; 0 leaves either out."""

    def __init__(self, words: int, pieces: int, known: Sequence[Sequence[str]] | None = None) -> None:
        """`known`: what is counted, in the order of the columns, for each of the two that is not left out."""
        settings: list[dict[str, Any]] = []
        if words:
            settings.append({"ngram_range": (1, words), "token_pattern": _WORDS})
        if pieces:
            settings.append({"ngram_range": (1, pieces), "analyzer": "char_wb"})
        vocabularies: Sequence[Sequence[str] | None] = known or [None] * len(settings)
        self._counters = [
            CountVectorizer(vocabulary=vocabulary, **setting)
            for setting, vocabulary in zip(settings, vocabularies, strict=True)
        ]

    def learn(self, sentences: Sequence[str]) -> csr_matrix:
        """Choose what is counted, what stands in enough of the sentences; gives their rows.

        Shape (sentences, kinds of words and pieces): log(1 + count), each row of length 1 where it counts any.
        """
        counted = []
        for counter in self._counters:
            least = (
                _LEAST_PIECES if counter.analyzer == "char_wb" and len(sentences) > _SMALL else _LEAST_WORDS
            )
            counter.set_params(min_df=min(least, len(sentences)))
            try:
                counted.append(counter.fit_transform(sentences))
            except ValueError:  # nothing stands in two of them
                counter.set_params(vocabulary=[""])
                counted.append(counter.transform(sentences))
        return _damped(counted, len(sentences))

    def of(self, sentence: str) -> tuple[Places, Weights]:
        """The columns of one sentence and what stands in them: its row, as `learn` gives it."""
        tally: Counter[int] = Counter()
        before = 0
        for parts, vocabulary in self._parters:
            tally.update(before + vocabulary[part] for part in parts(sentence) if part in vocabulary)
            before += len(vocabulary)
        damped = np.log1p(np.fromiter(tally.values(), dtype=np.float64, count=len(tally)))
        return np.fromiter(tally, dtype=np.intp, count=len(tally)), damped / (np.linalg.norm(damped) or 1.0)

    @cached_property
    def _parters(self) -> list[tuple[Callable[[str], list[str]], Mapping[str, int]]]:
        """What parts a sentence, and the column of each part that counts; asked for once it is known what does."""
        for counter in self._counters:
            counter.get_feature_names_out()  # one that was given its vocabulary looks at it now
        return [(counter.build_analyzer(), counter.vocabulary_) for counter in self._counters]

    @cached_property
    def width(self) -> int:
        """How many columns there are; asked for once it is known what counts."""
        return sum(len(vocabulary) for _, vocabulary in self._parters)

    def keep(self, file: Path) -> None:
        """Write what is counted as JSON."""
        told = [list(one.get_feature_names_out()) for one in self._counters]
        file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def kept(cls, file: Path, words: int, pieces: int) -> Self:
        """What `keep` wrote; OSError or ValueError where that cannot be read."""
        return cls(words, pieces, json.loads(file.read_text(encoding="utf-8")))


def _damped(counted: Sequence[csr_matrix], sentences: int) -> csr_matrix:
    if not counted:
        return csr_matrix((sentences, 0))
    return normalize(hstack(counted, format="csr", dtype="float64").log1p())
