"""What is asked twice by accident is done once: a doubled key is one turn and one change of the cart."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from errands import cart_of, look_for_lamps
from running_shop import RunningShop
from talking import Shopper

Enter = Callable[[RunningShop], Shopper]


def test_a_doubled_key_puts_one_thing_into_the_cart(running_demo: RunningShop, enter: Enter) -> None:
    shopper = enter(running_demo)
    card = look_for_lamps(shopper).cards[1]
    with ThreadPoolExecutor(3) as hands:
        answers = list(
            hands.map(lambda _: shopper.say("put the second in my cart", key="a-click-too-many"), range(3))
        )
    answers.append(shopper.say("put the second in my cart", key="a-click-too-many"))
    first = answers[0]
    assert first.cart is not None
    assert all(answer.body == first.body for answer in answers)
    assert cart_of(running_demo, first.conversation) == {card["item_id"]: 1}
    turns = running_demo.rows("SELECT n FROM turn WHERE conversation_id = ? ORDER BY n", first.conversation)
    assert [n for (n,) in turns] == [1, first.turn]
    events = running_demo.rows(
        "SELECT item_id FROM event WHERE conversation_id = ? AND name = 'add_to_cart'", first.conversation
    )
    assert events == [(card["item_id"],)]


def test_a_doubled_click_on_a_card_counts_once_too(running_demo: RunningShop, enter: Enter) -> None:
    shopper = enter(running_demo)
    card = look_for_lamps(shopper).cards[0]
    button = next(action for action in card["actions"] if action["title"] == "Add to cart")
    first, second = (shopper.choose(button, key="one-click") for _ in range(2))
    assert first.body == second.body
    assert cart_of(running_demo, first.conversation) == {card["item_id"]: 1}
    third = shopper.choose(button, key="another-click")
    assert third.turn > first.turn
    assert cart_of(running_demo, first.conversation) == {card["item_id"]: 2}


def test_a_key_that_comes_back_with_something_else_is_refused(
    running_demo: RunningShop, enter: Enter
) -> None:
    shopper = enter(running_demo)
    shopper.say("show me lamps, please", key="used")
    refused = shopper.post({"text": "put the first in my cart"}, key="used")
    assert refused.status == 422
    assert refused.body["detail"].count(".") == 1
    assert len(shopper.history()["turns"]) == 1


def test_a_key_is_one_shoppers_own(running_demo: RunningShop, enter: Enter) -> None:
    one, other = enter(running_demo), enter(running_demo)
    first, second = (shopper.say("hello there", key="the same word") for shopper in (one, other))
    assert first.conversation != second.conversation
