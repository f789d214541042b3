"""How a shop takes orders, as `ordering` in its shop.yml says: deliveries, returns, the way to pay.

Nothing is ordered or charged here. A shop that says nothing of it takes orders all the same: what delivery
costs is then left to shop and shopper, and no figure is made up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from string import Formatter
from typing import Any, Self
from urllib.parse import quote

from babel import Locale

from shop.errors import MoneyError, ShopFileError
from shop.money import Money

LONGEST_RETURNS_DAYS = 3650
_IN_A_LINK = frozenset({"number", "total", "currency"})
_FIELDS = frozenset({"delivery", "returns_days", "payment"})
_OF_A_DELIVERY = frozenset({"id", "name", "price", "free_from", "countries"})


@dataclass(frozen=True, slots=True)
class Delivery:
    """One way to get the goods. `price` is None where shop and shopper agree on it later."""

    delivery_id: str
    names: Mapping[str, str]  # by language; empty for the one that nobody set
    price: Money | None = None
    free_from: Money | None = None
    countries: tuple[str, ...] = ()  # ISO 3166, two letters; empty: anywhere

    def name(self, language: str) -> str | None:
        """What it is called in `language`, else in any; None where it has no name."""
        return self.names.get(language) or next(iter(self.names.values()), None)

    def price_for(self, goods: Money) -> Money | None:
        """What it costs with goods of that much; None where that is agreed later."""
        if self.price is not None and self.free_from is not None and goods.minor >= self.free_from.minor:
            return Money(0, self.price.currency)
        return self.price

    def goes_to(self, country: str) -> bool:
        """Whether it goes to the country of that code."""
        return not self.countries or country in self.countries


AGREED_LATER = Delivery("agreed", {})


@dataclass(frozen=True, slots=True)
class Ordering:
    """The terms of one shop. Without `returns_days` it decides itself what may come back."""

    deliveries: tuple[Delivery, ...] = (AGREED_LATER,)
    returns_days: int | None = None  # from the day it was sent
    payment: str | None = None  # a link with {number}, {total} and {currency}; None: the shop asks for it

    @property
    def countries(self) -> tuple[str, ...]:
        """All that any delivery goes to, each once; empty where one goes anywhere."""
        if not all(one.countries for one in self.deliveries):
            return ()
        return tuple(dict.fromkeys(code for one in self.deliveries for code in one.countries))

    def delivery(self, delivery_id: str | None) -> Delivery | None:
        """The delivery of that id, or the only one; None where it is not known or still to be chosen."""
        if len(self.deliveries) == 1:
            return self.deliveries[0]
        return next((one for one in self.deliveries if one.delivery_id == delivery_id), None)

    def payment_link(self, number: str, total: Money) -> str | None:
        """Where to pay that order; None where the shop has no such page."""
        if self.payment is None:
            return None
        values = {"number": number, "total": total.decimal(), "currency": total.currency}
        return self.payment.format(**{name: quote(value, safe="") for name, value in values.items()})

    @classmethod
    def read(cls, file: Path, told: object, currency: str) -> Self:
        """The terms under `ordering` in `file`; raises ShopFileError naming the first that cannot be used."""
        if told is None:
            return cls()
        if not isinstance(told, dict) or set(told) - _FIELDS:
            raise ShopFileError(file, "ordering", told, "some of " + ", ".join(sorted(_FIELDS)))
        return cls(
            tuple(_deliveries(file, told.get("delivery"), currency)),
            _days(file, told.get("returns_days")),
            _link(file, told.get("payment")),
        )

    def to_yaml(self) -> dict[str, Any]:
        """As `read` reads it; empty where nothing was set."""
        told: dict[str, Any] = {}
        if self.deliveries != (AGREED_LATER,):
            told["delivery"] = [_told(one) for one in self.deliveries]
        if self.returns_days is not None:
            told["returns_days"] = self.returns_days
        if self.payment is not None:
            told["payment"] = self.payment
        return told


def country_name(code: str, language: str) -> str:
    """What a country is called in `language`; the code itself where it has no name."""
    return str(Locale.parse(language).territories.get(code, code))


def _deliveries(file: Path, told: object, currency: str) -> Iterator[Delivery]:
    if told is None:
        yield AGREED_LATER
        return
    if not isinstance(told, list) or not told:
        raise ShopFileError(
            file, "ordering.delivery", told, "a list with id, name and price of each delivery"
        )
    seen: set[str] = set()
    for place, one in enumerate(told, start=1):
        where = f"ordering.delivery {place}"
        if not isinstance(one, dict) or set(one) - _OF_A_DELIVERY:
            raise ShopFileError(file, where, one, "some of " + ", ".join(sorted(_OF_A_DELIVERY)))
        delivery_id = one.get("id")
        if not isinstance(delivery_id, str) or not delivery_id or delivery_id in seen:
            raise ShopFileError(file, f"{where}: id", delivery_id, "a word that no other delivery has")
        seen.add(delivery_id)
        yield Delivery(
            delivery_id,
            _names(file, where, one.get("name")),
            _money(file, f"{where}: price", one.get("price"), currency),
            _money(file, f"{where}: free_from", one.get("free_from"), currency),
            tuple(_countries(file, f"{where}: countries", one.get("countries") or [])),
        )


def _names(file: Path, where: str, told: object) -> dict[str, str]:
    names = told if isinstance(told, dict) else {"": told}
    if not names or not all(isinstance(name, str) and name.strip() for name in names.values()):
        raise ShopFileError(file, f"{where}: name", told, "a name, or one for each language")
    return {str(language): str(name) for language, name in names.items()}


def _money(file: Path, where: str, told: object, currency: str) -> Money | None:
    if told is None:
        return None
    try:
        amount = Decimal(str(told))
        money = Money.of(amount, currency) if amount.is_finite() and amount >= 0 else None
    except (InvalidOperation, MoneyError):
        money = None
    if money is None or isinstance(told, bool):
        raise ShopFileError(
            file, where, told, f"an amount of {currency} such as {Money(490, currency).decimal()}"
        )
    return money


def _countries(file: Path, where: str, told: object) -> Iterator[str]:
    if not isinstance(told, list):
        raise ShopFileError(file, where, told, "a list of countries such as [DE, AT]")
    known = Locale("en").territories
    for code in told:
        # YAML 1.1 readers take NO for a truth value; quoted, it is Norway.
        if not isinstance(code, str) or len(code) != 2 or not code.isalpha() or code not in known:
            raise ShopFileError(file, where, code, 'a code of two letters such as DE or "NO"')
        yield code


def _days(file: Path, told: object) -> int | None:
    if told is None:
        return None
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= LONGEST_RETURNS_DAYS:
        raise ShopFileError(file, "ordering.returns_days", told, "a whole number of days such as 30")
    return told


def _link(file: Path, told: object) -> str | None:
    if told is None:
        return None
    wanted = "an https link in which only {number}, {total} and {currency} are filled in"
    try:
        places = {name for _, name, _, _ in Formatter().parse(str(told)) if name is not None}
    except ValueError:
        places = {""}
    if not str(told).startswith("https://") or places - _IN_A_LINK:
        raise ShopFileError(file, "ordering.payment", told, wanted)
    return str(told)


def _told(one: Delivery) -> dict[str, Any]:
    told: dict[str, Any] = {"id": one.delivery_id, "name": dict(one.names)}
    for field, money in (("price", one.price), ("free_from", one.free_from)):
        if money is not None:
            told[field] = money.decimal()
    if one.countries:
        told["countries"] = list(one.countries)
    return told
