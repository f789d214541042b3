"""Entities marked in a sentence as in data/nlu, `[red](value) lamp`: written, read, and selected piece by piece.

Pure functions. Of a shopper's own square brackets nothing is left in markup: Rasa would read them as marks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

KINDS = ("category", "brand", "value", "attribute", "item")
FOUND_BY_RULES = frozenset(
    {"price", "measure", "year", "quantity", "number", "place", "reference", "order", "comparative"}
    | {"fact", "text", "language", "drop", "offer"}
)
"""Kinds of bot/dialogue's own rules: an example that marks one teaches nothing."""
_KIND = re.compile(r"[A-Za-z_][\w-]*")
_MARKED = re.compile(
    r'\[(?P<said>[^\]]+)\](?:\((?P<kind>[^)]+)\)|\{[^}]*"entity":\s*"(?P<named>[^"]+)"[^}]*\})'
)
_PIECE = re.compile(
    "[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\\W_]+(?:['’.-][^\\W_]+)*".replace(
        "[^\\W_]", "[^\\W_\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    )
)
_FULL_WIDTH = str.maketrans({"[": "［", "]": "］"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """An entity of `kind` from `start` to `end` of a sentence, in characters, the end excluded."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or one Han character, and its place in the sentence."""

    start: int
    end: int
    text: str


def is_markable(kind: str) -> bool:
    """Whether an example can mark this kind: a name, and of none that rules find."""
    return _KIND.fullmatch(kind) is not None and kind not in FOUND_BY_RULES


def pieces(sentence: str) -> list[Piece]:
    """What entities can be put together from: each word, each Han character."""
    return [Piece(found.start(), found.end(), found.group()) for found in _PIECE.finditer(sentence)]


def fitting(sentence: str, spans: Iterable[Span]) -> list[Span]:
    """The spans that lie in the sentence, can be marked and overlap none before them, in order."""
    kept: list[Span] = []
    known = {span for span in spans if is_markable(span.kind)}
    # Of two at one place the longer counts, and "waterproof" is a value before it is an attribute.
    for span in sorted(known, key=lambda one: (one.start, -one.end, _rank(one.kind), one.kind)):
        inside = 0 <= span.start < span.end <= len(sentence) and sentence[span.start : span.end].strip()
        if inside and (not kept or kept[-1].end <= span.start):
            kept.append(span)
    return kept


def marked(sentence: str, spans: Iterable[Span]) -> str:
    """The sentence on one line, with the entities of `fitting` marked."""
    parts, at = [], 0
    for span in fitting(sentence, spans):
        parts.append(_plain(sentence[at : span.start]))
        parts.append(f"[{_plain(sentence[span.start : span.end])}]({span.kind})")
        at = span.end
    return "".join([*parts, _plain(sentence[at:])]).strip()


def read_markup(markup: str) -> tuple[str, list[Span]]:
    """The sentence without marks, and its entities; a kind may be any."""
    spans: list[Span] = []
    sentence, at = "", 0
    for found in _MARKED.finditer(markup):
        sentence += markup[at : found.start()]
        said = found["said"]
        spans.append(Span(len(sentence), len(sentence) + len(said), found["kind"] or found["named"]))
        sentence, at = sentence + said, found.end()
    return sentence + markup[at:], spans


def with_span(sentence: str, spans: Sequence[Span], chosen: Sequence[int], kind: str) -> list[Span]:
    """The spans with one more, from the first chosen piece to the last; it takes the place of what it covers.

    Unchanged where nothing is chosen; `chosen` counts in `pieces(sentence)`, from 0.
    """
    known = pieces(sentence)
    picked = [known[number] for number in chosen if 0 <= number < len(known)]
    if not picked or not is_markable(kind):
        return list(spans)
    new = Span(min(piece.start for piece in picked), max(piece.end for piece in picked), kind)
    return sorted([*(one for one in spans if one.end <= new.start or one.start >= new.end), new])


def _rank(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_FULL_WIDTH))
