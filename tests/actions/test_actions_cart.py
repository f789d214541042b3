"""The cart in a talk."""

import pytest
from action_talk import Answer, Talk

from actions.messages import Cart


def lines(answer: Answer) -> list[tuple[str, int, str]]:
    return [(line.item_id, line.quantity, line.total) for cart in answer.all(Cart) for line in cart.lines]


def test_two_of_the_first_are_two_of_the_first(talk: Talk) -> None:
    talk.say("find", "lamps")
    answer = talk.say("add_to_cart", "I'll take two of the first")
    assert lines(answer) == [("l1", 2, "99.80")]
    assert answer.all(Cart)[0].total == "99.80"
    assert answer.all(Cart)[0].currency == "EUR"
    again = talk.say("add_to_cart", "one more of the first")
    assert lines(again) == [("l1", 3, "149.70")]
    assert "3 of Ember Table Lamp" in again.text


def test_which_one_is_asked_and_a_reply_settles_it(talk: Talk) -> None:
    talk.say("find", "lamps")
    answer = talk.say("add_to_cart", "put it in my cart")
    assert not answer.all(Cart)
    assert set(answer.replies) == {"Ember Table Lamp", "Ember Floor Lamp", "Polar Desk Lamp with Clamp"}
    assert lines(talk.choose(answer.replies["Ember Floor Lamp"])) == [("l2", 1, "79.00")]


def test_both_go_in_at_once(talk: Talk) -> None:
    talk.say("find", "lamps")
    assert [line[0] for line in lines(talk.say("add_to_cart", "add the first and the third"))] == ["l1", "l3"]


def test_what_is_sold_out_or_too_much_changes_nothing(talk: Talk) -> None:
    talk.say("find", "jackets")
    answer = talk.say("add_to_cart", "the Fjell City Jacket please")
    assert "out of stock" in answer.text
    assert not answer.all(Cart)
    answer = talk.say("add_to_cart", "nine of the first")
    assert "only 4" in answer.text
    assert "your cart is empty" in talk.say("show_cart", "my cart").text.lower()


def test_nothing_shown_is_nothing_to_put_in(talk: Talk) -> None:
    answer = talk.say("add_to_cart", "put it in my cart")
    assert not answer.all(Cart)
    assert "what you are looking for" in answer.text


def test_the_cart_is_shown_with_its_total_and_emptied_on_demand(talk: Talk) -> None:
    talk.say("find", "lamps")
    talk.say("add_to_cart", "the first")
    talk.say("add_to_cart", "the second")
    answer = talk.say("show_cart", "what's in my cart")
    assert answer.all(Cart)[0].total == "128.90"
    assert "€128.90" in answer.text
    emptied = talk.choose(answer.replies["Empty the cart"])
    assert not emptied.all(Cart)
    assert "your cart is empty" in talk.say("show_cart", "my cart").text.lower()


def test_one_line_is_taken_out_by_its_place_or_by_its_name(talk: Talk) -> None:
    talk.say("find", "lamps")
    for which in ("first", "second", "third"):
        talk.say("add_to_cart", f"the {which}")
    assert [line[0] for line in lines(talk.say("remove_from_cart", "take the second out"))] == ["l1", "l3"]
    assert [line[0] for line in lines(talk.say("remove_from_cart", "remove the Ember Table Lamp"))] == ["l3"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("remove everything except the Polar Desk Lamp with Clamp", ["l3"]),
        ("remove everything but the kettle", ["k1"]),
        ("remove all the lamps", ["k1"]),
        ("remove all the tents", ["l1", "l3", "k1"]),
        ("remove everything", []),
    ],
)
def test_everything_except_one_is_not_everything(talk: Talk, text: str, left: list[str]) -> None:
    talk.say("find", "lamps")
    talk.say("add_to_cart", "the first and the third")
    talk.say("add_to_cart", "the Brook Kettle")
    talk.say("remove_from_cart", text)
    assert [line[0] for line in lines(talk.say("show_cart", "my cart"))] == left


def test_the_bot_asks_which_line_shall_go(talk: Talk) -> None:
    talk.say("find", "lamps")
    talk.say("add_to_cart", "the first")
    talk.say("add_to_cart", "the third")
    talk.say("find", "jackets")
    answer = talk.say("remove_from_cart", "take something out")
    assert set(answer.replies) == {"Ember Table Lamp", "Polar Desk Lamp with Clamp"}
    assert [line[0] for line in lines(talk.choose(answer.replies["Ember Table Lamp"]))] == ["l3"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("take it out", ["l3", "j3"]),  # spoken of last
        ("remove the jacket", ["l1", "l3"]),
        ("remove the cheapest", ["l1", "j3"]),
        ("remove the last one", ["l1", "l3"]),
        ("please remove", ["l1", "l3", "j3"]),
        ("too much", ["l1", "l3", "j3"]),
        ("remove the kettle", ["l1", "l3", "j3"]),  # none is in the cart: what was spoken of is not meant
        ("remove the Brook Kettle", ["l1", "l3", "j3"]),
    ],
)
def test_what_was_spoken_of_last_goes_only_where_the_sentence_points_at_it(
    talk: Talk, text: str, left: list[str]
) -> None:
    talk.say("find", "lamps")
    talk.say("add_to_cart", "the first and the third")
    talk.say("add_to_cart", "the Brook Wind Jacket")
    talk.say("find", "lamps")
    talk.say("ask_fact", "how heavy is the first")
    answer = talk.say("remove_from_cart", text)
    assert [line[0] for line in lines(talk.say("show_cart", "my cart"))] == left
    assert len(left) < 3 or len(answer.replies) == 3


@pytest.mark.parametrize("confidence", [0.0, 0.4])
def test_the_bot_asks_where_it_is_not_sure_that_something_shall_go(talk: Talk, confidence: float) -> None:
    talk.say("find", "lamps")
    talk.say("add_to_cart", "the first")
    answer = talk.say("remove_from_cart", "take it out", confidence=confidence)
    assert set(answer.replies) == {"Ember Table Lamp"}
    assert not lines(talk.choose(answer.replies["Ember Table Lamp"]))


@pytest.mark.parametrize("text", ["none of the first", "0 of the first"])
def test_none_is_none(talk: Talk, text: str) -> None:
    talk.say("find", "lamps")
    talk.say("add_to_cart", text)
    assert len(lines(talk.say("show_cart", "my cart"))) <= 1


def test_which_one_may_be_said_where_that_was_asked(talk: Talk) -> None:
    talk.say("find", "jackets")
    shown = talk.say("find", "jackets").ids
    assert "Which one" in talk.say("add_to_cart", "put two in my cart").text
    talk.say("describe", "the first one")
    assert talk.cart == {shown[0]: 2}


def test_the_only_line_is_meant_where_nothing_else_is_said(talk: Talk) -> None:
    talk.say("find", "the Fjell Rain Jacket")
    talk.say("add_to_cart", "add it")
    assert "Fjell Rain Jacket" in talk.say("remove_from_cart", "take out please").text


def test_a_kind_that_is_let_go_of_is_no_matter_of_an_empty_cart(talk: Talk) -> None:
    talk.say("find", "jackets")
    assert "empty" not in talk.say("remove_from_cart", "forget the jackets").text
