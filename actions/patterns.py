"""Look in a sentence for what the word files describe by patterns: "both", "the lighter one", "for my dad".

A pattern is a regular expression in words/<language>.yml, so that a translator can change it; code holds none.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from actions.turn import Turn


@lru_cache(maxsize=1024)  # some hold words that a shopper typed
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def said(turn: Turn, section: str, name: str) -> bool:
    """Whether the sentence has what `section` calls `name`, by the words of its language."""
    return words_said(turn, section, name) is not None


def first_said(turn: Turn, section: str) -> str | None:
    """What `section` calls the first of its patterns that the sentence has; None where it has none."""
    return next((name for name in turn.wording.patterns(section) if said(turn, section, name)), None)


def words_said(turn: Turn, section: str, name: str) -> str | None:
    """The words of the sentence that are what `section` calls `name`, as they were typed."""
    typed = turn.heard.text
    found = _compiled(tuple(turn.wording.patterns(section)[name])).search(typed.replace("’", "'"))
    return typed[slice(*found.span())] if found else None


def without(turn: Turn, section: str, name: str, words: str) -> str:
    """`words` without what `section` calls `name`."""
    return " ".join(_compiled(tuple(turn.wording.patterns(section)[name])).sub(" ", words).split())


def said_of(turn: Turn, section: str, name: str, word: str) -> bool:
    """Whether the sentence says it of `word`, which stands for {said} in the patterns."""
    return bool(word) and said_about(turn, section, name, [re.escape(word)])


def said_about(turn: Turn, section: str, name: str, nouns: Sequence[str]) -> bool:
    """As `said_of`, of whatever one of these patterns matches."""
    noun = "|".join(f"(?:{one})" for one in nouns)
    filled = [one.replace("{said}", f"(?:{noun})") for one in turn.wording.patterns(section)[name]]
    return _compiled(tuple(filled)).search(turn.heard.text) is not None
