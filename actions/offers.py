"""The actions that take up or leave what was offered, and the one that starts over."""

from collections.abc import Iterator
from dataclasses import replace

from actions.action import Said, ShopAction
from actions.finding import Answered, fill, present, starters
from actions.messages import Replies, Text
from actions.turn import Turn


class AcceptOffer(ShopAction):
    """Yes."""

    action_name = "action_accept_offer"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """What was offered; a yes to nothing asks what is wanted."""
        offer = turn.memory.offer
        if offer is None:
            yield Text(text=turn.wording.say("nothing_offered_yes"))
            yield Replies(replies=starters(turn))
            return
        yield from present(turn, Answered(offer, fill(turn, offer)), turn.wording.say("accepted"))


class DeclineOffer(ShopAction):
    """No."""

    action_name = "action_decline_offer"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The offer is forgotten."""
        yield replace(turn.memory, offer=None)
        yield Text(text=turn.wording.say("nothing_offered_no"))
        yield Replies(replies=starters(turn))


class StartOver(ShopAction):
    """Forget the wish; the cart stays."""

    action_name = "action_start_over"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Nothing is wished for any more, and where to begin; it can be taken back."""
        yield turn.memory.forgotten()
        yield Text(text=turn.wording.say("started_over"))
        yield Replies(replies=starters(turn))
