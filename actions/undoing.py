"""The action that takes the last step back: a wish, the cards that were shown, or what was done to the cart.

What was shown before is read anew: prices and stock are those of now. Orders are never taken back here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from actions.action import Said, ShopAction
from actions.cards import cards, log_shown, shown
from actions.cart import cart_message, name_of, shopper
from actions.finding import fill, leading_on, starters
from actions.memory import Memory, Step
from actions.messages import Replies, Text
from actions.phrases import wish_words
from actions.turn import Turn
from knowledge_graph import Request, UnknownItemError
from shop.carts import CART_EFFECT
from shop.errors import NotSoldError, OutOfStockError

_DEPTH = 50  # a shelf is filled so far to find the cards again that were shown


class Undo(ShopAction):
    """Take the last step back."""

    action_name = "action_undo"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """What stands again; or that there is nothing to take back."""
        step, memory = turn.memory.undone()
        if step is None:
            yield Text(text=turn.wording.say("undo_nothing"))
            yield Replies(replies=starters(turn))
        elif step.judged:
            yield memory
            if turn.shopper_id is not None:
                turn.shop.events.liked(turn.ref, turn.shopper_id, step.judged, likes=None)
            names = turn.wording.listed([name_of(turn, item_id) for item_id in step.judged])
            yield Text(text=turn.wording.say("undone_taste", names=names))
        elif step.request is None:
            yield memory
            yield from _restore(turn, step.cart)
        else:
            yield from _show_again(turn, step, step.request, memory)


def _restore(turn: Turn, quantities: Mapping[str, int]) -> Iterator[Said]:
    """The cart as it was, as far as it can still be had."""
    say, carts = turn.wording.say, turn.shop.carts
    lost = []
    for effect, (item_id, quantity) in enumerate(quantities.items(), start=CART_EFFECT):
        try:
            carts.put(turn.ref, shopper(turn), item_id, quantity, effect=effect)
        except (NotSoldError, OutOfStockError, UnknownItemError):
            lost.append(name_of(turn, item_id))
    yield Text(text=say("undone_cart"))
    if lost:
        yield Text(text=say("undone_lost", names=turn.wording.listed(lost)))
    lines = carts.of(shopper(turn))
    yield cart_message(turn, lines) if lines else Text(text=say("cart_empty"))


def _show_again(turn: Turn, step: Step, wish: Request, memory: Memory) -> Iterator[Said]:
    say = turn.wording.say
    if not step.items:
        yield memory
        words = wish_words(wish, turn.shop.catalogue, turn.shop.profile.currency, turn.wording)
        yield Text(text=say("undone_to_start") if wish == Request() else say("undone_wish", wish=words))
        yield Replies(replies=starters(turn))
        return
    shelf = fill(turn, wish, want=_DEPTH)
    there = {item.product.item_id: item for item in shelf.items}
    known = {product.item_id for product in turn.shop.catalogue.known(step.items)}
    # What a wish does not find was shown beside it, such as what goes with a product.
    again = [
        there.get(item_id) or turn.shop.shelves.item(item_id) for item_id in step.items if item_id in known
    ]
    shelf = replace(shelf, items=tuple(again))
    if not shelf.items:
        yield memory
        yield Text(text=say("undone_gone"))
        yield Replies(replies=starters(turn))
        return
    words = wish_words(wish, turn.shop.catalogue, turn.shop.profile.currency, turn.wording)
    yield Text(text=say("undone_cards") if wish == Request() else say("undone_wish", wish=words))
    yield cards(shelf.items, wish, turn)
    yield memory.showing(shown(shelf.items))
    log_shown(shelf, turn)
    yield Replies(replies=leading_on(turn, shelf))
