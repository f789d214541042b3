"""Find the shop's answer to a question: by the sense of the sentences, their words, and their subject.

Never makes an answer up: what is returned was written by the shop, and a question that none of its questions
comes near to has no answer here.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import log
from pathlib import Path
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.results import Answer
from knowledge_graph.sentence_vectors import WIDTH, vectors_of
from knowledge_graph.service_subjects import other_talk, subjects_of
from knowledge_graph.terms import Faq
from knowledge_graph.words import language_of, words_of

_WORDINGS: Final = "questions.json"
_VECTORS: Final = "questions.npy"

# Chosen on the demo shop's questions and on the starter's (61 and 7 entries), with 185 questions that are not
# among them and 223 sentences that ask something else; the optimum is flat. A wrong answer is worse than none.
_BEST, _SECOND = 0.7, 0.3  # the two wordings of an entry that come nearest by sense
_WORDS, _SUBJECT, _COVERED, _OTHER = 0.1, 0.2, 0.4, 0.5
_MOST: Final = _BEST + _SECOND + _WORDS + _SUBJECT + _COVERED
_ENOUGH: Final = 0.64 / _MOST


class _Wording(NamedTuple):
    """One way to ask one of the shop's questions."""

    faq: str
    language: str
    text: str


def write_questions(folder: Path, faqs: Sequence[Faq], base: Path | None = None) -> None:
    """Write every wording of every question, and the vectors, into a generation's folder.

    Vectors of sentences that the generation `base` has are taken from there: they cost 2 ms each.
    """
    wordings = list(chain.from_iterable(_wordings_of(faq) for faq in faqs))
    content = json.dumps(wordings, ensure_ascii=False, indent=0)
    (folder / _WORDINGS).write_text(content + "\n", encoding="utf-8")
    sentences = [wording.text for wording in wordings]
    known = _known_vectors(base) if base is not None else {}
    new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
    known |= dict(zip(new, vectors_of(new), strict=True))
    vectors = np.array([known[sentence] for sentence in sentences], dtype=np.float32).reshape(-1, WIDTH)
    np.save(folder / _VECTORS, vectors, allow_pickle=False)


def _known_vectors(base: Path) -> dict[str, NDArray[np.float32]]:
    """Sentence -> vector, of the wordings of a generation."""
    wordings = _read_wordings(base)
    return dict(zip((wording.text for wording in wordings), np.load(base / _VECTORS), strict=True))


def _read_wordings(folder: Path) -> list[_Wording]:
    return [_Wording(*row) for row in json.loads((folder / _WORDINGS).read_text(encoding="utf-8"))]


@lru_cache(maxsize=1)
def _other_talk_vectors() -> NDArray[np.float32]:
    """Of the built-in sentences that ask nothing of a shop's service; once a process."""
    return vectors_of(other_talk())


def _wordings_of(faq: Faq) -> Iterable[_Wording]:
    asked = [*faq.question.values(), *(text for texts in faq.also_asked.values() for text in texts)]
    return (_Wording(faq.iri, language_of(text), text) for text in asked)


class _Asked(NamedTuple):
    """A question of a shopper's, and how near it comes to what is no question on service."""

    language: str
    vector: NDArray[np.float32]
    words: frozenset[str]
    subjects: frozenset[str]
    elsewhere: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the FAQ with all its wordings, ready to be compared with."""

    faq: Faq
    words: Sequence[frozenset[str]]
    subjects: Sequence[frozenset[str]]
    rows: Mapping[str, Sequence[int]]  # language -> which wordings are in it, as rows of `vectors`
    vectors: NDArray[np.float32]

    def rows_for(self, language: str) -> Sequence[int]:
        """The wordings in a language; all of them where the shop wrote none in it."""
        return self.rows.get(language) or range(len(self.words))


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of one generation."""

    entries: Sequence[_Entry]
    word_weights: Mapping[str, float]  # the fewer wordings have a word, the more it tells
    subject_weights: Mapping[str, float]

    @classmethod
    def read(cls, folder: Path, faqs: Sequence[Faq]) -> Self:
        """What `write_questions` wrote, with the entries of the graph."""
        wordings = _read_wordings(folder)
        vectors = np.load(folder / _VECTORS, allow_pickle=False)
        entries = [_entry(faq, wordings, vectors) for faq in faqs]
        words = [words for entry in entries for words in entry.words]
        subjects = [frozenset(chain.from_iterable(entry.subjects)) for entry in entries]
        return cls(entries, _weights(words), _weights(subjects))

    def answer(self, question: str, language: str) -> Answer | None:
        """The best answer, in `language` where the shop wrote it so; None where no entry comes near."""
        scores = self.scores(question)
        if not scores:
            return None
        best = max(range(len(scores)), key=scores.__getitem__)
        return _answer(self.entries[best].faq, language, scores[best]) if scores[best] >= _ENOUGH else None

    def scores(self, question: str) -> list[float]:
        """How near each entry comes to `question`, 0 to 1, in their order."""
        words, subjects = frozenset(words_of(question)), subjects_of(question)
        if not self.entries or not words | subjects:
            return []
        vector = vectors_of([question])[0]
        elsewhere = float((_other_talk_vectors() @ vector).max())
        asked = _Asked(language_of(question), vector, words, subjects, elsewhere)
        return [min(max(self._nearness(entry, asked) / _MOST, 0.0), 1.0) for entry in self.entries]

    def _nearness(self, entry: _Entry, asked: _Asked) -> float:
        rows = entry.rows_for(asked.language)
        sense: list[float] = sorted((entry.vectors[list(rows)] @ asked.vector).tolist(), reverse=True)
        best, second = sense[0], sense[min(1, len(sense) - 1)]
        subjects = [entry.subjects[row] for row in rows]
        covered = frozenset(chain.from_iterable(entry.subjects))
        return (
            _BEST * best
            + _SECOND * second
            + _WORDS * max(_shared(asked.words, entry.words[row], self.word_weights) for row in rows)
            + _SUBJECT * max(_shared(asked.subjects, one, self.subject_weights) for one in subjects)
            + _COVERED * _share(asked.subjects & covered, asked.subjects, self.subject_weights)
            - _OTHER * max(0.0, asked.elsewhere - best)
        )


def _entry(faq: Faq, wordings: Sequence[_Wording], vectors: NDArray[np.float32]) -> _Entry:
    places = [place for place, wording in enumerate(wordings) if wording.faq == faq.iri]
    rows: dict[str, list[int]] = {}
    for row, place in enumerate(places):
        rows.setdefault(wordings[place].language, []).append(row)
    texts = [wordings[place].text for place in places]
    words = [frozenset(words_of(text)) for text in texts]
    return _Entry(faq, words, [subjects_of(text) for text in texts], rows, vectors[places])


def _weights(sets: Sequence[Collection[str]]) -> dict[str, float]:
    """ln(1 + sets / sets that have it), for each member; "" is the weight of one that none has."""
    counts = Counter(member for members in sets for member in members)
    weights = {member: log(1 + len(sets) / count) for member, count in counts.items()}
    return weights | {"": log(1 + len(sets))}


def _weight(members: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(member, weights[""]) for member in members)


def _share(part: frozenset[str], whole: frozenset[str], weights: Mapping[str, float]) -> float:
    return _weight(part, weights) / _weight(whole, weights) if whole else 0.0


def _shared(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """Dice's coefficient, weighted: 1 where both are the same, 0 where they share nothing."""
    both = _weight(one, weights) + _weight(other, weights)
    return 2 * _weight(one & other, weights) / both if both else 0.0


def _answer(faq: Faq, language: str, score: float) -> Answer:
    spoken = language if language in faq.answer else next(iter(faq.answer))
    question = faq.question.get(spoken) or next(iter(faq.question.values()))
    return Answer(faq.iri, question, faq.answer[spoken], spoken, score, faq.sample)
