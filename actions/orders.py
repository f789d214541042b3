"""The actions on orders that were placed: what became of one, cancel it, return it, send it elsewhere.

A shopper's own orders only, told by who talks, never by a number alone. What is done for good is asked first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from babel.dates import format_date

from actions.action import NOTHING, Said, ShopAction
from actions.answers import held_answer
from actions.cart import shopper
from actions.checkout import order_message
from actions.forms import address_form
from actions.handing import to_a_person
from actions.messages import Replies, Text
from actions.patterns import said
from actions.pointing import at_place
from actions.postbacks import reply
from actions.turn import Turn
from shop.errors import OrderClosedError, OrderUnknownError, ReturnLateError
from shop.money import LOCALES
from shop.orders import Order, Status

CANCEL_QUESTION, RETURN_QUESTION = "cancel", "return"
_MOST_OFFERED = 5
# What a number looks like, ours or another shop's; a digit must be in it, or every long word would be one.
_NUMBER = re.compile(
    r"\b(?=[A-Z\d-]*\d)(?:[A-Z\d]{4}-[A-Z\d]{4}|[A-Z]{0,3}\d{4,})\b", re.IGNORECASE | re.ASCII
)


ORDER_INTENTS = ("order_status", "cancel_order", "return_order", "change_address")


class OrderAction(ShopAction):
    """An action on one of the shopper's orders. A subclass says which can be meant and what is done with it."""

    intent: str  # what a quick reply that names one of several says again
    of_status: tuple[Status, ...] = ()  # those that can be meant where none is named; empty: all

    def answer(self, turn: Turn) -> Iterator[Said]:
        """What is said of the order that is meant; else which one is meant; else that there is none."""
        placed = turn.shop.orders.of(shopper(turn))
        if not placed:
            yield from _no_orders(turn)
            return
        named = _named(turn, placed)
        meant = [one for one in placed if not self.of_status or one.status in self.of_status] or placed[:1]
        if named is None and _NUMBER.search(turn.heard.text):
            yield Text(text=turn.wording.say("order_unknown"))
            yield from self._ask_which(turn, placed)
        elif named is None and len(meant) > 1:
            yield Text(text=turn.wording.say("order_which"))
            yield from self._ask_which(turn, meant)
        else:
            yield from self.about(turn, named or meant[0])

    def about(self, turn: Turn, order: Order) -> Iterator[Said]:
        """What is said and done about that order."""
        raise NotImplementedError

    def _ask_which(self, turn: Turn, orders: Sequence[Order]) -> Iterator[Said]:
        yield Replies(
            replies=[
                reply(_title(turn, one), self.intent, order_number=one.number)
                for one in orders[:_MOST_OFFERED]
            ]
        )


class TellOrderStatus(OrderAction):
    """What became of an order."""

    action_name = "action_tell_order_status"
    intent = "order_status"

    def about(self, turn: Turn, order: Order) -> Iterator[Said]:
        """Where it stands, by SQL alone, and what can be done with it."""
        yield Text(text=_standing(turn, order))
        unpaid = order.status == "placed"
        link = turn.shop.profile.ordering.payment_link(order.number, order.total) if unpaid else None
        yield order_message(turn, order, link)
        yield from _next_steps(turn, order)


class CancelOrder(OrderAction):
    """Cancel an order that has not left yet."""

    action_name = "action_cancel_order"
    intent = "cancel_order"
    of_status = ("placed",)

    def about(self, turn: Turn, order: Order) -> Iterator[Said]:
        """The question whether it shall be cancelled; or that it is too late, and what can be done instead."""
        if order.status != "placed":
            yield from _too_late(turn, order)
            return
        yield from _ask(turn, order, CANCEL_QUESTION, "cancel_sure", "reply_cancel_yes")


class ReturnOrder(OrderAction):
    """Send an order back."""

    action_name = "action_return_order"
    intent = "return_order"
    of_status = ("sent",)

    def about(self, turn: Turn, order: Order) -> Iterator[Said]:
        """The question whether it comes back; or that it has not left, or has come back already."""
        if order.status == "sent":
            yield from _ask(turn, order, RETURN_QUESTION, "return_sure", "reply_return_yes")
            return
        yield Text(text=_standing(turn, order))
        yield from _next_steps(turn, order)


class ChangeAddress(OrderAction):
    """Send an order to another address."""

    action_name = "action_change_address"
    intent = "change_address"
    of_status = ("placed",)

    def about(self, turn: Turn, order: Order) -> Iterator[Said]:
        """The form for it; once that is given, that it is done; or that the order has left already."""
        say, number = turn.wording.say, order.number
        if turn.heard.postback is not None and "given" in turn.heard.postback:
            yield Text(text=say("address_changed", number=number))
        elif order.status != "placed":
            yield from _too_late(turn, order)
        else:
            yield Text(text=say("address_form", number=number))
            yield address_form(number, turn.shop.profile.ordering, turn.wording)


def own_order_offers(turn: Turn) -> Iterator[Said]:
    """After a general answer: the same for the shopper's own order, where the sentence may have meant that."""
    meant = [one for one in turn.heard.nearly if one in ORDER_INTENTS]
    if meant and turn.shop.orders.of(shopper(turn)):
        yield Replies(replies=[reply(turn.wording.say(f"offer_{intent}"), intent) for intent in meant])


def cancel(turn: Turn, number: str) -> Iterator[Said]:
    """The shopper said yes to cancelling the order of that number."""
    yield replace(turn.memory, question=None)
    try:
        order = turn.shop.orders.cancel(turn.ref, shopper(turn), number)
    except OrderUnknownError:
        yield Text(text=turn.wording.say("order_unknown"))
    except OrderClosedError:
        yield from _too_late(turn, _own(turn, number))
    else:
        yield Text(text=turn.wording.say("cancelled", number=order.number))


def send_back(turn: Turn, number: str) -> Iterator[Said]:
    """The shopper said yes to returning the order of that number."""
    yield replace(turn.memory, question=None)
    say = turn.wording.say
    try:
        order = turn.shop.orders.send_back(turn.ref, shopper(turn), number)
    except OrderUnknownError:
        yield Text(text=say("order_unknown"))
    except ReturnLateError as late:
        yield Text(text=say("return_late", number=number, days=late.days))
        yield Replies(replies=[to_a_person(turn.wording)])
    except OrderClosedError:
        yield from _too_late(turn, _own(turn, number))
    else:
        yield Text(text=say("return_noted", number=order.number))
        yield from held_answer(turn, say("question_return"))


def keep_order(turn: Turn, number: str) -> Iterator[Said]:
    """The shopper said no to cancelling or returning it."""
    yield replace(turn.memory, question=None)
    yield Text(text=turn.wording.say("order_kept", number=number))


def _own(turn: Turn, number: str) -> Order:
    return next(one for one in turn.shop.orders.of(shopper(turn)) if one.number == number)


def _named(turn: Turn, placed: Sequence[Order]) -> Order | None:
    """The order that is named: by a quick reply, by its number in the sentence, or by its place in the list."""
    heard = turn.heard
    told = str((heard.postback or {}).get("order_number", "")) or heard.text
    plain = _plain(told)
    named = next((one for one in placed if _plain(one.number) in plain), None)
    if named is not None:
        return named
    if said(turn, "placed_orders", "latest") or heard.places[:1] == (-1,):
        return placed[0]  # "my last order" is the newest, which stands first
    if not heard.places:
        return None
    number = at_place(heard.places[0], [one.number for one in placed[:_MOST_OFFERED]])
    return next((one for one in placed if one.number == number), None)


def _plain(said: str) -> str:
    return re.sub(r"[\W_]", "", said).upper()


def _no_orders(turn: Turn) -> Iterator[Said]:
    """That there is none; but who never ordered may ask how it would be: that is what the shop has written."""
    general = list(held_answer(turn, turn.heard.text)) if turn.heard.text else []
    yield from general
    yield NOTHING
    yield Text(text=turn.wording.say("order_none"))
    if not general:
        yield from held_answer(turn, turn.wording.say("question_contact"))


def _worded(turn: Turn, key: str, order: Order) -> str:
    """A sentence on an order: its number, its date, its total."""
    total = order.total.spoken(turn.wording.language)
    return turn.wording.say(key, number=order.number, placed=_date(turn, order), total=total)


def _standing(turn: Turn, order: Order) -> str:
    return _worded(turn, f"order_is_{order.status}", order)


def _date(turn: Turn, order: Order) -> str:
    return format_date(order.placed_at.date(), "long", locale=LOCALES.get(turn.wording.language, "en_US"))


def _title(turn: Turn, order: Order) -> str:
    return _worded(turn, "order_title", order)


def _next_steps(turn: Turn, order: Order) -> Iterator[Said]:
    """What can still be done with it, as quick replies."""
    steps = {"placed": ("cancel_order", "change_address"), "sent": ("return_order",)}.get(order.status, ())
    if steps:
        yield Replies(
            replies=[
                reply(turn.wording.say(f"reply_{step}"), step, order_number=order.number) for step in steps
            ]
        )


def _too_late(turn: Turn, order: Order) -> Iterator[Said]:
    """That the order has gone too far for what was asked, and what is left to do."""
    yield Text(text=_worded(turn, "too_late", order) if order.status == "sent" else _standing(turn, order))
    yield from _next_steps(turn, order)


def _ask(turn: Turn, order: Order, kind: str, sentence: str, yes: str) -> Iterator[Said]:
    """Ask whether it shall be done, with what it is about in full view."""
    say = turn.wording.say
    yield Text(text=_worded(turn, sentence, order))
    yield turn.memory.asking(kind, order.number, turn.ref.n)
    yield Replies(
        replies=[
            reply(say(yes), "affirm", question=kind, about=order.number),
            reply(say("reply_no"), "deny"),
        ]
    )
