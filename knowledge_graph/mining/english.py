"""Decide whether a value in an English name or description is the product's, and by what evidence.

Default: it is not. "Black straps", "pairs with a white shirt" and "no leather" have nothing that ties them.
"""

from collections.abc import Callable, Mapping
from typing import Final

from knowledge_graph.fold import fold_word
from knowledge_graph.mining.confidence import Evidence
from knowledge_graph.mining.kinds_of import Kind
from knowledge_graph.mining.matcher import Hit, Text
from knowledge_graph.mining.phrases import (
    Noun,
    is_barred,
    is_denied,
    is_made_of,
    is_one_of_its_looks,
    is_pointed_at,
    is_said,
    noun_after,
    part_before,
    sentence_start,
)
from knowledge_graph.mining.word_lists import (
    BREAKS,
    COMPOUNDS,
    EVENTS,
    FAKES,
    LOOKS,
    MISLEADING,
    PARTS,
    PEOPLE,
    PERSONS,
    PLAIN_PATTERNS,
    POETIC,
    PRAISE,
    SEASONED,
    SHADES,
)

_LOOKED: Final = frozenset({"colour", "material", "pattern"})
_TAILS: Final = frozenset(", - – — ( ) [ ] | / in".split())  # noqa: SIM905 - marks are read most easily so
_ENDS: Final = BREAKS | _TAILS
_DRIFTING: Final = frozenset({"fall", "spring"})  # a verb and a coil, as often as a season


def in_name(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    """The evidence for a value in the product's name."""
    attribute = hit.lexeme.kind
    if attribute == "audience":
        return _for_people(text, hit, Evidence.NAME)
    if kind.food or is_denied(text, hit) or _is_fake(text, hit):
        return None
    if attribute in _LOOKED and kind.worker:
        return None
    core = _core_end(text)
    if hit.start >= core:
        return Evidence.NAME_TAIL if attribute in _LOOKED and _is_tail(text, hit, core) else None
    head = _head_position(text, kind, core)
    if attribute not in _LOOKED:
        poetic = text.word(hit.end) in MISLEADING or _is_home_office(text, hit)
        return Evidence.NAME if hit.end <= head and not poetic else None
    if hit.start > head:
        return Evidence.NAME if all(_in_value(text, at) for at in range(head + 1, core)) else None
    return Evidence.NAME if hit.end <= head and _modifies(text, hit, head, kind) else None


def in_description(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    """The evidence for a value in the product's description."""
    if text.is_titled(hit):
        return None
    rule = _RULES.get(hit.lexeme.kind)
    return rule(text, hit, kind) if rule else None


def _is_fake(text: Text, hit: Hit) -> bool:
    glued = hit.start in text.glued or hit.end in text.glued
    return text.word(hit.start - 1) in FAKES or (glued and is_barred(text, hit))


def _head_position(text: Text, kind: Kind, core: int) -> int:
    """Where the head noun stands in the name's core; at its end if nowhere."""
    for at in range(core - 1, -1, -1):
        if fold_word(text.words[at]) == kind.head:
            return at
    return core


def _core_end(text: Text) -> int:
    """The end of what the name says before "with", "for" or a mark."""
    for at, word in enumerate(text.words):
        if word in _ENDS and at:
            return at
    return len(text.words)


def _in_value(text: Text, at: int) -> bool:
    return text.words[at] in SHADES or any(hit.start <= at < hit.end for hit in text.hits)


def _is_tail(text: Text, hit: Hit, core: int) -> bool:
    """Behind "in", a comma, a dash or a bracket, among values only: "Backpack - Navy Blue"."""
    start = hit.start
    while start > core and text.words[start - 1] not in _TAILS:
        start -= 1
    end = hit.end
    while end < len(text.words) and text.words[end] not in _TAILS:
        end += 1
    return (
        start > 0
        and text.words[start - 1] in _TAILS
        and all(
            _in_value(text, at) or text.words[at] in {"and", "&"} or fold_word(text.words[at]) in LOOKS
            for at in range(start, end)
        )
    )


def _modifies(text: Text, hit: Hit, head: int, kind: Kind) -> bool:
    """Whether a value before the head noun is the head's: "Golden Hour Lamp" is no golden lamp."""
    between = range(hit.end, head)
    words = [fold_word(text.words[at]) for at in between]
    if any(word in PARTS and word not in kind.nouns for word in words[:1]):
        return False
    if any(word in MISLEADING and at not in text.starts for word, at in zip(words, between, strict=True)):
        return False
    last = text.words[hit.end - 1]
    if (hit.lexeme.kind == "material" and last not in POETIC) or last in PLAIN_PATTERNS:
        return True
    if (last, text.word(hit.end)) in COMPOUNDS:
        return False
    following = text.starts.get(hit.end)
    if following is not None and following.lexeme.kind in _LOOKED:
        return True
    return all(_in_value(text, at) or fold_word(text.words[at]) in kind.nouns for at in between)


def _look(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    """A colour, material or pattern."""
    if kind.food or (kind.plant and hit.lexeme.kind != "colour") or is_barred(text, hit):
        return None
    noun = noun_after(text, hit, kind)
    if noun is Noun.OTHER:
        return None
    if noun is Noun.PRODUCT:
        return Evidence.HEADED
    if is_pointed_at(text, hit):
        return Evidence.HEADED
    if noun is Noun.LOOK or (hit.lexeme.kind == "colour" and is_one_of_its_looks(text, hit)):
        return None if part_before(text, hit.start, kind) else Evidence.LOOK
    if hit.lexeme.kind == "material" and is_made_of(text, hit, kind):
        return Evidence.MADE_OF
    if hit.lexeme.kind == "colour" and _of_coloured_material(text, hit, kind):
        return Evidence.MADE_OF
    return Evidence.PREDICATE if is_said(text, hit, kind) else None


def _of_coloured_material(text: Text, hit: Hit, kind: Kind) -> bool:
    """Crafted from durable khaki canvas."""
    material = text.starts.get(hit.end)
    if material is None or material.lexeme.kind != "material":
        return False
    return noun_after(text, material, kind) is not Noun.OTHER and is_made_of(text, hit, kind)


def _occasion(text: Text, hit: Hit, kind: Kind) -> Evidence | None:  # noqa: ARG001 - as all rules
    """Perfect for camping trips; complements casual outfits."""
    followers = [fold_word(text.word(hit.end + ahead)) for ahead in range(2)]
    if (
        _is_home_office(text, hit)
        or is_denied(text, hit)
        or hit.end in text.glued
        or PERSONS & set(followers)
    ):
        return None
    start = max(sentence_start(text, hit.start), hit.start - 14)
    before = text.words[start : hit.start]
    eventful = followers[0] in EVENTS or (followers[1] in EVENTS and followers[0] not in BREAKS)
    for at, word in enumerate(before):
        if word in {"for", "during"} and set(before[max(0, at - 3) : at]) & PRAISE:
            return Evidence.PURPOSE if eventful or _ends_phrase(text, hit) else None
        if eventful and (word.startswith(("complement", "suit", "transition")) or word == "both"):
            return Evidence.PURPOSE
    return None


def _is_home_office(text: Text, hit: Hit) -> bool:
    """A room, and no occasion."""
    return text.words[hit.start] == "office" and text.word(hit.start - 1) == "home"


def _ends_phrase(text: Text, hit: Hit) -> bool:
    """Nothing follows that the value would only modify: "for camping", not "for beach houses"."""
    word = text.word(hit.end)
    return word in BREAKS or word in {"", ",", "and", "or"}


def _season(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    """A summer dress; for the summer; a winter wardrobe."""
    if kind.food or is_denied(text, hit) or hit.end in text.glued or hit.start in text.glued:
        return None
    if {"like", "reminiscent"} & set(text.words[max(0, hit.start - 3) : hit.start]):
        return None
    follower = fold_word(text.word(hit.end))
    if follower in SEASONED or follower in kind.nouns:
        return Evidence.PURPOSE
    joined = text.word(hit.end) in {"and", "or"} and text.starts.get(hit.end + 1)
    if joined and joined.lexeme.kind == "season":
        return _season(text, joined, kind)
    before = text.words[max(0, hit.start - 6) : hit.start]
    praised = "for" in before and bool(set(before) & PRAISE) and _ends_phrase(text, hit)
    return Evidence.PURPOSE if praised and text.words[hit.start] not in _DRIFTING else None


def _audience(text: Text, hit: Hit, kind: Kind) -> Evidence | None:  # noqa: ARG001 - as all rules
    return _for_people(text, hit, Evidence.PURPOSE)


def _for_people(text: Text, hit: Hit, found: Evidence) -> Evidence | None:
    """Men's, for men, for the modern woman, unisex; "anyone" and "his" say nothing of who it is for."""
    word = text.words[hit.start]
    if word not in PEOPLE or is_denied(text, hit):
        return None
    if word == "unisex":
        return found
    if hit.start in text.owned:
        return found if word not in {"man", "woman"} and text.word(hit.end) != "day" else None
    before = text.words[max(0, hit.start - 4) : hit.start]
    if "for" not in before or {".", ",", "from", "by"} & set(before[before.index("for") :]):
        return None
    single = word in {"man", "woman", "gentleman", "lady"}
    return found if not single or "the" in before[before.index("for") :] else None


_RULES: Final[Mapping[str, Callable[[Text, Hit, Kind], Evidence | None]]] = {
    "colour": _look,
    "material": _look,
    "pattern": _look,
    "occasion": _occasion,
    "season": _season,
    "audience": _audience,
}
