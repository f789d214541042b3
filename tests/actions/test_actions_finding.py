"""Looking for things: what is shown meets what was asked, and what was asked is kept."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from action_talk import Talk

LAMPS = {"l1", "l2", "l3"}


def test_every_card_meets_the_price_and_says_why_it_is_there(talk: Talk) -> None:
    answer = talk.say("find", "a lamp under 50")
    assert set(answer.ids) == {"l1", "l3"}
    for card in answer.cards:
        assert card.price is not None
        assert Decimal(card.price) <= 50
        assert card.currency == "EUR"
        assert "lamp" in card.reason
        assert "€50.00" in card.reason
        assert "popular" not in card.reason.lower()
        assert [action.postback.partition("{")[0] for action in card.actions] == [
            "/add_to_cart",
            "/ask_fact",
            "/similar",
            "/ask_why",
        ]
        assert [action.kind for action in card.actions] == ["add", "details", "similar", "why"]


def test_a_card_strikes_out_only_what_was_dearer_and_counts_only_what_is_scarce(talk: Talk) -> None:
    cards = {card.item_id: card for card in talk.say("find", "a lamp").cards}
    old = {item_id: card.old_price for item_id, card in cards.items()}
    assert old == {"l1": "59.90", "l2": None, "l3": None}  # the others' list prices are no higher
    assert {item_id: card.stock for item_id, card in cards.items()} == {"l1": None, "l2": 3, "l3": None}


def test_a_card_leads_to_the_product_s_own_page_or_else_to_the_shop_s(talk: Talk) -> None:
    tents = {card.item_id: card.url for card in talk.say("find", "tents").cards}
    assert tents["t1"] == "/shop/t1"
    assert tents["café/№ 1"] == "/shop/caf%C3%A9%2F%E2%84%96%201"


def test_a_bare_price_still_means_lamps(talk: Talk) -> None:
    talk.say("find", "a lamp")
    assert talk.say("find", "under 45").ids == ["l3"]
    assert set(talk.say("find", "80").ids) == LAMPS
    assert set(talk.say("find", "at least 40").ids) == {"l1", "l2"}


def test_the_price_is_kept_when_the_kind_changes(talk: Talk) -> None:
    talk.say("find", "lamps under 200")
    answer = talk.say("find", "tents")
    assert set(answer.ids) == {"t1", "t2", "café/№ 1"}
    assert "€200.00" in answer.text
    assert talk.slots["request"]["now"]["price"] == {"high": "200"}


def test_a_kept_price_that_leaves_nothing_is_let_go_and_that_is_said(talk: Talk) -> None:
    talk.say("find", "lamps under 50")
    answer = talk.say("find", "tents")
    assert len(answer.cards) == 3
    assert "let go of the price" in answer.text
    assert "price" not in talk.slots["request"]["now"]


def test_a_kept_price_stays_where_letting_it_go_would_bring_nothing(talk: Talk) -> None:
    talk.say("find", "a lamp under 40")
    answer = talk.say("find", "kettles")
    assert set(answer.ids) == {"k1", "k2"}
    assert "let go" not in answer.text


def test_what_is_refused_stays_away_for_the_rest_of_the_wish(talk: Talk) -> None:
    assert "j1" in talk.say("find", "jackets").ids
    assert set(talk.say("find", "no red ones").ids) == {"j2", "j3"}
    assert talk.say("find", "and not Fjell").ids == ["j3"]
    assert talk.say("find", "under 100").ids == ["j3"]


def test_around_leaves_a_fifth_on_either_side(talk: Talk) -> None:
    assert talk.say("find", "a lamp around 45").ids == ["l1"]
    assert "from €36.00 to €54.00" in talk.say("find", "a lamp around 45").text


def test_an_asked_order_is_kept(talk: Talk) -> None:
    assert talk.say("find", "cheapest lamps first").ids == ["l3", "l1", "l2"]
    assert talk.say("find", "under 60").ids == ["l3", "l1"]


def test_another_currency_is_said_not_to_be_taken(talk: Talk) -> None:
    talk.say("find", "a lamp under 60")
    answer = talk.say("find", "under 50 yen")
    assert not answer.cards
    assert "EUR" in answer.text
    assert "50 yen" in answer.text
    assert set(talk.say("find", "cheapest first").ids) == {"l1", "l3"}


@pytest.mark.parametrize("money", ["60 euros", "€60", "60 bucks", "60", "60块", "60元"])
def test_bucks_and_bare_numbers_are_the_shops_money(talk: Talk, money: str) -> None:
    assert set(talk.say("find", f"lamp under {money}").ids) == {"l1", "l3"}


def test_near_misses_are_offered_and_never_shown(talk: Talk) -> None:
    answer = talk.say("find", "tents under 20")
    assert not answer.cards
    assert "€89.00" in answer.text
    (offer,) = [reply for title, reply in answer.replies.items() if "€89.00" in title]
    taken = talk.choose(offer)
    assert taken.ids == ["t2"]


def test_a_yes_takes_up_what_was_offered_and_a_no_leaves_it(begin: Callable[[], Talk]) -> None:
    talk = begin()
    talk.say("find", "tents under 20")
    assert talk.say("affirm", "yes").ids == ["t2"]
    other = begin()
    other.say("find", "tents under 20")
    assert not other.say("deny", "no").cards
    assert not other.say("affirm", "yes").cards


@pytest.mark.parametrize(
    ("text", "told", "nearest"),
    [
        ("got any kayaks?", "doesn't sell “kayaks”. The nearest I have: outdoors", "outdoors"),
        ("有没有皮划艇", "不卖“皮划艇”，最接近的是户外用品", "户外用品"),
    ],
)
def test_what_is_not_sold_is_said_and_the_nearest_kind_is_offered(
    talk: Talk, text: str, told: str, nearest: str
) -> None:
    answer = talk.say("find", text)
    assert not answer.cards
    assert told in answer.text
    assert nearest in answer.replies


def test_a_kind_that_is_not_sold_is_a_new_wish_even_beside_a_price(talk: Talk) -> None:
    talk.say("find", "a lamp")
    answer = talk.say("find", "kayaks under 60")
    assert not answer.cards
    assert "“kayaks”" in answer.text


def test_what_the_shop_does_not_have_is_said_in_the_shoppers_words(talk: Talk) -> None:
    answer = talk.say("find", "got any kayaks?")
    assert not answer.cards
    assert "“kayaks”" in answer.text
    assert answer.replies


def test_words_that_nothing_bears_out_are_named_and_the_rest_is_found(talk: Talk) -> None:
    answer = talk.say("find", "a lamp with a dimmer")
    assert set(answer.ids) == LAMPS
    assert "“dimmer”" in answer.text
    assert talk.say("find", "a lamp with linen").ids == ["l1"]


def test_a_wish_for_nothing_is_asked_for(talk: Talk) -> None:
    answer = talk.say("find", "show me something nice")
    assert not answer.cards
    assert answer.text.startswith(("What", "Tell me"))


def test_a_chinese_sentence_is_answered_in_chinese(talk: Talk) -> None:
    answer = talk.say("find", "八十以内的台灯")
    assert answer.ids == ["l1"]
    (card,) = answer.cards
    assert card.name == "余烬台灯"
    assert card.reason == "符合您的要求：台灯、€80.00以内"
    assert [action.title for action in card.actions] == ["加入购物车", "详情", "类似的", "为什么推荐"]
    assert talk.say("find", "红色的帐篷").replies


def test_starting_over_forgets_the_wish_and_keeps_the_cart(talk: Talk) -> None:
    talk.say("find", "lamps under 50")
    talk.say("add_to_cart", "the first")
    talk.say("start_over", "start again")
    assert talk.slots["request"]["now"] == {}
    assert talk.say("show_cart", "my cart").text.count("€") == 1
    assert len(talk.say("find", "lamps").cards) == 3


def test_an_unknown_thing_beside_a_known_trait_is_not_answered_by_other_things(talk: Talk) -> None:
    answer = talk.say("find", "a red umbrella")
    assert not answer.cards
    assert "“umbrella”" in answer.text
    (offer,) = [reply for title, reply in answer.replies.items() if "umbrella" in title]
    assert "j1" in talk.choose(offer).ids


def test_what_is_only_mentioned_in_a_description_is_not_passed_off_as_the_thing(talk: Talk) -> None:
    answer = talk.say("find", "anything with linen")
    assert answer.ids == ["l1"]
    assert "Nothing here is called “linen”" in answer.text


def test_a_wish_without_a_kind_is_worded_by_its_conditions_alone(talk: Talk) -> None:
    assert "things" not in talk.say("find", "something red").text


def test_a_trait_of_another_kind_of_thing_begins_a_new_wish(talk: Talk) -> None:
    talk.say("find", "lamps")
    assert set(talk.say("find", "something waterproof").ids) == {"j1", "t1"}


def test_where_no_kind_is_said_and_the_one_before_has_none_the_others_are_offered(talk: Talk) -> None:
    talk.say("find", "lamps")
    answer = talk.say("find", "something red by Fjell")
    assert not answer.cards
    assert talk.choose(answer.replies["Of any kind (1)"]).ids == ["j1"]
    talk.say("find", "lamps")
    assert not [title for title in talk.say("find", "red lamps by Fjell").replies if "any kind" in title]
