"""The actions that look for things: find and refine, cheaper, others, and a suggestion for no wish at all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from actions.action import NOTHING, Said, ShopAction
from actions.allergens import asks_of_allergens, of_allergens
from actions.answers import held_answer
from actions.cards import cards, log_shown
from actions.changes import Takes, cheaper_than, dearer_than, refine
from actions.comparatives import compared, compares, most, most_said
from actions.conflicts import conflict_in, told
from actions.dropping import let_go, lets_go
from actions.finding import (
    WANT,
    Answered,
    fill,
    foreign_money,
    in_kind,
    leading_on,
    of_several_kinds,
    present,
    remembering,
    settle,
    starters,
)
from actions.gift_words import for_whom, gift_stands, leaving_it_open
from actions.gifts import advise
from actions.heard import TRAITS, Heard
from actions.keeping import audience_of, with_audience_of
from actions.measures import measured
from actions.messages import Replies, Text
from actions.naming import asked_for_by_name, present_named
from actions.patterns import said
from actions.phrases import price_words, wish_words
from actions.pointing import point
from actions.postbacks import reply
from actions.qualities import of_quality, quality_alone, quality_said
from actions.readings import best_reading, plain
from actions.sorting import says_modest, with_order_said
from actions.turn import Turn
from knowledge_graph import Catalogue, Order, Product, Request
from knowledge_graph.identifiers import CATEGORY
from shop.shelves import Shelf

_BY_PRICE = (Order.PRICE_UP, Order.PRICE_DOWN)
_RECOMMENDED = {Order.NEWEST: "recommend_newest", Order.REDUCED: "recommend_on_sale"}


def wish_after(turn: Turn) -> Request:
    """The wish that this turn leaves: an offer taken up, or the words said."""
    posted = turn.heard.postback or {}
    if "offer" in posted:
        return Request.from_json(posted["offer"])
    takes, catalogue = Takes(turn.shop.profile.currency), turn.shop.catalogue
    start, heard = let_go(turn, _grounded(turn))

    def refined(start: Request, heard: Heard) -> Request:
        after = refine(start, heard, takes, measured(heard, start, catalogue))
        if heard.names("category") and not audience_of(after, catalogue):
            whom = [iri for iri in for_whom(turn) if iri not in after.without]
            after = replace(after, values=(*after.values, *whom))
        return _without_other_kinds(with_audience_of(start, after, catalogue), catalogue)

    return best_reading(heard, start, refined, catalogue)


def _without_other_kinds(request: Request, catalogue: Catalogue) -> Request:
    """Without the kinds that are refused and that the wanted ones have nothing of: "no headphones, show me watches"."""
    kinds = Request(categories=request.categories)
    refused = [iri for iri in request.without if iri.startswith(CATEGORY)]
    if not (request.categories and refused):
        return request
    count = catalogue.count(kinds)
    needless = {iri for iri in refused if catalogue.count(replace(kinds, without=(iri,))) == count}
    return replace(request, without=tuple(iri for iri in request.without if iri not in needless))


def _grounded(turn: Turn) -> Request:
    """The wish that this turn refines: after "more like this", for that kind of product."""
    before, catalogue = turn.memory.request, turn.shop.catalogue
    if before.like is None:
        return Request(price=before.price) if _is_of_another_kind(turn) else before
    liked = catalogue.known([before.like])
    earlier = turn.memory.wish_before
    if any(catalogue.holds(product, iri) for product in liked for iri in earlier.categories):
        return Request(categories=earlier.categories, text=earlier.text)
    return in_kind(before, liked)


def _is_of_another_kind(turn: Turn) -> bool:
    """Whether a trait is named that the kind looked for cannot have: "head torches", after lamps."""
    kinds, catalogue = turn.memory.request.categories, turn.shop.catalogue
    named = {thing.attribute for thing in turn.heard.named("value") if thing.attribute}
    if not kinds or not named or turn.heard.names("category"):
        return False
    return not named & {attribute for kind in kinds for attribute in catalogue.attributes_of(kind)}


def _compared_wish(turn: Turn) -> Request | None:
    """The wish to go on with where a measure is to be compared, and it is still of the kind that was shown."""
    if not compares(turn):
        return None
    request = wish_after(turn)
    return request if set(request.categories) == set(_grounded(turn).categories) else None


def find(turn: Turn) -> Iterator[Said]:
    """Answer a wish, new or refined; where a gift was asked about, what is said answers that."""
    if gift_stands(turn.memory) and turn.heard.postback is None and turn.heard.names_a_wish:
        yield from advise(turn)
        return
    if asks_of_allergens(turn) and (turn.heard.reference or turn.heard.places or not turn.heard.names_a_kind):
        yield from of_allergens(turn)
        return
    turn, notes = with_order_said(_modest(turn))
    yield from notes
    other = _named_or_compared(turn)
    if other is not None:
        yield from other
        return
    typed, turn = turn.heard.words, turn.saying(plain(turn.heard))
    foreign = foreign_money(turn, Takes(turn.shop.profile.currency))
    wished = wish_after(turn)
    request = Request(text=turn.heard.words) if turn.heard.words != typed else wished
    if foreign is not None:
        yield foreign
        yield turn.memory.wishing(request)
        return
    conflict = conflict_in(turn, wished)
    if conflict is not None:
        yield from told(turn, conflict)
        return
    if request == Request() or not _wishes(turn):
        if turn.heard.comparative in ("price_down", "price_up") and turn.memory.items:
            yield from cheaper(turn)
            return
        yield Text(text=turn.wording.say("ask_wish"))
        yield Replies(replies=starters(turn))
        return
    found = settle(turn, request)
    if found.request.text and not found.shelf.items:
        answered = list(held_answer(turn, turn.heard.text))
        if answered:
            yield from answered
            return
    yield from present(turn, found)


def _wishes(turn: Turn) -> bool:
    """Whether something is wished for, let go of, or refused of what is looked for already."""
    refuses = bool(turn.heard.refused and turn.memory.request.categories)
    return turn.heard.names_a_wish or turn.heard.postback is not None or lets_go(turn) or refuses


def _named_or_compared(turn: Turn) -> Iterator[Said] | None:
    """The answer to a sentence that names a product, or compares with what was shown; None where it is a wish."""
    named = asked_for_by_name(turn)
    if named:
        return present_named(turn, named)
    wish = _compared_wish(turn)
    if wish is not None:
        return compared(turn, wish)
    extreme = most_said(turn)
    if extreme is not None:
        return most(turn, extreme)
    quality = quality_alone(turn)
    return None if quality is None else of_quality(turn, quality)


def _modest(turn: Turn) -> Turn:
    """ "Cheap sofas" and 便宜的沙发 compare with nothing: of the kind that is named the cheapest come first.

    So beside a trait: "wireless, not too expensive".
    """
    heard = turn.heard
    if heard.order is not None or not heard.names(*TRAITS) or not says_modest(turn):
        return turn
    return turn.saying(replace(heard, comparative=None, order=str(Order.PRICE_UP)))


def cheaper(turn: Turn) -> Iterator[Said]:
    """The same kind of thing for less than what was shown, or the word that there is none; so for dearer, too."""
    if (
        lets_go(turn)
        or quality_said(turn) is not None
        or with_order_said(turn)[0].heard != turn.heard
        or turn.heard.amount("price") is not None
        or turn.heard.order is not None
    ):
        yield from find(turn)
        return
    wish = _compared_wish(turn)
    if wish is not None:
        yield from compared(turn, wish)
        return
    meant = _borne_out(turn)
    if meant is not None:
        yield from present(turn, meant)
        return
    request, named = wish_after(turn), turn.heard.items
    products = turn.shop.catalogue.known(named or [one.item_id for one in turn.memory.items])
    same_kind = bool(named) or (
        set(request.categories) == set(turn.memory.request.categories) and _are_of(turn, products, request)
    )
    request = Request() if named else request
    if not products or not same_kind:
        if request == Request():
            yield Text(text=turn.wording.say("cheaper_nothing_shown"))
            yield Replies(replies=starters(turn))
        else:
            yield from present(turn, settle(turn, replace(request, order=Order.PRICE_UP)))
        return
    yield from _beyond(turn, in_kind(request, products), products)


def _borne_out(turn: Turn) -> Answered | None:
    """What fits words that no lexicon knows, where nothing is compared and products of the kind have them: 降噪的."""
    if turn.heard.comparative is not None or not turn.heard.words or not turn.memory.request.categories:
        return None
    found = settle(turn, wish_after(turn))
    kept = set(found.request.categories) == set(turn.memory.request.categories)
    return found if kept and found.shelf.items and found.request.text and not found.unmet else None


def _are_of(turn: Turn, products: Sequence[Product], request: Request) -> bool:
    """Whether what was shown is what is looked for now: not the kettles before a jacket that was not found."""
    holds = turn.shop.catalogue.holds
    return not request.categories or any(holds(one, iri) for one in products for iri in request.categories)


def _beyond(turn: Turn, request: Request, products: Sequence[Product]) -> Iterator[Said]:
    """What costs less than these, or more where that is asked; or the word that these are the last."""
    dearer = turn.heard.comparative == "price_up"
    prices = _prices_pointed_at(turn, products)
    further = (dearer_than if dearer else cheaper_than)(request, prices)
    shelf = _others(turn, further, products) if prices else _empty(turn, further)
    if further.text and turn.heard.words and prices and not (shelf.items and shelf.whole_text):
        # "ouch, kinder to my wallet": words that nothing bears out are no reason to find nothing.
        further = replace(further, text="")
        shelf = _others(turn, further, products)
    if shelf.items:
        lead = turn.wording.say("dearer_found" if dearer else "cheaper_found")
        yield from present(turn, Answered(further, shelf), lead)
        return
    yield NOTHING
    yield from _the_last(turn, request, products, dearer=dearer)


def _the_last(turn: Turn, request: Request, products: Sequence[Product], *, dearer: bool) -> Iterator[Said]:
    """That nothing goes further, and which of those shown goes furthest; it is spoken of from here on."""
    say, language = turn.wording.say, turn.wording.language
    wish = wish_words(request, turn.shop.catalogue, turn.shop.profile.currency, turn.wording)
    told = [say("dearest_already" if dearer else "cheapest_already", wish=wish)]
    priced = sorted((one.price, one.item_id, one) for one in products if one.price is not None)
    replies = starters(turn)
    if priced:
        price, item_id, last = priced[-1 if dearer else 0]
        price_said = price_words(price, turn.shop.profile.currency, turn.wording)
        told.append(
            say("dearest_shown" if dearer else "cheapest_shown", name=last.name(language), price=price_said)
        )
        replies = [reply(say("button_add"), "add_to_cart", item=item_id), *replies]
        yield turn.memory.about(item_id)
    yield Text(text=turn.wording.joined(told))
    yield Replies(replies=replies)


def _others(turn: Turn, lower: Request, shown: Sequence[Product]) -> Shelf:
    return fill(turn, lower, skip=[product.item_id for product in shown])


def _prices_pointed_at(turn: Turn, products: Sequence[Product]) -> list[Decimal]:
    """The price of the one pointed at ("cheaper than the second"), else the prices of all that were shown."""
    points = turn.heard.places or turn.heard.postback or turn.heard.reference == "one"
    pointed = point(turn).items if points else ()
    chosen = [product for product in products if product.item_id in pointed] or products
    return [product.price for product in chosen if product.price is not None]


def _empty(turn: Turn, request: Request) -> Shelf:
    return replace(fill(turn, request, want=1), items=())


class Find(ShopAction):
    """Find things, or refine what is being looked for."""

    action_name = "action_find"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Cards for the wish."""
        return find(turn)


class FindCheaper(ShopAction):
    """Stay in kind, and go down in price."""

    action_name = "action_find_cheaper"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Cards that cost less, on the whole, than those shown."""
        return cheaper(turn)


class ShowMore(ShopAction):
    """Others for the same wish."""

    action_name = "action_show_more"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Cards not shown yet; a condition that is said along with it counts."""
        memory = turn.memory
        measured_wish = _compared_wish(turn)
        if measured_wish is not None:
            yield from compared(turn, measured_wish)
            return
        if not memory.items and memory.request == Request():
            yield from find(turn) if turn.heard.names_a_wish else recommend(turn)
            return
        said_more = bool(turn.heard.things or turn.heard.amount("price"))
        request = wish_after(turn.saying(replace(turn.heard, words=""))) if said_more else memory.request
        shelf = fill(turn, request, skip=memory.seen, rejected=[one.item_id for one in memory.items])
        if shelf.items:
            yield from present(turn, Answered(request, shelf), turn.wording.say("more_found"))
            return
        wish = wish_words(request, turn.shop.catalogue, turn.shop.profile.currency, turn.wording)
        yield NOTHING
        yield Text(text=turn.wording.say("no_more", wish=wish))
        yield Replies(replies=starters(turn))


def recommend(turn: Turn) -> Iterator[Said]:
    """Something for a shopper who names nothing: what the recommender ranks first, of several kinds."""
    turn, notes = with_order_said(turn)
    yield from notes
    order = Order(turn.heard.order) if turn.heard.order in set(Order) else Order.FIT
    asked = wish_after(turn) if turn.heard.things or turn.heard.amount("price") else Request()
    request = replace(asked, order=order, on_sale=turn.heard.on_sale)
    shelf = fill(turn, request, want=WANT * 8)
    mixed = of_several_kinds(shelf.items) if not request.categories else shelf.items[:WANT]
    shelf = replace(shelf, items=tuple(mixed))
    if not shelf.items:
        yield from present(turn, Answered(request, shelf))
        return
    yield Text(text=turn.wording.say(_RECOMMENDED.get(order, "recommend_found")))
    yield cards(shelf.items, request, turn)
    yield remembering(turn, request, shelf)
    log_shown(shelf, turn)
    yield Replies(replies=leading_on(turn, shelf))


def _names_by_words(turn: Turn) -> bool:
    """Whether a thing is named that no lexicon knows, but the shop has by its name; or one that it does not sell."""
    if turn.heard.unsold:
        return True
    found = fill(turn, Request(text=turn.heard.words), want=1) if turn.heard.words else None
    return found is not None and bool(found.items) and found.whole_text and found.named


class Recommend(ShopAction):
    """A suggestion without a wish."""

    action_name = "action_recommend"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Cards of several kinds, or of the kind that is named; for a gift that is asked about, what suits it.

        "And the cheapest?" is asked of the kind that was shown.
        """
        if gift_stands(turn.memory) and turn.heard.postback is None:
            return advise(leaving_it_open(turn))
        by_price = turn.heard.order in _BY_PRICE and turn.memory.items
        popular = turn.memory.items and said(turn, "conditions", "of_these")
        of_those_shown = by_price or popular or most_said(turn) or quality_alone(turn) is not None
        if of_those_shown or turn.heard.names("category", "item") or _names_by_words(turn):
            return find(turn)
        return recommend(turn)
