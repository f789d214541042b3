"""The outbox tells what was shown and what was liked, once a turn, and the latest word on a thing counts."""

from market_shop import begin_talk, turn
from sqlalchemy import select

from shop.events import Showing
from shop.shop import Shop
from shop.tables import Event

CARDS = [Showing("l1", 1), Showing("l2", 2)]


def shown(shop: Shop) -> list[tuple[int, str, int | None, str | None, int | None]]:
    with shop.database.read() as books:
        rows = books.scalars(select(Event).filter_by(name="recommended").order_by(Event.event_id)).all()
        return [(row.turn_n, row.item_id, row.rank, row.model_id, row.generation) for row in rows]


def tastes(shop: Shop, shopper: str) -> tuple[list[str], list[str]]:
    doings = shop.events.doings(shopper)
    return list(doings.liked), list(doings.disliked)


def test_each_card_is_told_with_its_rank_and_the_model_that_ranked_it(market: Shop) -> None:
    shopper, first = begin_talk(market)
    market.events.recommended(first, shopper, CARDS, model_id="abc", generation=3)
    market.events.recommended(turn(first, 2), shopper, CARDS[:1], model_id="abc", generation=3)
    assert shown(market) == [(1, "l1", 1, "abc", 3), (1, "l2", 2, "abc", 3), (2, "l1", 1, "abc", 3)]


def test_a_turn_that_is_run_again_tells_its_cards_once(market: Shop) -> None:
    shopper, first = begin_talk(market)
    for _ in range(2):
        market.events.recommended(first, shopper, CARDS, model_id="abc", generation=3)
    assert len(shown(market)) == 2


def test_the_latest_word_on_a_thing_is_the_taste(market: Shop) -> None:
    shopper, first = begin_talk(market)
    market.events.liked(first, shopper, ["l1", "l2"])
    market.events.liked(turn(first, 2), shopper, ["l2", "k1"], likes=False)
    assert tastes(market, shopper) == (["l1"], ["l2", "k1"])
    market.events.liked(turn(first, 3), shopper, ["k1"])
    assert tastes(market, shopper) == (["l1", "k1"], ["l2"])


def test_what_is_in_the_cart_is_liked_and_what_is_taken_out_no_longer(market: Shop) -> None:
    shopper, first = begin_talk(market)
    market.carts.add(first, shopper, "l1")
    assert tastes(market, shopper) == (["l1"], [])
    market.carts.remove(turn(first, 2), shopper, ["l1"])
    assert tastes(market, shopper) == ([], [])


def test_a_like_counts_once_a_turn_and_for_its_own_shopper_alone(market: Shop) -> None:
    shopper, first = begin_talk(market)
    other, _ = begin_talk(market, "another token")
    market.events.liked(first, shopper, ["l1"])
    market.events.liked(first, shopper, ["l2"])
    assert tastes(market, shopper) == (["l1"], [])
    assert tastes(market, other) == ([], [])
