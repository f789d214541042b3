"""Messages as the action server sends them, of every type, for the widget's tests."""

import json
from typing import Any


def custom(payload: dict[str, Any]) -> dict[str, Any]:
    """As Rasa's REST channel carries it."""
    return {"custom": {"version": 1, **payload}}


def reply(title: str, postback: str, kind: str | None = None) -> dict[str, str | None]:
    return {"title": title, "postback": postback, "kind": kind}


def card(item_id: str, name: str, price: str | None = "59.00", **changes: Any) -> dict[str, Any]:
    """A product that can be bought, unless told otherwise."""
    item = json.dumps({"item": item_id})
    return {
        "item_id": item_id,
        "name": name,
        "price": price,
        "currency": None if price is None else "EUR",
        "in_stock": True,
        "url": f"https://shop.example/{item_id}",
        "image": None,
        "attributes": {"Brand": "Fernweh", "Weight": "1.2 kg"},
        "reason": "matches what you asked: waterproof",
        "actions": [
            reply("Add to cart", f"/add_to_cart{item}", "add"),
            reply("Details", f"/ask_fact{item}", "details"),
            reply("More like this", f"/similar{item}", "similar"),
        ],
        **changes,
    }


BACKPACKS = [
    card("b1", "Trail backpack"),
    card("b2", "Ridge daypack", "44.50", in_stock=False, actions=[]),
    card("b3", "Pocket pack", None, attributes={}),
    card("b4", "Metro commuter", "69.00"),
    card("b5", "Summit roll-top", "89.90"),
]
CARDS = custom({"type": "cards", "cards": BACKPACKS})
REPLIES = custom({"type": "replies", "replies": [reply("Cheaper", "/cheaper"), reply("In red", "/in_red")]})
LINES = [{"item_id": "b1", "name": "Trail backpack", "quantity": 2, "price": "59.00", "total": "118.00"}]
CART = custom({"type": "cart", "lines": LINES, "total": "118.00", "currency": "EUR"})
ORDER = custom(
    {
        "type": "order",
        "number": "D-1042",
        "status": "placed",
        "lines": LINES,
        "delivery": "Standard delivery",
        "delivery_price": "4.90",
        "total": "122.90",
        "currency": "EUR",
        "pay_url": "https://pay.example/1042",
    }
)
TABLE = custom(
    {
        "type": "table",
        "caption": "Trail backpack and Ridge daypack, side by side",
        "columns": [
            {"item_id": "b1", "name": "Trail backpack", "actions": [reply("Add to cart", "/add")]},
            {"item_id": "b2", "name": "Ridge daypack", "actions": []},
        ],
        "rows": [
            {"label": "Weight", "values": ["1.2 kg", None], "differs": True},
            {"label": "Brand", "values": ["Fernweh", "Fernweh"], "differs": False},
        ],
    }
)
RATING = custom(
    {
        "type": "rating",
        "text": "How was this talk?",
        "stars": [reply(f"{n} of 5 stars", f"/rate{n}") for n in range(1, 6)],
    }
)
NOTICE = custom({"type": "notice", "text": "Mei has come"})
PERSON = custom({"type": "person", "name": "Mei", "text": "Hello, let me look at that."})
EVERYTHING = [CARDS, REPLIES, CART, ORDER, TABLE, RATING, NOTICE, PERSON]
