"""From what was shown to something else: cheaper, others, alike, or a suggestion."""

from decimal import Decimal

import pytest
from action_talk import Answer, Talk
from sqlalchemy import select

from shop.shop import Shop
from shop.tables import Event


def prices(answer: Answer) -> list[Decimal]:
    return [Decimal(card.price) for card in answer.cards if card.price is not None]


def test_cheaper_stays_in_kind_below_the_dearest_and_lower_on_average(talk: Talk, market: Shop) -> None:
    shown = talk.say("recommend", "surprise me")
    before = prices(shown)
    answer = talk.say("cheaper", "something cheaper")
    after = prices(answer)
    assert after
    assert max(after) < max(before)
    assert sum(after) / len(after) < sum(before) / len(before)
    kinds = {product.categories[0] for product in market.catalogue.products(shown.ids)}
    assert {product.categories[0] for product in market.catalogue.products(answer.ids)} <= kinds


def test_where_nothing_is_cheaper_that_is_said(talk: Talk) -> None:
    shown = talk.say("find", "lamps")
    answer = talk.say("cheaper", "cheaper please")
    assert not answer.cards
    assert "cheapest I have" in answer.text
    least = min(shown.cards, key=lambda card: Decimal(card.price or "Infinity"))
    assert least.name in answer.text
    assert str(least.price) in answer.text
    talk.say("add_to_cart", "I'll take it")
    assert talk.cart == {least.item_id: 1}


def test_cheaper_than_the_one_pointed_at(talk: Talk) -> None:
    shown = talk.say("recommend", "surprise me")
    answer = talk.say("cheaper", "cheaper than the fourth")
    assert answer.cards
    assert max(prices(answer)) < prices(shown)[3]


def test_cheaper_with_nothing_shown_asks_what_is_wanted(talk: Talk) -> None:
    answer = talk.say("cheaper", "cheaper")
    assert not answer.cards
    assert answer.replies


def test_other_ones_never_repeat_and_end_honestly(talk: Talk) -> None:
    seen = talk.say("recommend", "surprise me").ids
    assert len(seen) == 5
    for _ in range(3):
        answer = talk.say("more", "other ones")
        assert not set(answer.ids) & set(seen)
        seen += answer.ids
    assert not answer.cards
    assert "That was all" in answer.text
    assert len(set(seen)) == len(seen) == 13


def test_a_suggestion_is_of_several_kinds(talk: Talk, market: Shop) -> None:
    answer = talk.say("recommend", "surprise me")
    kinds = [product.categories[0] for product in market.catalogue.products(answer.ids)]
    assert len(set(kinds)) >= 4
    newest = talk.say("recommend", "anything new?")
    assert newest.ids[0] == "k1"
    assert "newest" in newest.text


def test_things_like_a_shown_one_share_something_with_it_and_say_what(talk: Talk) -> None:
    shown = talk.say("find", "lamps")
    answer = talk.say("similar", "more like the first one")
    assert shown.ids[0] not in answer.ids
    assert answer.cards[0].reason.startswith(f"Is like {shown.cards[0].name}: ")


def test_after_more_like_this_a_bare_price_stays_in_kind(talk: Talk) -> None:
    talk.say("find", "lamps")
    talk.say("similar", "more like the first")
    assert talk.say("find", "under 45").ids == ["l3"]


def test_a_button_of_a_card_does_what_it_says(talk: Talk) -> None:
    card = talk.say("find", "a table lamp").cards[0]
    buttons = {action.title: action for action in card.actions}
    assert "l1" not in talk.choose(buttons["More like this"]).ids
    assert card.name in talk.choose(buttons["Details"]).text
    assert card.name in talk.choose(buttons["Why this?"]).text
    assert talk.choose(buttons["Add to cart"]).text.startswith(card.name)


def test_each_card_is_told_with_conversation_turn_rank_and_model(talk: Talk, market: Shop) -> None:
    answer = talk.say("find", "lamps")
    with market.database.read() as books:
        rows = books.scalars(select(Event).filter_by(name="recommended", conversation_id=talk.conversation))
        told = [(row.item_id, row.rank, row.turn_n, row.model_id, row.shopper_id) for row in rows]
    model = market.models.current().model_id
    assert told == [(item, rank, 1, model, talk.shopper) for rank, item in enumerate(answer.ids, start=1)]


def test_a_no_that_names_something_else_is_a_wish_for_that(talk: Talk) -> None:
    for no in ("no, jackets please", "算了，先瞧瞧夹克吧"):
        talk.say("find", "lamps")
        assert sorted(talk.say("deny", no).ids) == ["j1", "j2", "j3"]
    assert not talk.say("deny", "no thanks").cards


@pytest.mark.parametrize("heard_as", ["find", "add_to_cart", "set_quantity", "affirm"])
def test_a_price_alone_bounds_the_wish_whatever_it_was_taken_for(talk: Talk, heard_as: str) -> None:
    talk.say("find", "lamps")
    answer = talk.say(heard_as, "up to 60 euros then")
    assert answer.cards
    assert max(prices(answer)) <= 60
    assert talk.cart == {}


@pytest.mark.parametrize(("heard_as", "said"), [("affirm", "better grey"), ("deny", "no wait, grey")])
def test_a_yes_or_no_to_nothing_that_names_a_trait_is_a_wish_for_it(
    talk: Talk, market: Shop, heard_as: str, said: str
) -> None:
    talk.say("find", "jackets")
    answer = talk.say(heard_as, said)
    assert answer.cards
    holds = market.catalogue.holds
    assert all(
        holds(product, "urn:daogou:value:colour/grey") for product in market.catalogue.known(answer.ids)
    )
