"""A shopper puts shown products in the cart, looks at it, and takes things out."""

from decimal import Decimal

import pytest
from held_talk import Talk
from sayings import Saying, cases, sayings


@pytest.mark.parametrize("saying", cases("adding"))
def test_the_product_at_that_place_goes_into_the_cart(talk: Talk, saying: Saying) -> None:
    card = talk.open(saying.language).cards[saying.place - 1]
    answer = talk.say(saying.text)
    assert card["name"] in answer.text, answer
    assert answer.cart is not None
    (line,) = answer.cart["lines"]
    assert (line["item_id"], line["quantity"]) == (card["item_id"], saying.quantity)
    told = talk.rules.rows(
        "SELECT item_id, value FROM event WHERE name = 'add_to_cart' AND conversation_id = ? AND turn_n = ?",
        answer.conversation,
        answer.turn,
    )
    assert [item_id for item_id, _ in told] == [card["item_id"]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_cart_shows_all_lines_and_their_exact_total(talk: Talk, language: str) -> None:
    shown = talk.open(language)
    for saying in sayings("adding", language):
        talk.say(saying.text)
    (look,) = sayings("showing_the_cart", language)
    cart = talk.say(look.text).cart
    assert cart is not None
    first, second = shown.cards[0], shown.cards[1]
    assert {line["item_id"]: line["quantity"] for line in cart["lines"]} == {
        first["item_id"]: 1,
        second["item_id"]: 2,
    }
    assert Decimal(cart["total"]) == Decimal(first["price"]) + 2 * Decimal(second["price"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_cart_is_said_to_be_empty(talk: Talk, language: str) -> None:
    (look,) = sayings("showing_the_cart", language)
    answer = talk.say(look.text)
    assert answer.cart is None
    assert ("empty" if language == "en" else "空的") in answer.text, answer


def test_what_is_taken_out_of_the_cart_is_gone(talk: Talk) -> None:
    talk.open("en")
    for saying in sayings("adding", "en"):
        talk.say(saying.text)
    left = talk.say("please take the second line out of my cart again")
    assert left.cart is not None
    assert len(left.cart["lines"]) == 1
    assert "empty" in talk.say("empty the whole cart, please").text
    assert talk.say("show my cart").cart is None


def test_a_cards_own_button_puts_it_in_the_cart(talk: Talk) -> None:
    card = talk.open("en").cards[0]
    answer = talk.choose(next(button for button in card["actions"] if button["title"] == "Add to cart"))
    assert answer.cart is not None
    assert [line["item_id"] for line in answer.cart["lines"]] == [card["item_id"]]


@pytest.mark.parametrize("saying", cases("another_kind"))
def test_asking_for_another_kind_of_thing_puts_nothing_shown_into_the_cart(
    demo: Talk, saying: Saying
) -> None:
    demo.say("the Lumivarre Orbit Pendant Lamp")
    answer = demo.say(saying.text)
    assert answer.cart is None, answer
    assert answer.cards, answer
    assert all(saying.is_met_by(product) for product in demo.products(answer)), answer


def test_more_than_the_shop_has_left_is_not_promised(talk: Talk) -> None:
    shown = talk.open("en")
    left = talk.rules.stock(shown.ids[0])
    answer = talk.say(f"add {left + 40} of the first to my cart")
    assert answer.cart is None, answer
    assert str(left) in answer.text, answer


@pytest.mark.parametrize(
    ("language", "put_in", "sentence", "back"),
    [
        ("en", "two of the second, please", "please swap them for the first one", "undo that"),
        ("zh", "第二个来两件", "把它换成第一款吧", "撤销"),
    ],
)
def test_one_thing_in_the_cart_is_changed_for_another(
    talk: Talk, language: str, put_in: str, sentence: str, back: str
) -> None:
    shown = talk.open(language)
    talk.say(put_in)
    answer = talk.say(sentence)
    assert answer.cart is not None, answer
    assert [(line["item_id"], line["quantity"]) for line in answer.cart["lines"]] == [(shown.ids[0], 2)]
    talk.say(back)
    cart = talk.say("what's in my cart?" if language == "en" else "购物车里有什么").cart
    assert cart is not None
    assert [(line["item_id"], line["quantity"]) for line in cart["lines"]] == [(shown.ids[1], 2)]


def test_what_is_pointed_at_and_another_of_those_shown_both_go_in(talk: Talk) -> None:
    shown = talk.open("en")
    talk.say("tell me about the third")
    talk.say("ok add it, and two of the first")
    cart = talk.say("what's in my cart?").cart
    assert cart is not None
    assert {line["item_id"]: line["quantity"] for line in cart["lines"]} == {shown.ids[2]: 1, shown.ids[0]: 2}
