"""Find the shop's own words in a sentence: categories, brands, attribute values, products by name.

The words come from the file that the knowledge graph writes (docs/contracts/lexicon.schema.json); this
module reads it again when it changes, so a new brand is understood at the next sentence. It never
guesses: what is not in the file is not found.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import rjieba
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from bot.dialogue.folding import Word, words_of
from bot.dialogue.language import HAN

_ORDER = ("category", "value", "brand", "attribute", "item")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing the sentence names; `iris` holds each thing of that kind that bears the name."""

    kind: str
    start: int
    end: int
    iris: tuple[str, ...]
    attribute: str | None


class Lexicon:
    """All words of one generation of a shop's catalogue, ready to be found in sentences."""

    def __init__(self, rows: Iterable[Mapping[str, str | None]]) -> None:
        """`rows` are those of the lexicon file; several may share a text, and none hides another."""
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="NORM")
        self._rows: dict[str, list[Mapping[str, str | None]]] = {}
        for row in rows:
            folded = [word.folded for word in words_of(str(row["text"]))]
            if folded:
                self._rows.setdefault("\n".join(folded), []).append(row)
        for key in self._rows:
            self._matcher.add(key, [self._doc(key.split("\n"))])

    def _doc(self, folded: Sequence[str]) -> Doc:
        doc = Doc(self._vocab, words=list(folded))
        for token, norm in zip(doc, folded, strict=True):
            token.norm_ = norm
        return doc

    def find(self, words: Sequence[Word]) -> list[Found]:
        """The longest names in the sentence, left to right, none overlapping; one a kind for each place.

        A name of one Han character counts only where it is a word by itself: 红 in 红的, and not in 网红.
        """
        if not words:
            return []
        doc = self._doc([word.folded for word in words])
        alone = _standing_alone(words)
        spans = [
            Span(doc, start, end, label=key)
            for key, start, end in self._matcher(doc)
            if end - start > 1 or start in alone or not HAN.match(words[start].text)
        ]
        found: list[Found] = []
        for span in filter_spans(spans):
            start, end = words[span.start].start, words[span.end - 1].end
            found.extend(self._things(span.label_, start, end))
        return sorted(found, key=lambda thing: (thing.start, _ORDER.index(thing.kind)))

    def _things(self, key: str, start: int, end: int) -> Iterator[Found]:
        for kind in _ORDER:
            rows = [row for row in self._rows[key] if row["kind"] == kind]
            if rows:
                iris = tuple(dict.fromkeys(str(row["iri"]) for row in rows))
                yield Found(kind, start, end, iris, rows[0].get("attribute"))


def _standing_alone(words: Sequence[Word]) -> set[int]:
    """Places of the Han characters that the cutter takes for words of their own."""
    alone: set[int] = set()
    run: list[int] = []
    for place in range(len(words) + 1):
        joins = place < len(words) and HAN.match(words[place].text) is not None
        if joins and (not run or words[run[-1]].end == words[place].start):
            run.append(place)
            continue
        alone |= _single(words, run)
        run = [place] if joins else []
    return alone


def _single(words: Sequence[Word], run: Sequence[int]) -> set[int]:
    found, offset = set(), 0
    for piece in rjieba.cut("".join(words[place].text for place in run)):
        if len(piece) == 1:
            found.add(run[offset])
        offset += len(piece)
    return found


class LexiconFile:
    """A lexicon file that is read again when another takes its place."""

    def __init__(self, path: Path | None = None) -> None:
        """`path` is the environment's DAOGOU_LEXICON where it is not given; without either, no word is known."""
        named = os.environ.get("DAOGOU_LEXICON")
        self._path = path or (Path(named) if named else None)
        self._seen: tuple[int, int] | None = None
        self._lexicon = Lexicon(())

    def current(self) -> Lexicon:
        """The lexicon as the file stands now; the last good one while the file is away."""
        try:
            stat = self._path.stat() if self._path else None
        except FileNotFoundError:
            stat = None
        if self._path is not None and stat is not None and self._seen != (stat.st_ino, stat.st_mtime_ns):
            with self._path.open(encoding="utf-8") as lines:
                self._lexicon = Lexicon(json.loads(line) for line in lines if line.strip())
            self._seen = (stat.st_ino, stat.st_mtime_ns)
        return self._lexicon
