"""A shopper of tests who buys: what they fill in, and the steps from a full cart to an order's number."""

import re

from talking import Answer, Shopper

NUMBER = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
READER = {
    "name": "Quillfeather Q. Reader",
    "email": "quillfeather@postbox.example.org",
    "phone": "+1 212 555 0123",
    "street": "17 Zyzzyva Lane",
    "street2": "Flat 90417",
    "city": "Riversidetown",
    "postcode": "90417",
    "country": "US",
    "delivery": "standard",
}
PERSONAL = tuple(READER[field] for field in ("name", "email", "phone", "street", "street2", "city"))


def number_in(answer: Answer) -> str | None:
    """The number of an order that an answer tells."""
    found = NUMBER.search(answer.text)
    return found[0] if found else None


def take(shopper: Shopper, item_name: str) -> None:
    """That item is in the cart after this."""
    card = next(card for card in shopper.say(item_name).cards if card["name"] == item_name)
    button = next(action for action in card["actions"] if action["title"] == "Add to cart")
    assert shopper.choose(button).cart is not None


def come_to_the_question(shopper: Shopper) -> Answer:
    """From a full cart to the total and the question whether to order."""
    shopper.say("I want to check out")
    answer = shopper.fill_in(READER)
    assert answer.status == 200, answer
    return answer


def yes_of(answer: Answer) -> dict[str, str]:
    """The reply that orders."""
    return next(reply for reply in answer.replies if reply["title"] == "Yes, place the order")
