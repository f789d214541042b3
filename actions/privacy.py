"""The actions on a shopper's own data: what is kept, and forgetting it.

Forgetting is asked about once. The erasing itself is the gateway's: it erases this very turn, too.
"""

from collections.abc import Iterator

from actions.action import Said, ShopAction
from actions.cart import name_of, shopper
from actions.finding import starters
from actions.messages import Replies, Text
from actions.postbacks import reply
from actions.turn import Turn
from shop.shoppers import Kept

FORGET_QUESTION = "forget"


class TellData(ShopAction):
    """The shopper asks what is known of them."""

    action_name = "action_tell_data"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Everything that is kept, and how it is erased."""
        kept = turn.shop.shoppers.kept_of(shopper(turn))
        yield Text(text=turn.wording.say("data_kept", parts="\n".join(_parts(turn, kept))))
        yield Text(text=turn.wording.say("data_never"))
        yield Replies(replies=[reply(turn.wording.say("reply_forget"), "forget_me")])


def _parts(turn: Turn, kept: Kept) -> Iterator[str]:
    say, listed = turn.wording.say, turn.wording.listed
    yield say("data_sentences", count=kept.sentences)
    if kept.cart_items:
        yield say("data_cart", count=kept.cart_items)
    if kept.liked:
        yield say("data_liked", names=listed([name_of(turn, item_id) for item_id in kept.liked]))
    if kept.disliked:
        yield say("data_disliked", names=listed([name_of(turn, item_id) for item_id in kept.disliked]))
    if kept.has_form:
        yield say("data_form")
    if kept.orders:
        yield say("data_orders", numbers=listed(kept.orders))
    if kept.has_message:
        yield say("data_message")
    if kept.stars is not None:
        yield say("data_stars", stars=kept.stars)


class ForgetMe(ShopAction):
    """The shopper wants to be forgotten."""

    action_name = "action_forget_me"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """What would be erased and what stays, and the question whether to."""
        say, kept = turn.wording.say, turn.shop.shoppers.kept_of(shopper(turn))
        yield Text(text=say("forget_what"))
        if kept.orders:
            yield Text(text=say("forget_orders", numbers=turn.wording.listed(kept.orders)))
        if kept.open_orders:
            yield Text(text=say("forget_open", numbers=turn.wording.listed(kept.open_orders)))
        yield turn.memory.asking(FORGET_QUESTION, "", turn.ref.n)
        yield Text(text=say("forget_sure"))
        yield Replies(
            replies=[
                reply(say("reply_forget_yes"), "affirm", question=FORGET_QUESTION),
                reply(say("reply_no"), "deny"),
            ]
        )


def forget(turn: Turn) -> Iterator[Said]:
    """The shopper said yes: it is done as soon as this turn has ended."""
    turn.shop.shoppers.ask_to_forget(turn.ref)
    yield Text(text=turn.wording.say("forget_begun"))


def remember(turn: Turn) -> Iterator[Said]:
    """The shopper said no."""
    yield Text(text=turn.wording.say("forget_not"))
    yield Replies(replies=starters(turn))
