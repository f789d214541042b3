"""Say which of several products suits better what the shopper asked for, from facts alone.

Counted is only what the wish names; where that decides nothing, price is told, and nothing is called better.
"""

from collections.abc import Sequence
from dataclasses import replace

from actions.keeping import AUDIENCE
from actions.measures import MEASURED_BY, attributes_named, figures, measures_of
from actions.patterns import said
from actions.phrases import bound_words, number_words, price_words, range_words
from actions.pointing import COMPARISONS
from actions.turn import Turn
from knowledge_graph import Catalogue, Product, Request
from knowledge_graph.identifiers import item_iri


def verdict(products: Sequence[Product], turn: Turn) -> str:
    """One sentence or two."""
    asked = tuple(thing.iris[0] for thing in turn.heard.named("value"))
    wish = turn.memory.request
    wish = replace(wish, values=tuple(dict.fromkeys((*wish.values, *asked))))
    met = [_met(product, wish, turn) for product in products]
    wanted = list(dict.fromkeys(words for conditions in met for words, _ in conditions))
    counts = [sum(holds for _, holds in conditions) for conditions in met]
    best = [product for product, count in zip(products, counts, strict=True) if count == max(counts)]
    measured = _by_attribute(products, turn) or _by_measure(products, turn)
    if wanted and len(best) == 1:
        return turn.wording.joined([_one_suits(products, met, best[0], turn), *measured])
    told = turn.wording.joined([*_by_price(best if wanted else products, turn), *measured])
    told = told or turn.wording.say("compare_your_choice")
    if wanted and max(counts) == len(wanted) and len(best) == len(products):
        return turn.wording.joined(
            [turn.wording.say("compare_all_meet", wish=turn.wording.listed(wanted)), told]
        )
    return told


def _one_suits(
    products: Sequence[Product], met: Sequence[Sequence[tuple[str, bool]]], best: Product, turn: Turn
) -> str:
    """The one that meets most, with what of the wish each of the others lacks."""
    say, language = turn.wording.say, turn.wording.language
    has = [words for words, holds in met[products.index(best)] if holds]
    told = [say("compare_better", name=best.name(language), met=turn.wording.listed(has))]
    for product, conditions in zip(products, met, strict=True):
        lacks = [words for words, holds in conditions if not holds and words in has]
        if product is not best and lacks:
            told.append(say("compare_lacks", name=product.name(language), lacks=turn.wording.listed(lacks)))
    return turn.wording.joined(told)


def _by_attribute(products: Sequence[Product], turn: Turn) -> list[str]:
    """What each has of the attribute that was asked for, the most first; none where none in figures was."""
    asked = next((iri for iri in attributes_named(turn.heard) if _is_measured(iri, turn)), None)
    if asked is None:
        return []
    say, language = turn.wording.say, turn.wording.language
    label = turn.shop.catalogue.label(asked, language)
    held = [(number, one) for one in products for number in one.numbers if number.attribute == asked]
    told = [
        say(
            "compare_amount",
            name=one.name(language),
            amount=number_words(number.amount, number.unit, turn.wording),
        )
        for number, one in sorted(held, key=lambda pair: -pair[0].amount)
    ]
    lacking = [one.name(language) for one in products if one not in [has for _, has in held]]
    sentences = [say("compare_attribute", attribute=label, told=turn.wording.listed(told))] if told else []
    if lacking:
        names = turn.wording.listed(lacking)
        sentences.append(say("compare_attribute_unknown", attribute=label.lower(), names=names))
    return sentences


def _is_measured(iri: str, turn: Turn) -> bool:
    attribute = turn.shop.catalogue.attribute(iri)
    return attribute is not None and attribute.unit is not None


def _by_measure(products: Sequence[Product], turn: Turn) -> list[str]:
    """Which is lighter, and which is bigger where that is asked; none where a figure lacks or all are alike."""
    asked = _asked_measure(turn)
    subject = asked if asked == "size" else "weight"
    held = figures(products, subject)
    ordered = sorted((amount, item_id) for item_id, amount in held.items())
    if len(held) < len(products):
        return [turn.wording.say(f"compare_unknown_{asked}")] if asked in MEASURED_BY else []
    if ordered[0][0] == ordered[-1][0]:
        return []
    ends = (ordered[0], ordered[-1]) if subject == "weight" else (ordered[-1], ordered[0])
    (amount, best), (other_amount, other) = ends
    unit = measures_of(products, subject)[0].unit
    return [
        turn.wording.say(
            f"compare_{subject}",
            name=turn.shop.catalogue.label(item_iri(best), turn.wording.language),
            other=turn.shop.catalogue.label(item_iri(other), turn.wording.language),
            amount=number_words(amount, unit, turn.wording),
            other_amount=number_words(other_amount, unit, turn.wording),
        )
    ]


def _asked_measure(turn: Turn) -> str:
    """What is to be measured: "which is lighter", "the biggest"; empty where nothing is named."""
    named = [one for one in COMPARISONS if said(turn, "pointing", one)]
    return (turn.heard.comparative or next(iter(named), "")).partition("_")[0]


def _by_price(products: Sequence[Product], turn: Turn) -> list[str]:
    say, language = turn.wording.say, turn.wording.language
    priced = sorted((one.price, one.item_id, one) for one in products if one.price is not None)
    if len(priced) < 2 or priced[0][0] == priced[-1][0]:
        return []
    (low, _, cheapest), (high, _, dearest) = priced[0], priced[-1]
    less = price_words(high - low, turn.shop.profile.currency, turn.wording)
    names = {"name": cheapest.name(language), "other": dearest.name(language)}
    return [say("compare_cheaper", **names, difference=less)]


def _is_for_everybody(product: Product, value: str, catalogue: Catalogue) -> bool:
    """Whether an audience is asked for, and the product has none: so it is for all."""
    asked = catalogue.attribute_of(value) == AUDIENCE
    return asked and not any(held.attribute == AUDIENCE for held in product.values)


def _met(product: Product, wish: Request, turn: Turn) -> list[tuple[str, bool]]:
    """Each condition of the wish in words, and whether the catalogue says that the product meets it."""
    catalogue, wording = turn.shop.catalogue, turn.wording
    found = []
    for iri in (*wish.values, *wish.brands):
        meets = catalogue.holds(product, iri) or _is_for_everybody(product, iri, catalogue)
        found.append((catalogue.label(iri, wording.language), meets))
    for iri in wish.without:
        words = wording.say("condition_without", values=catalogue.label(iri, wording.language))
        found.append((words, not catalogue.holds(product, iri)))
    if wish.price is not None:
        words = bound_words(wish.price, turn.shop.profile.currency, wording)
        found.append((words, product.price is not None and wish.price.holds(product.price)))
    for range_ in wish.ranges:
        amounts = [one.amount for one in product.numbers if one.attribute == range_.attribute]
        # A bound in another unit than the catalogue's own was converted when the wish was searched, not here.
        if not any(one.unit == range_.unit for one in product.numbers if one.attribute == range_.attribute):
            continue
        found.append((range_words(range_, catalogue, wording), any(map(range_.bound.holds, amounts))))
    return found
