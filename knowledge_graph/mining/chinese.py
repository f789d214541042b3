"""Decide whether a value in a Chinese name or description is the product's: by the next noun, as in English.

黑色背带的米色背包 is a beige backpack: the nearest noun behind each value says whose it is.
"""

from typing import Final

from knowledge_graph.mining.confidence import Evidence
from knowledge_graph.mining.kinds_of import Kind
from knowledge_graph.mining.matcher import Hit, Text
from knowledge_graph.mining.word_lists import (
    CHINESE_ASIDE,
    CHINESE_LOOKS,
    CHINESE_NEGATIONS,
    CHINESE_PARTS,
)

_MARKS: Final = frozenset("，。；！？、,.;!?：:（）()")
_LISTING: Final = frozenset({"、", "和", "与", "及", "或", "的"})
_MADE: Final = frozenset({"采用", "由", "用", "使用", "选用", "以", "优质"})
_FOR: Final = frozenset({"适合", "适用", "适用于", "专为", "为", "供", "适宜", "用于", "非常适合", "最适合"})
_REACH: Final = 8
_LOOKED: Final = frozenset({"colour", "material", "pattern"})


def in_name(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    """In a name every value is the product's, unless a part follows it or the name denies it."""
    if not _is_open(text, hit, kind) or (hit.end == len(text.words) and len(text.words) > 1):
        return Evidence.NAME_TAIL if _is_tail(text, hit) and _is_open(text, hit, kind) else None
    if hit.lexeme.kind not in _LOOKED:
        return Evidence.NAME
    return None if _noun_after(text, hit, kind, marks=True) == "part" else Evidence.NAME


def in_description(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    """The evidence for a value in a description."""
    if not _is_open(text, hit, kind):
        return None
    clause = text.words[_clause_start(text, hit.start) : hit.start]
    if hit.lexeme.kind not in _LOOKED:
        return Evidence.PURPOSE if _FOR & set(clause) or _noun_after(text, hit, kind) == "product" else None
    noun = _noun_after(text, hit, kind)
    if noun == "part" or any(_is_part(word) for word in clause):
        return None
    if noun in {"product", "look"}:
        return Evidence.HEADED if noun == "product" else Evidence.LOOK
    if hit.lexeme.kind == "material" and _MADE & set(clause):
        return Evidence.MADE_OF
    said = {"为", "是", "呈"} & set(clause[-2:]) and {"颜色", "材质", "面料", "图案", "它"} & set(clause)
    return Evidence.PREDICATE if said else None


def _is_open(text: Text, hit: Hit, kind: Kind) -> bool:
    """Whether nothing before the value in its clause denies it or turns to something else."""
    if kind.food or (len(text.words[hit.start]) == 1 and hit.end == hit.start + 1):
        return False
    if hit.lexeme.kind == "audience" and hit.lexeme.words.get("en", ("",))[0] == "unisex":
        return text.words[hit.start] != "通用"
    start = _clause_start(text, hit.start)
    if set(text.words[max(start, hit.start - 3) : hit.start]) & CHINESE_NEGATIONS:
        return False
    return not CHINESE_ASIDE & set(text.words[start : hit.start])


def _clause_start(text: Text, at: int) -> int:
    """After the last mark; an enumeration mark ends no clause."""
    while at > 0 and (text.words[at - 1] not in _MARKS or text.words[at - 1] == "、"):
        at -= 1
    return at


def _is_tail(text: Text, hit: Hit) -> bool:
    """背包 黑色, 背包（黑色）: only values stand between the value and the name's end or mark."""
    ends = hit.end == len(text.words) or text.words[hit.end] in _MARKS
    return ends and hit.start > 0


def _noun_after(text: Text, hit: Hit, kind: Kind, *, marks: bool = False) -> str | None:
    """The first telling noun behind a value: "product", "look", "part", or None."""
    for at in range(hit.end, min(len(text.words), hit.end + _REACH)):
        word = text.words[at]
        if word in _MARKS and word != "、" and not marks:
            return None
        if at in text.starts or word in _LISTING:
            continue
        if _is_part(word):
            return "part"
        if word in kind.chinese or any(noun.endswith(word) and len(word) > 1 for noun in kind.chinese):
            after = text.word(at + 1)
            return "part" if _is_part(after) else "product"
        if word in CHINESE_LOOKS:
            return "look"
    return None


def _is_part(word: str) -> bool:
    return word in CHINESE_PARTS
