"""Find what points at things already shown, and words of order: places, "it", "cheapest", "cheaper".

A place is counted from 1; -1 is the last, -2 the one before it, 0 the one in the middle. What was shown is not
known here. Patterns meet a sentence in lower case: matching without regard to case takes twice as long.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.dialogue.folding import lowered
from bot.dialogue.numbers import place_of
from bot.dialogue.words import any_of, keyed, listed


@dataclass(frozen=True, slots=True)
class Mention:
    """Something found by rule at `text[start:end]`: an entity's kind and its value."""

    kind: str
    start: int
    end: int
    value: str | list[int]


def find_references(text: str) -> list[Mention]:
    """Places, pronouns, orders and comparatives of a sentence in plain form; where two overlap, the longer one."""
    text = lowered(text)
    blocked = [match.span() for match in _compiled("not_ordinal").finditer(text)]
    pointless = [
        match.span() for _why, family in _families("not_references") for match in family.finditer(text)
    ]
    found = [*_places(text), *_orders(text), *_pronouns(text)]
    found.sort(key=lambda mention: (mention.start - mention.end, mention.start))
    taken: list[Mention] = []
    for mention in found:
        inside = any(mention.start < end and start < mention.end for start, end in blocked)
        spoken = mention.kind in ("reference", "emptying") and any(
            start <= mention.start and mention.end <= end for start, end in pointless
        )
        overlaps = any(mention.start < other.end and other.start < mention.end for other in taken)
        if not (overlaps or spoken) and not (inside and mention.kind == "place"):
            taken.append(mention)
    return sorted(_said_once(taken), key=lambda mention: mention.start)


def _said_once(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """All but comparatives that are said again: "too heavy, show me lighter ones" wishes once."""
    last = {
        one.value: one.start
        for one in sorted(mentions, key=lambda one: one.start)
        if one.kind == "comparative"
    }
    return (one for one in mentions if one.kind != "comparative" or last[one.value] == one.start)


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(any_of(listed("ordinal_patterns", name)))


@cache
def _families(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What the words of a section mean, each with the pattern of its words."""
    return tuple((value, re.compile(any_of(patterns))) for value, patterns in keyed(section).items())


@cache
def _ordinal_words() -> tuple[re.Pattern[str], dict[str, int]]:
    places = {str(word): int(place) for word, place in keyed("ordinals").items()}
    return re.compile(rf"(?:{any_of(re.escape(word) for word in places)})"), places


def _places(text: str) -> Iterator[Mention]:
    for match in _compiled("both").finditer(text):
        yield Mention("place", *match.span(), [1, 2])
    for match in _compiled("from_end").finditer(text):
        yield Mention("place", *match.span(), [-2])
    for match in _compiled("from_to").finditer(text):
        first, last = map(place_of, match.groups())
        if first < last:
            yield Mention("place", *match.span(), list(range(first, last + 1)))
    for match in _compiled("two_of").finditer(text):
        yield Mention("place", *match.span(), [place_of(group) for group in match.groups()])
    for match in _compiled("first_n").finditer(text):
        count = place_of(_inner(match))
        yield Mention("place", *match.span(), list(range(1, count + 1)))
    for match in _compiled("last_n").finditer(text):
        count = place_of(_inner(match))
        yield Mention("place", *match.span(), list(range(-count, 0)))
    for match in _compiled("place").finditer(text):
        place = place_of(_inner(match))
        if place:
            yield Mention("place", *match.span(), [place])
    pattern, places = _ordinal_words()
    for match in pattern.finditer(text):
        yield Mention("place", *match.span(), [places[match[0].lower()]])


def _inner(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group)


def _orders(text: str) -> Iterator[Mention]:
    for kind, section in (("order", "orders"), ("comparative", "comparatives"), ("step", "quantity_steps")):
        for value, pattern in _families(section):
            for match in pattern.finditer(text):
                yield Mention(kind, *match.span(), value)


def _pronouns(text: str) -> Iterator[Mention]:
    for kind, section in (("reference", "references"), ("emptying", "emptying")):
        for value, pattern in _families(section):
            for match in pattern.finditer(text):
                yield Mention(kind, *match.span(), value)


def find_facts(text: str) -> list[Mention]:
    """Which facts a question asks for: `price`, `stock`, `description`, or `attribute:<slug>`."""
    text, found = lowered(text), []
    for value, pattern in _families("facts"):
        match = pattern.search(text)
        if match is not None:
            found.append(Mention("fact", *match.span(), value))
    return sorted(found, key=lambda mention: (mention.start, mention.start - mention.end))
