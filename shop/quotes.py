"""What an order would be: a cart at the prices and the stock of now, with its delivery. Values alone, no SQL.

The fingerprint stands for all that a shopper agrees to by a yes; who they are and where they live is not in it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from shop.money import Money
from shop.ordering import Delivery


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """A line of the cart as it could be ordered now."""

    item_id: str
    names: Mapping[str, str]  # by language; empty for an item that the catalogue lost
    quantity: int
    price: Money | None  # None: it is not sold any more
    put_in_at: Money  # what it cost when it was put in the cart
    left: int | None  # None: nobody counts it

    @property
    def is_short(self) -> bool:
        """Whether less is left than is wanted."""
        return self.left is not None and self.left < self.quantity

    @property
    def is_open(self) -> bool:
        """Whether it can be ordered as it stands."""
        return self.price is not None and not self.is_short

    @property
    def total(self) -> Money:
        """Price times quantity, exactly; nothing where it is not sold."""
        return Money(0, self.put_in_at.currency) if self.price is None else self.price * self.quantity


@dataclass(frozen=True, slots=True)
class Quote:
    """A whole cart as it could be ordered now. `delivery` is None until the form is given."""

    lines: tuple[QuotedLine, ...]
    currency: str
    delivery: Delivery | None

    @property
    def goods(self) -> Money:
        """The sum of all lines, exactly."""
        return sum((line.total for line in self.lines), Money(0, self.currency))

    @property
    def delivery_price(self) -> Money | None:
        """What delivery costs; None where that is not known yet."""
        return None if self.delivery is None else self.delivery.price_for(self.goods)

    @property
    def total(self) -> Money:
        """Goods and, where its price is known, delivery, exactly."""
        return self.goods + (self.delivery_price or Money(0, self.currency))

    @property
    def can_be_placed(self) -> bool:
        """Whether there is something to order, all of it there, and where to is known."""
        return bool(self.lines) and self.delivery is not None and all(line.is_open for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """The same for the same goods, prices and delivery; 16 hex digits."""
        price = self.delivery_price
        told = [
            self.currency,
            [
                [line.item_id, line.quantity, None if line.price is None else line.price.minor]
                for line in self.lines
            ],
            None if self.delivery is None else self.delivery.delivery_id,
            None if price is None else price.minor,
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]
