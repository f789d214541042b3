"""Choose among the readings of an ambiguous word: 台灯 names a kind of thing and a value of an attribute.

A sentence has several readings only where one place in it names things of several kinds. The reading that
the shop has most of is taken; nothing else is asked of the shop.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from actions.heard import TRAITS, Heard
from knowledge_graph import Catalogue, Request

LIMIT = 1000


def plain(heard: Heard) -> Heard:
    """With a product that is named alone taken for the words of its name, so that it can be looked for."""
    named = [thing for thing in heard.named("item") if thing.said]
    if not named or any(thing.kind in TRAITS for thing in heard.things):
        return heard
    words = " ".join(dict.fromkeys([*(thing.said for thing in named), *heard.words.split()]))
    return replace(heard, words=words)


def best_reading(
    heard: Heard, request: Request, refined: Callable[[Request, Heard], Request], catalogue: Catalogue
) -> Request:
    """The new wish, by the reading that finds most; the first one where they find as many."""
    wishes = [refined(start, reading) for start, reading in _readings(heard, request)]
    if len(wishes) == 1:
        return wishes[0]
    return max(wishes, key=lambda wish: len(catalogue.search(wish, LIMIT)))


def _readings(heard: Heard, request: Request) -> Iterator[tuple[Request, Heard]]:
    kinds = {thing.start for thing in heard.things if thing.kind == "category"}
    doubled = {thing.start for thing in heard.things if thing.kind == "value" and thing.start in kinds}
    for dropped in ("value", "category") if doubled else ("",):
        things = tuple(t for t in heard.things if not (t.kind == dropped and t.start in doubled))
        start = replace(request, categories=()) if dropped == "category" else request
        yield start, replace(heard, things=things)
