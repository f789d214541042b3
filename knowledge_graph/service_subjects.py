"""What a question on a shop's service speaks of: delivery, returns, payment… by words of both languages."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from ruamel.yaml import YAML

from knowledge_graph.fold import fold
from knowledge_graph.words import is_chinese, language_of

_FOLDER: Final = Path(__file__).parent / "vocabulary"


def subjects_of(text: str) -> frozenset[str]:
    """The subjects whose words stand in `text`; one that is part of a wider one brings that with it."""
    folded = f" {fold(text, language_of(text))} "
    found = {subject for phrase, subject in _phrases() if phrase in folded}
    return frozenset(found | {subject.partition("/")[0] for subject in found})


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, str], ...]:
    """(phrase, subject) of each phrase: a Latin one only as whole words, a Chinese one anywhere."""
    subjects = YAML(typ="safe", pure=True).load((_FOLDER / "service.yml").read_text(encoding="utf-8"))
    folded = (
        (fold(phrase, language_of(phrase)), subject)
        for subject, phrases in subjects.items()
        for phrase in phrases
    )
    return tuple((phrase if is_chinese(phrase) else f" {phrase} ", subject) for phrase, subject in folded)


def other_talk() -> list[str]:
    """Sentences that are said to shops and ask nothing of their service, in both languages."""
    pairs = YAML(typ="safe", pure=True).load((_FOLDER / "other_talk.yml").read_text(encoding="utf-8"))
    return [sentence for pair in pairs for sentence in pair.values()]
