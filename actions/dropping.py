"""Let go of a condition that the shopper says no longer matters: "any colour", "forget the budget", 价格不限.

Only what the wish holds, or what the shopper names as a kind of condition, is let go; nothing is added.
"""

from collections.abc import Sequence
from dataclasses import replace

from actions.heard import Heard, Thing
from actions.patterns import said, said_about, said_of
from actions.turn import Turn
from knowledge_graph import Request
from knowledge_graph.identifiers import attribute_iri

_SECTION, _FACT = "dropping", "attribute:"
_FRAMES = ("frames", "open_frames")


def lets_go(turn: Turn) -> bool:
    """Whether a price, a make or an attribute is said not to matter, whatever it is."""
    return turn.heard.postback is None and (_of_price(turn) or _of_brand(turn) or bool(_attributes(turn)))


def let_go(turn: Turn, request: Request) -> tuple[Request, Heard]:
    """The wish without what no longer matters, and what was heard without the words that said so."""
    if turn.heard.postback is not None:
        return request, turn.heard
    price, brand, dropped = _of_price(turn), _of_brand(turn), _attributes(turn)
    traits = _traits(turn, request)
    if not (price or brand or dropped or traits):
        return request, turn.heard
    gone = {iri for thing in traits for iri in thing.iris}
    attribute_of = turn.shop.catalogue.attribute_of

    def stays(iri: str) -> bool:
        return iri not in gone and attribute_of(iri) not in dropped

    freed = replace(
        request,
        price=None if price else request.price,
        brands=() if brand else tuple(iri for iri in request.brands if iri not in gone),
        values=tuple(filter(stays, request.values)),
        without=tuple(filter(stays, request.without)),
        ranges=tuple(one for one in request.ranges if one.attribute not in dropped),
    )
    return freed, _without(turn, traits)


def _of_price(turn: Turn) -> bool:
    nouns = turn.wording.patterns(_SECTION)["price"]
    return said(turn, _SECTION, "any_price") or _is_said_of(turn, nouns)


def _of_brand(turn: Turn) -> bool:
    return _is_said_of(turn, turn.wording.patterns(_SECTION)["brand"])


def _is_said_of(turn: Turn, nouns: Sequence[str]) -> bool:
    return any(said_about(turn, _SECTION, frames, nouns) for frames in _FRAMES)


def _attributes(turn: Turn) -> list[str]:
    """IRIs of the attributes said not to matter by their own names: the colour, the size."""
    named = {thing.said: thing.iris for thing in turn.heard.things if thing.kind == "attribute"}
    asked = [attribute_iri(fact.removeprefix(_FACT)) for fact in turn.heard.facts if fact.startswith(_FACT)]
    labels = {turn.shop.catalogue.label(iri, turn.wording.language): (iri,) for iri in asked}
    every = {**labels, **named}
    return [
        iri
        for noun, iris in every.items()
        if any(said_of(turn, _SECTION, frames, noun) for frames in _FRAMES)
        for iri in iris
    ]


def _traits(turn: Turn, request: Request) -> list[Thing]:
    """Values and makes that the wish holds and that are said not to matter: "the leather no longer matters"."""
    held = {*request.values, *request.without, *request.brands}
    named = [
        one for one in turn.heard.things if one.kind in ("value", "brand") and held.intersection(one.iris)
    ]
    return [one for one in named if said_of(turn, _SECTION, "frames", one.said)]


def _without(turn: Turn, things: Sequence[Thing]) -> Heard:
    kept = tuple(one for one in turn.heard.things if one not in things and one.kind != "attribute")
    words = turn.heard.words if kept else ""
    return replace(turn.heard, things=kept, words=words, facts=())
