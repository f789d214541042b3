"""A shopper comes from a cart to an order in words alone, and asks about it, in both shops and languages."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from buyers import READER, number_in
from held_talk import Talk
from sayings import sayings


@dataclass(frozen=True)
class Words:
    """One shopper's words along the way, and what each must bring about."""

    language: str
    check_out: str
    yes: str
    status: str
    is_placed: str
    cancel: str
    is_cancelled: str


WAYS = [
    Words(
        "en",
        "ok that's everything, I'd like to check out",
        "yes please",
        "where is my order?",
        "not sent it yet",
        "I'd like to cancel that order",
        "is cancelled",
    ),
    Words("zh", "好了，结账", "好的", "我的订单到哪一步了", "还没有发货", "我想取消这个订单", "已取消"),
]


@pytest.mark.parametrize("words", WAYS, ids=lambda words: words.language)
def test_the_whole_way_from_a_cart_to_an_order_and_back(talk: Talk, words: Words) -> None:
    talk.open(words.language)
    talk.say(sayings("adding", words.language)[1].text)
    form = talk.say(words.check_out)
    assert form.message("form") is not None, form
    goods = Decimal((form.cart or {})["total"])
    asked = talk.fill_in(READER)
    assert asked.cart is not None
    ordered = talk.say(words.yes)
    number = number_in(ordered)
    order = ordered.message("order")
    assert order is not None, ordered
    assert order["number"] == number
    delivery = Decimal(order["delivery_price"] or 0)
    assert (
        Decimal(order["total"])
        == goods + delivery
        == sum(Decimal(one["total"]) for one in order["lines"]) + delivery
    )
    left = talk.rules.stock(order["lines"][0]["item_id"])
    status = talk.say(words.status)
    assert number_in(status) == number
    assert words.is_placed in status.text
    assert number_in(talk.say(words.cancel)) == number
    assert words.is_cancelled in talk.say(words.yes).text
    assert talk.rules.stock(order["lines"][0]["item_id"]) == left + order["lines"][0]["quantity"]
    assert words.is_cancelled in talk.say(words.status).text


@pytest.mark.parametrize("words", WAYS, ids=lambda words: words.language)
def test_a_no_orders_nothing(demo: Talk, words: Words) -> None:
    demo.open(words.language)
    demo.say(sayings("adding", words.language)[0].text)
    demo.say(words.check_out)
    demo.fill_in(READER)
    declined = demo.say("no, thanks" if words.language == "en" else "不要了")
    assert declined.message("order") is None
    shopper = declined.conversation
    assert not demo.rules.rows("SELECT 1 FROM customer_order WHERE conversation_id = ?", shopper)


@pytest.mark.parametrize(
    ("said", "form_of"),
    [("send my order to my office instead", "address:"), ("把订单的收货地址改成公司", "address:")],
)
def test_an_order_is_sent_elsewhere(demo: Talk, said: str, form_of: str) -> None:
    demo.open("en")
    demo.say(sayings("adding", "en")[0].text)
    demo.say(WAYS[0].check_out)
    demo.fill_in(READER)
    number = number_in(demo.say("yes"))
    asked = demo.say(said).message("form")
    assert asked is not None
    assert asked["form"] == f"{form_of}{number}"
