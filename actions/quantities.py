"""The action that changes how many of something the cart holds: "make it 3", "one less", 第一个改成两件.

Only what is in the cart is changed; what was merely shown is put in, as if that had been asked for.
"""

from collections.abc import Iterator, Sequence

from actions.action import Said, ShopAction
from actions.cart import (
    AddToCart,
    cart_message,
    cart_replies,
    changed,
    held,
    in_cart,
    name_of,
    shopper,
)
from actions.messages import Replies, Text
from actions.pointing import names_what_is_not_shown
from actions.postbacks import reply
from actions.search import find
from actions.swapping import swap, swapped
from actions.turn import Turn
from shop.carts import Line
from shop.errors import NotSoldError, OutOfStockError

_STEPS = {"more": 1, "fewer": -1}


class SetQuantity(ShopAction):
    """Let the cart hold so many of one item."""

    action_name = "action_set_quantity"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The cart as it is then; or which line, or how many, is meant."""
        lines = turn.shop.carts.of(shopper(turn))
        exchange = swapped(turn, lines)
        if exchange is not None:
            yield from swap(turn, *exchange)
            return
        meant = _meant(turn, lines)
        if _wishes(turn) and not in_cart(turn, lines):
            yield from find(turn)
            return
        if not lines or turn.heard.only_bounds_a_price or (turn.heard.items and not meant):
            yield from AddToCart(turn.shop).answer(turn)
        elif len(meant) != 1:
            yield from _ask_which(turn, [line for line in lines if line.item_id in meant] or lines)
        else:
            (line,) = [line for line in lines if line.item_id == meant[0]]
            yield from _set(turn, line)


def _wishes(turn: Turn) -> bool:
    """Whether something else is named: "two more pairs of socks", beside shoes in the cart; "make it women's"."""
    heard = turn.heard
    counts = heard.count is not None or heard.step is not None
    points = bool(heard.places or heard.items or heard.reference)
    kind = bool(heard.unsold) or (heard.names("category") and names_what_is_not_shown(turn))
    return kind or (heard.names("value", "brand") and not (counts or points))


def _meant(turn: Turn, lines: Sequence[Line]) -> list[str]:
    """The line that is pointed at; else the one spoken of last, else the only one."""
    pointed = in_cart(turn, lines)
    ids = [line.item_id for line in lines]
    if pointed:
        return pointed
    if turn.memory.focus in ids:
        return [str(turn.memory.focus)]
    return ids if len(ids) == 1 else []


def _set(turn: Turn, line: Line) -> Iterator[Said]:
    say, name = turn.wording.say, name_of(turn, line.item_id)
    wanted = _wanted(turn, line.quantity)
    if wanted is None:
        yield turn.memory.about(line.item_id)
        yield Text(text=say("quantity_which", name=name, quantity=line.quantity))
        return
    before = held(turn)
    try:
        turn.shop.carts.put(turn.ref, shopper(turn), line.item_id, wanted)
    except OutOfStockError as error:
        yield Text(text=say("quantity_too_many", name=name, left=error.left, quantity=line.quantity))
    except NotSoldError:
        yield Text(text=say("add_not_sold", name=name))
    else:
        yield changed(turn, before).about(line.item_id)
        yield Text(
            text=say("quantity_set", name=name, quantity=wanted) if wanted else say("removed", names=name)
        )
    lines = turn.shop.carts.of(shopper(turn))
    if lines:
        yield cart_message(turn, lines)
        yield Replies(replies=cart_replies(turn))
    else:
        yield Text(text=say("cart_empty"))


def _wanted(turn: Turn, now: int) -> int | None:
    """How many there shall be: a number that was said, or so many more or fewer than there are."""
    number = _number(turn)
    step = _STEPS.get(turn.heard.step or "")
    if step is None:
        return number
    return max(0, now + step * (1 if number is None else number))


def _number(turn: Turn) -> int | None:
    if turn.heard.postback is not None and "count" in turn.heard.postback:
        return int(turn.heard.postback["count"])
    return turn.heard.count


def _ask_which(turn: Turn, lines: Sequence[Line]) -> Iterator[Said]:
    number = _number(turn)
    yield Text(text=turn.wording.say("quantity_of_which"))
    yield Replies(
        replies=[
            reply(name_of(turn, line.item_id), "set_quantity", item=line.item_id, count=number)
            for line in lines
        ]
    )
