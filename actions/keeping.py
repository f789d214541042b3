"""What of a wish still makes sense when another kind of thing is named: the price, and for whom it is.

A colour, a make or a shoe size was said of the kind before. What is kept is told, with a way out of it.
"""

from dataclasses import replace

from actions.messages import Reply
from actions.phrases import bound_words
from actions.postbacks import reply
from actions.turn import Turn
from knowledge_graph import Catalogue, Request
from knowledge_graph.identifiers import attribute_iri

AUDIENCE = attribute_iri("audience")


def with_audience_of(before: Request, request: Request, catalogue: Catalogue) -> Request:
    """The wish for another kind, still for the same people where that kind has some for them, and some for others."""
    kinds, earlier = request.categories, audience_of(before, catalogue)
    if not (kinds and earlier) or set(kinds) == set(before.categories) or audience_of(request, catalogue):
        return request
    kept = replace(request, values=(*request.values, *earlier))
    return kept if 0 < catalogue.count(kept) < catalogue.count(request) else request


def price_is_kept(turn: Turn, request: Request) -> bool:
    """Whether the price bound was said of another kind of thing, and not again for this one."""
    before = turn.memory.request
    return (
        request.price is not None
        and request.price == before.price
        and request.categories != before.categories
        and turn.heard.amount("price") is None
        and turn.heard.postback is None
    )


def kept_words(turn: Turn, request: Request) -> list[str]:
    """What was kept from the kind before, in words; empty where nothing was, or where the kind is the same."""
    catalogue, wording, before = turn.shop.catalogue, turn.wording, turn.memory.request
    found: list[str] = []
    if not before.categories:
        return found
    if price_is_kept(turn, request) and request.price is not None:
        found.append(bound_words(request.price, turn.shop.profile.currency, wording))
    if request.categories != before.categories and request.categories and turn.heard.postback is None:
        said = {iri for thing in turn.heard.named("value") for iri in thing.iris}
        kept = [iri for iri in audience_of(request, catalogue) if iri in before.values and iri not in said]
        found += [catalogue.label(iri, wording.language) for iri in kept]
    return found


def without_what_was_kept(turn: Turn, request: Request) -> list[Reply]:
    """A way out for a price bound that a new kind of thing has taken over from the one before."""
    if not price_is_kept(turn, request):
        return []
    return [reply(turn.wording.say("reply_any_price"), "find", offer=replace(request, price=None).to_json())]


def audience_of(request: Request, catalogue: Catalogue) -> tuple[str, ...]:
    """The values of a wish that say for whom it is."""
    return tuple(iri for iri in request.values if catalogue.attribute_of(iri) == AUDIENCE)
