"""Two wishes in one sentence are both done, in order; the last step of either kind can be taken back."""

import pytest
from held_talk import Talk


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "pop the second one in my cart and show me something cheaper"),
        ("zh", "把第二个放进购物车，然后看看便宜点的"),
    ],
)
def test_a_product_goes_into_the_cart_and_others_are_shown(talk: Talk, language: str, sentence: str) -> None:
    shown = talk.open(language)
    answer = talk.say(sentence)
    assert answer.cart is not None
    assert [line["item_id"] for line in answer.cart["lines"]] == [shown.ids[1]]
    assert answer.cards, answer
    assert answer.ids != shown.ids


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "add the first one, then remove the first one again"),
        ("zh", "第一个加入购物车，然后把第一个从购物车删掉"),
    ],
)
def test_they_are_done_in_their_order(talk: Talk, language: str, sentence: str) -> None:
    talk.open(language)
    talk.say(sentence)
    talk.say("undo that" if language == "en" else "撤销")
    cart = talk.say("what's in my cart?" if language == "en" else "购物车里有什么").cart
    assert cart is not None
    assert len(cart["lines"]) == 1


def test_an_event_of_each_wish_is_kept(talk: Talk) -> None:
    talk.open("en")
    answer = talk.say("add the first to my cart and add the second to my cart")
    rows = talk.rules.rows(
        "SELECT item_id FROM event WHERE name = 'add_to_cart' AND conversation_id = ? AND turn_n = ?",
        answer.conversation,
        answer.turn,
    )
    assert len(rows) == 2
