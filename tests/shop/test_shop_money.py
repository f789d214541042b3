"""Money is exact, in whole coins, and never of two currencies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.errors import MoneyError
from shop.money import Money

_cents = st.integers(min_value=0, max_value=10**12)


def test_a_price_is_written_as_people_of_the_language_write_it() -> None:
    price = Money.of(Decimal("1299.9"), "USD")
    assert price == Money(129990, "USD")
    assert price.decimal() == "1299.90"
    assert price.spoken("en") == "$1,299.90"
    assert Money.of(Decimal(88), "CNY").spoken("zh") == "¥88.00"


def test_yen_have_no_cents() -> None:
    price = Money.of(Decimal("1290"), "JPY")
    assert price.minor == 1290
    assert price.decimal() == "1290"
    assert Money.of(Decimal("1.234"), "KWD").decimal() == "1.234"


@pytest.mark.parametrize(("amount", "currency"), [("12.905", "USD"), ("0.5", "JPY"), ("1.2345", "KWD")])
def test_half_a_coin_is_refused_and_never_rounded(amount: str, currency: str) -> None:
    with pytest.raises(MoneyError, match="smallest coin"):
        Money.of(Decimal(amount), currency)


def test_a_bound_that_was_worked_out_is_said_in_whole_coins() -> None:
    assert Money.nearest(Decimal("1233.34"), "JPY") == Money(1233, "JPY")
    assert Money.nearest(Decimal("12.996"), "USD") == Money(1300, "USD")


def test_euros_and_dollars_are_never_added() -> None:
    with pytest.raises(MoneyError):
        Money(100, "EUR") + Money(100, "USD")


@given(_cents, st.sampled_from(["USD", "EUR", "CNY", "JPY", "KWD"]))
def test_a_price_that_is_written_and_read_again_is_the_same_price(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.of(Decimal(money.decimal()), currency) == money


@given(_cents, st.integers(min_value=1, max_value=999))
def test_so_many_of_one_cost_as_much_as_adding_them_up(minor: int, quantity: int) -> None:
    one = Money(minor, "EUR")
    assert one * quantity == sum([one] * quantity, Money(0, "EUR"))
