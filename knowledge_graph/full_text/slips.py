"""What else a text may have been meant to say, one slip of the keys undone: words mistyped, joined or cut.

Of one word alone nobody can tell that a known word was mistyped, nor which of its many neighbours was meant; the
company of other words can. So these readings are only for products that have all the words of one of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

from knowledge_graph.fold import fold_word
from knowledge_graph.full_text.asked import AskedWord
from knowledge_graph.full_text.spelling import Near, Spelling, errors_in, is_another, is_short
from knowledge_graph.words import words_of

_LATIN: Final = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_SHORTEST: Final = 2  # letters of a word that may hold an error, where other words bear it out
_SHORTEST_PART: Final = 3  # letters of a word that ran into another


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading of a text: index words by number, of which a product needs one out of each group.

    It is sure where something has to be wrong, because a word is unknown, and what it became is not just any of the
    many words that are near a short one; else it is likely at most.
    """

    mended: tuple[tuple[int, ...], ...]  # what the slip hid
    others: tuple[AskedWord, ...]  # as they were read
    errors: int  # 0 where only a blank was in a word, as in "head phones"
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Slips:
    """Undoes slips against one index."""

    words: Sequence[str]  # of the index
    numbers: Mapping[str, int]  # index word -> its number
    spelling: Spelling

    def readings(self, text: str, asked: Sequence[AskedWord]) -> Iterator[Reading]:
        """Every other reading of a text, which was read as `asked`; none of one word but that it is two."""
        for word in asked:
            others = tuple(other for other in asked if other is not word)
            if all(other.meant for other in others):
                yield from self._mistyped(word, others)
                yield from self._run_together(word, others)
        for one, two in pairwise(_LATIN.findall(text.lower())):
            pair = words_of(f"{one} {two}")
            own = [word for word in asked if word.folded in pair]
            others = tuple(word for word in asked if word.folded not in pair)
            if own and all(other.meant for other in others):
                is_sure = not all(word.known for word in own)
                yield from self._cut(one, two, others, is_sure=is_sure)
                yield from self._across(one, two, others, is_sure=is_sure)

    def _mistyped(self, word: AskedWord, others: tuple[AskedWord, ...]) -> Iterator[Reading]:
        """A word that is another; a word of the vocabulary is none, though nothing here is called so."""
        if not others or (word.known and not word.meant):
            return
        most = max(errors_in(word.surface), len(word.surface) >= _SHORTEST)
        near = [one for one in self.spelling.near(word.surface, most) if one.word not in word.meant]
        for errors, is_sure in product(range(1, most + 1), (True, False)):
            group = (one for one in near if one.errors == errors and self._is_sure(word, one) is is_sure)
            if words := tuple(one.word for one in group):
                yield Reading((words,), others, errors, is_sure)

    def _is_sure(self, word: AskedWord, near: Near) -> bool:
        typed = word.surface
        short = is_short(typed) and is_another(typed, self.words[near.word])
        return not word.known and near.errors <= errors_in(typed) and not short

    def _run_together(self, word: AskedWord, others: tuple[AskedWord, ...]) -> Iterator[Reading]:
        """Two words with nothing between them, or another letter in place of the blank."""
        typed = word.surface
        for end in range(_SHORTEST_PART, len(typed) - _SHORTEST_PART + 1):
            for start in (end, end + 1):
                yield from self._as_words((typed[:end], typed[start:]), others, is_sure=not word.known)

    def _cut(self, one: str, two: str, others: tuple[AskedWord, ...], *, is_sure: bool) -> Iterator[Reading]:
        """One word with a blank in it, or a blank in place of a letter."""
        joined = one + two
        for errors in (0, 1):
            near = [held.word for held in self.spelling.near(joined, 1) if held.errors == errors]
            if group := tuple(word for word in near if not errors or self._goes_on(one, joined, word)):
                yield Reading((group,), others, errors, is_sure or not errors)

    def _goes_on(self, start: str, joined: str, word: int) -> bool:
        return self.words[word].startswith(start) and len(self.words[word]) > len(joined)

    def _across(
        self, one: str, two: str, others: tuple[AskedWord, ...], *, is_sure: bool
    ) -> Iterator[Reading]:
        """A blank that changed places with the letter before or after it."""
        for parts in ((one + two[0], two[1:]), (one[:-1], one[-1] + two)):
            yield from self._as_words(parts, others, is_sure=is_sure)

    def _as_words(
        self, parts: tuple[str, str], others: tuple[AskedWord, ...], *, is_sure: bool
    ) -> Iterator[Reading]:
        numbers = [self.numbers.get(fold_word(part)) for part in parts]
        words = [(number,) for number in numbers if number is not None]
        if len(words) == len(parts):
            yield Reading(tuple(words), others, 1, is_sure)
