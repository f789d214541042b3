"""Cut texts into words and find values in them by spaCy's phrase matcher, longest first.

The words are cut by one regular expression (English) or by rjieba (Chinese), and spaCy's Doc is made of
them: its own rule tokenizer would part "men's" and keep "gold-toned", which the scope rules need otherwise.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import rjieba
import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from knowledge_graph.mining.lexemes import Lexeme
from knowledge_graph.mining.word_lists import UNTOLD
from knowledge_graph.words import is_chinese

# A hyphen inside a word stays with what follows it: "gold", "-toned".
_WORD: Final = re.compile(
    r"(?:(?<=\w)-(?=\w))?\d+(?:[.,]\d+)*|(?:(?<=\w)-(?=\w))?[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]"
)
_POSSESSIVE: Final = ("'s", "’s")
_GAP: Final = "\n"  # no spelling holds it
SENTENCE_ENDS: Final = frozenset(".!?;:")


class Hit(NamedTuple):
    """A value found at words[start:end]."""

    start: int
    end: int
    lexeme: Lexeme


@dataclass(frozen=True, slots=True)
class Text:
    """Lower-case words of one text, what was found in them, and which words hang on the one before."""

    words: Sequence[str]
    hits: Sequence[Hit] = ()
    glued: frozenset[int] = frozenset()  # positions joined to the word before by a hyphen
    owned: frozenset[int] = frozenset()  # positions that stood in the possessive
    starts: dict[int, Hit] = field(default_factory=dict)
    spelt: Sequence[str] = ()  # the words as the text has them

    def is_titled(self, hit: Hit) -> bool:
        """A capital letter inside a sentence: the value is a piece of a name."""
        before = self.word(hit.start - 1)
        return bool(before) and before not in SENTENCE_ENDS and self.spelt[hit.start].lstrip("-")[0].isupper()

    def word(self, position: int) -> str:
        """The word at a position, empty outside the text."""
        return self.words[position] if 0 <= position < len(self.words) else ""


class Matcher:
    """Finds values in texts of either language."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self._lexemes = lexemes
        self._vocab = spacy.blank("en").vocab
        self._english = PhraseMatcher(self._vocab)
        self._chinese = PhraseMatcher(self._vocab)
        self._numbers: dict[int, int] = {}
        self._reach: dict[str, int] = {}  # first word of a spelling -> words of its longest spelling
        for number, lexeme in enumerate(lexemes):
            for spellings in lexeme.words.values():
                self._add(number, spellings)

    def english(self, text: str) -> Text:
        """The words of an English text and the values in them."""
        spelt = _WORD.findall(text)
        raw = [word.lower() for word in spelt]
        glued = frozenset(i for i, word in enumerate(raw) if word[0] == "-" and len(word) > 1)
        owned = frozenset(i for i, word in enumerate(raw) if word.endswith(_POSSESSIVE))
        words = _plain(raw, glued, owned)
        return self._found(words, self._english, glued, owned, spelt)

    def chinese(self, text: str) -> Text:
        """The words of a Chinese text and the values in them."""
        return self._found([word for word in rjieba.cut(text.lower(), True) if word.strip()], self._chinese)

    def _found(
        self,
        words: list[str],
        matcher: PhraseMatcher,
        glued: frozenset[int] = frozenset(),
        owned: frozenset[int] = frozenset(),
        spelt: Sequence[str] = (),
    ) -> Text:
        places = self._candidates(words)
        if not places:
            return Text(words, (), glued, owned, {}, spelt)
        doc = Doc(self._vocab, words=[words[at] if at >= 0 else _GAP for at in places])
        matches = [(key, places[start], places[end - 1] + 1) for key, start, end in matcher(doc)]
        hits: list[Hit] = []
        for key, start, end in sorted(matches, key=lambda match: (match[1], -match[2])):
            if not hits or start >= hits[-1].end:
                hits.append(Hit(start, end, self._lexemes[self._numbers[key]]))
        return Text(words, hits, glued, owned, {hit.start: hit for hit in hits}, spelt)

    def _candidates(self, words: Sequence[str]) -> list[int]:
        """Positions of the words that may be part of a spelling, -1 for a gap: most words never reach spaCy."""
        places: list[int] = []
        for at, word in enumerate(words):
            reach = self._reach.get(word)
            if reach is None:
                continue
            last = places[-1] if places else -1
            if places and at > last + 1:
                places.append(-1)
            places.extend(range(max(at, last + 1), min(at + reach, len(words))))
        return places

    def _add(self, number: int, spellings: Iterable[str]) -> None:
        """Each spelling is looked for in texts of its own script; the first lexeme with a word has it."""
        for spelling in spellings:
            if spelling in UNTOLD:
                continue
            key = f"value:{number}"
            self._numbers[self._vocab.strings.add(key)] = number
            if is_chinese(spelling):
                words = [word for word in rjieba.cut(spelling.strip().lower(), True) if word.strip()]
                matcher = self._chinese
            else:
                words = _plain(_WORD.findall(spelling.lower()))
                matcher = self._english
            doc = Doc(self._vocab, words=words)
            if words and not any(end - start == len(words) for _, start, end in matcher(doc)):
                matcher.add(key, [doc])
                self._reach[words[0]] = max(len(words), self._reach.get(words[0], 0))


def _plain(
    raw: Sequence[str], glued: frozenset[int] = frozenset(), owned: frozenset[int] = frozenset()
) -> list[str]:
    """Words without their hyphens and possessive endings."""
    return [
        (word[1:] if i in glued or (word[0] == "-" and len(word) > 1) else word)[: -2 if i in owned else None]
        for i, word in enumerate(raw)
    ]
