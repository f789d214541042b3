"""The action that looks for things like one that was shown or named: its like, or cheaper or newer ones of its kind."""

from collections.abc import Iterator
from dataclasses import replace

from actions.action import NOTHING, Said, ShopAction
from actions.changes import Takes, refine
from actions.finding import Answered, fill, present, starters
from actions.measures import measures_of
from actions.messages import Replies, Text
from actions.pointing import ask_which, point
from actions.search import find
from actions.sorting import says_newer
from actions.turn import Turn
from knowledge_graph import Bound, Order, Product, Range, Request


class FindSimilar(ShopAction):
    """Things like one that was shown or named."""

    action_name = "action_find_similar"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Cards of the same kind that share the most with it."""
        pointed = point(turn)
        if len(pointed.items) != 1:
            asked = ask_which(turn, pointed, "similar")
            if asked is not None:
                yield from asked
            else:
                yield from find(turn)
            return
        (item_id,) = pointed.items
        (product,) = turn.shop.catalogue.products([item_id])
        request, name = _like(turn, product), product.name(turn.wording.language)
        shelf = fill(turn, request, skip=(item_id,))
        if shelf.items or request.values or request.brands:
            yield from present(turn, Answered(request, shelf), turn.wording.say("similar_found", name=name))
        else:
            yield NOTHING
            yield Text(text=turn.wording.say("no_similar", name=name))
            yield Replies(replies=starters(turn))


def _like(turn: Turn, product: Product) -> Request:
    """Things like it; cheaper or newer ones where that is said, as far as the catalogue has a price or a year.

    Without a year, those of its kind come by their date: of the likeness nothing would be left in that order.
    """
    request = replace(_conditions(turn), like=product.item_id)
    if says_newer(turn):
        years = measures_of([product], "year")
        newer = tuple(Range(one.attribute, Bound(low=one.amount, low_open=True), one.unit) for one in years)
        of_the_kind = Request(categories=product.categories[:1], order=Order.NEWEST)
        request = replace(request, ranges=newer) if newer else of_the_kind
    if turn.heard.comparative == "price_down" and product.price is not None:
        request = replace(request, price=Bound(high=product.price, high_open=True))
    return request


def _conditions(turn: Turn) -> Request:
    """What is asked for besides the likeness: "like the first, but in grey"; a trait that points asks for nothing."""
    heard = turn.heard
    if not (heard.places or heard.items or heard.reference == "one"):
        return Request()
    traits = tuple(one for one in heard.things if one.kind in ("value", "brand"))
    said = replace(heard, things=traits, words="", order=None, facts=())
    return refine(Request(), said, Takes(turn.shop.profile.currency), {})
