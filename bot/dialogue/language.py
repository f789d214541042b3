"""Tell which language a sentence is in. It decides once, for the whole sentence, and never guesses a third one."""

import re

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LETTER = re.compile(r"[^\W\d_]")


def language_of(text: str, last: str) -> str:
    """`zh` if any Han character stands in `text`, `en` if it has other letters, else `last`."""
    if HAN.search(text):
        return "zh"
    return "en" if _LETTER.search(text) else last
