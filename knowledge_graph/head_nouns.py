"""Find what a product is in its own name: "Backpack with Leather Straps" is a backpack.

English names only, and only words: which of them make a kind of product is decided in `kinds.py`.
"""

import re
from typing import Final, NamedTuple

from knowledge_graph.fold import fold

# What follows tells of the thing, and no longer what it is.
_TAIL: Final = re.compile(
    r"\s(?:with|for|in|by|from|on|of|at|without|featuring|to|w/)\s|\s[-–—|]+\s|[,:;(\[{]"
)
# Words for several things together or for praise: a "mug set" is mugs, a "tent deluxe" is a tent.
_WRAPPINGS: Final = frozenset(
    """set collection kit duo trio pack bundle ensemble assortment pair quartet quintet combo box gift suite
    selection essential delight pro edition series variety system deluxe plus max mini xl xs small medium
    large black white grey gray red blue green yellow pink brown beige navy purple orange
    silver gold""".split()  # noqa: SIM905
)


class Head(NamedTuple):
    """The last noun of a name, folded, with the word before it."""

    noun: str
    before: str | None
    spelling: str  # the noun as the name has it, in lower case
    bare: bool  # no "set" or "kit" stood behind it

    def pair(self) -> str:
        """The noun with the word before it."""
        return f"{self.before} {self.noun}" if self.before else self.noun


def head_of(name: str) -> Head | None:
    """The head noun of an English product name, folded; None where the name has no word left."""
    name = name.strip().lower()
    tail = _TAIL.search(name)
    pieces = (name[: tail.start()] if tail else name).split()
    folded = [fold(piece, "en").split() for piece in pieces]
    words = [word for piece in folded for word in piece]
    bare = len(words)
    while words and _is_wrapping(words[-1]):
        words.pop()
    if not words or not words[-1].isascii():
        return None
    noun = words[-1]
    spelling = next((piece for piece, own in zip(pieces, folded, strict=True) if own == [noun]), noun)
    return Head(noun, words[-2] if len(words) > 1 else None, spelling, bare=len(words) == bare)


def _is_wrapping(word: str) -> bool:
    """Packs, sizes, colours, numbers and model codes such as 4k or mk2."""
    return (
        word in _WRAPPINGS
        or len(word) == 1
        or (not word.isalpha() and any(letter.isdigit() for letter in word))
    )
