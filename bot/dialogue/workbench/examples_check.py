"""Check the examples: doubles, intents and entity kinds that nobody knows, a language without examples."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePath

from rasa.shared.nlu.training_data.entities_parser import replace_entities

from bot.dialogue.folding import words_of
from bot.dialogue.language import language_of
from bot.dialogue.workbench.files import DOMAIN, training_texts
from bot.dialogue.workbench.finding import Finding, error, warning
from bot.dialogue.workbench.outline import Example
from bot.dialogue.workbench.reading import Draft

LANGUAGES = ("en", "zh")
_FEW = 2  # examples in one language under which "the other is missing" would be said too early
_LIKE = 0.86  # share of equal pairs of neighbouring words from which two sentences are near doubles
_KEPT = 250_000  # examples; with fewer than there are, not one would be found again

Placed = tuple[str, Example]


def check_examples(draft: Draft) -> Iterator[Finding]:
    """Findings about the examples, file by file and then across intents."""
    placed = [
        (path, example) for path in training_texts(draft.texts) for example in draft.outlines[path].examples
    ]
    known = set(draft.domain.intents)
    kinds = set(draft.domain.entities)
    for path, example in placed:
        yield from _alone(path, example, kinds)
    yield from _unknown_intents(draft, known)
    yield from _doubles(placed)
    yield from _languages(draft, placed, known)


def _alone(path: str, example: Example, kinds: set[str]) -> Iterator[Finding]:
    if not example.dashed:
        yield error("example.no_dash", path, example.line, text=example.text, intent=example.intent)
        return
    for kind in dict.fromkeys(example.kinds):
        if kind not in kinds:
            yield error("entity.unknown", path, example.line, entity=kind, text=example.text)
    if example.text.count("](") + example.text.count("]{") > len(example.kinds):
        yield warning("example.marks", path, example.line, text=example.text)


def _unknown_intents(draft: Draft, known: set[str]) -> Iterator[Finding]:
    for path in training_texts(draft.texts):
        for intent in draft.outlines[path].intents:
            if intent.name not in known:
                yield error("intent.unknown", path, intent.line, intent=intent.name)


def _doubles(placed: list[Placed]) -> Iterator[Finding]:
    """The same sentence under two intents; the same or nearly the same twice under one."""
    same: defaultdict[tuple[str, ...], list[Placed]] = defaultdict(list)
    for path, example in placed:
        if example.dashed and example.text:
            same[folded(example.text)].append((path, example))
    for together in same.values():
        first_path, first = together[0]
        for path, example in together[1:]:
            other = {"text": example.text, "intent": example.intent, "other": first.intent}
            there = {"other_path": first_path, "other_line": str(first.line)}
            if example.intent != first.intent:
                yield error("example.two_intents", path, example.line, **other, **there)
            elif PurePath(path).parent == PurePath(first_path).parent:  # "ok" may stand in both languages
                yield warning("example.again", path, example.line, **other, **there)
    yield from _near_doubles([together[0] for together in same.values()])


@lru_cache(maxsize=_KEPT)
def folded(text: str) -> tuple[str, ...]:
    """An example without its marks, as the words that count; its signs where it has no words."""
    plain = str(replace_entities(text))
    return tuple(word.folded for word in words_of(plain)) or (plain,)


def _near_doubles(placed: list[Placed]) -> Iterator[Finding]:
    """Neighbours in alphabetical order within one intent: a cheap look, only ever a warning."""
    by_intent: defaultdict[str, list[tuple[tuple[str, ...], Placed]]] = defaultdict(list)
    for path, example in placed:
        by_intent[example.intent].append((folded(example.text), (path, example)))
    for alike in by_intent.values():
        alike.sort(key=lambda pair: pair[0])
        for (words, (path, one)), (others, (other_path, other)) in pairwise(alike):
            if len(words) >= 5 and len(words) == len(others) and _share(words, others) >= _LIKE:
                yield warning(
                    "example.nearly", other_path, other.line,
                    text=other.text, intent=one.intent, other=one.text, other_path=path, other_line=str(one.line),
                )  # fmt: skip


def _share(words: tuple[str, ...], others: tuple[str, ...]) -> float:
    return sum(word == other for word, other in zip(words, others, strict=True)) / len(words)


def _languages(draft: Draft, placed: list[Placed], known: set[str]) -> Iterator[Finding]:
    """An intent with examples in one language alone."""
    counted: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for _path, example in placed:
        counted[example.intent][language_of(example.text, "")] += 1
    lines = {place.name: place.line for place in draft.outlines[DOMAIN].listed.get("intents", [])}
    for intent, by_language in counted.items():
        spoken = [language for language in LANGUAGES if by_language[language]]
        if intent in known and len(spoken) == 1 and by_language[spoken[0]] >= _FEW:
            missing = next(language for language in LANGUAGES if language not in spoken)
            path, example = next((p, e) for p, e in placed if e.intent == intent)
            line = example.line or lines.get(intent, 0)
            yield warning("intent.one_language", path, line, intent=intent, language=missing)
