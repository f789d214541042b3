"""Small real shops for tests: made by the shop's own commands, from the market's feed or from a few rows."""

from collections.abc import Iterable
from pathlib import Path

from shop.creation import create_shop
from shop.effects import TurnRef
from shop.imports import import_faq, import_products
from shop.shop import Shop
from shop.transcript import Said

MARKET = Path(__file__).parents[1] / "knowledge_graph" / "market"
SHARED_DATA = Path(__file__).parents[3] / "shared" / "data"
KIND = "urn:daogou:category:kind/"
CATEGORY = "urn:daogou:category:"
VALUE = "urn:daogou:value:"
BRAND = "urn:daogou:brand:"


def make_market(folder: Path) -> Path:
    """A shop that sells the market's thirteen things for euros; no history."""
    create_shop(folder, name="Market", currency="EUR", language="en")
    import_products(folder, MARKET)
    import_faq(folder, MARKET / "faq.yml")
    return folder


def write_feed(file: Path, rows: Iterable[str], header: str = "item_id,name,category,price,stock") -> Path:
    """A product file of the shop's own format."""
    file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return file


def begin_talk(shop: Shop, token: str = "token") -> tuple[str, TurnRef]:
    """A shopper and the first of the four turns that their conversation has."""
    talk = shop.conversations.open_new(token, "en")
    for n in range(1, 5):
        shop.conversations.begin_turn(talk.conversation, Said("text", "a lamp", "en", f"hash {n}"))
    return talk.shopper_id, TurnRef(talk.conversation, 1)


def turn(first: TurnRef, n: int) -> TurnRef:
    """Turn `n` of the same conversation."""
    return TurnRef(first.conversation, n)
