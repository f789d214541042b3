"""Find which item a shopper points at: "the second", "it", "the blue one", "that backpack", a product's name.

Only what was shown last counts, a table of two before the cards it was made of, besides a product that is
named. When several could be meant, none is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.heard import TRAITS, Heard
from actions.messages import Replies, Text
from actions.postbacks import reply
from actions.turn import Turn
from knowledge_graph import Catalogue, Product
from knowledge_graph.identifiers import item_id_of


@dataclass(frozen=True, slots=True)
class Pointed:
    """The items that are meant. `missing_place` is a place that the list shown does not have."""

    items: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()  # several could be meant
    missing_place: int | None = None


def point(turn: Turn) -> Pointed:
    """Who is meant, by a postback, a place, a name, a trait, or by having been spoken of last."""
    heard, memory = turn.heard, turn.memory
    ids = memory.compared or memory.ids
    if heard.postback is not None and "item" in heard.postback:
        return Pointed((str(heard.postback["item"]),))
    if heard.postback is not None and "items" in heard.postback:
        return Pointed(tuple(str(one) for one in heard.postback["items"]))
    if heard.places and ids:
        beyond = any(abs(place) > len(ids) for place in heard.places)
        return _by_place(heard.places, memory.ids if beyond else ids)
    named = [[item_id_of(iri) for iri in thing.iris] for thing in heard.named("item")]
    if named:
        # One for each name; of several that bear it, the one that was shown.
        chosen = [next((one for one in bearers if one in ids), bearers[0]) for bearers in named]
        return Pointed(tuple(dict.fromkeys(chosen)))
    by_trait = _by_trait(heard, ids, turn.shop.catalogue)
    if by_trait is not None:
        return by_trait
    if heard.reference == "many":
        return Pointed(ids)
    if memory.focus is not None:
        return Pointed((memory.focus,))
    return Pointed(ids) if len(ids) == 1 else Pointed(candidates=ids)


def at_place(place: int, ids: Sequence[str]) -> str | None:
    """What stands there in a list, counted from 1, or from -1 at its end; None where the list has no such place."""
    index = place - 1 if place > 0 else len(ids) + place
    return ids[index] if 0 <= index < len(ids) else None


def _by_place(places: Sequence[int], ids: Sequence[str]) -> Pointed:
    found = []
    for place in places:
        item_id = at_place(place, ids)
        if item_id is None:
            return Pointed(missing_place=abs(place))
        found.append(item_id)
    return Pointed(tuple(dict.fromkeys(found)))


def _by_trait(heard: Heard, ids: Sequence[str], catalogue: Catalogue) -> Pointed | None:
    """The one of the shown that is of the kind, brand or value named, or the cheapest or dearest of them."""
    products = catalogue.known(ids)
    if not products:
        return None
    if heard.order in ("price_up", "price_down"):
        return _by_price(products, dearest=heard.order == "price_down")
    wanted = [thing for kind in TRAITS for thing in heard.named(kind)]
    if not wanted:
        return None
    fitting = [
        product.item_id
        for product in products
        if all(any(catalogue.holds(product, iri) for iri in thing.iris) for thing in wanted)
    ]
    if len(fitting) == 1:
        return Pointed(tuple(fitting))
    return Pointed(candidates=tuple(fitting)) if fitting and len(fitting) < len(ids) else None


def _by_price(products: Sequence[Product], *, dearest: bool) -> Pointed | None:
    priced = [product for product in products if product.price is not None]
    if not priced:
        return None
    ordered = sorted(priced, key=lambda product: (product.price or 0, product.item_id), reverse=dearest)
    return Pointed((ordered[0].item_id,))


def ask_which(
    turn: Turn, pointed: Pointed, intent: str, question: str = "which_one"
) -> tuple[Text, Replies] | None:
    """Ask which of the candidates is meant, each as a quick reply; None where there is none to choose from."""
    ids = pointed.candidates or turn.memory.ids
    products = turn.shop.catalogue.known(ids)
    if not products:
        return None
    say = turn.wording.say
    text = say(question)
    if pointed.missing_place is not None:
        text = say("no_such_place", count=len(ids), place=pointed.missing_place)
    fact = next(iter(turn.heard.facts), None)
    replies = [
        reply(product.name(turn.wording.language), intent, item=product.item_id, fact=fact)
        for product in products
    ]
    return Text(text=text), Replies(replies=replies)
