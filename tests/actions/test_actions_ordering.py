"""From the cart to an order in a talk, and what can be done with it afterwards."""

import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from action_talk import Answer, Talk
from sqlalchemy import select

from actions.messages import Cart, Form, Order, Text
from shop.checkouts import fill_in
from shop.fulfilment import Fulfilment
from shop.shop import Shop
from shop.tables import CartLine, Stock

NUMBER = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
READER = {
    "name": "Quill Reader",
    "email": "quill@shop.example",
    "street": "1 Long Lane",
    "city": "Riverside",
    "country": "Utopia",
}


def give_form(shop: Shop, talk: Talk, values: Mapping[str, str] = READER) -> None:
    """As the gateway does, once the form is posted."""
    with shop.database.change() as books:
        fill_in(books, talk.shopper, values, given=True)


@pytest.fixture(autouse=True)
def _restock(market: Shop) -> Iterator[None]:
    """What was ordered in a test is there again for the next, which shares the market."""
    with market.database.read() as books:
        before = {(row.generation, row.item_id): row.quantity for row in books.scalars(select(Stock))}
    yield
    with market.database.change() as books:
        for row in books.scalars(select(Stock)):
            row.quantity = before[row.generation, row.item_id]


@pytest.fixture
def full(talk: Talk, market: Shop) -> Talk:
    """A lamp in the cart, and the form given."""
    talk.say("find", "lamps")
    talk.say("add_to_cart", "the first")
    give_form(market, talk)
    return talk


@pytest.fixture
def order(full: Talk) -> Callable[[], str]:
    """Orders what is in the cart; gives the order's number."""

    def place() -> str:
        full.say("checkout", "check out please")
        return number_in(full.say("affirm", "yes"))

    return place


def number_in(answer: Answer) -> str:
    found = NUMBER.search(answer.text)
    assert found, answer
    return found[0]


def test_an_empty_cart_is_said_to_be_empty(talk: Talk) -> None:
    assert "empty" in talk.say("checkout", "I want to pay").text


def test_the_form_comes_before_the_total_and_holds_nothing(talk: Talk, market: Shop) -> None:
    talk.say("find", "lamps")
    talk.say("add_to_cart", "the first")
    market.checkouts.keep(talk.shopper, {"name": "Quill"})
    answer = talk.say("checkout", "I want to pay")
    (form,) = answer.all(Form)
    assert form.form == "checkout"
    assert {field.name for field in form.fields} >= {"name", "email", "street", "city", "country"}
    assert all(field.value is None for field in form.fields)
    assert "still in the form" in answer.text
    assert "Quill" not in answer.text


def test_the_total_is_shown_and_nothing_is_ordered_before_a_yes(full: Talk, market: Shop) -> None:
    answer = full.say("checkout", "check out please")
    assert "€49.90" in answer.text
    assert answer.all(Cart)[0].total == "49.90"
    assert list(answer.replies) == ["Yes, place the order", "No", "Change my details"]
    assert not market.orders.of(full.shopper)
    ordered = full.choose(answer.replies["Yes, place the order"])
    (told,) = ordered.all(Order)
    assert told.number == number_in(ordered)
    assert (told.status, told.total, told.pay_url) == ("placed", "49.90", None)
    assert "empty" in full.say("show_cart", "my cart").text
    assert "€49.90" in ordered.text


def test_a_typed_yes_orders_and_a_second_one_does_not(full: Talk, market: Shop) -> None:
    full.say("checkout", "check out please")
    number = number_in(full.say("affirm", "yes, please"))
    full.say("affirm", "yes")
    assert [one.number for one in market.orders.of(full.shopper)] == [number]
    again = full.say("checkout", "check out please")
    assert number in again.text
    assert "empty" in again.text


@pytest.mark.parametrize("text", ["ok then place the order", "下单吧"])
def test_saying_that_it_shall_be_ordered_is_a_yes_to_that_question(full: Talk, text: str) -> None:
    full.say("checkout", "place the order")
    assert number_in(full.say("checkout", text))


@pytest.mark.parametrize("text", ["check out", "how do I place the order?", "去结账"])
def test_asking_to_check_out_again_is_no_yes(full: Talk, market: Shop, text: str) -> None:
    full.say("checkout", "check out")
    full.say("checkout", text)
    assert not market.orders.of(full.shopper)


def test_a_yes_after_other_talk_asks_again(full: Talk, market: Shop) -> None:
    full.say("checkout", "check out please")
    full.say("ask_fact", "how heavy is the first")
    answer = full.say("affirm", "yes")
    assert not market.orders.of(full.shopper)
    assert "€49.90" in answer.text
    assert number_in(full.say("affirm", "yes"))


def test_a_no_leaves_the_cart_as_it_is(full: Talk, market: Shop) -> None:
    full.say("checkout", "check out please")
    assert "nothing is ordered" in full.say("deny", "no").text
    assert not market.orders.of(full.shopper)
    assert full.say("show_cart", "my cart").all(Cart)


def test_what_was_put_in_after_the_total_is_not_ordered_by_an_old_yes(full: Talk, market: Shop) -> None:
    shown = full.say("checkout", "check out please")
    full.say("add_to_cart", "the second")
    answer = full.choose(shown.replies["Yes, place the order"])
    assert "ordered nothing" in answer.text
    assert "€128.90" in answer.text
    assert not market.orders.of(full.shopper)


def test_the_details_can_be_changed_before_the_yes(full: Talk) -> None:
    shown = full.say("checkout", "check out please")
    assert full.choose(shown.replies["Change my details"]).all(Form)


def test_the_last_one_goes_to_the_first_and_the_other_is_told(
    begin: Callable[[], Talk], market: Shop
) -> None:
    talks = [begin(), begin()]
    for one in talks:
        for _ in range(2):  # all that there are
            one.say("add_to_cart", "the Fjell Ridge Tent")
        give_form(market, one)
        one.say("checkout", "check out please")
    assert number_in(talks[0].say("affirm", "yes"))
    answer = talks[1].say("affirm", "yes")
    assert "ordered nothing" in answer.text
    assert "sold out" in answer.text
    assert not answer.all(Order)
    took_out = talks[1].choose(next(iter(answer.replies.values())))
    assert "empty" in took_out.text


def test_whoever_has_no_order_is_told_so(talk: Talk) -> None:
    for intent in ("order_status", "cancel_order", "return_order", "change_address"):
        assert "no order of yours" in talk.say(intent, "my order").text


def test_whoever_has_no_order_and_asks_what_holds_for_all_hears_that_first(talk: Talk) -> None:
    answer = talk.say("return_order", "what does delivery cost?")
    assert "4.90" in answer.all(Text)[0].text
    assert "no order of yours" in answer.text


def test_the_only_order_is_the_one_that_is_meant(full: Talk, order: Callable[[], str]) -> None:
    number = order()
    answer = full.say("order_status", "where is my order")
    assert number in answer.text
    assert "not sent it yet" in answer.text
    assert answer.all(Order)[0].total == "49.90"
    assert list(answer.replies) == ["Cancel it", "Change its address"]


def test_of_several_orders_one_is_asked_for(full: Talk, order: Callable[[], str], market: Shop) -> None:
    first = order()
    full.say("find", "lamps")
    full.say("add_to_cart", "the second")
    give_form(market, full)
    second = order()
    answer = full.say("order_status", "where is my order")
    assert [title[:9] for title in answer.replies] == [second, first]
    assert first in full.choose(answer.replies[next(t for t in answer.replies if first in t)]).text
    assert second in full.say("order_status", "where is my last order").text
    named = full.say("order_status", f"where is {first.lower().replace('-', ' ')}?")
    assert first in named.text
    assert second not in named.text


def test_a_general_answer_offers_the_same_for_ones_own_order(full: Talk, order: Callable[[], str]) -> None:
    doubted = {
        "intent_ranking": [
            {"name": "ask_faq", "confidence": 0.6},
            {"name": "cancel_order", "confidence": 0.3},
        ]
    }
    heard = {
        "text": "what does delivery cost?",
        "intent": {"name": "ask_faq"},
        "metadata": {"conversation": full.conversation, "turn": 1, "language": "en"},
        **doubted,
    }
    assert not full.call("action_answer_question", heard).replies
    number = order()
    answer = full.call("action_answer_question", heard)
    assert "4.90" in answer.text
    assert number in full.choose(answer.replies["Cancel my order"]).text


def test_a_number_of_nobody_is_not_taken_for_ones_own(full: Talk, order: Callable[[], str]) -> None:
    number = order()
    answer = full.say("cancel_order", "cancel order 10482")
    assert "no order of that number" in answer.text
    assert any(number in title for title in answer.replies)


def test_an_order_is_cancelled_after_a_yes(full: Talk, order: Callable[[], str], market: Shop) -> None:
    number = order()
    assert f"Shall I cancel order {number}" in full.say("cancel_order", "cancel my order").text
    assert market.orders.of(full.shopper)[0].status == "placed"
    assert full.say("affirm", "yes").text == f"Order {number} is cancelled."
    assert market.orders.of(full.shopper)[0].status == "cancelled"
    assert "is cancelled" in full.say("order_status", "where is my order").text


def test_an_order_stays_after_a_no(full: Talk, order: Callable[[], str], market: Shop) -> None:
    number = order()
    full.say("cancel_order", "cancel my order")
    assert f"order {number} stays" in full.say("deny", "no").text
    assert market.orders.of(full.shopper)[0].status == "placed"


def test_what_was_sent_cannot_be_cancelled_and_can_be_returned(
    full: Talk, order: Callable[[], str], market: Shop
) -> None:
    number = order()
    assert "not sent it yet" in full.say("return_order", "I want to return my order").text
    Fulfilment(market.database, "en").mark(number, "sent", market.catalogue.generation)
    late = full.say("cancel_order", "cancel my order")
    assert "too late" in late.text
    asked = full.choose(late.replies["Return it"])
    assert number_in(asked) == number
    assert "noted" in full.choose(asked.replies["Yes, I return it"]).text
    assert market.orders.of(full.shopper)[0].status == "return_asked"


def test_the_address_is_changed_by_a_form_of_its_own(full: Talk, order: Callable[[], str]) -> None:
    number = order()
    answer = full.say("change_address", "change the address of my order")
    (form,) = answer.all(Form)
    assert form.form == f"address:{number}"
    assert all(field.value is None for field in form.fields)


@pytest.mark.parametrize("text", ["结账", "我要下单"])
def test_the_whole_way_is_in_chinese_too(full: Talk, market: Shop, text: str) -> None:
    answer = full.say("checkout", text)
    assert "要按€49.90下单吗？" in answer.text
    ordered = full.choose(answer.replies["好，下单"])
    number = number_in(ordered)
    assert f"订单号是 {number}" in ordered.text
    assert "还没有发货" in full.say("order_status", "我的订单呢").text
    full.say("cancel_order", "取消订单")
    assert full.say("affirm", "好的").text == f"订单 {number} 已取消。"
    assert market.orders.of(full.shopper)[0].status == "cancelled"


def test_no_answer_and_no_slot_says_who_orders(full: Talk, order: Callable[[], str]) -> None:
    order()
    full.say("order_status", "where is my order")
    assert not any(value in str(full.slots) for value in READER.values())


def test_a_price_that_changed_since_is_said_before_the_yes(full: Talk, market: Shop) -> None:
    with market.database.change() as books:
        row = books.get(CartLine, (full.shopper, "l1"))
        assert row is not None
        row.price_minor = 4490
    answer = full.say("checkout", "check out please")
    assert "costs €49.90 now; it was €44.90" in answer.text
    assert "€49.90 in all" in answer.text or "over €49.90" in answer.text
