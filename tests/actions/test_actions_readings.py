"""A word that names a kind of thing and an occasion is what the shop calls just so."""

import json
from pathlib import Path

import pytest
from action_talk import TOKEN, Server, Talk

from actions.server import create_app
from bot.dialogue.lexicon import Lexicon
from shop.creation import create_shop
from shop.imports import import_products
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
    (folder / "feed.csv").write_text(FEED, "utf-8")
    create_shop(folder / "shop", name="Shelf", currency="EUR", language="en")
    import_products(folder / "shop", folder / "feed.csv")
    return folder / "shop"


@pytest.fixture
def talk(bookshop: Path) -> Talk:
    lines = (bookshop / "graph" / "current" / "lexicon.jsonl").read_text("utf-8").splitlines()
    lexicon = Lexicon(json.loads(line) for line in lines)
    return Talk(Server(create_app(bookshop, TOKEN)), Shop.open(bookshop), lexicon, "a token")


def test_travel_is_the_shelf_of_that_name_and_travelling_the_occasion(talk: Talk) -> None:
    assert set(talk.say("find", "show me travel").ids) == {"g0", "g1"}
    talk.say("start_over", "start again")
    assert set(talk.say("find", "something for travelling").ids) == {"p0", "p1", "p2"}
