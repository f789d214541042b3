"""Decide what a found thing is to the wish: wanted, not wanted, only the occasion, or gone.

"no leather", 红色的别给我 and "everything but Acme" are not wanted; in "a lamp for the kitchen" the
kitchen is the occasion. Reads the words around a thing alone; it never looks at what the thing is.
"""

import re
from functools import cache

from bot.dialogue.words import any_of, listed

_REACH = 28  # characters between a negation and the last thing it covers


@cache
def _negation() -> re.Pattern[str]:
    return re.compile(any_of(listed("negations", "before")), re.IGNORECASE)


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(any_of(listed("negations", "stop")), re.IGNORECASE)


@cache
def _negation_after() -> re.Pattern[str]:
    return re.compile(
        rf"{any_of(listed('negations', 'after'))}[了啊哦呢吧哈]?(?=$|[\s，。,.!！；;？?])", re.IGNORECASE
    )


@cache
def _outside() -> re.Pattern[str]:
    return re.compile(any_of(listed("negations", "outside")))


@cache
def _context() -> re.Pattern[str]:
    return re.compile(rf"{any_of(listed('contexts'))}\s*$", re.IGNORECASE)


@cache
def _context_after() -> re.Pattern[str]:
    return re.compile(any_of(listed("context_after")), re.IGNORECASE)


@cache
def _gone_before() -> re.Pattern[str]:
    return re.compile(rf"{any_of(listed('gone', 'before'))}\s*$", re.IGNORECASE)


@cache
def _gone_after() -> re.Pattern[str]:
    return re.compile(any_of(listed("gone", "after")), re.IGNORECASE)


@cache
def _context_end() -> re.Pattern[str]:
    return re.compile(any_of(listed("contexts_end")))


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(rf"{any_of(listed('negations', 'asking'))}$", re.IGNORECASE)


@cache
def _doubted() -> re.Pattern[str]:
    return re.compile(any_of(listed("negations", "doubted")))


@cache
def _no_negation() -> re.Pattern[str]:
    return re.compile(any_of(listed("negations", "not_negations")), re.IGNORECASE)


def is_negated(text: str, start: int, end: int, blocked: list[tuple[int, int]]) -> bool:
    """Whether `text[start:end]` stands under a negation; `blocked` are places that only look like one."""
    if _negation_after().match(text, end) or _outside().match(text, end):
        return True
    if (
        text[start - 1 : start + 1] in listed("negations", "joined")
        and text[start - 2 : start - 1] != text[start]
    ):
        return True  # 没有帽子, where the name is 有帽子; 有没有帽子 asks
    window_start = max(0, start - _REACH)
    apparent = [*blocked, *(match.span() for match in _no_negation().finditer(text))]
    for match in _negation().finditer(text, window_start, start):
        if any(_bars(place, match) for place in apparent):
            continue
        if _asking().search(text[: match.end()]) or _asks(text, match):
            continue
        if _doubted().fullmatch(match[0]) and "吗" in text[end:]:
            continue
        if not _stop().search(text, match.end(), start):
            return True
    return False


def _bars(place: tuple[int, int], match: re.Match[str]) -> bool:
    """Whether what looks like a negation is a part of something else; "any colour but" holds all of it."""
    (begin, stop), (start, end) = place, match.span()
    return start < stop and begin < end and not start < begin < stop < end


def _asks(text: str, match: re.Match[str]) -> bool:
    # 有没有, 要不要, 是不是 ask; they deny nothing.
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    word = match[0]
    if word.startswith(("没有", "没")) and before == "有":
        return True
    return word.startswith("不") and len(before) == 1 and (word[1:2] or after) == before


def is_context(text: str, start: int, end: int, wished_before: bool) -> bool:
    """Whether `text[start:end]` only tells the occasion, given that a wish was named before it or comes after."""
    if _context_after().match(text, end):
        return True
    wished_after = _context_end().match(text, end) is not None
    return (wished_before or wished_after) and _context().search(text, 0, start) is not None


def is_gone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` was lost or is broken, which only tells why another thing is wanted."""
    return bool(_gone_after().match(text, end) or _gone_before().search(text, 0, start))
