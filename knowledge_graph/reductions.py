"""What is on sale: by which share a price is below the list price, the same for the graph's rows and the columns.

A product is on sale where its list price is above its price, and nowhere else: no former price is ever guessed."""

from collections.abc import Iterable, Iterator
from decimal import Decimal


def share_off(price: Decimal | None, listed: Decimal | None) -> Decimal | None:
    """The share of `listed` that is taken off, above 0 and at most 1; None where nothing is."""
    return (listed - price) / listed if price is not None and listed is not None and listed > price else None


def shares_off(
    prices: Iterable[tuple[int, Decimal]], listed: Iterable[tuple[int, Decimal]]
) -> Iterator[tuple[int, Decimal]]:
    """(row, share) of each row that is on sale; both come with their amounts ascending.

    Of several prices the least counts, and of several list prices the greatest.
    """
    greatest, seen = dict(listed), set[int]()
    for row, price in prices:
        share = None if row in seen else share_off(price, greatest.get(row))
        seen.add(row)
        if share is not None:
            yield row, share
