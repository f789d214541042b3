"""Write the rules' own words as they are meant where they are mistyped: "secnd" as second, "undr" as under.

The shop's words are mending.py's matter. Whatever is written anew, places lead back to what was typed. A word that
people use is left alone, and so is one that the shop may mean.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from bot.dialogue.folding import words_of
from bot.dialogue.mending import is_used
from bot.dialogue.words import languages, words

_SHORTEST = 5  # letters of a word as it is meant


@dataclass(frozen=True, slots=True)
class Spelt:
    """A sentence as it is meant; `places[i]` is where its `i`-th character, or its end, was typed."""

    text: str
    places: tuple[int, ...]

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the sentence as it was typed."""
        return self.places[start], self.places[end]


def spelt(text: str, is_known: Callable[[str], bool]) -> Spelt:
    """`text` in plain form, with the rules' words spelt well; `is_known` tells whether a folded word is the shop's."""
    meant, places, done = "", list[int](), 0
    for word in words_of(text):
        right = None if is_known(word.folded) else _nearest(word.text.lower())
        if right is None:
            continue
        meant += text[done : word.start] + right
        places += range(done, word.start)
        # Every letter of the new word lies within the typed one, and its end is the typed one's end.
        places += (min(word.start + at, word.end - 1) for at in range(len(right)))
        done = word.end
    return Spelt(meant + text[done:], (*places, *range(done, len(text) + 1)))


@cache
def _rule_words() -> tuple[str, ...]:
    return tuple(word for language in languages() for word in words(language).get("spelt", "").split())


@lru_cache(maxsize=20_000)
def _nearest(typed: str) -> str | None:
    """The one rule word that is an error away; None where none is, or where the typed word is one that people use."""
    if len(typed) < _SHORTEST - 1 or not (typed.isascii() and typed.isalpha()) or is_used(typed):
        return None
    near = [word for word in _rule_words() if _is_mistyped(typed, word)]
    return near[0] if len(near) == 1 else None


def _is_mistyped(typed: str, word: str) -> bool:
    if typed == word or OSA.distance(typed, word, score_cutoff=1) > 1:
        return False
    return typed[0] == word[0] or sorted(typed[:2]) == sorted(word[:2])
