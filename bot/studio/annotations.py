"""Entities in an example, `[red](value)` as Rasa writes them: read, written, and marked word by word.

Forms with more than a kind, `[NYC]{"entity": "place", "value": "New York"}`, are kept letter for letter
unless their words are marked anew. What is no annotation never becomes one: a shopper's brackets are
set apart by a space.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# The pattern of Rasa 3.6.21, rasa/shared/nlu/training_data/entities_parser.py.
_ENTITY = re.compile(
    r"\[(?P<text>[^\]]+?)\](\((?P<kind>[^:)]+?)(?:\:(?P<value>[^)]+))?\)|\{(?P<one>[^}]+?)\}|\[(?P<many>.*?)\])"
)
# A word, a Chinese character, or any other sign; spaces between them belong to none.
_WORD = re.compile(r"[㐀-鿿豈-﫿]|[^\W㐀-鿿豈-﫿]+(?:['’-][^\W㐀-鿿豈-﫿]+)*|[^\w\s]")
_KIND = re.compile(r"[A-Za-z_][\w-]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of an example's text; `kind` is None where it is no entity, `source` how it is written in the file."""

    text: str
    kind: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word that can be marked: [start, end) in the plain text, and the kind it is marked with."""

    number: int
    text: str
    start: int
    end: int
    kind: str | None
    space_before: bool


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) of the plain text is an entity of this kind."""

    start: int
    end: int
    kind: str


def pieces(example: str) -> tuple[Piece, ...]:
    """An example's text in order, entities and what lies between them; sources joined give the example."""
    found: list[Piece] = []
    at = 0
    for match in _ENTITY.finditer(example):
        if match.start() > at:
            between = example[at : match.start()]
            found.append(Piece(between, None, between))
        found.append(Piece(match["text"], _kind_of(match), match[0]))
        at = match.end()
    if at < len(example):
        found.append(Piece(example[at:], None, example[at:]))
    return tuple(found)


def plain(example: str) -> str:
    """What a shopper would have typed: the example without its annotations."""
    if "[" not in example:
        return example
    return "".join(piece.text for piece in pieces(example))


def spans(example: str) -> list[Span]:
    """Where in the plain text the entities lie, in order."""
    found, at = [], 0
    for piece in pieces(example):
        if piece.kind:
            found.append(Span(at, at + len(piece.text), piece.kind))
        at += len(piece.text)
    return found


def annotated(text: str, entities: Iterable[Span]) -> str:
    """The plain `text` with its entities written into it; raises ValueError where they overlap or lie outside."""
    parts, at = [], 0
    for span in sorted(entities, key=lambda one: one.start):
        if not at <= span.start < span.end <= len(text) or not _KIND.fullmatch(span.kind):
            raise ValueError(f"no entity can be {span}")
        inside = text[span.start : span.end].replace("[", "(").replace("]", ")")
        parts += [unmarked(text[at : span.start]), f"[{inside}]({span.kind})"]
        at = span.end
    return "".join([*parts, unmarked(text[at:])])


def unmarked(text: str) -> str:
    """Text in which nothing reads as an annotation: `[a](b)` becomes `[a] (b)`."""
    return re.sub(r"\](?=[(\[{])", "] ", text)


def words(example: str) -> list[Word]:
    """The words of an example, each of which can be marked."""
    text, marked = plain(example), spans(example)
    found, end = [], 0
    for number, match in enumerate(_WORD.finditer(text)):
        kind = next((one.kind for one in marked if one.start <= match.start() < one.end), None)
        start, before = match.start(), match.start() > end
        end = match.end()
        found.append(Word(number, match[0], start, end, kind, before))
    return found


def marked(example: str, numbers: Sequence[int], kind: str | None) -> str:
    """The example with the words of these numbers marked as `kind`, each run of neighbours as one entity.

    None takes their marks away. Entities of other words stay as they are written.
    """
    text = plain(example)
    chosen = list(_runs([word for word in words(example) if word.number in set(numbers)]))
    sources = [(start, end, f"[{text[start:end]}]({kind})") for start, end in chosen if kind]
    at = 0
    for piece in pieces(example):
        end = at + len(piece.text)
        if piece.kind and not any(start < end and at < stop for start, stop in chosen):
            sources.append((at, end, piece.source))
        at = end
    parts, at = [], 0
    for start, end, source in sorted(sources):
        parts += [text[at:start], source]
        at = end
    return "".join([*parts, text[at:]])


def _runs(chosen: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """[start, end) of each run of words with consecutive numbers."""
    run: list[Word] = []
    for word in chosen:
        if run and word.number != run[-1].number + 1:
            yield run[0].start, run[-1].end
            run = []
        run.append(word)
    if run:
        yield run[0].start, run[-1].end


def _kind_of(match: re.Match[str]) -> str | None:
    if match["kind"]:
        return match["kind"]
    source = match["one"] or match["many"]
    try:
        loaded = json.loads(f"{{{source}}}" if match["one"] else f"[{source}]")
    except ValueError:
        return None
    first = loaded if isinstance(loaded, dict) else next(iter(loaded), {})
    return str(first["entity"]) if isinstance(first, dict) and "entity" in first else None
