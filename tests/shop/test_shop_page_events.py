"""What pages report is counted once, in the order of the report, and costs no lock where nothing is new."""

from pathlib import Path

import pytest
from market_shop import begin_talk

from shop.database import Database, sqlite_url
from shop.page_events import PageEvents, Seen
from shop.shop import DATABASE, Shop

CARDS = {
    "type": "cards",
    "cards": [{"item_id": "l1", "name": "Lamp"}, {"item_id": "l2", "name": "Floor Lamp"}],
}


@pytest.fixture
def reader(market: Shop) -> tuple[str, int]:
    """A shopper to whom l1 and l2 were shown in turn 1, and the conversation."""
    shopper, first = begin_talk(market)
    market.conversations.say(first.conversation, 1, [CARDS], position=0)
    return shopper, first.conversation


def seen(conversation: int, id_: str, name: str = "select_item", item: str = "l1", rank: int = 1) -> Seen:
    return Seen(id_, name, conversation, 1, item, rank)


def kept(market: Shop) -> list[tuple[str, str, int]]:
    """Page's name, item and rank of each event, in the order in which they were kept."""
    with market.database.read() as books:
        rows = books.connection().exec_driver_sql(
            "SELECT client_id, item_id, rank FROM event WHERE client_id IS NOT NULL ORDER BY event_id"
        )
        return [(id_, item, rank) for id_, item, rank in rows]


def test_of_what_is_reported_twice_the_first_counts_and_the_order_stays(
    market: Shop, reader: tuple[str, int]
) -> None:
    shopper, talk = reader
    reports = PageEvents(market.database)
    batch = [seen(talk, "a"), seen(talk, "b", item="l2"), seen(talk, "a", item="l2", rank=2)]
    assert reports.keep(shopper, batch) == 2
    assert reports.keep(shopper, [*batch, seen(talk, "c")]) == 1
    assert kept(market) == [("a", "l1", 1), ("b", "l2", 1), ("c", "l1", 1)]


@pytest.mark.parametrize("next_page", [False, True])
def test_what_is_known_waits_for_no_other_change(
    market: Shop, market_folder: Path, reader: tuple[str, int], next_page: bool
) -> None:
    shopper, talk = reader
    reports = PageEvents(market.database)
    assert reports.keep(shopper, [seen(talk, "a", "view_item_list")]) == 1
    again = seen(talk, "another id" if next_page else "a", "view_item_list")
    other = Database(sqlite_url(market_folder / DATABASE))
    with other.change():  # as another process would
        assert reports.keep(shopper, [again]) == 0
    other.close()
