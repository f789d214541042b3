"""The words of a catalogue's texts, and the products that each stands in: found by what a shopper types.

An index is written once, into a generation's folder, as arrays and JSON, and mapped from there by every
reader; nothing in it changes. Typing errors, plurals and the order of words are forgiven; that two words mean
the same is the vocabulary's to say.
"""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.errors import CatalogueUnreadableError
from knowledge_graph.full_text.asked import AskedWord, Reader
from knowledge_graph.full_text.cutting import Cutter
from knowledge_graph.full_text.han import HanSpelling, phrases_of
from knowledge_graph.full_text.names import NameSearch
from knowledge_graph.full_text.postings import NO_ROWS, Postings, Rows, union
from knowledge_graph.full_text.spelling import Spelling
from knowledge_graph.full_text.texts import ItemTexts

_WORDS: Final = "words.json"
FOLDER: Final = "full_text"  # inside a generation's folder

# The least relevance of a product that has every word; the rest is for words of its name.
ALL_WORDS: Final = 0.9
_CORRECTED: Final = 0.8  # what a corrected word of the name counts, where one as written counts 1


@dataclass(frozen=True, slots=True)
class TextHits:
    """Products found by a text: `rows` are positions in the sorted item ids, ascending.

    `relevance` goes with the rows, 0 to 1; 0.9 and more where every word was met.
    """

    rows: Rows
    relevance: NDArray[np.float64]
    reasons: tuple[str, ...]  # "text:<word>" as the shopper wrote it, "meaning"
    met: NDArray[np.bool_]  # shape (reasons, rows)

    def matched(self, position: int) -> tuple[str, ...]:
        """The reasons for which the product at this position in the sorted item ids was found; () if it was not."""
        place = int(np.searchsorted(self.rows, position))
        if place == len(self.rows) or self.rows[place] != position:
            return ()
        met = zip(self.reasons, self.met[:, place], strict=True)
        return tuple(dict.fromkeys(reason for reason, is_met in met if is_met))

    def best(self, limit: int) -> "TextHits":
        """The `limit` most relevant of them, ties by position."""
        if len(self.rows) <= limit:
            return self
        kept = np.sort(np.argsort(-self.relevance, kind="stable")[:limit])
        return TextHits(self.rows[kept], self.relevance[kept], self.reasons, self.met[:, kept])


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
        numbers = {word: number for number, word in enumerate(told["words"])}
        han = HanSpelling(told["phrases"], synonyms)
        self._reader = Reader(told["words"], numbers, synonyms, spelling, han, self._named.count)
        self._names = NameSearch(folder, numbers, spelling)

    @staticmethod
    def write(generation: Path, texts: Sequence[ItemTexts]) -> None:
        """Write the index of these products, which come sorted by item id, into a generation's folder."""
        folder = generation / FOLDER
        folder.mkdir(exist_ok=True)
        numbers: dict[str, int] = {}
        cut = Cutter()
        named, anywhere = _Pairs(), _Pairs()
        for row, item in enumerate(texts):
            own = frozenset().union(*map(cut, item.named))
            # Sorted, so that one catalogue always gives one index.
            named.add(row, [numbers.setdefault(word, len(numbers)) for word in sorted(own)])
            told = frozenset().union(*map(cut, item.told)) - own
            anywhere.add(row, [numbers.setdefault(word, len(numbers)) for word in sorted(told)])
        anywhere.join(named)
        anywhere.postings(len(numbers)).write(folder, "anywhere")
        named.postings(len(numbers)).write(folder, "named")
        NameSearch.write(folder, [item.named for item in texts])
        spellings = {one: numbers[word] for one, word in cut.spellings().items() if word in numbers}
        content = {
            "words": list(numbers),
            **Spelling.write(folder, spellings),
            "phrases": phrases_of(item.named for item in texts),
        }
        (folder / _WORDS).write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def open(cls, generation: Path, synonyms: Mapping[str, Sequence[str]]) -> Self:
        """The index in a generation's folder; raises CatalogueUnreadableError."""
        return cls(generation / FOLDER, synonyms)

    def match(self, text: str, limit: int | None = None) -> TextHits:
        """The products that have a word of `text` or more, in names or anywhere; all, or the `limit` best.

        A text without a word finds nothing.
        """
        asked = self._reader.read(text)
        found = [self._anywhere.any_of(word.meant) for word in asked]
        rows = union(found)
        met = np.zeros((len(asked), len(rows)), dtype=np.bool_)
        credit = np.zeros(len(rows), dtype=np.float64)
        for number, word in enumerate(asked):
            met[number, np.searchsorted(rows, found[number])] = True
            named = self._named.any_of(word.meant)
            credit[np.searchsorted(rows, named)] += _CORRECTED if word.corrected else 1.0
        hits = TextHits(
            rows, _relevance(asked, credit, met), tuple(f"text:{word.surface}" for word in asked), met
        )
        return hits if limit is None else hits.best(limit)

    def names(self, text: str, limit: int) -> Rows:
        """Positions of the `limit` products whose names come nearest to `text`, best first."""
        return self._names.nearest(text, limit)


class _Pairs:
    """Pairs of a word's number and a row, as they come."""

    def __init__(self) -> None:
        self._words, self._rows = array("i"), array("i")

    def add(self, row: int, words: Sequence[int]) -> None:
        self._words.extend(words)
        self._rows.extend([row] * len(words))

    def join(self, other: "_Pairs") -> None:
        self._words.extend(other._words)
        self._rows.extend(other._rows)

    def postings(self, size: int) -> Postings:
        if not self._rows:
            return Postings.of(NO_ROWS, NO_ROWS, size)
        words, rows = (np.frombuffer(held, dtype=np.int32) for held in (self._words, self._rows))
        return Postings.of(words, rows, size)


def _relevance(
    asked: Sequence[AskedWord], credit: NDArray[np.float64], met: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """1 where all words stand in the name as written, 0.9 and more where all stand somewhere."""
    if not asked:
        return credit
    share = met.sum(axis=0) / len(asked)
    praise = ALL_WORDS + (1 - ALL_WORDS) * credit / len(asked)
    return np.where(share == 1, praise, ALL_WORDS * praise * share)
