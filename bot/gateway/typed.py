"""What a shopper typed, made fit to be kept and sent on: tidied, its language told, its syntax disarmed.

Pure functions; nothing is stored or logged here.
"""

import re
import unicodedata
from typing import Literal

Language = Literal["en", "zh"]

_JOINER = "\u200d"  # inside an emoji it carries meaning; all other format characters are dropped
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# The ideographs: the basic block, extension A, the compatibility forms, and the two planes above.
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def tidy(text: str) -> str:
    """Without control and invisible characters, spaces in a row as one, blank lines as one break.

    Empty where nothing visible was typed.
    """
    lines = re.sub(r"\r\n?|[\u2028\u2029\x85]", "\n", text)
    kept = "".join(c for c in lines if c in "\n\t" or c == _JOINER or not _is_invisible(c))
    return _LINES.sub("\n", _SPACES.sub(" ", kept)).strip().strip(_JOINER).strip()


def disarm(text: str) -> str:
    """`text` as Rasa will read it as a sentence: a leading slash would be a command, so it is full-width."""
    bare = text.lstrip()
    return f"／{bare[1:]}" if bare.startswith("/") else text


def language_of(text: str) -> Language | None:
    """`zh` where there is any Han character, else `en` where there is a Latin letter, else None: not told."""
    if _HAN.search(text):
        return "zh"
    return "en" if _LATIN.search(text) else None


def _is_invisible(character: str) -> bool:
    # Cc control, Cf format (zero width, direction), Cs half a pair, Co private, Cn unassigned.
    return unicodedata.category(character)[0] == "C" or character in "\u115f\u1160\u3164\uffa0\u2800"
