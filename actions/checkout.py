"""From a cart to an order: the form, the total, an explicit yes, the number.

Nothing is ordered that was not shown with its total in the turn before. Who orders, and where to, is never
read here: it goes from the form to SQL.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from actions.action import Said, ShopAction
from actions.cart import cart_message, shopper
from actions.forms import checkout_form, delivery_cost, delivery_name
from actions.messages import CartLine, Order, Replies, Reply, Text
from actions.postbacks import reply
from actions.turn import Turn
from shop import orders
from shop.carts import Line
from shop.errors import QuoteChangedError
from shop.quotes import Quote, QuotedLine

ORDER_QUESTION = "order"


class Checkout(ShopAction):
    """Order what is in the cart."""

    action_name = "action_checkout"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The form; or, once it is given, the total and the question whether to order.

        "Place the order" said to that very question is a yes; "check out" is not.
        """
        question = turn.memory.question
        asked = question is not None and question.kind == ORDER_QUESTION and question.is_fresh(turn.ref.n)
        if question is not None and asked and _says_order(turn):
            yield from place(turn, question.about)
            return
        wants_form = turn.heard.postback is not None and "form" in turn.heard.postback
        yield from propose(turn, form_again=wants_form)


def _says_order(turn: Turn) -> bool:
    said = turn.heard.text.casefold()
    is_question = said.rstrip().endswith(("?", "？"))
    return not is_question and any(way in said for way in turn.wording.ways("order_yes"))


def propose(turn: Turn, *, form_again: bool = False) -> Iterator[Said]:
    """What the order would be, as far as it is known now, and the next step to it."""
    quote = turn.shop.orders.quote(shopper(turn))
    if not quote.lines:
        yield from _nothing_to_order(turn)
        return
    yield from _price_changes(turn, quote)
    closed = [line for line in quote.lines if not line.is_open]
    if closed:
        yield from _cannot_order(turn, quote, closed)
    elif quote.delivery is None or form_again:
        yield from _ask_for_details(turn, quote)
    else:
        yield from _ask_to_order(turn, quote)


def place(turn: Turn, agreed: str) -> Iterator[Said]:
    """The shopper said yes to the quote of that fingerprint: order it, or say that it is another now."""
    try:
        order = turn.shop.orders.place(turn.ref, shopper(turn), agreed)
    except QuoteChangedError:
        if turn.shop.orders.quote(shopper(turn)).lines:
            yield Text(text=turn.wording.say("order_changed"))
        yield from propose(turn)
        return
    yield from confirm(turn, order)


def confirm(turn: Turn, order: orders.Order) -> Iterator[Said]:
    """The number of an order that was placed just now, and how it is paid."""
    say, link = turn.wording.say, turn.shop.profile.ordering.payment_link(order.number, order.total)
    yield replace(turn.memory, offer=None, question=None)
    yield Text(text=say("ordered", number=order.number, total=order.total.spoken(turn.wording.language)))
    yield order_message(turn, order, link)
    yield Text(text=say("pay_by_link" if link else "pay_by_shop"))
    yield Replies(
        replies=[
            reply(say("reply_order_status"), "order_status", order_number=order.number),
            reply(say("reply_popular"), "recommend"),
        ]
    )


def keep_cart(turn: Turn) -> Iterator[Said]:
    """The shopper said no to the order."""
    say = turn.wording.say
    yield replace(turn.memory, question=None)
    yield Text(text=say("order_declined"))
    yield Replies(replies=[reply(say("reply_cart"), "show_cart"), _change_details(turn)])


def order_message(turn: Turn, order: orders.Order, pay_url: str | None = None) -> Order:
    """An order as a message, with the names it was agreed under."""
    language = turn.wording.language
    names = order.delivery_names
    return Order(
        number=order.number,
        status=order.status,
        lines=[
            CartLine(
                item_id=line.item_id,
                name=line.names.get(language) or next(iter(line.names.values()), line.item_id),
                quantity=line.quantity,
                price=line.price.decimal(),
                total=line.total.decimal(),
            )
            for line in order.lines
        ],
        delivery=names.get(language) or next(iter(names.values()), turn.wording.say("delivery_agreed")),
        delivery_price=None if order.delivery_price is None else order.delivery_price.decimal(),
        total=order.total.decimal(),
        currency=order.total.currency,
        pay_url=pay_url,
    )


def _nothing_to_order(turn: Turn) -> Iterator[Said]:
    """That the cart is empty; whoever has ordered just now is told the number, for they may ask a second time."""
    placed = turn.shop.orders.of(shopper(turn))
    yield replace(turn.memory, question=None)
    if placed and placed[0].status == "placed":
        yield Text(text=turn.wording.say("checkout_empty_ordered", number=placed[0].number))
    else:
        # "Put one in, then check out": which one was asked just before.
        yield Text(text=turn.wording.say("checkout_later" if turn.ref.part else "checkout_empty"))


def _price_changes(turn: Turn, quote: Quote) -> Iterator[Said]:
    language = turn.wording.language
    for line in quote.lines:
        if line.price is not None and line.price != line.put_in_at:
            before, now = line.put_in_at.spoken(language), line.price.spoken(language)
            yield Text(text=turn.wording.say("price_changed", name=_name(turn, line), before=before, now=now))


def _cannot_order(turn: Turn, quote: Quote, closed: Sequence[QuotedLine]) -> Iterator[Said]:
    """Which lines are in the way, and how each is taken out."""
    say = turn.wording.say
    yield replace(turn.memory, question=None)
    for line in closed:
        key = "line_gone" if line.price is None else "line_short" if line.left else "line_sold_out"
        yield Text(text=say(key, name=_name(turn, line), left=line.left, quantity=line.quantity))
    if any(line.is_open for line in quote.lines):
        yield _cart(turn, quote)
    yield Replies(
        replies=[
            reply(say("reply_take_out", name=_name(turn, line)), "remove_from_cart", item=line.item_id)
            for line in closed
        ]
    )


def _ask_for_details(turn: Turn, quote: Quote) -> Iterator[Said]:
    say, begun = turn.wording.say, bool(turn.shop.checkouts.of(shopper(turn)).values)
    yield replace(turn.memory, question=None)
    goods = quote.goods.spoken(turn.wording.language)
    yield Text(text=say("checkout_form_again" if begun else "checkout_form", goods=goods))
    yield _cart(turn, quote)
    yield checkout_form(turn.shop.profile.ordering, turn.wording)


def _ask_to_order(turn: Turn, quote: Quote) -> Iterator[Said]:
    say, language = turn.wording.say, turn.wording.language
    assert quote.delivery is not None
    yield _cart(turn, quote)
    yield Text(
        text=say(
            "order_total" if quote.delivery_price is not None else "order_total_open",
            goods=quote.goods.spoken(language),
            delivery=delivery_name(quote.delivery, turn.wording),
            cost=delivery_cost(quote.delivery_price, turn.wording),
            total=quote.total.spoken(language),
        )
    )
    yield turn.memory.asking(ORDER_QUESTION, quote.fingerprint, turn.ref.n)
    yield Replies(
        replies=[
            reply(say("reply_order_yes"), "affirm", question=ORDER_QUESTION, about=quote.fingerprint),
            reply(say("reply_no"), "deny"),
            _change_details(turn),
        ]
    )


def _change_details(turn: Turn) -> Reply:
    return reply(turn.wording.say("reply_details"), "checkout", form="again")


def _cart(turn: Turn, quote: Quote) -> Said:
    return cart_message(
        turn, [Line(one.item_id, one.quantity, one.price) for one in quote.lines if one.price is not None]
    )


def _name(turn: Turn, line: QuotedLine) -> str:
    names = line.names
    return names.get(turn.wording.language) or next(iter(names.values()), line.item_id)
