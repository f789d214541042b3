"""Find values in texts by spaCy's phrase matcher, longest first.

spaCy's Doc is made of words that were cut before, and only of those that may be part of a spelling.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Final, NamedTuple

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from knowledge_graph.mining.cutting import Cut, chinese_words, english_words
from knowledge_graph.mining.lexemes import Lexeme
from knowledge_graph.mining.word_lists import UNTOLD
from knowledge_graph.words import is_chinese

_GAP: Final = "\n"  # no spelling holds it
SENTENCE_ENDS: Final = frozenset(".!?;:")


class Hit(NamedTuple):
    """A value found at words[start:end]."""

    start: int
    end: int
    lexeme: Lexeme

    def words_in(self, text: "Text") -> Set[str]:
        """Its words as the text has them, in lower case."""
        return frozenset(text.words[self.start : self.end])


class Text(NamedTuple):
    """Lower-case words of one text, what was found in them, and which words hang on the one before."""

    words: Sequence[str]
    spelt: Sequence[str]  # the words as the text has them
    glued: Set[int]  # positions joined to the word before by a hyphen
    owned: Set[int]  # positions that stood in the possessive
    hits: Sequence[Hit]
    starts: Mapping[int, Hit]

    def is_titled(self, hit: Hit) -> bool:
        """A capital letter inside a sentence: the value is a piece of a name."""
        before = self.word(hit.start - 1)
        return bool(before) and before not in SENTENCE_ENDS and self.spelt[hit.start][0].isupper()

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

    def english(self, texts: Iterable[str]) -> list[Text]:
        """The words of English texts and the values in them, in the order of the texts."""
        return self._found([english_words(text) for text in texts], self._english)

    def chinese(self, texts: Iterable[str]) -> list[Text]:
        """The words of Chinese texts and the values in them, in the order of the texts."""
        return self._found([chinese_words(text) for text in texts], self._chinese)

    def _found(self, cuts: Sequence[Cut], matcher: PhraseMatcher) -> list[Text]:
        # One Doc for all texts, a gap behind each: its making costs as much as fifty words do.
        words: list[str] = []
        for cut in cuts:
            words += cut.words
            words.append(_GAP)
        places = self._candidates(words)
        found = matcher(Doc(self._vocab, words=[words[at] for at in places])) if places else ()
        matches = deque(sorted((places[start], start - end, key) for key, start, end in found))
        texts: list[Text] = []
        begin = 0
        for cut in cuts:
            end = begin + len(cut.words)
            hits: list[Hit] = []
            free = begin
            while matches and matches[0][0] < end:
                start, length, key = matches.popleft()
                if start >= free:
                    free = start - length
                    hits.append(Hit(start - begin, free - begin, self._lexemes[self._numbers[key]]))
            texts.append(Text(*cut, hits, {hit.start: hit for hit in hits}))
            begin = end + 1
        return texts

    def _candidates(self, words: Sequence[str]) -> list[int]:
        """Positions of the words that may be part of a spelling, and of a gap before each run of them: most
        words never reach spaCy. The last of `words` is a gap."""
        reach = self._reach
        places: list[int] = []
        free = 0
        for at in [at for at, word in enumerate(words) if word in reach]:
            if at >= free:
                places.append(len(words) - 1)
                free = at
            end = at + reach[words[at]]
            if end > free:
                places.extend(range(free, min(end, len(words))))
                free = end
        return places

    def _add(self, number: int, spellings: Iterable[str]) -> None:
        """Each spelling is looked for in texts of its own script; the first lexeme with a word has it."""
        for spelling in spellings:
            if spelling in UNTOLD:
                continue
            key = f"value:{number}"
            self._numbers[self._vocab.strings.add(key)] = number
            han = is_chinese(spelling)
            words = list((chinese_words if han else english_words)(spelling).words)
            matcher = self._chinese if han else self._english
            doc = Doc(self._vocab, words=words)
            if words and not any(end - start == len(words) for _, start, end in matcher(doc)):
                matcher.add(key, [doc])
                self._reach[words[0]] = max(len(words), self._reach.get(words[0], 0))
