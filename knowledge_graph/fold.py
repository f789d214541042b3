"""Bring words to one written form, so that "Women's Watches" and "woman watch" are found by each other.

The folded form is a key for comparing and is never shown. Folding twice changes nothing. The dialogue's
environment has its own copy of this rule; `docs/contracts/samples/folding.jsonl` holds both to the same.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_IRREGULAR: Final = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "geese": "goose",
    "leaves": "leaf",
    "scarves": "scarf",
    "loaves": "loaf",
    "halves": "half",
    "wolves": "wolf",
    "elves": "elf",
    "calves": "calf",
    "hooves": "hoof",
    "wives": "wife",
    "axes": "axe",
    "lenses": "lens",
    "buses": "bus",
    "gases": "gas",
    "canvases": "canvas",
    "atlases": "atlas",
    "irises": "iris",
    "cactuses": "cactus",
    "cacti": "cactus",
    "shoes": "shoe",
    "toes": "toe",
    "canoes": "canoe",
    "hoes": "hoe",
    "oboes": "oboe",
    "headaches": "headache",
    "ties": "tie",
    "pies": "pie",
    "dies": "die",
    "lies": "lie",
    "quizzes": "quiz",
}
# Whole words that end in s and are no plurals; "lens" would become "len".
_SINGULAR: Final = frozenset({"lens", "canvas", "atlas", "christmas", "series", "species", "news", "always"})
# Longest first where one ends in another; "ie" so that hoodie, hoody and hoodies are one word.
_ENDINGS: Final = (
    ("shelves", "shelf"),
    ("knives", "knife"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("oes", "o"),
    ("ies", "y"),
    ("ie", "y"),
)
_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_POSSESSIVE: Final = re.compile(r"(?<=\w)'s?\b|(?<=s)'(?!\w)")
_BREAKS: Final = re.compile(r"(?P<point>(?<=\d)\.(?=\d))|(?P<thousands>(?<=\d),(?=\d{3}))|[\W_]+")
_IN_NUMBER: Final = re.compile(r"\d[.,]\d")
_ASCII_BREAKS: Final = {code: " " for code in range(128) if not chr(code).isalnum()}
_LATIN_WORD: Final = re.compile(r"[a-z]+")
_HAN_GAP: Final = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """One lower-case word of Latin letters in the singular; any other word as it is."""
    singular = _IRREGULAR.get(word) or _singular(word)
    # Once more, until nothing changes: "mens" is "men" is "man", and folding twice must change nothing.
    return word if singular == word else fold_word(singular)


def _singular(word: str) -> str:
    """The regular endings of English, longest first."""
    if len(word) <= 3 or word in _SINGULAR:
        return word
    for plural, singular in _ENDINGS:
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def fold(text: str, language: str) -> str:
    """`text` in its folded form, words parted by single spaces.

    Full width becomes half width, accents go, case goes, possessives and English plurals go, and whatever
    is neither letter nor digit becomes a space. In Chinese (`language` "zh") spaces between Han
    characters go as well. Latin words are folded in every language, because shoppers mix the two.
    """
    plain = text.lower().replace("`", "'") if text.isascii() else _without_marks(text)
    if "'" in plain:
        plain = _POSSESSIVE.sub("", plain).replace("'", "")
    if plain.isascii() and not _IN_NUMBER.search(plain):
        # The same as below in a third of the time, for the text that is folded most.
        return " ".join(map(_fold_ascii, plain.translate(_ASCII_BREAKS).split()))
    plain = _BREAKS.sub(lambda found: {"point": ".", "thousands": ""}.get(found.lastgroup or "", " "), plain)
    folded = _LATIN_WORD.sub(lambda found: fold_word(found.group()), plain).strip()
    return _HAN_GAP.sub("", folded) if language == "zh" else folded


def _fold_ascii(word: str) -> str:
    """A word between two breaks, of letters and digits."""
    return (
        fold_word(word) if word.isalpha() else _LATIN_WORD.sub(lambda found: fold_word(found.group()), word)
    )


def _without_marks(text: str) -> str:
    """Lower case, half width, straight apostrophes, no accents."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).lower())
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return unicodedata.normalize("NFKC", plain).lower()
