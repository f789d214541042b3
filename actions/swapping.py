"""Change one line of the cart for another product: "swap it for the first one", 换成第三款.

As many of the other go in as there were. Nothing comes out where the other cannot go in.
"""

from collections.abc import Iterator, Sequence

from actions.action import Said
from actions.cart import cart_message, cart_replies, changed, held, name_of, shopper
from actions.messages import Replies, Text
from actions.patterns import said
from actions.pointing import at_place, point
from actions.turn import Turn
from shop.carts import CART_EFFECT, Line
from shop.errors import NotSoldError, OutOfStockError


def swapped(turn: Turn, lines: Sequence[Line]) -> tuple[Line, str] | None:
    """The line that goes and the item that comes for it; None where no such change is asked for."""
    heard, shown = turn.heard, turn.memory.compared or turn.memory.ids
    preferred = said(turn, "swapping", "preferred")
    if heard.count is not None or not (preferred or said(turn, "swapping", "said")):
        return None
    coming, pointed = _pair(turn, [line.item_id for line in lines], shown)
    going = _going(turn, lines, pointed)
    if coming is None or going is None or coming == going.item_id:
        return None
    told = said(turn, "swapping", "said") or _alike(turn, going.item_id, coming)
    return (going, coming) if told else None


def _pair(turn: Turn, held_ids: Sequence[str], shown: Sequence[str]) -> tuple[str | None, str | None]:
    """What comes, and what goes where that is pointed at as well: "the first for the third", "B in place of A"."""
    heard = turn.heard
    marked = point(turn).items if heard.order is not None else ()  # "for the cheapest of those"
    named = [*heard.items, *(at_place(place, shown) for place in heard.places)]
    named += marked if len(marked) == 1 else ()
    if len(named) > 1:
        goes, comes = (named[-1], named[0]) if said(turn, "swapping", "reversed") else (named[0], named[-1])
        return comes, goes
    only = named[0] if named else None
    return (None, only) if heard.items and only in held_ids else (only, None)


def swap(turn: Turn, going: Line, coming: str) -> Iterator[Said]:
    """The cart with the one in place of the other; or why the other cannot be had."""
    say, name, carts = turn.wording.say, name_of(turn, coming), turn.shop.carts
    before = held(turn)
    try:
        carts.add(turn.ref, shopper(turn), coming, going.quantity)
    except NotSoldError:
        yield Text(text=say("add_not_sold", name=name))
        return
    except OutOfStockError as error:
        yield Text(text=say("add_too_many" if error.left else "add_out_of_stock", name=name, left=error.left))
        return
    carts.put(turn.ref, shopper(turn), going.item_id, 0, effect=CART_EFFECT + 1)
    yield changed(turn, before).about(coming)
    yield Text(text=say("swapped", name=name, other=name_of(turn, going.item_id)))
    yield cart_message(turn, carts.of(shopper(turn)))
    yield Replies(replies=cart_replies(turn))


def _alike(turn: Turn, one: str, other: str) -> bool:
    """Whether both are of one kind: who would rather have a watch than a lamp may want both."""
    kinds = [product.categories[:1] for product in turn.shop.catalogue.known([one, other])]
    return len(kinds) == 2 and kinds[0] == kinds[1]


def _going(turn: Turn, lines: Sequence[Line], pointed: str | None) -> Line | None:
    """The line that is pointed at; else the one of the kind that is named, spoken of last, or there alone."""
    if pointed is not None:
        return next((line for line in lines if line.item_id == pointed), None)
    wanted = [iri for thing in turn.heard.named("category") for iri in thing.iris]
    catalogue = turn.shop.catalogue
    of_kind = [
        product.item_id
        for product in catalogue.known([line.item_id for line in lines])
        if any(catalogue.holds(product, iri) for iri in wanted)
    ]
    meant = of_kind or [turn.memory.focus or ""]
    named = [line for line in lines if line.item_id in meant]
    return named[0] if len(named) == 1 else lines[0] if len(lines) == 1 else None
