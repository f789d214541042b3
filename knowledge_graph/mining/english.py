"""Decide whether a value in an English name or description is the product's, and by what evidence.

Default: it is not. "Black straps", "pairs with a white shirt" and "no leather" have nothing that ties them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from knowledge_graph.fold import fold_word
from knowledge_graph.mining.confidence import Evidence
from knowledge_graph.mining.kinds_of import Kind
from knowledge_graph.mining.matcher import Hit, Text
from knowledge_graph.mining.phrases import (
    Noun,
    is_barred,
    is_denied,
    is_elsewhere,
    is_made_of,
    is_one_of_its_looks,
    is_pointed_at,
    is_said,
    noun_after,
    part_before,
    same_after_hyphen,
    sentence_start,
)
from knowledge_graph.mining.pieces import is_of_several, is_of_whole
from knowledge_graph.mining.word_lists import (
    BREAKS,
    CLAUSES,
    COMPOUNDS,
    EVENTS,
    FAKES,
    FEASTS,
    FESTIVALS,
    FESTIVE,
    GEMS,
    JEWELLED,
    JEWELS,
    LEADING_AWAY,
    LOOKS,
    MISLEADING,
    PARTS,
    PEOPLE,
    PERSONS,
    PICTURES,
    PLAIN_PATTERNS,
    POETIC,
    PRAISE,
    SEASONED,
    SHADES,
    SHORES,
    TREES,
)

_LOOKED: Final = frozenset({"colour", "material", "pattern"})
_TAILS: Final = frozenset(", - – — ( ) [ ] | / in".split())  # noqa: SIM905 - marks are read most easily so
_ENDS: Final = BREAKS | _TAILS
_AT: Final = frozenset({"for", "during", "at"})
_SUITS: Final = ("complement", "suits", "suited", "suitable", "transition")
_ADDS: Final = frozenset({"adding", "bringing", "elevating", "lending", "giving"})
_BEFORE_WORK: Final = frozenset({"", ",", "and", "or", "both"})
_LIKENED: Final = frozenset(
    "like reminiscent spirit essence mimicking evoking evokes evoke embody embodies captures capturing".split()  # noqa: SIM905
)
_OF_USE: Final = frozenset({("for", "your"), ("comfort", "for"), ("versatility", "for")})
_ENTERING: Final = frozenset({("step", "into"), ("dive", "into")})
_PARTIES: Final = frozenset({"party", "parties"})
_DRIFTING: Final = frozenset({"fall", "spring"})  # a verb and a coil, as often as a season


def in_name(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    """The evidence for a value in the product's name."""
    attribute = hit.lexeme.kind
    if attribute == "audience":
        return _for_people(text, hit, Evidence.NAME)
    if (kind.food and text.words[hit.start] not in FESTIVALS) or is_denied(text, hit) or _is_fake(text, hit):
        return None
    if attribute in _LOOKED and kind.worker:
        return None
    core = _core_end(text)
    if hit.start >= core:
        return (
            Evidence.NAME_TAIL
            if attribute in _LOOKED and not kind.plant and _is_tail(text, hit, core)
            else None
        )
    head = _head_position(text, kind, core)
    if attribute not in _LOOKED:
        poetic = text.word(hit.end) in MISLEADING or _is_room(text, hit) or kind.head in PICTURES
        return Evidence.NAME if _is_near(text, hit, head, kind) and not poetic else None
    if hit.start > head:
        return Evidence.NAME if all(_in_value(text, at) for at in range(head + 1, core)) else None
    return Evidence.NAME if hit.end <= head and _modifies(text, hit, head, kind) else None


def in_description(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    """The evidence for a value in the product's description."""
    if text.is_titled(hit) and text.words[hit.start] not in FESTIVALS:
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


def _is_near(text: Text, hit: Hit, head: int, kind: Kind) -> bool:
    """Whether an occasion or season before the head noun is the head's: "Autumn Breeze Pillow" only praises."""
    if hit.end > head:
        return False
    if hit.words_in(text) & FEASTS:
        return True
    allowed = 0 if hit.lexeme.kind == "season" or hit.words_in(text) & SHORES else 1
    strange = [
        at
        for at in range(hit.end, head)
        if not _in_value(text, at) and not _is_of_kind(fold_word(text.words[at]), kind)
    ]
    return len(strange) <= allowed


def _is_of_kind(noun: str, kind: Kind) -> bool:
    return noun in kind.nouns or noun in SEASONED or noun in LOOKS


def _modifies(text: Text, hit: Hit, head: int, kind: Kind) -> bool:
    """Whether a value before the head noun is the head's: "Golden Hour Lamp" is no golden lamp."""
    between = range(hit.end, head)
    words = [fold_word(text.words[at]) for at in between]
    if any(word in PARTS and word not in kind.nouns for word in words[:1]):
        return False
    if hit.end in text.glued and not same_after_hyphen(text, hit.end):
        return False
    if any(word in MISLEADING and at not in text.starts for word, at in zip(words, between, strict=True)):
        return False
    last = text.words[hit.end - 1]
    if not _is_told_plainly(text, hit, head, kind):
        return False
    if (hit.lexeme.kind == "material" and last not in POETIC) or last in PLAIN_PATTERNS:
        return True
    if (last, text.word(hit.end)) in COMPOUNDS:
        return False
    if hit.lexeme.kind == "colour" and (hit.end - hit.start > 1 or text.word(hit.start - 1) == "classic"):
        return True  # navy blue, rose gold, classic white: nobody praises so
    following = text.starts.get(hit.end)
    if following is not None and following.lexeme.kind in _LOOKED:
        return True
    return all(_in_value(text, at) or fold_word(text.words[at]) in kind.nouns for at in between)


def _is_told_plainly(text: Text, hit: Hit, head: int, kind: Kind) -> bool:
    """Blush Jacket, and not Blush Chevron Clutch; Pine Table, and not Pine Christmas Ornament; no solid wood."""
    last, following = text.words[hit.end - 1], text.starts.get(hit.end)
    if hit.lexeme.kind == "pattern":
        solid = last == "solid" and not (following and following.lexeme.kind == "colour")
        return not solid and not kind.plant
    if last in JEWELS and kind.nouns.isdisjoint(JEWELLED):
        return False
    if last in GEMS:
        stuff = following is not None and following.lexeme.kind == "material"
        return stuff or (fold_word(text.word(hit.end)) == kind.head and not (kind.several or kind.plant))
    if last in TREES:
        others = [other for other in text.hits if hit.end <= other.start < head]
        return not kind.plant and all(other.lexeme.kind in _LOOKED for other in others)
    return not _is_of_gold(text, hit)


def _is_of_gold(text: Text, hit: Hit) -> bool:
    """White gold is neither white nor golden."""
    first = text.words[hit.start]
    return (first == "white" and text.word(hit.end) == "gold") or (
        first == "gold" and text.word(hit.start - 1) == "white"
    )


def _look(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    """A colour, material or pattern; of a set only what is said of the whole."""
    found = _look_of_one(text, hit, kind)
    if found is None or is_elsewhere(text, hit):
        return None
    return found if not (kind.several or is_of_several(text)) or is_of_whole(text, hit, kind) else None


def _look_of_one(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    if kind.food or (kind.plant and hit.lexeme.kind != "colour"):
        return None
    if _is_of_gold(text, hit) or _is_dense(text, hit) or is_barred(text, hit):
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


def _is_dense(text: Text, hit: Hit) -> bool:
    """Solid wood, a plain band: no pattern."""
    if hit.lexeme.kind != "pattern" or text.words[hit.start] not in {"solid", "plain"}:
        return False
    following = text.starts.get(hit.end)
    return hit.end == hit.start + 1 and (following is None or following.lexeme.kind != "colour")


def _of_coloured_material(text: Text, hit: Hit, kind: Kind) -> bool:
    """Crafted from durable khaki canvas."""
    material = text.starts.get(hit.end)
    if material is None or material.lexeme.kind != "material":
        return False
    return noun_after(text, material, kind) is not Noun.OTHER and is_made_of(text, hit, kind)


def _occasion(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    """Perfect for camping trips; complements casual outfits; your Halloween decor."""
    followers = [fold_word(text.word(hit.end + ahead)) for ahead in range(2)]
    if (
        _is_room(text, hit)
        or _is_a_kind_of_work(text, hit)
        or is_denied(text, hit)
        or hit.end in text.glued
        or (kind.food and not hit.words_in(text) & (FEASTS | _PARTIES))
        or PERSONS & set(followers)
    ):
        return None
    start = max(sentence_start(text, hit.start), hit.start - 14)
    before = text.words[start : hit.start]
    eventful = _is_eventful(text, hit)
    meant = _is_meant(before) and (eventful or _ends_phrase(text, hit))
    meant = meant or (eventful and tuple(before[-2:]) in _OF_USE)
    return Evidence.PURPOSE if meant or (eventful and _suits(before)) or _is_yours(text, hit) else None


def _is_eventful(text: Text, hit: Hit) -> bool:
    """Camping trips, beach summer outings; office and everyday wear."""
    first, second = (fold_word(text.word(hit.end + ahead)) for ahead in range(2))
    if first in EVENTS or (second in EVENTS and first not in BREAKS):
        return True
    joined = text.starts.get(hit.end + 1) if first in {"and", "or"} else None
    return joined is not None and joined.lexeme.kind == "occasion" and _is_eventful(text, joined)


def _is_meant(before: Sequence[str]) -> bool:
    """Perfect for, ideal during: and what stands between is still said of the occasion."""
    for at, word in enumerate(before):
        if word in {"for", "during"} and PRAISE & set(before[max(0, at - 3) : at]):
            between = before[at + 1 :]
            last = max((place for place, other in enumerate(between) if other in _AT), default=-1)
            if not CLAUSES & set(between) and not LEADING_AWAY & set(between[last + 1 :]):
                return True
    return False


def _suits(before: Sequence[str]) -> bool:
    """Complements, suits, transitions from; both, of two occasions."""
    return any(
        (word.startswith(_SUITS) or (word == "both" and at + 1 == len(before)))
        and not _ADDS & set(before[at + 1 :])
        for at, word in enumerate(before)
    )


def _is_yours(text: Text, hit: Hit) -> bool:
    """Your Christmas tree, your wedding day: what is for a feast is for nothing else."""
    festive = text.words[hit.start] in FESTIVALS and fold_word(text.word(hit.end)) in FESTIVE
    bridal = text.words[hit.start] == "wedding" and text.word(hit.end) == "day"
    return (festive or bridal) and text.word(hit.start - 1) == "your"


def _is_room(text: Text, hit: Hit) -> bool:
    """A place to stand in, and no occasion: a home office; your home or office."""
    return text.words[hit.start] == "office" and "home" in text.words[max(0, hit.start - 2) : hit.start]


def _is_a_kind_of_work(text: Text, hit: Hit) -> bool:
    """Electrical work, filigree work: not what is worn to work."""
    before = text.word(hit.start - 1)
    return text.words[hit.start] == "work" and before not in BREAKS and before not in _BEFORE_WORK


def _ends_phrase(text: Text, hit: Hit) -> bool:
    """Nothing follows that the value would only modify: "for camping", not "for beach houses"."""
    word = text.word(hit.end)
    return word in BREAKS or word in {"", ",", "and", "or"}


def _season(text: Text, hit: Hit, kind: Kind) -> Evidence | None:
    """A summer dress; for the summer; a winter wardrobe."""
    if kind.food or is_denied(text, hit) or hit.end in text.glued or hit.start in text.glued:
        return None
    if hit.start in text.owned or _LIKENED & set(text.words[max(0, hit.start - 8) : hit.start]):
        return None
    follower = fold_word(text.word(hit.end))
    if follower in SEASONED or follower in kind.nouns:
        return Evidence.PURPOSE
    joined = text.word(hit.end) in {"and", "or"} and text.starts.get(hit.end + 1)
    if joined and joined.lexeme.kind == "season":
        return _season(text, joined, kind)
    before = text.words[max(0, hit.start - 6) : hit.start]
    if tuple(before[-2:]) in _ENTERING:
        return Evidence.PURPOSE
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
