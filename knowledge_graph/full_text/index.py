"""The words of a catalogue's texts, and the products that each stands in: found by what a shopper types.

An index is written once, into a generation's folder, as arrays and JSON, and mapped from there by every
reader; nothing in it changes. Typing errors, plurals and the order of words are forgiven; that two words mean
the same is the vocabulary's to say.
"""

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.errors import CatalogueUnreadableError
from knowledge_graph.full_text.asked import AskedWord, Reader
from knowledge_graph.full_text.cutting import Cutter
from knowledge_graph.full_text.han import HanSpelling, phrases_of
from knowledge_graph.full_text.hits import TextHits, WordHits, brevity
from knowledge_graph.full_text.postings import NO_ROWS, Postings, Rows
from knowledge_graph.full_text.slips import Reading, Slips
from knowledge_graph.full_text.spelling import Spelling
from knowledge_graph.full_text.texts import ItemTexts

_WORDS: Final = "words.json"
FOLDER: Final = "full_text"  # inside a generation's folder

_AN_ERROR: Final = 0.2  # what an error takes of a word of the name, where one as written counts 1
_ANOTHER_WORD: Final = 0.05  # and a word that means the same
_ENOUGH: Final = 10  # names with all words as typed, from which on no slip is looked for
# Relevance of a name that has all words but for one that may be mistyped: "may" for "day", which are both words.
# It stays under that of all words, and over that of some.
_LIKELY: Final = (0.85, 0.89)


class TextIndex:
    """The index of one generation, mapped from its folder; safe for several threads."""

    def __init__(self, folder: Path, synonyms: Mapping[str, Sequence[str]]) -> None:
        try:
            told = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
            self._named = Postings.read(folder, "named")
            self._anywhere = Postings.read(folder, "anywhere")
            spelling = Spelling.read(folder, told)
        except (OSError, ValueError, KeyError) as error:
            raise CatalogueUnreadableError(folder, str(error)) from error
        self._numbers = numbers = {word: number for number, word in enumerate(told["words"])}
        han = HanSpelling(told["phrases"], synonyms)
        self._reader = Reader(told["words"], numbers, synonyms, spelling, han, self._named.count)
        self._slips = Slips(told["words"], numbers, spelling)
        products = int(self._anywhere.rows.max(initial=-1)) + 1
        self._lengths = np.bincount(self._named.rows, minlength=products)

    @staticmethod
    def write(generation: Path, texts: Sequence[ItemTexts]) -> None:
        """Write the index of these products, which come sorted by item id, into a generation's folder."""
        folder = generation / FOLDER
        folder.mkdir(exist_ok=True)
        cut = Cutter()
        named, anywhere = _Pairs(), _Pairs()
        for item in texts:
            named.add([cut(text) for text in item.named])
            anywhere.add([cut(text) for text in (*item.named, *item.told)])
        words = list(cut.numbers)
        anywhere.postings(len(words)).write(folder, "anywhere")
        named.postings(len(words)).write(folder, "named")
        content = {
            "words": words,
            **Spelling.write(folder, cut.spellings()),
            "phrases": phrases_of(item.named for item in texts),
        }
        (folder / _WORDS).write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def open(cls, generation: Path, synonyms: Mapping[str, Sequence[str]]) -> Self:
        """The index in a generation's folder; raises CatalogueUnreadableError."""
        return cls(generation / FOLDER, synonyms)

    def match(self, text: str, limit: int | None = None) -> TextHits:
        """The products that have a word of `text` or more, in names or anywhere; all, or the `limit` best.

        Where the words as they were typed go together in few names or none, a slip of the keys is looked for that
        makes them; below 0.9, where it is no more than likely. A text without a word finds nothing.
        """
        asked = self._reader.read(text)
        found = self._as_read(asked)
        all_known = all(word.known for word in asked)
        readings: list[Reading] = []
        if not all_known or np.count_nonzero(found.credit[found.whole()]) < _ENOUGH:
            readings = list(self._slips.readings(text, asked))
        if sure := [reading for reading in readings if reading.is_sure]:
            found = found.joined(*self._of(sure))
        hits = found.weighed(tuple(f"text:{word.surface}" for word in asked), self._lengths)
        if likely := [reading for reading in readings if not reading.is_sure and reading.others]:
            rows, credit = self._of(likely)
            least, most = _LIKELY
            hits = hits.at_least(rows, least + (most - least) * credit * brevity(self._lengths[rows]))
        return hits if limit is None else hits.best(limit)

    def _as_read(self, asked: Sequence[AskedWord]) -> WordHits:
        found = [self._anywhere.any_of(word.meant) for word in asked]
        rows = self._anywhere.any_of([meant for word in asked for meant in word.meant])
        met = np.zeros((len(asked), len(rows)), dtype=np.bool_)
        credit = np.zeros(len(rows), dtype=np.float64)
        for number, word in enumerate(asked):
            met[number, np.searchsorted(rows, found[number])] = True
            for named, worth in self._names_with(word):
                credit[np.searchsorted(rows, named)] += worth
        return WordHits(rows, met, credit / max(1, len(asked)))

    def _names_with(self, word: AskedWord) -> Iterator[tuple[Rows, float]]:
        """Products whose names have a word, and what that counts; the worths of a product add up."""
        spelt = self._numbers.get(word.folded)
        if word.corrected or spelt is None:
            yield self._named.any_of(word.meant), 1 - (_AN_ERROR if word.corrected else _ANOTHER_WORD)
        else:
            yield self._named.any_of(word.meant), 1 - _ANOTHER_WORD
            yield self._named[spelt], _ANOTHER_WORD

    def _of(self, readings: Sequence[Reading]) -> tuple[Rows, NDArray[np.float64]]:
        """The products of one reading or more, and their credit; a product may come twice."""
        rows, credit = zip(*map(self._of_one, readings), strict=True)
        return np.concatenate(rows), np.concatenate(credit)

    def _of_one(self, reading: Reading) -> tuple[Rows, NDArray[np.float64]]:
        """Products whose names have what a slip hid, and that have all the other words; their credit."""
        rows = self._named.any_of(reading.mended[0])
        for group in reading.mended[1:]:
            rows = np.intersect1d(rows, self._named.any_of(group), assume_unique=True)
        for word in reading.others:
            rows = np.intersect1d(rows, self._anywhere.any_of(word.meant), assume_unique=True)
        credit = np.full(len(rows), len(reading.mended) - _AN_ERROR * reading.errors)
        for word in reading.others if len(rows) else ():
            for named, worth in self._names_with(word):
                credit += worth * np.isin(rows, named, assume_unique=True)
        return rows, credit / (len(reading.mended) + len(reading.others))


class _Pairs:
    """Pairs of a word's number and a row, for one row after another."""

    def __init__(self) -> None:
        self._words, self._counts = array("i"), array("i")

    def add(self, texts: Sequence["array[int]"]) -> None:
        before = len(self._words)
        for words in texts:
            self._words.extend(words)
        self._counts.append(len(self._words) - before)

    def postings(self, size: int) -> Postings:
        if not self._words:
            return Postings.of(NO_ROWS, NO_ROWS, size)
        words, counts = (np.frombuffer(held, dtype=np.int32) for held in (self._words, self._counts))
        rows = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        return Postings.of(words, rows, size)
