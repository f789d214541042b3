"""Say that nothing fits, which condition is in the way, and what comes nearest.

A condition is in the way where letting go of it alone would bring something. Near misses are only offered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from actions.action import NOTHING, Said
from actions.heard import Unsold
from actions.messages import Replies, Reply, Text
from actions.phrases import bound_words, kind_words, price_words, quoted, range_words, wish_words
from actions.postbacks import reply
from actions.turn import Turn
from knowledge_graph import Request
from shop.relaxation import Relaxation, relax

_MOST = 4  # quick replies of one condition each
_PLAIN_CONDITIONS = {"stock": "condition_in_stock", "sale": "condition_on_sale"}  # by the kind of a step


def nothing(turn: Turn, request: Request, beginnings: Sequence[Reply]) -> Iterator[Said]:
    """The word that nothing fits, what stands in the way, and the nearest as quick replies, else `beginnings`."""
    say = turn.wording.say
    yield NOTHING
    words_alone = request.text and request == Request(text=request.text, price=request.price)
    steps = relax(turn.shop.catalogue, request)
    if turn.heard.unsold and not request.categories:
        yield from _not_sold(turn, request, turn.heard.unsold[0], steps, beginnings)
        return
    if words_alone and not steps:
        yield Text(text=say("nothing_of_words", words=quoted(request.text, turn.wording)))
        yield Replies(replies=list(beginnings))
        return
    alone = [] if steps else _each_alone(turn, request)
    told = [_nothing_fits(turn, request, steps, alone), _in_the_way(turn, request, steps)]
    yield Text(text=turn.wording.joined(told))
    yield replace(turn.memory.wishing(request), offer=steps[0].request if steps else None)
    replies = [_relaxed_reply(turn, request, step) for step in steps]
    replies += alone or _of_any_kind(turn, request)
    yield Replies(replies=[*replies, reply(say("reply_start_over"), "start_over")])


def _nothing_fits(turn: Turn, request: Request, steps: Sequence[Relaxation], alone: Sequence[Reply]) -> str:
    wish = wish_words(request, turn.shop.catalogue, turn.shop.profile.currency, turn.wording)
    if alone:
        return turn.wording.say("nothing_together", wish=wish)
    key = "offer_relaxed" if steps else "nothing_found"
    return turn.wording.say(key, wish=wish) + _nearest(turn, request, steps)


def _in_the_way(turn: Turn, request: Request, steps: Sequence[Relaxation]) -> str:
    """Which condition it is, or each of several of which one would have to go."""
    words = list(dict.fromkeys(_condition(turn, request, step) for step in steps if step.kind != "category"))
    if not words:
        return ""
    if len(words) == 1:
        return turn.wording.say("in_the_way", condition=words[0])
    return turn.wording.say("one_in_the_way", conditions=turn.wording.listed(words, either=True))


def _condition(turn: Turn, request: Request, step: Relaxation) -> str:
    """The condition that a step lets go of or moves, as it was asked for."""
    catalogue, wording = turn.shop.catalogue, turn.wording
    if step.kind == "price" and request.price is not None:
        return bound_words(request.price, turn.shop.profile.currency, wording)
    if step.kind == "range":
        (asked,) = [one for one in request.ranges if one.attribute == step.subject][:1]
        return range_words(asked, catalogue, wording)
    if step.kind in _PLAIN_CONDITIONS:
        return wording.say(_PLAIN_CONDITIONS[step.kind])
    if step.kind == "text":
        return wording.say("condition_words", words=quoted(step.subject, wording))
    label = catalogue.label(step.subject, wording.language)
    key = {"brand": "condition_brand", "without": "condition_without"}.get(step.kind)
    return label if key is None else wording.say(key, brand=label, values=label)


def _each_alone(turn: Turn, request: Request) -> list[Reply]:
    """Where no single step helps: the kind with each of the conditions alone, as far as there are such things."""
    catalogue, wording = turn.shop.catalogue, turn.wording
    kind = Request(categories=request.categories)
    single = [
        (replace(kind, values=(iri,)), catalogue.label(iri, wording.language)) for iri in request.values
    ]
    if request.brands:
        labels = [catalogue.label(iri, wording.language) for iri in request.brands]
        single.append((replace(kind, brands=request.brands), wording.listed(labels)))
    if request.price is not None:
        words = bound_words(request.price, turn.shop.profile.currency, wording)
        single.append((replace(kind, price=request.price), words))
    single += [
        (replace(kind, ranges=(range_,)), range_words(range_, catalogue, wording))
        for range_ in request.ranges
    ]
    if len(single) < 2 or not request.categories:
        return []
    counted = [(wish, words, catalogue.count(wish)) for wish, words in single]
    return [
        reply(wording.say("relax_only", condition=words, count=count), "find", offer=wish.to_json())
        for wish, words, count in counted[:_MOST]
        if count
    ]


def _not_sold(
    turn: Turn, request: Request, thing: Unsold, steps: Sequence[Relaxation], beginnings: Sequence[Reply]
) -> Iterator[Said]:
    """The word that the shop has no such kind, with the nearest kind and what else the wish may mean as offers."""
    say, words, offer = turn.wording.say, quoted(thing.said, turn.wording), _instead(turn, request, thing)
    replies = [_relaxed_reply(turn, request, step) for step in steps]
    if offer is None:
        yield Text(text=say("not_sold", words=words))
    else:
        kind = kind_words(offer, turn.shop.catalogue, turn.wording)
        yield Text(text=say("not_sold_nearest", words=words, kind=kind))
        title = turn.shop.catalogue.label(offer.categories[0], turn.wording.language)
        replies = [reply(title, "find", offer=offer.to_json()), *replies]
    yield replace(turn.memory, offer=offer or next((step.request for step in steps), None))
    yield Replies(replies=[*replies] or list(beginnings))


def _instead(turn: Turn, request: Request, thing: Unsold) -> Request | None:
    """The nearest kind, as it was asked for where the shop has it so; None where nothing is near."""
    if thing.nearest is None:
        return None
    alike = replace(request, text="", categories=(thing.nearest,))
    return alike if turn.shop.catalogue.count(alike) else Request(categories=(thing.nearest,))


def _nearest(turn: Turn, request: Request, steps: Sequence[Relaxation]) -> str:
    step = next((step for step in steps if step.price is not None), None)
    if step is None or step.price is None:
        return ""
    key = "nearest_price_up" if request.price and request.price.high is not None else "nearest_price_down"
    price = price_words(step.price, turn.shop.profile.currency, turn.wording)
    return (" " if turn.wording.language == "en" else "") + turn.wording.say(key, price=price)


def _relaxed_reply(turn: Turn, request: Request, step: Relaxation) -> Reply:
    say, catalogue = turn.wording.say, turn.shop.catalogue
    if step.price is not None:
        price = price_words(step.price, turn.shop.profile.currency, turn.wording)
        below = request.price is not None and request.price.high is not None
        title = say("relax_price" if below else "relax_price_down", price=price, count=step.count)
    elif step.kind in _PLAIN_CONDITIONS:
        title = say(f"relax_{step.kind}", count=step.count)
    elif step.amount is not None:
        words = range_words(step.request.ranges[-1], catalogue, turn.wording)
        title = say("relax_range", range=words, count=step.count)
    elif step.wider is not None:
        key = "relax_family" if step.kind == "value" else "relax_wider"
        title = say(key, subject=catalogue.label(step.wider, turn.wording.language), count=step.count)
    else:
        known = step.subject.startswith("urn:")
        subject = (
            catalogue.label(step.subject, turn.wording.language)
            if known
            else quoted(step.subject, turn.wording)
        )
        key = "relax_also" if step.kind == "without" else "relax_drop"
        title = say(key, subject=subject, count=step.count)
    return reply(title, "find", offer=step.request.to_json())


def _of_any_kind(turn: Turn, request: Request) -> list[Reply]:
    """What fits but for the kind, where that was said before and not now: "something for hiking", after jackets."""
    if turn.heard.names("category") or not turn.heard.names("value", "brand") or not request.categories:
        return []
    fresh = replace(request, categories=())
    count = turn.shop.catalogue.count(fresh)
    title = turn.wording.say("relax_any_kind", count=count)
    return [reply(title, "find", offer=fresh.to_json())] if count else []
