"""A word that names a kind of thing and an occasion is what the shop calls just so."""

from pathlib import Path

import pytest
from action_talk import TOKEN, Server, Talk, lexicon_of, shop_of

from actions.server import create_app
from shop.shop import Shop

GUIDES = ("Lisbon on Foot", "The Alps by Rail")
PILLOWS = [f"Travel Pillow {n}" for n in ("Grey", "Navy", "Olive")]
FEED = "item_id,name_en,category,occasion,price,stock\n" + "".join(
    [f"g{n},{name},travel,,{20 + n},5\n" for n, name in enumerate(GUIDES)]
    + [f"p{n},{name},pillows,travelling,{30 + n},5\n" for n, name in enumerate(PILLOWS)]
)


@pytest.fixture(scope="module")
def bookshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bookshop")
    return shop_of(FEED, folder, name="Shelf", currency="EUR", language="en")


@pytest.fixture
def talk(bookshop: Path) -> Talk:
    server = Server(create_app(bookshop, TOKEN))
    return Talk(server, Shop.open(bookshop), lexicon_of(bookshop), "a token")


def test_travel_is_the_shelf_of_that_name_and_travelling_the_occasion(talk: Talk) -> None:
    assert set(talk.say("find", "show me travel").ids) == {"g0", "g1"}
    talk.say("start_over", "start again")
    assert set(talk.say("find", "something for travelling").ids) == {"p0", "p1", "p2"}
