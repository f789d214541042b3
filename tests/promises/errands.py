"""What a shopper of these tests does before something goes wrong, and how it is seen that nothing was lost."""

from decimal import Decimal

from running_shop import RunningShop
from talking import Answer, Shopper

LAMP = "lamp-"  # how the demo shop's ids of lamps begin


def look_for_lamps(shopper: Shopper) -> Answer:
    """Something is looked for, so that there is a context to keep."""
    answer = shopper.say("show me lamps, please")
    assert_lamps(answer)
    return answer


def take_one(shopper: Shopper) -> tuple[str, int]:
    """A lamp is in the cart after this; its id, and how many."""
    first = look_for_lamps(shopper).cards[0]
    button = next(action for action in first["actions"] if action["title"] == "Add to cart")
    assert shopper.choose(button).cart is not None
    return first["item_id"], 1


def assert_context_kept(shopper: Shopper) -> None:
    """A price said alone still means lamps."""
    answer = shopper.say("under 100 dollars")
    assert_lamps(answer)
    assert max(Decimal(card["price"]) for card in answer.cards) <= 100


def assert_lamps(answer: Answer) -> None:
    """There are cards, and all are lamps."""
    assert answer.cards, answer
    assert all(item_id.startswith(LAMP) for item_id in answer.ids), answer


def cart_of(shop: RunningShop, conversation: int) -> dict[str, int]:
    """What the shopper's cart holds by the database: quantity by item."""
    return dict(
        shop.rows(
            "SELECT item_id, quantity FROM cart_line JOIN conversation USING (shopper_id) WHERE conversation.id = ?",
            conversation,
        )
    )


def conversation_of(shopper: Shopper) -> int:
    """The public number of the conversation."""
    return int(shopper.history()["conversation"])
