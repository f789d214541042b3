"""Scores of what a model understood: intents, entities, and what has nothing to do with the shop.

Macro F1 is the mean over intents of 2PR / (P + R). An entity is right where kind and words are the same, a leading
article or "for" and a trailing "one", "item" or possessive apart; `overlap` counts it already where its words touch
those of the same kind. Off-topic sentences are found where the model says out_of_scope or that it did not
understand; a false alarm is any other sentence so taken.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from bot.understanding.hearing import Understood
from bot.understanding.held_out import KINDS, Named, Sentence

OFF_TOPIC = "out_of_scope"
REFUSED = frozenset({OFF_TOPIC, "nlu_fallback"})
_AROUND = re.compile(r"^(?:(?:the|a|an|some|any|for)\s+)+|(?:['’]s|\s+ones?|\s+items?)$")
Judged = tuple[Sentence, Understood]


@dataclass(frozen=True, slots=True)
class Confusion:
    """Sentences of one intent that were taken for another."""

    meant: str
    taken: str
    times: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures of one language, as shares from 0 to 1; NaN is never among them, an empty share is 0."""

    language: str
    sentences: int
    accuracy: float
    macro_f1: float
    entity_precision: float
    entity_recall: float
    entity_f1: float
    entity_f1_overlap: float
    off_topic_recall: float
    false_alarms: float
    median_ms: float


def scores(language: str, judged: Sequence[Judged]) -> Scores:
    """The figures of these sentences."""
    off = [one for one in judged if one[0].intent == OFF_TOPIC]
    on = [one for one in judged if one[0].intent != OFF_TOPIC]
    precision, recall, f1 = _entities(judged, touching=False)
    return Scores(
        language,
        len(judged),
        _share(meant.intent == heard.intent for meant, heard in judged),
        _macro_f1(judged),
        precision,
        recall,
        f1,
        _entities(judged, touching=True)[2],
        _share(heard.intent in REFUSED for _, heard in off),
        _share(heard.intent in REFUSED for _, heard in on),
        median([heard.ms for _, heard in judged]) if judged else 0.0,
    )


def confusions(judged: Sequence[Judged], *, examples: bool = True) -> list[Confusion]:
    """Pairs of intents that were mixed up, the most frequent first; with their sentences, or with none."""
    wrong: dict[tuple[str, str], list[str]] = {}
    for meant, heard in judged:
        if meant.intent != heard.intent:
            wrong.setdefault((meant.intent, heard.intent), []).append(meant.text)
    ordered = sorted(wrong.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [Confusion(*pair, len(texts), tuple(texts if examples else ())) for pair, texts in ordered]


def missed(meant: Sentence, heard: Understood) -> tuple[list[Named], list[Named]]:
    """Entities that were not found, and those that were found and are none; by words and kind."""
    wanted, found = _wanted(meant), _found(heard)
    return list((wanted - found).elements()), list((found - wanted).elements())


def _share(right: Iterable[bool]) -> float:
    counted = list(right)
    return sum(counted) / len(counted) if counted else 0.0


def _macro_f1(judged: Sequence[Judged]) -> float:
    meant = Counter(one.intent for one, _ in judged)
    taken = Counter(heard.intent for _, heard in judged)
    right = Counter(one.intent for one, heard in judged if one.intent == heard.intent)
    return fmean([2 * right[name] / (meant[name] + taken[name]) for name in meant]) if meant else 0.0


def _entities(judged: Sequence[Judged], *, touching: bool) -> tuple[float, float, float]:
    right = wanted = found = 0
    for meant, heard in judged:
        wished, got = _wanted(meant), _found(heard)
        wanted += wished.total()
        found += got.total()
        right += _touching(wished, got) if touching else (wished & got).total()
    precision, recall = right / (found or 1), right / (wanted or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def _touching(wished: Counter[Named], got: Counter[Named]) -> int:
    left = list(got.elements())
    right = 0
    for one in wished.elements():
        for other in left:
            if one.kind == other.kind and (one.text in other.text or other.text in one.text):
                left.remove(other)
                right += 1
                break
    return right


def _wanted(meant: Sentence) -> Counter[Named]:
    return Counter(Named(_words(one.text), one.kind) for one in meant.entities)


def _found(heard: Understood) -> Counter[Named]:
    return Counter(
        Named(_words(one.text), one.kind) for one in heard.entities if one.sold and one.kind in KINDS
    )


def _words(text: str) -> str:
    return _AROUND.sub("", text.casefold().strip())
