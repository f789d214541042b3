"""Find the shop's own words in a sentence: categories, brands, attribute values, products by name.

The words come from the file that the knowledge graph writes (docs/contracts/lexicon.schema.json); this
module reads it again when it changes, so a new brand is understood at the next sentence. What is not in the
file is not found, save for the shop's own words mistyped (mending.py). Words for what the shop does not sell are
found only where none of its own words is, but for a word that is a part of them: the bag of "sleeping bag".
"""

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import rjieba
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from bot.dialogue.folding import Word, plain_form, words_of
from bot.dialogue.language import HAN
from bot.dialogue.mending import Mender
from bot.dialogue.residue import carriers
from bot.dialogue.wholeness import han_runs, standing, unbroken, whole
from bot.dialogue.words import listed

Row: TypeAlias = Mapping[str, Any]  # docs/contracts/lexicon.schema.json
_COUNTED = re.compile(r"^[第一二两三四五六七八九十几这那哪每]+")  # before a measure word
_SHORTEST_PARTED = 7  # letters of a name that is also found with its words together or apart
_SHORTEST_PART = 3
_READ_OFF = "urn:daogou:category:kind/"  # kinds that the graph read off the products' names
_ORDER = ("category", "value", "brand", "attribute", "item")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing the sentence names; `iris` holds each thing of that kind that bears the name."""

    kind: str
    start: int
    end: int
    iris: tuple[str, ...]
    attribute: str | None
    sold: bool = True
    nearest: str | None = None  # of what is not sold: the IRI of the category that comes nearest


class Lexicon:
    """All words of one generation of a shop's catalogue, ready to be found in sentences."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """`rows` are those of the lexicon file; several may share a text, and none hides another."""
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="NORM")
        self._rows: dict[str, list[Row]] = {}
        for row in rows:
            folded = [word.folded for word in words_of(plain_form(str(row["text"])))]
            if folded:
                self._rows.setdefault("\n".join(folded), []).append(row)
        self._unsold: set[str] = set()
        for key, named in self._rows.items():
            sold = [row for row in named if row.get("sold", True)]
            self._rows[key] = sold or named
            self._unsold.update(() if sold else {key})
            self._matcher.add(key, [self._doc(key.split("\n"))])
        for key, named in self._rows.items():
            if any(row["kind"] != "item" for row in named):
                others = (
                    one for one in _otherwise_parted(key.split("\n")) if "\n".join(one) not in self._rows
                )
                self._matcher.add(key, [self._doc(one) for one in others])
        known = {word for key in self._rows for word in key.split("\n")}
        meant = sorted((key for key in self._rows if key not in self._unsold), key=self._rarity)
        kinds = {word for key in meant if not self._rarity(key)[0] for word in key.split("\n")}
        self._mender = Mender((key.split("\n") for key in meant), known, kinds)

    def _rarity(self, key: str) -> tuple[bool, int]:
        # A mistyped word is a kind of thing sooner than a word of some product's long name.
        return all(row["kind"] == "item" for row in self._rows[key]), key.count("\n")

    def _doc(self, folded: Sequence[str]) -> Doc:
        doc = Doc(self._vocab, words=list(folded))
        for token, norm in zip(doc, folded, strict=True):
            token.norm_ = norm
        return doc

    def knows(self, word: str) -> bool:
        """Whether a folded word is part of a name."""
        return self._mender.knows(word)

    def nearest(self, word: str) -> str | None:
        """The word of a name that a folded one outside of names is likeliest to be; None where none is near."""
        return self._mender.nearest(word)

    def find(self, words: Sequence[Word]) -> list[Found]:
        """The longest names in the sentence, left to right, none overlapping; one a kind for each place.

        What is not sold stands only where no name of the shop's own is, save one that is only a part of it.

        A name of one Han character counts only where it is a word by itself: 灯 in 有灯吗, and not in 灯塔.
        """
        if not words:
            return []
        spans, sold, alone = self._named(words)
        mended = self._mender.mend(words, _places(sold))
        if mended is not None:
            spans, sold, alone = self._named(mended)
        missing: list[Span] = []
        if any(span.label_ in self._unsold for span in spans):
            sold = self._without_parts_of_others(sold, spans)
            taken = _places(sold)
            free = [span for span in spans if taken.isdisjoint(range(span.start, span.end))]
            missing = _standing(whole(free, words, spans, self._is_trait), words, alone)
        found: list[Found] = []
        for span in (*sold, *(one for one in missing if one.label_ in self._unsold)):
            start, end = words[span.start].start, words[span.end - 1].end
            found.extend(self._things(span.label_, start, end))
        return sorted(found, key=lambda thing: (thing.start, _ORDER.index(thing.kind)))

    def _without_parts_of_others(self, sold: Sequence[Span], spans: Sequence[Span]) -> list[Span]:
        """What is sold, less names that are a part of what is not: the bag of "sleeping bag", the dog of "dog bed".

        A trait beside its thing stands, whatever they are called together: "canvas shoe".
        """
        absent = [span for span in spans if span.label_ in self._unsold and span.end - span.start > 1]
        parts: set[int] = set()
        for other in absent:
            inside = [one for one in sold if other.start <= one.start and one.end <= other.end]
            things = [one for one in inside if not self._is_trait(one) and one.end == other.end]
            traits = [one for one in inside if self._is_trait(one) and one.start == other.start]
            if things and not traits and self._is_another_thing(other, things[0]):
                parts.update(one.start for one in inside)
            elif traits and not things:
                parts.update(one.start for one in traits)
        return [one for one in sold if one.start not in parts]

    def _is_another_thing(self, absent: Span, thing: Span) -> bool:
        """Whether what is not sold is no kind of the thing that its name ends in: a sleeping bag is camping goods."""
        nearest = {str(row["nearest"]) for row in self._rows[absent.label_] if row.get("nearest")}
        sold = {str(row["iri"]) for row in self._rows[thing.label_]}
        if absent.start == thing.start:
            return False
        if not nearest:
            return all(iri.startswith(_READ_OFF) for iri in sold)
        return nearest.isdisjoint(sold) and {_above(iri) for iri in nearest}.isdisjoint(map(_above, sold))

    def _named(self, words: Sequence[Word]) -> tuple[list[Span], list[Span], set[int]]:
        """Every span of words that is a name, those of what is sold that stand, and places of words by themselves."""
        doc = self._doc([word.folded for word in words])
        found = [Span(doc, start, end, label=key) for key, start, end in self._matcher(doc)]
        spans = standing(found, words)
        own = [span for span in spans if span.label_ not in self._unsold]
        alone = self._by_themselves(spans, words)
        return spans, _standing(whole(own, words, spans, self._is_trait), words, alone), alone

    def _is_trait(self, span: Span) -> bool:
        """Whether a name tells how, when or for whom a thing is, and so is meant within a longer word: 羊毛衫."""
        return any(row["kind"] not in ("category", "item") for row in self._rows[span.label_])

    def _by_themselves(self, names: Sequence[Span], words: Sequence[Word]) -> set[int]:
        """Places of names of one Han character that are words by themselves, and no part of a longer name."""
        longer = _places(span for span in names if span.end - span.start > 1)
        singles = {
            span.start: span.label_
            for span in names
            if span.end - span.start == 1 and span.start not in longer and HAN.match(words[span.start].text)
        }
        return {place for run in han_runs(words) for place in self._alone(words, run, singles)}

    def _alone(self, words: Sequence[Word], run: Sequence[int], singles: Mapping[int, str]) -> Iterator[int]:
        """Places of a run that are words by themselves; `singles` are the names of one character, by place."""
        if not any(place in singles for place in run):
            return
        offset = 0
        for piece in rjieba.cut("".join(words[place].text for place in run)):
            places = run[offset : offset + len(piece)]
            known = [at for at, place in enumerate(places) if place in singles]
            for at in known:
                is_kind = self._is_kind(singles[places[at]])
                if len(piece) == 1 or _stands_alone(piece, at, known, is_kind=is_kind):
                    yield places[at]
            if len(known) == len(piece) > 1 and self._is_trait_of_a_kind(
                [singles[place] for place in places]
            ):
                yield from places
            offset += len(piece)

    def _is_kind(self, key: str) -> bool:
        return any(row["kind"] == "category" for row in self._rows[key])

    def _is_trait_of_a_kind(self, keys: Sequence[str]) -> bool:
        """Whether the names make up a word such as 女靴 or 红裙, and not 金鱼: for whom a thing is, and the thing."""
        *traits, thing = keys
        return thing in listed("after_a_trait") and all(
            any(row["kind"] == "value" for row in self._rows[key]) for key in traits
        )

    def _things(self, key: str, start: int, end: int) -> Iterator[Found]:
        for kind in _ORDER:
            rows = [row for row in self._rows[key] if row["kind"] == kind]
            if rows:
                iris = tuple(dict.fromkeys(str(row["iri"]) for row in rows))
                first = rows[0]
                sold = bool(first.get("sold", True))
                yield Found(kind, start, end, iris, first.get("attribute"), sold, first.get("nearest"))


def _otherwise_parted(name: Sequence[str]) -> Iterator[list[str]]:
    """A Latin name with its words put together or apart: "coffeetable", "sun glasses"."""
    joined = "".join(name)
    if not (joined.isascii() and joined.isalpha()) or len(joined) < _SHORTEST_PARTED:
        return
    if len(name) == 2:
        yield [joined]
    elif len(name) == 1:
        yield from (
            [joined[:cut], joined[cut:]] for cut in range(_SHORTEST_PART, len(joined) - _SHORTEST_PART + 1)
        )


def _standing(spans: Sequence[Span], words: Sequence[Word], alone: Collection[int]) -> list[Span]:
    """The longest of the spans, none overlapping, without characters that are no words by themselves."""
    return filter_spans(
        span
        for span in unbroken(spans, words)
        if span.end - span.start > 1 or span.start in alone or not HAN.match(words[span.start].text)
    )


def _above(iri: str) -> str:
    """The category above, by its IRI; one that has none, or that was read off names, is its own."""
    return iri if iri.startswith(_READ_OFF) else iri.rpartition("/")[0] or iri


def _places(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


@cache
def _before_a_thing() -> frozenset[str]:
    return frozenset(listed("before_a_thing"))


def _stands_alone(piece: str, at: int, known: Collection[int], *, is_kind: bool) -> bool:
    """Whether the name at `piece[at]` is no part of a longer word, though the cutter kept the piece whole.

    `known` are the places in the piece that are names themselves: 黑 and 包 in 黑包.
    """
    rest = [character for place, character in enumerate(piece) if place not in known]
    in_dictionary = piece[at] not in rjieba.cut(piece, False)
    if not in_dictionary and all(character in carriers() for character in rest):
        return True
    # The dictionary holds 一盏灯 and 买鞋 too; nothing may follow there, as in 银行. 鞋真 is a guess of the cutter's.
    before = _COUNTED.sub("", piece[:at])
    if not is_kind or (before and before not in _before_a_thing()):
        return False
    if at == len(piece) - 1:
        return True
    return not in_dictionary and piece[at + 1] in listed("after_a_thing")


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
