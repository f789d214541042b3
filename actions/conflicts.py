"""Notice where one sentence wants what it excludes: waterproof and not waterproof, under 20 and over 50.

Nothing is searched then. The shopper is told what excludes what, and chooses.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from actions.changes import Takes, price_said
from actions.heard import Heard
from actions.messages import Replies, Text
from actions.phrases import bound_words, quoted, range_words
from actions.postbacks import reply
from actions.turn import Turn
from knowledge_graph import Bound, Range, Request
from knowledge_graph.terms import AttributeKind


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two conditions that nothing can meet together: in words, and the wish with each of them alone."""

    words: tuple[str, str]
    wishes: tuple[Request, Request]


def conflict_in(turn: Turn, request: Request) -> Conflict | None:
    """The first conflict within this sentence, which left this wish; one with an earlier is a change of mind."""
    return None if turn.heard.postback is not None else next(_conflicts(turn, request), None)


def told(turn: Turn, conflict: Conflict) -> Iterator[Text | Replies]:
    """What excludes what, with either as a quick reply."""
    one, other = (quoted(words, turn.wording) for words in conflict.words)
    yield Text(text=turn.wording.say("conflict", one=one, other=other))
    sides = zip(conflict.words, conflict.wishes, strict=True)
    yield Replies(replies=[reply(words, "find", offer=wish.to_json()) for words, wish in sides])


def _conflicts(turn: Turn, request: Request) -> Iterator[Conflict]:
    yield from _refused_and_wanted(turn, request)
    yield from _yes_and_no(turn, request)
    price, currency = price_said(turn.heard, Takes(turn.shop.profile.currency)), turn.shop.profile.currency
    if price is not None and _is_empty(price):
        ends = _ends(price)
        low, high = (bound_words(end, currency, turn.wording) for end in ends)
        yield Conflict((high, low), (replace(request, price=ends[1]), replace(request, price=ends[0])))
    for range_ in request.ranges:
        if _is_empty(range_.bound):
            sides = tuple(Range(range_.attribute, end, range_.unit) for end in _ends(range_.bound))
            rest = tuple(one for one in request.ranges if one != range_)
            low, high = (range_words(side, turn.shop.catalogue, turn.wording) for side in sides)
            wishes = [replace(request, ranges=(*rest, side)) for side in sides]
            yield Conflict((high, low), (wishes[1], wishes[0]))


def _refused_and_wanted(turn: Turn, request: Request) -> Iterator[Conflict]:
    """What is named twice, once with a negation."""
    catalogue, wording = turn.shop.catalogue, turn.wording
    for iri in dict.fromkeys(_iris(turn.heard, negated=True)):
        if iri not in _iris(turn.heard, negated=False):
            continue
        label = catalogue.label(iri, wording.language)
        refused = wording.say("condition_without", values=label)
        without = tuple(one for one in request.without if one != iri)
        values = tuple(one for one in request.values if one != iri)
        brands = tuple(one for one in request.brands if one != iri)
        yield Conflict(
            (label, refused),
            (replace(request, without=without), replace(request, values=values, brands=brands)),
        )


def _yes_and_no(turn: Turn, request: Request) -> Iterator[Conflict]:
    """The two values of a yes or no, both wanted."""
    catalogue, language = turn.shop.catalogue, turn.wording.language
    said = list(dict.fromkeys(iri for thing in turn.heard.named("value") for iri in thing.iris[:1]))
    for iri in said:
        attribute = catalogue.attribute(catalogue.attribute_of(iri))
        other = next((one for one in said if one != iri and _are_of_one(turn, one, iri)), None)
        if other is None or attribute is None or attribute.kind is not AttributeKind.BOOLEAN:
            continue
        wishes = [
            replace(request, values=tuple(one for one in request.values if one != dropped))
            for dropped in (other, iri)
        ]
        yield Conflict(
            (catalogue.label(iri, language), catalogue.label(other, language)), (wishes[0], wishes[1])
        )


def _are_of_one(turn: Turn, one: str, other: str) -> bool:
    return turn.shop.catalogue.attribute_of(one) == turn.shop.catalogue.attribute_of(other)


def _iris(heard: Heard, *, negated: bool) -> list[str]:
    return [
        iri
        for kind in ("value", "brand")
        for thing in heard.named(kind, negated=negated)
        for iri in thing.iris
    ]


def _is_empty(bound: Bound) -> bool:
    return bound.low is not None and bound.high is not None and bound.low > bound.high


def _ends(bound: Bound) -> tuple[Bound, Bound]:
    return Bound(low=bound.low), Bound(high=bound.high)
