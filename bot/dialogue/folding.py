"""Cut a sentence into words and fold each to the form that lexicon and sentence share.

The rule is the knowledge graph's (`knowledge_graph/fold.py`), written here again because the two
environments share no code; both are held to docs/contracts/samples/folding.jsonl by tests.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import opencc

_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_HAN}]|\d+(?:[.,]\d+)*|[^\W\d_{_HAN}]+(?:['’`ʼ‘][^\W\d_{_HAN}]+)*['’]?")

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "person", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "geese": "goose", "leaves": "leaf", "scarves": "scarf", "loaves": "loaf", "halves": "half",
    "wolves": "wolf", "elves": "elf", "calves": "calf", "hooves": "hoof", "wives": "wife", "axes": "axe",
    "lenses": "lens", "buses": "bus", "gases": "gas", "canvases": "canvas", "atlases": "atlas", "irises": "iris",
    "cactuses": "cactus", "cacti": "cactus", "shoes": "shoe", "toes": "toe", "canoes": "canoe", "hoes": "hoe",
    "oboes": "oboe", "headaches": "headache", "quizzes": "quiz",
    "ties": "tie", "pies": "pie", "dies": "die", "lies": "lie",
}  # fmt: skip
_SINGULAR = frozenset({"lens", "canvas", "atlas", "christmas", "series", "species", "news", "always"})
# Longest first where one ends in another; "ie" so that hoodie, hoody and hoodies are one word.
_ENDINGS = (
    ("shelves", "shelf"), ("knives", "knife"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"),
    ("oes", "o"), ("ies", "y"), ("ie", "y"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A Han character, a number or a Latin word at `text[start:end]`."""

    text: str
    start: int
    end: int
    folded: str


def plain_form(text: str) -> str:
    """Full-width ASCII as plain ASCII, traditional characters as simplified; every character keeps its place."""
    narrow = text.translate(_FULL_WIDTH)
    simplified = str(_simplifier().convert(narrow))
    if len(simplified) == len(narrow):
        return simplified
    return "".join(_simplified(character) for character in narrow)


def lowered(text: str) -> str:
    """Lower case; every character keeps its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=20_000)
def _simplified(character: str) -> str:
    simplified = str(_simplifier().convert(character))
    return simplified if len(simplified) == 1 else character


def words_of(text: str) -> list[Word]:
    """The words of a sentence, left to right; signs and hyphens between them are left out."""
    return [Word(m[0], m.start(), m.end(), fold_word(m[0])) for m in _WORD.finditer(text)]


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Lower case, without accents or the possessive, in the singular; a number without its thousands' commas."""
    if word[0].isdigit():
        return word.replace(",", "")
    marks = unicodedata.normalize("NFKD", re.sub("[’‘ʼ`]", "'", word))
    plain = unicodedata.normalize("NFKC", "".join(mark for mark in marks if not unicodedata.combining(mark)))
    plain = re.sub(r"'s?$", "", plain.lower()).replace("'", "")
    return _in_singular(plain) if re.fullmatch(r"[a-z]+", plain) else plain


def _in_singular(word: str) -> str:
    # Until nothing changes: "womens" is "women" is "woman".
    singular = _IRREGULAR.get(word) or _singular(word)
    return word if singular == word else _in_singular(singular)


def _singular(word: str) -> str:
    if len(word) <= 3 or word in _SINGULAR:
        return word
    for plural, singular in _ENDINGS:
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
