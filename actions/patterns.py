"""Look in a sentence for what the word files describe by patterns: "both", "the lighter one", "for my dad".

A pattern is a regular expression in words/<language>.yml, so that a translator can change it; code holds none.
"""

import re
from collections.abc import Sequence
from functools import cache

from actions.turn import Turn


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def found(turn: Turn, section: str, name: str) -> re.Match[str] | None:
    """Where the sentence has what `section` calls `name`, by the words of its language."""
    patterns: Sequence[str] = turn.wording.patterns(section).get(name, ())
    return _compiled(tuple(patterns)).search(turn.heard.text) if patterns else None


def said(turn: Turn, section: str, name: str) -> bool:
    """Whether the sentence has it."""
    return found(turn, section, name) is not None


def said_of(turn: Turn, section: str, name: str, word: str) -> bool:
    """Whether the sentence says it of `word`, which stands for {said} in the patterns."""
    filled = [one.replace("{said}", re.escape(word)) for one in turn.wording.patterns(section)[name]]
    return bool(word) and _compiled(tuple(filled)).search(turn.heard.text) is not None
