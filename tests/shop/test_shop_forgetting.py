"""A shopper who is forgotten: nothing in the database leads to them any more, whatever was kept."""

from datetime import UTC, datetime

from market_shop import begin_talk, turn
from sqlalchemy import inspect, select, text

from knowledge_graph import Request
from shop.afterwards import say_afterwards
from shop.attending import Attending
from shop.checkouts import fill_in
from shop.effects import TurnRef
from shop.erasing import NOBODY, Erasing
from shop.fulfilment import Fulfilment
from shop.handovers import leave_message
from shop.order_tables import CustomerOrder
from shop.people_tables import Handover
from shop.review.insights import Insight
from shop.review.listing import Filters, Talks
from shop.review.marks import Marking
from shop.shop import Shop
from shop.staff.audit import Actor
from shop.starting_again import start_again
from shop.transcript import Said

BY = Actor("mei")
SECRETS = ("Quill Reader", "quill@shop.example", "1 Long Lane", "a very private lamp", "The zip is broken")
READER = {
    "name": SECRETS[0],
    "email": SECRETS[1],
    "street": SECRETS[2],
    "city": "Riverside",
    "country": "Utopia",
}


def live(shop: Shop) -> tuple[str, TurnRef, str]:
    """A shopper of whom something is kept everywhere; the shopper, a turn, and the order's number."""
    shopper, first = begin_talk(shop)
    talk = first.conversation
    shop.conversations.say(talk, 1, [{"type": "text", "text": SECRETS[3]}], position=0)
    (item,) = [one.product.item_id for one in shop.shelves.fill(Request(), None, want=1).items]
    shop.carts.add(first, shopper, item)
    with shop.database.change() as books:
        fill_in(books, shopper, READER, given=True)
    order = shop.orders.place(turn(first, 2), shopper, shop.orders.quote(shopper).fingerprint)
    shop.carts.add(turn(first, 3), shopper, item)
    shop.events.liked(turn(first, 4), shopper, [item])
    shop.courtesies.rate(turn(first, 4), 4)
    shop.handovers.ask(talk)
    with shop.database.change() as books:
        row = books.scalar(select(Handover))
        assert row is not None
        row.due_at = datetime.now(UTC)
    shop.handovers.offer_message(talk)
    with shop.database.change() as books:
        leave_message(books, talk, {"message": SECRETS[4], "email": SECRETS[1]})
        say_afterwards(books, talk, [{"type": "text", "text": SECRETS[3]}], speaker="staff")
    marking = Marking(shop.database)
    marking.note(talk, f"Asked about {SECRETS[3]}", BY)
    marking.label(talk, "lamp", BY, on=True)
    marking.flag(talk, 1, 0, BY, on=True)
    shop.shoppers.ask_to_forget(turn(first, 3))
    shop.conversations.finish_turn(
        talk, 1, "answered", insight=Insight(intent="find", detail={"x": SECRETS[3]})
    )
    return shopper, first, order.number


def everything(shop: Shop) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with shop.database.read() as books:
        tables = inspect(books.get_bind()).get_table_names()
        return {
            table: [str(row) for row in books.execute(text(f'SELECT * FROM "{table}"'))] for table in tables
        }


def test_nothing_is_left_that_names_the_shopper_or_what_was_said(market: Shop) -> None:
    shopper, first, number = live(market)
    Fulfilment(market.database, "en").mark(number, "sent", market.catalogue.generation)
    erasing = Erasing(market.database)
    assert erasing.due() == [first.conversation]
    erasing.erase(first.conversation)
    erasing.erase(first.conversation)  # as after a kill
    erasing.done(first.conversation)
    for table, rows in everything(market).items():
        for row in rows:
            assert shopper not in row, f"{table}: {row}"
            assert not [secret for secret in SECRETS if secret in row], f"{table}: {row}"
    assert erasing.due() == []
    market.close()  # folds the write-ahead log into the file
    raw = (market.folder / "shop.db").read_bytes()
    assert SECRETS[1].encode() not in raw


def test_of_an_order_stays_what_the_law_wants_under_nobodys_name(market: Shop) -> None:
    shopper, first, number = live(market)
    kept = market.orders.of(shopper)[0]
    Erasing(market.database).erase(first.conversation)
    consignment = Fulfilment(market.database, "en").find(number)
    assert (consignment.number, consignment.total) == (number, kept.total)
    assert consignment.contact["street"] == SECRETS[2], "it has still to be sent"
    Fulfilment(market.database, "en").mark(number, "sent", market.catalogue.generation)
    assert Fulfilment(market.database, "en").find(number).contact == {}
    with market.database.read() as books:
        assert books.scalars(select(CustomerOrder.shopper_id)).all() == [NOBODY]


def test_staff_see_nothing_of_a_forgotten_talk_and_the_others_as_ever(market: Shop) -> None:
    _, first, _ = live(market)
    other = market.conversations.open_new("another token", "en")
    market.conversations.begin_turn(other.conversation, Said("text", "a desk", "en", "hash"))
    Erasing(market.database).erase(first.conversation)
    listed = Talks(market.database).page(Filters())
    assert [one.conversation for one in listed] == [other.conversation]
    assert Talks(market.database).page(Filters(words="lamp")) == []
    assert Attending(market.database).waiting() == []


def test_the_same_browser_begins_anew_under_another_number(market: Shop) -> None:
    shopper, first, _ = live(market)
    Erasing(market.database).erase(first.conversation)
    assert market.conversations.by_token_hash("token") is None
    again = market.conversations.open_new("token", "en")
    assert again.conversation > first.conversation
    assert again.shopper_id != shopper
    assert market.shoppers.kept_of(again.shopper_id).orders == []


def test_a_shopper_is_told_the_stars_of_the_talk_that_was_rated_last(market: Shop) -> None:
    shopper, first = begin_talk(market)
    new = start_again(market.database, "token")
    assert new is not None
    market.conversations.begin_turn(new.conversation, Said("text", "hello", "en", "h"))
    for rated, stars in ((first, 2), (TurnRef(new.conversation, 1), 5), (turn(first, 2), 3)):
        market.courtesies.rate(rated, stars)
        assert market.shoppers.kept_of(shopper).stars == stars
