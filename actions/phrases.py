"""Put a wish into words: "lamps (up to $80, red, without leather)", from labels and numbers alone."""

from decimal import Decimal

from actions.wording import Wording
from knowledge_graph import Bound, Catalogue, Order, Range, Request
from shop.money import Money

_AMOUNT_PLACES = 2


def price_words(amount: Decimal, currency: str, wording: Wording) -> str:
    """A price as a person of that language writes it."""
    return Money.nearest(amount, currency).spoken(wording.language)


def number_words(amount: Decimal, unit: str | None, wording: Wording) -> str:
    """An amount with its unit: "1.2 kg"; no more than two places, no trailing zeros."""
    short = f"{round(amount, _AMOUNT_PLACES).normalize():f}"
    name = wording.unit(unit)
    return f"{short} {name}".strip() if wording.language == "en" else f"{short}{name}"


def kind_words(request: Request, catalogue: Catalogue, wording: Wording) -> str:
    """The kinds of thing that are wanted; "things" where none is named."""
    labels = [_lowered(catalogue.label(iri, wording.language)) for iri in request.categories]
    return wording.listed(list(dict.fromkeys(labels)), either=True) or wording.say("things")


def _lowered(label: str) -> str:
    # "Lamps" in the middle of a sentence is "lamps", but "TVs" and "LED" stay.
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def wish_words(request: Request, catalogue: Catalogue, currency: str, wording: Wording) -> str:
    """The whole wish in one phrase."""
    conditions = conditions_words(request, catalogue, currency, wording)
    listed = wording.say("list_comma").join(conditions)
    if not request.categories:
        return listed or wording.say("wish_nothing")
    kind = kind_words(request, catalogue, wording)
    return wording.say("wish_with", kind=kind, conditions=listed) if conditions else kind


def conditions_words(request: Request, catalogue: Catalogue, currency: str, wording: Wording) -> list[str]:
    """Each condition but the kind, as a phrase."""

    def labels(iris: tuple[str, ...]) -> str:
        return wording.say("list_comma").join(catalogue.label(iri, wording.language) for iri in iris)

    found = []
    if request.text:
        found.append(wording.say("condition_words", words=quoted(request.text, wording)))
    if request.values:
        found.append(wording.say("condition_values", values=labels(request.values)).strip("()"))
    if request.brands:
        found.append(wording.say("condition_brand", brand=labels(request.brands)))
    if request.without:
        found.append(wording.say("condition_without", values=labels(request.without)))
    if request.price is not None:
        found.append(bound_words(request.price, currency, wording))
    found += [range_words(range_, catalogue, wording) for range_ in request.ranges]
    if request.on_sale:
        found.append(wording.say("condition_on_sale"))
    if request.in_stock:
        found.append(wording.say("condition_in_stock"))
    if request.order is not Order.FIT:
        found.append(wording.say(f"condition_order_{request.order}"))
    return found


def quoted(words: str, wording: Wording) -> str:
    """Words of the shopper's, marked as theirs."""
    return wording.say("quoted", words=words)


def bound_words(bound: Bound, currency: str, wording: Wording) -> str:
    """A price bound: "up to $80", "from $20 to $40"."""
    low = None if bound.low is None else price_words(bound.low, currency, wording)
    high = None if bound.high is None else price_words(bound.high, currency, wording)
    if low is not None and high is not None:
        return wording.say("condition_between", low=low, high=high)
    if high is not None:
        return wording.say("condition_below" if bound.high_open else "condition_under", high=high)
    return wording.say("condition_over", low=low)


def range_words(range_: Range, catalogue: Catalogue, wording: Wording) -> str:
    """A range of an attribute: "weight up to 2 kg"."""
    name = catalogue.label(range_.attribute, wording.language)
    return _range_words(range_.bound, _lowered(name), range_.unit, wording)


def _range_words(bound: Bound, attribute: str, unit: str | None, wording: Wording) -> str:
    low = None if bound.low is None else number_words(bound.low, unit, wording)
    high = None if bound.high is None else number_words(bound.high, unit, wording)
    side = "exactly" if low == high else "between" if low and high else "under" if high else "over"
    return wording.say(f"condition_range_{side}", attribute=attribute, low=low, high=high)
