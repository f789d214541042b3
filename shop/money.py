"""Money as an integer of minor units with its currency: exact, and never mixed.

No exchange between currencies, and no float ever.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from babel.numbers import format_currency, get_currency_precision

from shop.errors import MoneyError

LOCALES = {"en": "en_US", "zh": "zh_Hans_CN"}  # of each language of a shop, for dates and money


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units (cents, fen; yen as they are) of the ISO 4217 `currency`."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> Self:
        """From major units; raises MoneyError where `amount` is finer than the currency's smallest coin."""
        minor = amount.scaleb(get_currency_precision(currency))
        if minor != minor.to_integral_value():
            raise MoneyError(amount, currency)
        return cls(int(minor), currency)

    @classmethod
    def nearest(cls, amount: Decimal, currency: str) -> Self:
        """The nearest amount in whole coins, for a bound that somebody worked out; never for a price to pay."""
        return cls(int(amount.scaleb(get_currency_precision(currency)).to_integral_value()), currency)

    def decimal(self) -> str:
        """As a decimal string in major units: 1290 USD cents are "12.90"."""
        places = get_currency_precision(self.currency)
        return f"{Decimal(self.minor).scaleb(-places):.{places}f}"

    def spoken(self, language: str) -> str:
        """As a person of that language writes it: "$12.90", "¥12.90"."""
        return format_currency(Decimal(self.decimal()), self.currency, locale=LOCALES.get(language, "en_US"))

    def __mul__(self, quantity: int) -> Self:
        return type(self)(self.minor * quantity, self.currency)

    def __add__(self, other: Self) -> Self:
        if other.currency != self.currency:
            raise MoneyError(Decimal(other.decimal()), self.currency)
        return type(self)(self.minor + other.minor, self.currency)
