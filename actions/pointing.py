"""Find which item a shopper points at: "the second", "it", "the blue one", "the cheaper of the two", a name.

Only what was shown last counts, a table of two before the cards it was made of, besides a product that is
named. When several could be meant, none is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.heard import TRAITS, Thing
from actions.measures import figures
from actions.messages import Replies, Reply, Text
from actions.patterns import said, said_of
from actions.phrases import quoted
from actions.postbacks import reply
from actions.turn import Turn
from knowledge_graph import Product
from knowledge_graph.identifiers import item_id_of

COMPARISONS = ("price_down", "price_up", "weight_down", "weight_up", "size_down", "size_up")
MIDDLE = 0  # as a place
_OF_ORDER = {"price_up": "price_down", "price_down": "price_up"}  # cheapest first: the cheapest is meant


@dataclass(frozen=True, slots=True)
class Pointed:
    """The items that are meant. `missing_place` is a place that the list shown does not have."""

    items: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()  # several could be meant
    missing_place: int | None = None
    missing_trait: str | None = None  # the shopper's word for what none of the shown is
    of_two: bool = False  # two are meant, and it is not known which


def point(turn: Turn) -> Pointed:
    """Who is meant, by a postback, a place, a name, a trait, or by having been spoken of last."""
    heard, memory = turn.heard, turn.memory
    ids = memory.compared or memory.ids
    if heard.postback is not None and "item" in heard.postback:
        return Pointed((str(heard.postback["item"]),))
    if heard.postback is not None and "items" in heard.postback:
        return Pointed(tuple(str(one) for one in heard.postback["items"]))
    if speaks_of_two(turn):
        return _of_two(turn)
    if heard.places and ids:
        beyond = any(abs(place) > len(ids) for place in heard.places)
        return _by_place(heard.places, memory.ids if beyond else ids)
    named = [[item_id_of(iri) for iri in thing.iris] for thing in heard.named("item")]
    if named:
        # One for each name; of several that bear it, the one that was shown.
        chosen = [next((one for one in bearers if one in ids), bearers[0]) for bearers in named]
        return Pointed(tuple(dict.fromkeys(chosen)))
    marked = _by_comparison(turn, ids) or _by_trait(turn, ids)
    if marked is not None:
        return marked
    if heard.reference == "many":
        return Pointed(ids)
    if memory.focus is not None:
        return Pointed((memory.focus,))
    return Pointed(ids) if len(ids) == 1 else Pointed(candidates=ids)


def at_place(place: int, ids: Sequence[str]) -> str | None:
    """What stands there in a list, counted from 1, or from -1 at its end, or with 0 in its middle.

    None where the list has no such place: a list of four has no middle one.
    """
    if place == MIDDLE:
        return ids[len(ids) // 2] if len(ids) % 2 else None
    index = place - 1 if place > 0 else len(ids) + place
    return ids[index] if 0 <= index < len(ids) else None


def speaks_of_two(turn: Turn) -> bool:
    """Whether the sentence points at a pair without saying which: "both", "the cheaper of the two"."""
    return said(turn, "pointing", "two")


def points_by(turn: Turn, thing: Thing) -> bool:
    """Whether a trait is said to point at what has it ("the blue one"), and not to ask or to wish for it."""
    return said_of(turn, "pointing", "by_trait", thing.said)


def _of_two(turn: Turn) -> Pointed:
    """The pair that was compared, shown or spoken of last, or the one of it that is cheaper, lighter, blue."""
    pair, memory = turn.memory.pair, turn.memory
    if not pair:
        ids = memory.compared or memory.ids
        return Pointed(candidates=ids, of_two=len(ids) > 1)
    return _by_comparison(turn, pair) or _by_trait(turn, pair) or Pointed(pair)


def _by_place(places: Sequence[int], ids: Sequence[str]) -> Pointed:
    found = []
    for place in places:
        item_id = at_place(place, ids)
        if item_id is None and place == MIDDLE:
            half = len(ids) // 2
            return Pointed(candidates=tuple(ids[half - 1 : half + 1]))
        if item_id is None:
            return Pointed(missing_place=abs(place))
        found.append(item_id)
    return Pointed(tuple(dict.fromkeys(found)))


def _by_comparison(turn: Turn, ids: Sequence[str]) -> Pointed | None:
    """The cheapest or dearest, the lightest or biggest of the shown; all of them where that can't be told."""
    products = turn.shop.catalogue.known(ids)
    asked = _OF_ORDER.get(turn.heard.order or "")
    asked = asked or next((one for one in COMPARISONS if said(turn, "pointing", one)), None)
    if asked is None or not products:
        return None
    subject, _, direction = asked.partition("_")
    if subject == "price":
        measured = {one.item_id: one.price for one in products if one.price is not None}
    else:
        measured = figures(products, subject)
        if len(measured) < len(products):
            return Pointed(candidates=tuple(ids))
    ordered = sorted((amount, item_id) for item_id, amount in measured.items())
    if not ordered:
        return None
    best = ordered[0 if direction == "down" else -1][0]
    equal = tuple(item_id for amount, item_id in ordered if amount == best)
    return Pointed(equal) if len(equal) == 1 else Pointed(candidates=equal)


def _by_trait(turn: Turn, ids: Sequence[str]) -> Pointed | None:
    """The one of the shown that is of the kind, brand or value named; none where "it" only asks for that value."""
    heard, focus = turn.heard, turn.memory.focus
    products = turn.shop.catalogue.known(list(dict.fromkeys([*ids, *([focus] if focus else [])])))
    things = [thing for kind in TRAITS for thing in heard.named(kind)]
    pointing = [thing for thing in things if points_by(turn, thing)]
    if not products or not things or (heard.reference == "one" and focus and not pointing):
        return None
    fitting = [one.item_id for one in products if _has_all(turn, one, pointing or things)]
    if len(fitting) == 1:
        return Pointed(tuple(fitting))
    if focus in fitting and all(thing.kind == "category" for thing in pointing):
        return Pointed((str(focus),))
    if pointing and not fitting:
        return Pointed(candidates=tuple(ids), missing_trait=pointing[0].said)
    narrower = pointing or len(fitting) < len(ids)
    return Pointed(candidates=tuple(fitting)) if fitting and narrower else None


def _has_all(turn: Turn, product: Product, things: Sequence[Thing]) -> bool:
    holds = turn.shop.catalogue.holds
    return all(any(holds(product, iri) for iri in thing.iris) for thing in things)


def names_what_is_not_shown(turn: Turn) -> bool:
    """Whether a kind of thing is named that nothing of what was shown is of: "get me a tent", after lamps."""
    catalogue = turn.shop.catalogue
    shown = catalogue.known(turn.memory.ids)
    named = [iri for thing in turn.heard.named("category") for iri in thing.iris]
    return bool(named) and not any(catalogue.holds(product, iri) for product in shown for iri in named)


def ask_which(
    turn: Turn, pointed: Pointed, intent: str, question: str = "which_one"
) -> tuple[Text, Replies] | None:
    """Ask which of the candidates is meant, each as a quick reply; None where there is none to choose from."""
    ids = pointed.candidates or turn.memory.ids
    products = turn.shop.catalogue.known(ids)
    if not products:
        return None
    say = turn.wording.say
    if pointed.of_two:
        return Text(text=say("which_two", count=len(products))), Replies(replies=_pairs(turn, ids, intent))
    text = say(question)
    if pointed.missing_place is not None:
        text = say("no_such_place", count=len(ids), place=pointed.missing_place)
    elif pointed.missing_trait is not None:
        text = say("no_such_trait", trait=quoted(pointed.missing_trait, turn.wording))
    fact = next(iter(turn.heard.facts), None)
    replies = [
        reply(product.name(turn.wording.language), intent, item=product.item_id, fact=fact)
        for product in products
    ]
    return Text(text=text), Replies(replies=replies)


def _pairs(turn: Turn, ids: Sequence[str], intent: str) -> list[Reply]:
    say, fact = turn.wording.say, next(iter(turn.heard.facts), None)
    pairs = {say("reply_first_two"): ids[:2], say("reply_last_two"): ids[-2:]}
    return [reply(title, intent, items=list(pair), fact=fact) for title, pair in pairs.items()]
