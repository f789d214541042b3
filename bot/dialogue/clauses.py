"""Tell whether one sentence holds several wishes: "put the first in the cart and show me socks".

Cuts where a new request may begin, and joins again what the understanding of the pieces does not bear out.
What the pieces mean is told by the caller; nothing is understood here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from bot.dialogue.words import any_of, listed

MOST = 3  # wishes of one sentence
SURE = 0.45  # the least confidence in each piece's intent

Parsed = Mapping[str, Any]

# Pleasantries and what was not understood never stand for themselves.
_ALONE = frozenset(
    {"greet", "goodbye", "thanks", "deny", "out_of_scope", "nlu_fallback", "bot_challenge", "abuse"}
)
# One search goes on refining itself: two of them are two only where each names its own kind of thing.
_SEARCH = frozenset({"find", "recommend", "cheaper", "more", "reject", "similar", "gift"})
_OBJECTS = frozenset({"category", "item", "place"})
_POINTING = frozenset({"item", "place"})
# "Add two, and a power bank": what is spoken of is one thing, and the kind that is named is another.
_CART = frozenset({"add_to_cart"})
# Two questions to the shop are always two.
_APART = frozenset({"ask_faq"})


@cache
def _joints() -> re.Pattern[str]:
    opener = any_of(listed("clauses", "openers"))
    joint = any_of(listed("clauses", "joints"))
    return re.compile(
        rf"\s*(?:[,;，；、]\s*)?{joint}\s*(?={opener})|\s*[,;.!?，；。！？]+\s*(?={opener})", re.IGNORECASE
    )


@cache
def _of_one_thing() -> re.Pattern[str]:
    """What makes a sentence one, whatever joints it has: "I'm allergic to nuts, is this safe?"."""
    return re.compile(any_of(listed("clauses", "whole")), re.IGNORECASE)


@cache
def _hesitation() -> re.Pattern[str]:
    return re.compile(rf"\s*{any_of(listed('clauses', 'hesitations'))}[\s.…~]*", re.IGNORECASE)


def pieces(text: str) -> list[tuple[int, int]]:
    """Where a request may begin and end: spans of `text`, in order; one where there is no joint in it."""
    if _of_one_thing().search(text):
        return [(0, len(text))]
    spans, start = [], 0
    for match in _joints().finditer(text):
        if match.start() > start and not _hesitation().fullmatch(text, start, match.start()):
            spans.append((start, match.start()))
            start = match.end()
    return [*spans, (start, len(text))]


def are_apart(left: Parsed, right: Parsed) -> bool:
    """Whether two pieces that follow each other are a wish each, by what was understood of them."""
    intents = [str(one["intent"]["name"]) for one in (left, right)]
    if any(intent in _ALONE for intent in intents):
        return False
    if _is_budget(left) and _names_a_kind(right["entities"]):
        return False
    if min(float(one["intent"]["confidence"]) for one in (left, right)) < SURE:
        return False
    if intents[0] == intents[1] and intents[0] in _APART:
        return True
    if (
        intents[0] == intents[1]
        and intents[0] in _CART
        and _adds_another(left["entities"], right["entities"])
    ):
        return True
    if intents[0] == intents[1] or set(intents) <= _SEARCH:
        return all(_names_an_object(one["entities"]) for one in (left, right))
    return True


def _is_budget(one: Parsed) -> bool:
    """Whether a piece tells no more than what a thing may cost: "I've got 60 dollars, which lamps ..."."""
    kinds = {entity.get("entity") for entity in one["entities"]}
    return str(one["intent"]["name"]) in _SEARCH and "price" in kinds and kinds.isdisjoint(_OBJECTS)


def _names_a_kind(entities: Sequence[Parsed]) -> bool:
    kinds = {entity.get("entity") for entity in entities}
    return "category" in kinds and kinds.isdisjoint(_POINTING)


def _adds_another(left: Sequence[Parsed], right: Sequence[Parsed]) -> bool:
    """Whether a kind is named after another thing, or a place after "it": "add it, and two of the first"."""
    if _names_a_kind(right):
        return True
    pointed = {entity.get("entity") for entity in left}
    return "reference" in pointed and any(entity.get("entity") == "place" for entity in right)


def _names_an_object(entities: Sequence[Parsed]) -> bool:
    return any(one.get("entity") in _OBJECTS and not one.get("negated") for one in entities)
