"""Cut a text into lower-case words, and tell which hang on the one before by a hyphen or were possessive.

English is cut at spaces first and only what is not plain letters by a regular expression, which is where the
time would go; Chinese is cut by rjieba. No tokenizer of spaCy's: it would part "men's" and keep "gold-toned",
which the scope rules need otherwise.
"""

import re
from collections.abc import Sequence, Set
from typing import Final, NamedTuple

import rjieba

# A hyphen inside a word stays with what follows it: "gold", "-toned".
_WORD: Final = re.compile(
    r"(?:(?<=\w)-(?=\w))?\d+(?:[.,]\d+)*|(?:(?<=\w)-(?=\w))?[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]"
)
_POSSESSIVE: Final = ("'s", "’s", "'S", "’S")
_MARKS: Final = frozenset({",", "."})


class Cut(NamedTuple):
    """The words of one text, without hyphens and possessive endings."""

    words: Sequence[str]  # lower case
    spelt: Sequence[str]  # as the text has them
    glued: Set[int] = frozenset()  # positions joined to the word before by a hyphen
    owned: Set[int] = frozenset()  # positions that stood in the possessive


def english_words(text: str) -> Cut:
    """The words and marks of a text in Latin letters, in their order."""
    pieces = f"{text} ".replace(", ", " , ").replace(". ", " . ").split()
    odd = [at for at, piece in enumerate(pieces) if not piece.isalpha() and piece not in _MARKS]
    glued: set[int] = set()
    owned: set[int] = set()
    spelt = _parted(pieces, odd, glued, owned) if odd else pieces
    # Lower case all at once: no word holds a space.
    return Cut(" ".join(spelt).lower().split(" ") if spelt else (), spelt, glued, owned)


def _parted(pieces: Sequence[str], odd: Sequence[int], glued: set[int], owned: set[int]) -> list[str]:
    """The pieces with those at `odd` cut into words; adds to `glued` and `owned` where such words stand."""
    spelt: list[str] = []
    done = 0
    for at in odd:
        spelt += pieces[done:at]
        done = at + 1
        for word in _WORD.findall(pieces[at]):
            start = word[0] == "-" and len(word) > 1
            end = word.endswith(_POSSESSIVE)
            if start:
                glued.add(len(spelt))
            if end:
                owned.add(len(spelt))
            spelt.append(word[start : -2 if end else None])
    return spelt + list(pieces[done:])


def chinese_words(text: str) -> Cut:
    """The words and marks of a text with Han characters, in their order."""
    words = [word for word in rjieba.cut(text.lower(), True) if word.strip()]
    return Cut(words, words)
