"""The actions on what was shown: a fact of it, why it was picked, what goes with it.

A fact that the catalogue does not hold is said to be unknown; no figure is ever made up.
"""

from collections.abc import Iterator
from dataclasses import replace

from actions.action import NOTHING, Said, ShopAction
from actions.allergens import asks_of_allergens, of_allergens
from actions.answers import held_answer
from actions.cards import attributes_of, cards, log_cards, shown
from actions.cart import AddToCart, says_which_to_add
from actions.finding import size_untold, starters
from actions.messages import Replies, Reply, Text
from actions.phrases import number_words, price_words
from actions.pointing import ask_which, names_what_is_not_shown, point, points_by
from actions.postbacks import reply
from actions.reasons import GOES_WITH, word_reason
from actions.search import find
from actions.turn import Turn
from knowledge_graph import Fact, Product, Related, Request
from knowledge_graph.identifiers import ATTRIBUTE, attribute_iri
from knowledge_graph.terms import AttributeKind
from recommender import Reason
from shop.shelves import ShelfItem

_COMPANIONS = 5  # shown at once


def pointed_or_asked(turn: Turn, intent: str) -> tuple[list[Product], list[Said]]:
    """The products that are meant; or else what to say instead."""
    pointed = point(turn)
    products = turn.shop.catalogue.known(pointed.items)
    if products:
        return products, []
    asked = ask_which(turn, pointed, intent)
    if asked is not None:
        return [], list(asked)
    return [], [Text(text=turn.wording.say("nothing_shown")), Replies(replies=starters(turn))]


class TellFact(ShopAction):
    """A fact of a product."""

    action_name = "action_tell_fact"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Each fact asked for, of each product pointed at; or that it is not known."""
        if asks_of_allergens(turn):
            yield from of_allergens(turn)
            return
        if says_which_to_add(turn):
            yield from AddToCart(turn.shop).answer(turn)
            return
        if not turn.memory.items and turn.heard.names_a_kind:
            # "May a power bank come on the flight": no fact of a product, so the shop may have written about it.
            own = held_answer(turn, turn.heard.text) if _asked_facts(turn) == ["words"] else ()
            yield from list(own) or find(turn)
            return
        products, instead = pointed_or_asked(turn, "ask_fact")
        if not products:
            if turn.memory.items and _asked_facts(turn) == ["words"] and not turn.heard.places:
                yield from find(turn)  # "ones with flowers": no fact is named, so it is a wish
            else:
                yield from list(held_answer(turn, turn.heard.text)) or instead
            return
        written = list(held_answer(turn, turn.heard.text)) if _points_at_nothing(turn) else []
        if written:
            yield from written
            return
        if len(products) > 1 and _asked_facts(turn) == ["words"]:
            yield Text(text=turn.wording.say("fact_unknown_of_all"))
        else:
            for product in products:
                item = turn.shop.shelves.item(product.item_id)
                told = [sentence for fact in _asked_facts(turn) for sentence in _told(fact, item, turn)]
                yield Text(text=turn.wording.joined(dict.fromkeys(told)))
        yield from size_untold(turn, turn.memory.request)
        yield turn.memory.about(*(product.item_id for product in products))
        yield Replies(replies=about(turn, products[-1]))


def about(turn: Turn, product: Product) -> list[Reply]:
    """What leads on from a product that was spoken of."""
    say = turn.wording.say
    replies = [reply(say("button_similar"), "similar", item=product.item_id)]
    if product.price is not None:
        replies.insert(0, reply(say("button_add"), "add_to_cart", item=product.item_id))
    return replies


def _asked_facts(turn: Turn) -> list[str]:
    """Codes of the facts asked for: price, stock, description, brand, category, an attribute's or a value's IRI."""
    heard = turn.heard
    if heard.postback is not None and "fact" in heard.postback:
        return [_iri_or_code(str(heard.postback["fact"]))]
    facts = [iri for thing in heard.named("attribute") for iri in thing.iris]
    # "the blue one" only points; "is it blue" asks.
    values = [thing for thing in heard.things if thing.kind == "value" and not points_by(turn, thing)]
    # A yes or no is asked for once, though its word names the attribute and its yes alike.
    facts += [iri for thing in values if thing.attribute not in facts for iri in thing.iris[:1]]
    facts += [_iri_or_code(code) for code in heard.facts]
    precise = [fact for fact in facts if fact != "description"]
    return list(dict.fromkeys(precise or facts)) or (
        ["words"] if heard.words and heard.intent != "describe" else ["description"]
    )


def _points_at_nothing(turn: Turn) -> bool:
    """Whether no fact is named and nothing pointed at: 多久能到 asks the shop, though a thing was just spoken of."""
    heard = turn.heard
    points = heard.places or heard.reference or heard.items or heard.postback or heard.intent == "describe"
    return not points and _asked_facts(turn) == ["words"]


def _iri_or_code(code: str) -> str:
    return attribute_iri(code.removeprefix("attribute:")) if code.startswith("attribute:") else code


def _told(fact: str, item: ShelfItem, turn: Turn) -> list[str]:
    say, catalogue, product = turn.wording.say, turn.shop.catalogue, item.product
    name = product.name(turn.wording.language)
    if fact == "price":
        return [told_price(product, turn)]
    if fact == "stock":
        return [_stock(item, name, turn)]
    if fact == "description":
        return _description(product, name, turn)
    if fact == "brand":
        if product.brand is None:
            return [say("fact_unknown_of", name=name, attribute=say("attribute_brand").lower())]
        return [say("fact_brand", name=name, brand=catalogue.label(product.brand, turn.wording.language))]
    if fact == "category":
        kinds = [catalogue.label(iri, turn.wording.language) for iri in product.categories[:1]]
        return [say("fact_category", name=name, kind=turn.wording.listed(kinds))] if kinds else []
    if fact == "words":
        return [say("fact_unknown", name=name)]
    if fact.startswith(ATTRIBUTE):
        return [_attribute(fact, product, name, turn)]
    return [_whether(fact, product, name, turn)]


def told_price(product: Product, turn: Turn) -> str:
    """What a product costs, in one sentence."""
    name = product.name(turn.wording.language)
    if product.price is None:
        return turn.wording.say("fact_no_price", name=name)
    price = price_words(product.price, turn.shop.profile.currency, turn.wording)
    return turn.wording.say("fact_price", name=name, price=price)


def _stock(item: ShelfItem, name: str, turn: Turn) -> str:
    if not item.in_stock:
        return turn.wording.say("fact_out_of_stock", name=name)
    if item.stock is None:
        return turn.wording.say("fact_available", name=name)
    return turn.wording.say("fact_in_stock", name=name, count=item.stock)


def _description(product: Product, name: str, turn: Turn) -> list[str]:
    say = turn.wording.say
    description = product.description(turn.wording.language)
    told = [say("describe", name=name, description=description)] if description else []
    told += [
        say("fact_value", name=label, attribute="", value=value).replace("  ", " ")
        for label, value in attributes_of(product, turn.shop.catalogue, turn.wording).items()
    ]
    if not told:
        told.append(say("fact_no_description", name=name))
    if product.price is not None:
        told.append(
            say("describe_price", price=price_words(product.price, turn.shop.profile.currency, turn.wording))
        )
    return told


def _attribute(attribute: str, product: Product, name: str, turn: Turn) -> str:
    say, language = turn.wording.say, turn.wording.language
    fact = turn.shop.catalogue.fact(product.item_id, attribute)
    label = turn.shop.catalogue.label(attribute, language)
    if fact is None:
        return _unknown(attribute, name, turn)
    if isinstance(fact.value, bool):
        return say("fact_yes" if fact.value else "fact_not", name=name, value=label)
    phrase = "fact_value" if fact.source is None else "fact_mined"
    return say(phrase, name=name, attribute=_lowered(label), value=_value(fact, product, turn))


def _unknown(attribute: str, name: str, turn: Turn) -> str:
    """That the catalogue does not hold it. The attribute is named only where there is a noun for it."""
    noun = _noun(attribute, turn)
    if noun is None:
        return turn.wording.say("fact_unknown", name=name)
    return turn.wording.say("fact_unknown_of", name=name, attribute=noun)


def _noun(attribute: str, turn: Turn) -> str | None:
    """What an attribute is called: by the catalogue, or by the words for what a catalogue need not have.

    None for a yes or no, whose label is an adjective, and for what nobody has a word for.
    """
    catalogue, wording = turn.shop.catalogue, turn.wording
    known = catalogue.attribute(attribute)
    if known is None:
        return wording.fact(attribute.removeprefix(ATTRIBUTE), "") or None
    return (
        None
        if known.kind is AttributeKind.BOOLEAN
        else _lowered(catalogue.label(attribute, wording.language))
    )


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]


def _value(fact: Fact, product: Product, turn: Turn) -> str:
    if isinstance(fact.value, str):
        held = [value for attribute, value in product.values if attribute == fact.attribute]
        if fact.source is not None:
            mined = [found.value for found in product.mined if found.attribute == fact.attribute]
            held = list(dict.fromkeys(value for value in mined if value is not None))
        labels = [turn.shop.catalogue.label(value, turn.wording.language) for value in held]
        return turn.wording.listed(labels)
    return number_words(fact.value, fact.unit, turn.wording)  # type: ignore[arg-type]  # no bool comes here


def _whether(value: str, product: Product, name: str, turn: Turn) -> str:
    """Whether a product has a value: yes, no, or unknown where nothing of that attribute is held."""
    say, catalogue = turn.wording.say, turn.shop.catalogue
    label = catalogue.label(value, turn.wording.language)
    if catalogue.holds(product, value):
        return say("fact_yes", name=name, value=label)
    attribute = catalogue.attribute_of(value)
    held = [other for own, other in product.values if own == attribute]
    if not held:
        return _unknown(attribute, name, turn)
    labels = [catalogue.label(other, turn.wording.language) for other in held]
    return say("fact_no", name=name, value=turn.wording.listed(labels))


class TellWhy(ShopAction):
    """Why a product was picked."""

    action_name = "action_tell_why"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The reason that its card had, from the parts of its score as they were then."""
        products, instead = pointed_or_asked(turn, "ask_why")
        if not products:
            yield from instead
            return
        for product in products:
            yield Text(text=self._why(turn, product))
        yield turn.memory.about(*(product.item_id for product in products))
        yield Replies(replies=about(turn, products[-1]))

    def _why(self, turn: Turn, product: Product) -> str:
        name = product.name(turn.wording.language)
        card = next((one for one in turn.memory.items if one.item_id == product.item_id), None)
        if card is None:
            return turn.wording.say("why_not_picked", name=name)
        reason = word_reason(
            card.parts,
            card.evidence,
            card.matched,
            turn.memory.request,
            alike=card.alike,
            tokens=card.tokens,
            catalogue=turn.shop.catalogue,
            profile=turn.shop.profile,
            wording=turn.wording,
        )
        return turn.wording.say("why_this", name=name, reason=_lowered(reason))


class FindCompanions(ShopAction):
    """What goes with a product."""

    action_name = "action_find_companions"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Cards of what the catalogue says belongs to it; or that nothing is known."""
        if _names_another_kind(turn):
            yield from find(turn)  # "and a chair to go with it": that kind is wished for
            return
        products, instead = pointed_or_asked(turn, "goes_with")
        if not products:
            yield from instead
            return
        name = products[0].name(turn.wording.language)
        catalogue = turn.shop.catalogue
        items = _companions(turn, products[0].item_id)
        if not items:
            yield NOTHING
            yield Text(text=turn.wording.say("no_companions", name=name))
            yield Replies(replies=about(turn, products[0]))
            return
        yield Text(text=turn.wording.say("companions_found", name=name))
        yield cards(items, Request(), turn)
        yield turn.memory.turning_to(shown(items))
        log_cards(items, turn, model_id=turn.shop.models.current().model_id, generation=catalogue.generation)


def _names_another_kind(turn: Turn) -> bool:
    """Whether a kind is named, sold or not, that nothing shown is of; or nothing was shown that it could go with."""
    heard = turn.heard
    if heard.places or heard.items or heard.reference:
        return False
    nothing_shown = not turn.memory.items and heard.names_a_wish
    return nothing_shown or bool(heard.unsold) or names_what_is_not_shown(turn)


def _companions(turn: Turn, item_id: str) -> list[ShelfItem]:
    """What belongs to a product, stated or shown by the graph; each item's reason names the two."""
    catalogue = turn.shop.catalogue
    hows: tuple[Related, ...] = ("accessories", "consumables", "complements")
    ids = dict.fromkeys(other for how in hows for other in catalogue.related(item_id, how))
    items = [turn.shop.shelves.item(other.item_id) for other in catalogue.known(list(ids)[:_COMPANIONS])]
    return [
        replace(
            item, reason=Reason(item.product.item_id, 0.0, {GOES_WITH: 0.0}, (item_id, item.product.item_id))
        )
        for item in items
    ]
