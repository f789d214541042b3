"""How a sentence changes the wish: pure functions from one Request to the next.

Nothing is asked of the shop here, and no state is kept; the same wish and words give the same new wish.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from actions.heard import Amount, Heard, Thing
from actions.measures import PERSON
from knowledge_graph import Bound, Order, Range, Request
from knowledge_graph.identifiers import attribute_iri

_CENT = Decimal("0.01")
NEARLY = Decimal("0.2")  # "around 50" is 40 to 60
YEAR = attribute_iri("year")


@dataclass(frozen=True, slots=True)
class Takes:
    """The money that the shop takes, so that a foreign currency is noticed."""

    currency: str

    def takes(self, amount: Amount) -> bool:
        """Whether the amount was said in the shop's money, or in no currency at all."""
        return not amount.currencies or self.currency in amount.currencies


def refine(request: Request, heard: Heard, money: Takes, attributes_by_unit: dict[str, str]) -> Request:
    """The wish after this sentence. A new kind of thing starts afresh, save for the price, which is kept.

    `attributes_by_unit` tells which attribute a measure speaks of ("20 hours").
    """
    categories = tuple(iri for thing in heard.named("category") for iri in thing.iris)
    changed = _for_category(request, categories, heard)
    changed = _with_things(changed, heard)
    changed = _with_price(changed, heard, money)
    changed = replace(changed, ranges=_ranges(changed.ranges, heard, attributes_by_unit))
    if heard.on_sale:
        changed = replace(changed, on_sale=True)
    if "stock" in heard.facts:
        changed = replace(changed, in_stock=True)
    if heard.order in set(Order):
        changed = replace(changed, order=Order(heard.order))
    return changed


def _for_category(request: Request, categories: tuple[str, ...], heard: Heard) -> Request:
    if categories and set(categories) < set(request.categories):
        # "Headphones first", after headphones or speakers: all that was said of both stands.
        return replace(request, categories=categories, text=heard.words or request.text, like=None)
    if categories and set(categories) != set(request.categories):
        return Request(categories=categories, price=request.price, text=heard.words)
    if categories:
        return replace(request, text=heard.words or request.text, like=None)
    if heard.words and not request.categories:
        return Request(price=request.price, text=heard.words)
    return replace(request, text=heard.words or request.text, like=None)


def _with_things(request: Request, heard: Heard) -> Request:
    wanted = [_iri(thing) for thing in heard.named("value")]
    brands = tuple(iri for thing in heard.named("brand") for iri in thing.iris)
    refused = [
        iri
        for kind in ("category", "value", "brand", "item")
        for thing in heard.named(kind, negated=True)
        for iri in thing.iris
    ]
    said = {_attribute_of(iri) for iri in wanted}
    kept = [iri for iri in request.values if _attribute_of(iri) not in said and iri not in refused]
    without = [iri for iri in request.without if iri not in wanted and iri not in brands]
    return replace(
        request,
        values=tuple(dict.fromkeys([*kept, *wanted])),
        brands=brands or tuple(iri for iri in request.brands if iri not in refused),
        without=tuple(dict.fromkeys([*without, *refused])),
        categories=tuple(iri for iri in request.categories if iri not in refused),
    )


def _iri(thing: Thing) -> str:
    return thing.iris[0]


def _attribute_of(value_iri: str) -> str:
    return value_iri.removeprefix("urn:daogou:value:").partition("/")[0]


def _with_price(request: Request, heard: Heard, money: Takes) -> Request:
    price = price_said(heard, money)
    return request if price is None else replace(request, price=price)


def price_said(heard: Heard, money: Takes) -> Bound | None:
    """The price that the sentence bounds, from either side where it does; None where it says none in this money."""
    amount = heard.amount("price") or _bare_number(heard)
    if amount is None or not money.takes(amount):
        return None
    priced = [one for one in heard.amounts if one.kind == amount.kind and money.takes(one)]
    return _both_ends(around(amount), [around(one) for one in priced])


def _both_ends(last: Bound, said: Sequence[Bound]) -> Bound:
    """The bound said last, with the end that it leaves open taken from one said before it.

    "over 20 and under 50" is one interval; "under 80, no, under 60" is the second.
    """
    for bound in said:
        if last.low is None and bound.high is None:
            return Bound(bound.low, last.high)
        if last.high is None and bound.low is None:
            return Bound(last.low, bound.high)
    return last


def _bare_number(heard: Heard) -> Amount | None:
    """A number alone ("lamp 80", "80") is the most it may cost, unless it is small enough to be a count.

    Beside words that nobody knows it belongs to a name: the 15 of "iphone 15 case" is no price.
    """
    number = heard.amount("number")
    if heard.words or number is None or number.bound.high is None or number.bound.high < 10:
        return None
    return replace(number, bound=Bound(None, number.bound.high))


def around(amount: Amount) -> Bound:
    """The bound that was said; "around" leaves a fifth on either side."""
    bound = amount.bound
    if amount.about and bound.low is not None and bound.high is not None:
        return Bound(bound.low * (1 - NEARLY), bound.high * (1 + NEARLY))
    return bound


def _ranges(ranges: Sequence[Range], heard: Heard, attributes_by_unit: dict[str, str]) -> tuple[Range, ...]:
    kept = list(ranges)
    for amount in heard.amounts:
        attribute = YEAR if amount.kind == "year" else attributes_by_unit.get(amount.unit or "")
        if amount.kind not in ("measure", "year") or attribute is None:
            continue
        of_the_same = [one for one in heard.amounts if (one.kind, one.unit) == (amount.kind, amount.unit)]
        bound = _both_ends(around(amount), [around(one) for one in of_the_same])
        kept = [range_ for range_ in kept if range_.attribute != attribute]
        unit = None if amount.kind == "year" or amount.unit == PERSON else amount.unit
        kept.append(Range(attribute, bound, unit))
    return tuple(kept)


def dearer_than(request: Request, shown_prices: Sequence[Decimal]) -> Request:
    """The same kind of thing above the middle of what was shown; with `shown_prices` empty it is only sorted."""
    if not shown_prices:
        return replace(request, order=Order.PRICE_DOWN)
    average = (sum(shown_prices, Decimal(0)) / len(shown_prices)).quantize(_CENT, ROUND_FLOOR)
    floor = average if min(shown_prices) < max(shown_prices) else max(shown_prices)
    high = request.price.high if request.price else None
    high = high if high is not None and high > floor else None
    return replace(request, price=Bound(floor, high, low_open=True), order=Order.FIT)


def cheaper_than(request: Request, shown_prices: Sequence[Decimal]) -> Request:
    """The same kind of thing below the middle of what was shown, cheapest ones not forced to the front.

    With `shown_prices` empty the wish is only sorted. The bound is below the dearest shown and below the
    average, so that what comes is cheaper on the whole.
    """
    if not shown_prices:
        return replace(request, order=Order.PRICE_UP)
    average = (sum(shown_prices, Decimal(0)) / len(shown_prices)).quantize(_CENT, ROUND_CEILING)
    ceiling = average if min(shown_prices) < max(shown_prices) else max(shown_prices)
    low = request.price.low if request.price else None
    low = low if low is not None and low < ceiling else None
    return replace(request, price=Bound(low, ceiling, high_open=True), order=Order.FIT)
