"""`bot orders`, as the owner of a small shop uses it."""

import json
from pathlib import Path

import pytest
from bot_commands import bot, refusal_of

from shop.checkouts import fill_in
from shop.effects import TurnRef
from shop.shop import Shop
from shop.transcript import Said

PRODUCTS = "item_id,name_en,category,price,currency,stock\nlamp-1,Oak lamp,lamps,49.90,USD,3\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shops") / "corner"
    feed = folder.parent / "products.csv"
    feed.write_text(PRODUCTS, encoding="utf-8")
    bot("shop", "create", str(folder), "--currency", "USD", "--language", "en", "--name", "Corner")
    bot("shop", "import", "products", str(feed), "--shop", str(folder))
    return folder


@pytest.fixture(scope="module")
def number(shop: Path) -> str:
    """Of an order of two lamps."""
    opened = Shop.open(shop)
    talk = opened.conversations.open_new("token", "en")
    for n in (1, 2):
        opened.conversations.begin_turn(talk.conversation, Said("text", "a lamp", "en", f"hash {n}"))
    opened.carts.add(TurnRef(talk.conversation, 1), talk.shopper_id, "lamp-1", 2)
    with opened.database.change() as books:
        fill_in(books, talk.shopper_id, {"name": "Q. Reader", "country": "Utopia"}, given=True)
    agreed = opened.orders.quote(talk.shopper_id).fingerprint
    order = opened.orders.place(TurnRef(talk.conversation, 2), talk.shopper_id, agreed)
    opened.close()
    return order.number


def test_an_order_is_listed_shown_sent_and_taken_back(shop: Path, number: str) -> None:
    listed = bot("orders", "list", "--shop", str(shop)).stdout.splitlines()
    assert listed[1].split("\t")[:2] == [number, "placed"]
    assert listed[1].split("\t")[3:] == ["99.80 USD", "agreed", "Utopia"]
    shown = json.loads(bot("orders", "show", number.lower(), "--json", "--shop", str(shop)).stdout)
    assert shown["contact"] == {"name": "Q. Reader", "country": "Utopia"}
    assert shown["lines"] == [[2, "lamp-1", "Oak lamp"]]
    assert "Q. Reader" in bot("orders", "show", number, "--shop", str(shop)).stdout
    assert bot("orders", "mark", number, "sent", "--shop", str(shop)).stdout == f"{number} is sent now.\n"
    assert number not in bot("orders", "list", "--shop", str(shop)).stdout
    assert "is sent" in refusal_of("orders", "mark", number, "cancelled", "--shop", str(shop))
    bot("orders", "mark", number, "returned", "--shop", str(shop))


def test_a_number_that_nobody_has_is_named(shop: Path) -> None:
    assert "QQQQ-QQQQ" in refusal_of("orders", "show", "QQQQ-QQQQ", "--shop", str(shop))
