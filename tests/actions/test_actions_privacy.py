"""What is kept of a shopper, and forgetting it."""

from action_talk import Talk

from shop.erasing import Erasing
from shop.shop import Shop


def is_to_be_forgotten(shop: Shop, talk: Talk) -> bool:
    return talk.conversation in Erasing(shop.database).due()


def test_what_is_kept_is_told_item_by_item(talk: Talk) -> None:
    answer = talk.say("my_data", "what do you know about me?")
    assert "1 things said" in answer.text
    assert "cart" not in answer.text.split("Only")[0]
    talk.say("find", "lamps")
    talk.say("add_to_cart", "the first")
    talk.say("rate_talk", "4 stars")
    answer = talk.say("my_data", "what do you know about me?")
    for part in ("your cart (1)", "that you like", "4 of 5"):
        assert part in answer.text
    assert "Forget me" in answer.replies
    assert "购物车" in talk.say("my_data", "你知道我什么").text


def test_forgetting_is_asked_about_once_and_begun_at_a_yes(talk: Talk, market: Shop) -> None:
    answer = talk.say("forget_me", "forget me")
    assert not is_to_be_forgotten(market, talk)
    assert "Shall I forget you?" in answer.text
    talk.choose(answer.replies["Yes, forget me"])
    assert is_to_be_forgotten(market, talk)


def test_a_typed_yes_forgets_and_a_no_keeps_everything(talk: Talk, market: Shop) -> None:
    talk.say("forget_me", "把我忘了吧")
    talk.say("deny", "不要")
    talk.say("affirm", "好的")
    assert not is_to_be_forgotten(market, talk), "the yes came after the no"
    talk.say("forget_me", "forget me")
    talk.say("find", "lamps")
    assert "Shall I forget you?" not in talk.say("affirm", "yes").text
    assert not is_to_be_forgotten(market, talk), "the yes did not answer that question any more"
    talk.say("forget_me", "忘记我")
    talk.say("affirm", "是的")
    assert is_to_be_forgotten(market, talk)
