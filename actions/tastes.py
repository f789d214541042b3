"""The actions on taste: this one is liked, that one is not. Either counts for the next list at once.

A refusal of all that was shown is no word on each of them: they are passed over for this wish alone.
"""

from collections.abc import Iterator, Sequence

from actions.action import Said, ShopAction
from actions.dropping import lets_go
from actions.facts import about, pointed_or_asked
from actions.gift_words import answers_a_gift
from actions.gifts import advise
from actions.messages import Replies, Text
from actions.pointing import point
from actions.search import ShowMore, find
from actions.turn import Turn
from knowledge_graph import Product, Request


def _keep(turn: Turn, products: Sequence[Product], *, likes: bool) -> None:
    if turn.shopper_id is not None:
        turn.shop.events.liked(turn.ref, turn.shopper_id, [one.item_id for one in products], likes=likes)


def _names(turn: Turn, products: Sequence[Product]) -> str:
    return turn.wording.listed([product.name(turn.wording.language) for product in products])


class Like(ShopAction):
    """The shopper likes a product."""

    action_name = "action_like"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """It is kept as a taste, and counts for the next list at once; for a gift it is somebody else's."""
        if answers_a_gift(turn):
            yield from advise(turn)
            return
        products, instead = pointed_or_asked(turn, "like")
        if not products:
            yield from instead
            return
        _keep(turn, products, likes=True)
        ids = [product.item_id for product in products]
        yield turn.memory.having_judged(ids).about(ids[-1])
        yield Text(text=turn.wording.say("liked_noted", name=_names(turn, products)))
        yield Replies(replies=about(turn, products[-1]))


class Reject(ShopAction):
    """The shopper does not want what was shown, or one of it, or a trait of it."""

    action_name = "action_reject"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """One that is pointed at is kept as disliked; then others for the same wish, without what is refused."""
        products = _refused(turn)
        if lets_go(turn):
            yield from find(turn)
            return
        refused = any(thing.negated for thing in turn.heard.things) and not products
        # "A sofa, plastic no thanks" before anything was shown is a wish.
        if refused or (not turn.memory.items and turn.heard.names_a_wish):
            yield from find(turn)
            return
        memory = turn.memory
        if products:
            _keep(turn, products, likes=False)
            memory = memory.having_judged([product.item_id for product in products])
            yield memory
            yield Text(text=turn.wording.say("disliked_noted", name=_names(turn, products)))
            if memory.request == Request() and len(memory.items) < 2:
                return
        yield from ShowMore(turn.shop).answer(turn.remembering(memory))


def _refused(turn: Turn) -> list[Product]:
    """What is pointed at; several only by their places."""
    heard = turn.heard
    if not (
        heard.places
        or heard.postback
        or heard.items
        or heard.reference == "one"
        or heard.names("value", "brand")
    ):
        return []
    pointed = point(turn)
    return list(turn.shop.catalogue.known(pointed.items)) if len(pointed.items) == 1 or heard.places else []
