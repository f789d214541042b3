"""The terms of ordering in shop.yml: what may stand there, and what is said of what may not."""

from pathlib import Path

import pytest

from shop.errors import ShopFileError
from shop.money import Money
from shop.ordering import Ordering
from shop.profile import ShopProfile

SHOP = "name: Corner\ncurrency: EUR\nlanguage: en\n"
DEMO = Path(__file__).parents[2] / "demo"


def terms(folder: Path, ordering: str) -> Ordering:
    (folder / "shop.yml").write_text(f"{SHOP}ordering: {ordering}\n", "utf-8")
    return ShopProfile.read(folder).ordering


def test_a_shop_that_says_nothing_promises_no_price_of_delivery(tmp_path: Path) -> None:
    (tmp_path / "shop.yml").write_text(SHOP, "utf-8")
    ordering = ShopProfile.read(tmp_path).ordering
    (delivery,) = ordering.deliveries
    assert delivery.price_for(Money(5000, "EUR")) is None
    assert delivery.goes_to("FR")
    assert ordering.payment_link("B4RT-9LK3", Money(5000, "EUR")) is None


def test_delivery_is_free_from_the_amount_that_the_shop_set(tmp_path: Path) -> None:
    told = "{delivery: [{id: post, name: Post, price: 4.90, free_from: 50, countries: [DE, AT]}]}"
    (delivery,) = terms(tmp_path, told).deliveries
    assert delivery.price_for(Money(4999, "EUR")) == Money(490, "EUR")
    assert delivery.price_for(Money(5000, "EUR")) == Money(0, "EUR")
    assert (delivery.goes_to("AT"), delivery.goes_to("FR")) == (True, False)


def test_the_link_for_paying_names_order_total_and_currency(tmp_path: Path) -> None:
    told = '{payment: "https://pay.example/{currency}?sum={total}&for={number}"}'
    link = terms(tmp_path, told).payment_link("B4RT-9LK3", Money(5090, "EUR"))
    assert link == "https://pay.example/EUR?sum=50.90&for=B4RT-9LK3"


def test_what_was_read_is_written_as_it_was(tmp_path: Path) -> None:
    profile = ShopProfile.read(DEMO)
    assert profile.ordering.returns_days == 50
    profile.write(tmp_path)
    assert ShopProfile.read(tmp_path) == profile


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("{deliveries: []}", "ordering is"),
        ("[post]", "ordering is"),
        ("{delivery: []}", "ordering.delivery is"),
        ("{delivery: [{id: post, name: Post, cost: 3}]}", "ordering.delivery 1 is"),
        ("{delivery: [{name: Post, price: 3}]}", "ordering.delivery 1: id is None"),
        ("{delivery: [{id: post, name: Post}, {id: post, name: Two}]}", "ordering.delivery 2: id is 'post'"),
        ("{delivery: [{id: post, price: 3}]}", "ordering.delivery 1: name is None"),
        ("{delivery: [{id: post, name: Post, price: 3.999}]}", "ordering.delivery 1: price is 3.999"),
        ("{delivery: [{id: post, name: Post, price: -1}]}", "ordering.delivery 1: price is -1"),
        ("{delivery: [{id: post, name: Post, price: .nan}]}", "ordering.delivery 1: price is nan"),
        ("{delivery: [{id: post, name: Post, price: dear}]}", "ordering.delivery 1: price is 'dear'"),
        ("{delivery: [{id: post, name: Post, countries: [Germany]}]}", "ordering.delivery 1: countries is"),
        ("{delivery: [{id: post, name: Post, countries: [XX]}]}", "ordering.delivery 1: countries is 'XX'"),
        ("{returns_days: two weeks}", "ordering.returns_days is 'two weeks'"),
        ("{returns_days: -1}", "ordering.returns_days is -1"),
        ('{payment: "http://pay.example/{number}"}', "ordering.payment is"),
        ('{payment: "https://pay.example/{name}"}', "ordering.payment is"),
        ('{payment: "https://pay.example/{"}', "ordering.payment is"),
    ],
)
def test_a_term_that_cannot_be_used_is_named(tmp_path: Path, told: str, named: str) -> None:
    with pytest.raises(ShopFileError, match=r"shop\.yml") as error:
        terms(tmp_path, told)
    assert named in str(error.value)
