"""Choose among the readings of an ambiguous word: 台灯 names a kind of thing and a value of an attribute.

A sentence has several readings only where one place in it names things of several kinds. What is called just so is
meant sooner than what is only called so too: in a shop with a shelf "travel", travel is not the occasion of travelling.
Else the reading that the shop has most of is taken.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from actions.heard import TRAITS, Heard
from knowledge_graph import Catalogue, Request
from knowledge_graph.fold import fold
from shop.profile import LANGUAGES

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
    """The new wish, by the reading of what is called as was said, or that finds most; the first of equals."""
    doubled = _doubled(heard)
    readings = list(_readings(heard, request, doubled))
    wishes = [refined(start, reading) for start, reading in readings]
    if len(wishes) == 1:
        return wishes[0]
    so_called = [_is_called_so(reading, doubled, catalogue) for _start, reading in readings]
    if sum(so_called) == 1 and catalogue.search(wishes[so_called.index(True)], 1):
        return wishes[so_called.index(True)]
    return max(wishes, key=lambda wish: len(catalogue.search(wish, LIMIT)))


def _doubled(heard: Heard) -> frozenset[int]:
    """Where a word stands that names a kind of thing and a value."""
    kinds = {thing.start for thing in heard.things if thing.kind == "category"}
    return frozenset(thing.start for thing in heard.things if thing.kind == "value" and thing.start in kinds)


def _readings(heard: Heard, request: Request, doubled: Collection[int]) -> Iterator[tuple[Request, Heard]]:
    for dropped in ("value", "category") if doubled else ("",):
        things = tuple(t for t in heard.things if not (t.kind == dropped and t.start in doubled))
        start = replace(request, categories=()) if dropped == "category" else request
        yield start, replace(heard, things=things)


def _is_called_so(heard: Heard, doubled: Collection[int], catalogue: Catalogue) -> bool:
    """Whether the doubled words are names in this reading, and not other words for something."""
    return all(
        any(
            fold(thing.said, language) == fold(catalogue.label(iri, language), language)
            for iri in thing.iris
            for language in LANGUAGES
        )
        for thing in heard.things
        if thing.start in doubled
    )
