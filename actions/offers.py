"""The actions that take up or leave what was offered or asked, and the one that starts over.

A typed yes does something for good only where the question stood in the turn before; else it is asked anew.
"""

from collections.abc import Iterator
from dataclasses import replace

from actions.action import Said, ShopAction
from actions.cart import ADD_QUESTION, shopper
from actions.checkout import ORDER_QUESTION, confirm, keep_cart, place, propose
from actions.finding import Answered, fill, present, starters
from actions.heard import TRAITS
from actions.memory import Question
from actions.messages import Replies, Text
from actions.orders import CANCEL_QUESTION, CancelOrder, ReturnOrder, cancel, keep_order, send_back
from actions.people import ask_for_stars
from actions.privacy import FORGET_QUESTION, ForgetMe, forget, remember
from actions.search import find
from actions.turn import Turn
from shop.orders import Order


class AcceptOffer(ShopAction):
    """Yes."""

    action_name = "action_accept_offer"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """What was asked or offered; a yes to nothing asks what is wanted, unless that is named."""
        number = turn.heard.amount("number")
        is_price = number is not None and number.said == turn.heard.text.strip()
        if is_price or turn.heard.only_bounds_a_price:
            yield from find(turn)
            return
        question, offer = _question(turn), turn.memory.offer
        if question is not None:
            yield from (
                _do(turn, question) if question.is_fresh(turn.ref.n) else self._ask_again(turn, question)
            )
            if question.kind == ORDER_QUESTION and _placed_now(turn):
                yield from ask_for_stars(turn)
            return
        placed = _placed_now(turn)
        if placed:  # this very turn ordered it, and was cut off before it could say so
            yield from confirm(turn, placed[0])
            return
        if offer is None and turn.heard.names(*TRAITS, "item"):
            yield from find(turn)
            return
        if offer is None:
            yield Text(text=turn.wording.say("nothing_offered_yes"))
            yield Replies(replies=starters(turn))
            return
        yield from present(turn, Answered(offer, fill(turn, offer)), turn.wording.say("accepted"))

    def _ask_again(self, turn: Turn, question: Question) -> Iterator[Said]:
        if question.kind == ORDER_QUESTION:
            yield from propose(turn)
            return
        if question.kind == FORGET_QUESTION:
            yield from ForgetMe(self._shop).answer(turn)
            return
        asking = CancelOrder if question.kind == CANCEL_QUESTION else ReturnOrder
        named = replace(turn.heard, postback={"order_number": question.about})
        yield from asking(self._shop).answer(turn.saying(named))


def _placed_now(turn: Turn) -> list[Order]:
    return [one for one in turn.shop.orders.of(shopper(turn)) if one.placed_in == replace(turn.ref, part=0)]


def _question(turn: Turn) -> Question | None:
    """What was asked: by the reply that was chosen, else what stands in memory."""
    given = turn.heard.postback or {}
    if "question" in given:
        return Question(str(given["question"]), str(given.get("about", "")), turn.ref.n - 1)
    question = turn.memory.question
    return None if question is None or question.kind == ADD_QUESTION else question  # a yes says not which


def _do(turn: Turn, question: Question) -> Iterator[Said]:
    if question.kind == ORDER_QUESTION:
        return place(turn, question.about)
    if question.kind == FORGET_QUESTION:
        return forget(turn)
    return (cancel if question.kind == CANCEL_QUESTION else send_back)(turn, question.about)


class DeclineOffer(ShopAction):
    """No."""

    action_name = "action_decline_offer"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The offer is forgotten; what was asked is not done. "No, show me jackets" is a wish for jackets."""
        question = _question(turn)
        if question is not None and question.is_fresh(turn.ref.n):
            yield from _leave(turn, question)
            return
        if turn.heard.names(*TRAITS, "item"):
            yield from find(turn)
            return
        yield replace(turn.memory, offer=None, question=None)
        yield Text(text=turn.wording.say("nothing_offered_no"))
        yield Replies(replies=starters(turn))


def _leave(turn: Turn, question: Question) -> Iterator[Said]:
    """What was asked is not done."""
    if question.kind == FORGET_QUESTION:
        yield replace(turn.memory, question=None)
        yield from remember(turn)
    else:
        is_order = question.kind == ORDER_QUESTION
        yield from keep_cart(turn) if is_order else keep_order(turn, question.about)


class StartOver(ShopAction):
    """Forget the wish; the cart stays."""

    action_name = "action_start_over"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Nothing is wished for any more, and where to begin; it can be taken back."""
        yield turn.memory.forgotten()
        yield Text(text=turn.wording.say("started_over"))
        yield Replies(replies=starters(turn))
