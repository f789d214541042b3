"""The errors of the shop: one tree, so that whoever calls a shop can catch all of them at once."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # at run time, whoever needs SQL alone need not load the graph
    from knowledge_graph.feeds import BadRow


class ShopError(Exception):
    """The shop cannot do what was asked; the message says where, what, and what to do."""


class DatabaseError(ShopError):
    """The shop's database cannot be used."""


class DatabaseBusyError(DatabaseError):
    """Another change held the database for longer than a change may wait."""

    def __init__(self, waited_s: float) -> None:
        super().__init__(f"The shop's database was busy for {waited_s:g} s; try the change again.")


class DatabaseTooNewError(DatabaseError):
    """The database was written by a later version of this program."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"The shop's database is at revision {found}, this program knows {known} at most; "
            "start the newer program, or restore the copy made before the upgrade."
        )


class ConversationUnknownError(ShopError):
    """No conversation has this number."""

    def __init__(self, conversation: int) -> None:
        super().__init__(f"There is no conversation {conversation}; open one first.")


class TurnUnknownError(ShopError):
    """The conversation has no turn of this number."""

    def __init__(self, conversation: int, turn: int) -> None:
        super().__init__(f"Conversation {conversation} has no turn {turn}; begin one first.")


class KeyReusedError(ShopError):
    """An idempotency key came back with another request than its first."""

    def __init__(self, conversation: int, turn: int) -> None:
        super().__init__(
            f"This idempotency key belongs to turn {turn} of conversation {conversation}, "
            "which asked for something else; mint a new key for a new request."
        )


class MoneyError(ShopError):
    """An amount that the currency cannot express."""

    def __init__(self, amount: object, currency: str) -> None:
        super().__init__(f"{amount} is no exact amount of {currency}; use its own smallest coin.")


class ShopMissingError(ShopError):
    """The folder holds no shop."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"{folder} holds no shop; make one with `bot shop create {folder}`.")


class ShopFileError(ShopError):
    """A value of shop.yml cannot be used."""

    def __init__(self, file: object, field: str, value: object, wanted: str) -> None:
        super().__init__(f"{file}: {field} is {value!r}; write {wanted}.")


class ShopExistsError(ShopError):
    """The folder is taken."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"{folder} already holds a shop; choose another folder or import into this one.")


class ImportRefusedError(ShopError):
    """A feed with rows that cannot be used, and nobody said to go on without them."""

    def __init__(self, feed: object, bad_rows: "Sequence[BadRow]") -> None:
        self.bad_rows = tuple(bad_rows)
        rows = "one of its rows" if len(bad_rows) == 1 else f"{len(bad_rows)} of its rows"
        super().__init__(
            f"{feed}: nothing was loaded, because {rows} cannot be used; mend what is named above, "
            "or load the rest with --keep-going."
        )


class WithdrawalRefusedError(ShopError):
    """A feed lacks most of what the shop sells, and nobody said that this is meant."""

    def __init__(self, feed: object, missing: int, held: int) -> None:
        super().__init__(
            f"{feed}: nothing was loaded, because {missing} of the shop's {held} products are not in this feed; "
            "keep them beside it with --keep, or take them out of the shop with --withdraw."
        )


class NotSoldError(ShopError):
    """An item without a price was to be put in the cart."""

    def __init__(self, item_id: str) -> None:
        super().__init__(f"{item_id} has no price, so it cannot be put in a cart.")


class OutOfStockError(ShopError):
    """More was wanted than there is."""

    def __init__(self, item_id: str, wanted: int, left: int) -> None:
        self.item_id, self.wanted, self.left = item_id, wanted, left
        super().__init__(f"{wanted} of {item_id} were wanted and {left} are left; take fewer.")


class OrderUnknownError(ShopError):
    """The shopper has no order of this number."""

    def __init__(self, number: str) -> None:
        super().__init__(f"There is no order {number} here; look at the number again.")


class OrderClosedError(ShopError):
    """The order has gone too far, or not far enough, for what was asked."""

    def __init__(self, number: str, status: str) -> None:
        self.number, self.status = number, status
        super().__init__(f"Order {number} is {status}, so this cannot be done with it any more, or not yet.")


class ReturnLateError(OrderClosedError):
    """The shop's time for sending things back has passed."""

    def __init__(self, number: str, status: str, days: int) -> None:
        super().__init__(number, status)
        self.days = days


class QuoteChangedError(ShopError):
    """What would be ordered is not what the shopper agreed to; nothing was ordered."""

    def __init__(self) -> None:
        super().__init__("Cart, price, stock or delivery differ from what was agreed; ask again.")


class TurnOverError(ShopError):
    """The turn has ended already, with another answer."""

    def __init__(self, conversation: int, turn: int) -> None:
        super().__init__(
            f"Turn {turn} of conversation {conversation} is over; what it asked for was not done."
        )


class ImportRunningError(ShopError):
    """Another import is at work in the same shop."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"{folder}: another import is running; try again when it has ended.")


class ModelNotKeptError(ShopError):
    """The shop keeps no recommender model of this id."""

    def __init__(self, model_id: str, kept: Iterable[str]) -> None:
        told = ", ".join(kept) or "none"
        super().__init__(
            f"No model {model_id} is kept (kept: {told}); `bot recommender models` lists them, "
            "`bot recommender train` makes a new one."
        )


class HistoryUnusableError(ShopError):
    """A file of history or of items has rows that cannot be used, and nothing may be judged on the rest."""

    def __init__(self, bad_rows: "Sequence[BadRow]") -> None:
        left = len(bad_rows) - 1
        others = f" {left} more {'row' if left == 1 else 'rows'} cannot be used." if left else ""
        super().__init__(f"{bad_rows[0].message}{others}")


class NotWaitingError(ShopError):
    """Nobody in this conversation asked for a person, or it is over, or nobody has taken it yet."""

    def __init__(self, conversation: int) -> None:
        super().__init__(f"Conversation {conversation} does not wait for that; look at the list again.")


class TakenByAnotherError(ShopError):
    """A colleague has this conversation."""

    def __init__(self, conversation: int, by: str) -> None:
        self.by = by
        super().__init__(f"{by} has conversation {conversation}; ask them to hand it back.")
