"""When nothing fits: which single condition to drop or to move, and how much that would bring.

It offers; it never changes the request by itself, and it leaves out what brings nothing. A value is widened to
its family (navy to blue) before it is dropped, since that keeps more of the wish. A kind of thing is only widened
where nothing else helps: who asked for lamps does not want a chair at the right price.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, Protocol

from knowledge_graph.request import Bound, Order, Range, Request
from knowledge_graph.results import Relaxation
from knowledge_graph.terms import Attribute
from knowledge_graph.units import convert_bound

_HANDFUL: Final = 6
# A bound is moved further than to the nearest product for a few more, as long as it is about the same amount.
_ABOUT: Final = Decimal("0.1")


class Asked(Protocol):
    """What relaxing asks of a catalogue."""

    def count(self, request: Request) -> int:
        """How many products meet a request."""

    def amounts(self, request: Request, attribute: str | None) -> Sequence[Decimal]:
        """Amounts of an attribute (None: prices) of what meets a request, ascending."""

    def attribute(self, attribute: str) -> Attribute | None:
        """How an attribute is held."""

    def wider(self, thing: str) -> str | None:
        """The next wider category, or the family of a value."""


def relax(asked: Asked, request: Request, *, most: int = 3) -> list[Relaxation]:
    """At most `most` single steps that find something, those that keep most of the wish first."""
    steps = _counted(asked, _steps(asked, request), most)
    return steps or _counted(asked, _widened(asked, request), most)


def _counted(asked: Asked, steps: Iterator[Relaxation], most: int) -> list[Relaxation]:
    found: list[Relaxation] = []
    for step in steps:
        if len(found) == most:
            break
        count = asked.count(step.request)
        if count:
            found.append(replace(step, count=count))
    return found


def _steps(asked: Asked, request: Request) -> Iterator[Relaxation]:
    if request.price is not None:
        yield from _nearest_price(asked, request, request.price)
    for range_ in request.ranges:
        yield from _nearest_amount(asked, request, range_)
    yield from _families(asked, request)
    for value in request.values:
        yield Relaxation("value", replace(request, values=_others(request.values, value)), 0, value)
    for value in request.all_of:
        yield Relaxation("value", replace(request, all_of=_others(request.all_of, value)), 0, value)
    for brand in request.brands:
        yield Relaxation("brand", replace(request, brands=()), 0, brand)
    for iri in request.without:
        yield Relaxation("without", replace(request, without=_others(request.without, iri)), 0, iri)
    if request.text and replace(request, text="", price=None, order=Order.FIT) != Request():
        yield Relaxation("text", replace(request, text=""), 0, request.text)
    if request.on_sale:
        yield Relaxation("sale", _at_any_price(request), 0)
    if request.in_stock:
        yield Relaxation("stock", replace(request, in_stock=False), 0)


def _at_any_price(request: Request) -> Request:
    order = Order.FIT if request.order is Order.REDUCED else request.order
    return replace(request, on_sale=False, order=order)


def _widened(asked: Asked, request: Request) -> Iterator[Relaxation]:
    """Each category in turn as the next wider one."""
    for category, wider, categories in _wider_ones(asked, request.categories):
        yield Relaxation("category", replace(request, categories=categories), 0, category, wider=wider)


def _families(asked: Asked, request: Request) -> Iterator[Relaxation]:
    """Each value in turn as the one that it is a shade or a sort of."""
    for value, wider, values in _wider_ones(asked, request.values):
        yield Relaxation("value", replace(request, values=values), 0, value, wider=wider)
    for value, wider, values in _wider_ones(asked, request.all_of):
        yield Relaxation("value", replace(request, all_of=values), 0, value, wider=wider)


def _wider_ones(asked: Asked, iris: tuple[str, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each of the IRIs that has a wider one, that wider one, and all of them with it in the place of the first."""
    for iri in iris:
        wider = asked.wider(iri)
        if wider is not None:
            yield iri, wider, tuple(dict.fromkeys((*_others(iris, iri), wider)))


def _others(iris: tuple[str, ...], dropped: str) -> tuple[str, ...]:
    return tuple(iri for iri in iris if iri != dropped)


def _nearest_price(asked: Asked, request: Request, bound: Bound) -> Iterator[Relaxation]:
    found = _moved(bound, asked.amounts(replace(request, price=None), None))
    if found is not None:
        edge, moved = found
        order = Order.PRICE_UP if moved.high == edge else Order.PRICE_DOWN
        yield Relaxation("price", replace(request, price=moved, order=order), 0, "price", price=edge)


def _nearest_amount(asked: Asked, request: Request, range_: Range) -> Iterator[Relaxation]:
    """The range moved to where something is; without it, where nothing has an amount to move to."""
    rest = tuple(other for other in request.ranges if other != range_)
    held = asked.attribute(range_.attribute)
    unit = held.unit if held else None
    # In the attribute's own unit no amount has to be converted, and so none is missed by a rounding.
    bound = convert_bound(range_.bound, range_.unit, unit)
    found = _moved(bound, asked.amounts(replace(request, ranges=rest), range_.attribute))
    if found is None:
        yield Relaxation("range", replace(request, ranges=rest), 0, range_.attribute)
    else:
        edge, moved = found
        ranges = (*rest, Range(range_.attribute, moved, unit or range_.unit))
        yield Relaxation("range", replace(request, ranges=ranges), 0, range_.attribute, amount=edge)


def _moved(bound: Bound, amounts: Sequence[Decimal]) -> tuple[Decimal, Bound] | None:
    """One end of the bound moved so far that a handful lies inside, and where that end is now.

    The upper end is moved before the lower. None where nothing lies beyond an end.
    """
    if bound.high is not None:
        above = [amount for amount in amounts if amount >= bound.high]
        if above:
            edge = _edge(above)
            return edge, Bound(bound.low, edge, low_open=bound.low_open)
    if bound.low is not None:
        below = [amount for amount in reversed(amounts) if amount <= bound.low]
        if below:
            edge = _edge(below)
            return edge, Bound(edge, bound.high, high_open=bound.high_open)
    return None


def _edge(amounts: Sequence[Decimal]) -> Decimal:
    """The furthest of the first handful that is about as far as the nearest."""
    nearest = amounts[0]
    about = [amount for amount in amounts[:_HANDFUL] if abs(amount - nearest) <= _ABOUT * abs(nearest)]
    return about[-1]
