"""Lighter or heavier, bigger or smaller than what was shown, by what the catalogue measures; or that it can't be told.

Nothing is guessed: what has no figure is never called lighter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from actions.action import NOTHING, Said
from actions.finding import WANT, Answered, fill, in_kind, present, starters
from actions.measures import MEASURED_BY, figures, measures_of
from actions.messages import Replies, Text
from actions.patterns import first_said, without
from actions.phrases import kind_words
from actions.pointing import point
from actions.turn import Turn
from knowledge_graph import Bound, Order, Range, Request

_MOST = "superlatives"
_LOOKED_THROUGH = 200  # products of a kind that are measured


def compares(turn: Turn) -> bool:
    """Whether a measure is to be compared with what was shown."""
    subject = (turn.heard.comparative or "").partition("_")[0]
    return subject in MEASURED_BY and bool(turn.memory.items) and not turn.heard.amounts


def compared(turn: Turn, request: Request) -> Iterator[Said]:
    """Cards beyond all that were shown, else beyond their average; or an honest word."""
    subject, _, direction = str(turn.heard.comparative).partition("_")
    shown = turn.shop.catalogue.known(turn.memory.ids)
    pointed = point(turn).items if turn.heard.places else ()
    chosen = [product for product in shown if product.item_id in pointed] or shown
    held = measures_of(chosen, subject)
    if not held:
        yield Text(text=turn.wording.say(f"compared_unknown_{subject}"))
        yield Replies(replies=starters(turn))
        return
    wish = in_kind(replace(request, text="", order=Order.FIT), shown)
    for bound in _bounds([number.amount for number in held], direction):
        further = _with_range(wish, Range(held[0].attribute, bound, held[0].unit))
        shelf = fill(turn, further, skip=[product.item_id for product in chosen])
        if shelf.items:
            lead = turn.wording.say(f"compared_{subject}_{direction}")
            yield from present(turn, Answered(further, shelf), lead)
            return
    kind = kind_words(wish, turn.shop.catalogue, turn.wording)
    yield Text(text=turn.wording.say(f"compared_none_{subject}_{direction}", kind=kind))
    yield Replies(replies=starters(turn))


def most_said(turn: Turn) -> str | None:
    """What is wanted the most of, or the least, of the kind that is spoken of; None where anything else is said."""
    heard = turn.heard
    other = heard.things or heard.unsold or heard.amounts or heard.places or heard.order or heard.postback
    if other or not turn.memory.request.categories:
        return None
    asked = first_said(turn, _MOST)
    # "Which has the biggest discount" is of a discount, and no matter of size.
    return asked if asked and not without(turn, _MOST, asked, heard.words) else None


def most(turn: Turn, asked: str) -> Iterator[Said]:
    """Of all that fits the wish the first by that measure; or the word that it can't be told."""
    subject, _, direction = asked.partition("_")
    wish = replace(turn.memory.request, text="")
    shelf = fill(turn, wish, want=_LOOKED_THROUGH)
    held = figures([item.product for item in shelf.items], subject)
    if not held:
        yield NOTHING
        yield Text(text=turn.wording.say(f"compared_unknown_{subject}"))
        yield Replies(replies=starters(turn))
        return
    measured = [item for item in shelf.items if item.product.item_id in held]
    measured.sort(key=lambda item: held[item.product.item_id], reverse=direction == "up")
    found = replace(shelf, items=tuple(measured[:WANT]))
    yield from present(turn, Answered(wish, found), turn.wording.say(f"most_{asked}"))


def _bounds(amounts: Sequence[Decimal], direction: str) -> list[Bound]:
    average = sum(amounts, Decimal(0)) / len(amounts)
    if direction == "down":
        return [Bound(high=end, high_open=True) for end in (min(amounts), average)]
    return [Bound(low=end, low_open=True) for end in (max(amounts), average)]


def _with_range(request: Request, range_: Range) -> Request:
    others = tuple(one for one in request.ranges if one.attribute != range_.attribute)
    return replace(request, ranges=(*others, range_))
