"""Write the words of talk as they are meant where they are mistyped: "secnd" as second, "thse" as these.

They are the rules' own words (`spelt` of the words' files) and those that the examples say most (said.txt, the
most frequent first). The shop's words are mending.py's matter. Whatever is written anew, places lead back to what was
typed. A word that people use is left alone, and so is one of the shop's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Protocol

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.dialogue.folding import fold_word, words_of
from bot.dialogue.mending import is_used, is_written
from bot.dialogue.words import languages, words

_SHORTEST = 4  # letters of a word as it is typed
_SHORTEST_RULE = 5  # letters of a word of the rules
_SHORTEST_WRONG = 6  # letters of a word of talk that may have a wrong one: "shoos" is no "shows"
_COMMONEST = 120  # words of talk that are meant sooner than a mistyped word of the shop's
_SAID = Path(__file__).parent / "words" / "said.txt"  # written by tests/nlu/said_words.py
_DRAWN_OUT = re.compile(r"(.)\1{2,}")  # "pleeease"


class ShopWords(Protocol):
    """What a lexicon tells of a folded word."""

    def knows(self, word: str) -> bool:
        """Whether it stands in a name."""

    def nearest(self, word: str) -> str | None:
        """The word of a name that one outside of names is likeliest to be."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """A sentence as it is meant; `places[i]` is where its `i`-th character, or its end, was typed."""

    text: str
    places: tuple[int, ...]

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the sentence as it was typed."""
        return self.places[start], self.places[end]

    def meant(self, start: int, end: int) -> tuple[int, int]:
        """Where in `text` the words stand that were typed from `start` to `end`."""
        first, last = (next(i for i, place in enumerate(self.places) if place >= at) for at in (start, end))
        return first, last


def spelt(text: str, shop: ShopWords) -> Spelt:
    """`text` in plain form, with the words of talk spelt well."""
    meant, places, done = "", list[int](), 0
    for word in words_of(text):
        right = _right(word.text.lower(), word.folded, shop)
        if right is None:
            continue
        meant += text[done : word.start] + right
        places += range(done, word.start)
        # Every letter of the new word lies within the typed one, and its end is the typed one's end.
        places += (min(word.start + at, word.end - 1) for at in range(len(right)))
        done = word.end
    return Spelt(meant + text[done:], (*places, *range(done, len(text) + 1)))


def _right(typed: str, folded: str, shop: ShopWords) -> str | None:
    if len(typed) < _SHORTEST or not (typed.isascii() and typed.isalpha()):
        return None
    if typed in _said() or typed in _numerals() or shop.knows(folded):
        return None
    near = _nearest(typed)
    if near is None:
        return None
    named = shop.nearest(folded)
    if named in (None, fold_word(near)) or near == _commonest(typed):
        return near
    # A finger slips sooner than it hits a wrong key: "maket" is market in a shop of makers.
    return near if _slipped(typed, near) and not _slipped(folded, named) else None


@cache
def _rule_words() -> tuple[str, ...]:
    return tuple(word for language in languages() for word in words(language).get("spelt", "").split())


@cache
def _numerals() -> frozenset[str]:
    """Words of numbers, the usual slips among them: "fourty" is no fourth."""
    numbers = words("en")["numbers"]
    return frozenset({*numbers["units"], *numbers["tens"]})


@cache
def _said() -> dict[str, int]:
    """The words of talk, each with how many are more frequent."""
    return {word: rank for rank, word in enumerate(_SAID.read_text("ascii").split())}


@lru_cache(maxsize=20_000)
def _nearest(typed: str) -> str | None:
    """What a word is that nobody uses: the one rule word, or the most frequent word of talk, that is an error away.

    The plural of a word may be no word, and one of the commonest with its letters out of order: "thees" is these.
    """
    near = _one_error_away(typed)
    # Whether people use a word is asked last: the encoder's vocabulary takes a second to read.
    if near is None or not is_used(typed):
        return near
    common = _commonest(typed)
    plain = common is None or len(common) != len(typed) or is_written(typed)
    return None if plain else common


def _one_error_away(typed: str) -> str | None:
    ruling = [word for word in _rule_words() if len(word) >= _SHORTEST_RULE and _is_mistyped(typed, word)]
    if len(ruling) == 1:
        return ruling[0]
    for shortened in (_DRAWN_OUT.sub(r"\1", typed), _DRAWN_OUT.sub(r"\1\1", typed)):
        if shortened != typed and shortened in _said():
            return shortened
    alike = extract(typed, _said().keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
    near = [(not _slipped(typed, word), _said()[word], word) for word, *_ in alike if _is_near(typed, word)]
    return min(near)[-1] if near else None


@lru_cache(maxsize=20_000)
def _commonest(typed: str) -> str | None:
    """The word of talk that a finger slipped on, where it is among the most frequent ones."""
    return next((word for word in islice(_said(), _COMMONEST) if _slipped(typed, word)), None)


def _is_near(typed: str, word: str) -> bool:
    """Whether a finger slipped on a word, or hit a wrong key in a long one."""
    return _is_mistyped(typed, word) if len(typed) >= _SHORTEST_WRONG else _slipped(typed, word)


def _slipped(typed: str, word: str) -> bool:
    """Whether two letters changed places, or one of the inner letters is missing or too many."""
    if not _is_mistyped(typed, word):
        return False
    if len(typed) == len(word):
        return sorted(typed) == sorted(word)
    return len(word) > _SHORTEST and typed[-1] == word[-1]


def _is_mistyped(typed: str, word: str) -> bool:
    if typed == word or OSA.distance(typed, word, score_cutoff=1) > 1:
        return False
    return typed[0] == word[0] or sorted(typed[:2]) == sorted(word[:2])
