"""When nothing fits: which single condition to drop or to move, and how much that would bring.

It offers; it never changes the request by itself, and it leaves out what brings nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge_graph import Bound, Catalogue, Order, Request

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One step away from the request: `kind` is price, text, brand, value, range or without.

    `request` is what to ask instead, `count` how many products that finds; `price` the nearest price, where
    the price is moved.
    """

    kind: str
    request: Request
    count: int
    subject: str = ""  # the IRI or the words that would be given up
    price: Decimal | None = None


def relax(catalogue: Catalogue, request: Request, *, most: int = 3) -> list[Relaxation]:
    """At most `most` single steps that find something, those that keep most of the wish first."""
    found = []
    for relaxation in _steps(catalogue, request):
        count = len(catalogue.search(relaxation.request, LIMIT))
        if count:
            found.append(replace(relaxation, count=count))
        if len(found) == most:
            break
    return found


def _steps(catalogue: Catalogue, request: Request) -> Iterator[Relaxation]:
    if request.price is not None:
        yield from _nearest_price(catalogue, request, request.price)
    for range_ in request.ranges:
        rest = tuple(other for other in request.ranges if other != range_)
        yield Relaxation("range", replace(request, ranges=rest), 0, range_.attribute)
    for value in request.values:
        rest_values = tuple(other for other in request.values if other != value)
        yield Relaxation("value", replace(request, values=rest_values), 0, value)
    for brand in request.brands:
        yield Relaxation("brand", replace(request, brands=()), 0, brand)
    for iri in request.without:
        rest_without = tuple(other for other in request.without if other != iri)
        yield Relaxation("without", replace(request, without=rest_without), 0, iri)
    if request.text and replace(request, text="", price=None, order=Order.FIT) != Request():
        yield Relaxation("text", replace(request, text=""), 0, request.text)


def _nearest_price(catalogue: Catalogue, request: Request, asked: Bound) -> Iterator[Relaxation]:
    """Move the price bound just as far as the nearest product."""
    over = asked.high is not None
    order = Order.PRICE_UP if over else Order.PRICE_DOWN
    nearest = catalogue.search(replace(request, price=None, order=order), LIMIT)
    prices = [match.price for match in nearest if match.price is not None]
    if asked.high is not None:
        prices = [price for price in prices if price >= asked.high]
    elif asked.low is not None:
        prices = [price for price in prices if price <= asked.low]
    if prices:
        edge = prices[0]
        bound = Bound(low=asked.low, high=edge) if over else Bound(low=edge, high=None)
        moved = replace(request, price=bound, order=order)
        yield Relaxation("price", moved, 0, "price", price=edge)
