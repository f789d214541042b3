"""Turn a wish into an answer: cards that meet it, or an honest word and what comes nearest.

Shared by every action that searches. Near misses are only offered, as quick replies, never shown as hits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from actions.action import NOTHING, Said
from actions.cards import cards, log_shown, shown
from actions.changes import Takes
from actions.clarifying import question_for
from actions.heard import TRAITS, Unsold
from actions.memory import Memory
from actions.messages import Replies, Reply, Text
from actions.phrases import kind_words, price_words, quoted, range_words, wish_words
from actions.postbacks import reply
from actions.turn import Turn
from knowledge_graph import Product, Request
from shop.relaxation import Relaxation, relax
from shop.shelves import Shelf

WANT = 5
FEW = 3  # fewer than so many are no choice
HALF_OF_THE_WORDS = 0.45  # the least relevance worth showing when not all words are met


@dataclass(frozen=True, slots=True)
class Answered:
    """A wish with what was found for it; `unmet` are the shopper's words that nothing here bears out."""

    request: Request
    shelf: Shelf
    unmet: str = ""
    price_let_go: bool = False  # a bound kept from another kind of thing left too little, and was dropped


def fill(
    turn: Turn,
    request: Request,
    *,
    want: int = WANT,
    skip: Sequence[str] = (),
    rejected: Sequence[str] = (),
) -> Shelf:
    """What the shop has for this wish and this shopper, who passed over `rejected`."""
    return turn.shop.shelves.fill(request, turn.shopper_id, want=want, skip=skip, rejected=rejected)


def settle(turn: Turn, request: Request) -> Answered:
    """Decide what the shopper's unknown words are: a condition, another thing, or nothing known here.

    After lamps, "with a dimmer" narrows lamps, and "kettles" is a new wish: whichever the graph bears out.
    """
    shelf = fill(turn, request)
    if _price_is_kept(turn, request) and len(shelf.items) < FEW:
        free = settle(turn, replace(request, price=None))
        if len(free.shelf.items) > len(shelf.items):
            return replace(free, price_let_go=True)
    if not request.text or (shelf.items and shelf.whole_text):
        return Answered(request, shelf)
    if request.categories and not _refines(turn) and turn.heard.words:
        alone = Request(text=turn.heard.words, price=request.price)
        other = fill(turn, alone)
        # "under 60 then, dear": beside a price, words that nobody knows do not mean another thing.
        price = turn.heard.amount("price") and not turn.heard.unsold
        # "I could stretch to 90": a word that only descriptions mention names nothing, either.
        borne_out = other.items and other.whole_text and (other.named or not price)
        if borne_out or not (other.items or price):
            return Answered(alone, other)
    rest = replace(request, text="")
    if request.categories and (turn.heard.names("category") or not turn.heard.unsold):
        # "changed my mind, blue instead": beside a trait, words that nobody knows are mostly talk.
        return Answered(rest, fill(turn, rest), unmet=request.text)
    if rest != Request(price=request.price, order=request.order):
        # "an umbrella for kids": the unknown word may well be the thing itself, and games are none.
        return Answered(request, replace(shelf, items=()), unmet=request.text)
    close = [item for item in shelf.items if _nearness(item.matched, request.text) >= HALF_OF_THE_WORDS]
    return Answered(request, replace(shelf, items=tuple(close)), unmet=request.text)


def in_kind(request: Request, products: Sequence[Product]) -> Request:
    """The wish, held to the kinds that were shown where it names no kind itself."""
    if request.like is None and (request.categories or request.text):
        return request
    kinds = tuple(dict.fromkeys(product.categories[0] for product in products if product.categories))
    return replace(request, categories=kinds, like=None)


def _refines(turn: Turn) -> bool:
    """Whether this sentence says a kind, a trait or an order: then its other words are no new wish."""
    return turn.heard.names(*TRAITS) or turn.heard.order is not None


def _nearness(matched: Sequence[str], text: str) -> float:
    if "meaning" in matched:
        return 1.0
    words = max(len(text.split()), 1)
    return sum(one.startswith("text:") for one in matched) / words


def present(turn: Turn, found: Answered, lead: str | None = None) -> Iterator[Said]:
    """Say and show what was found, and remember it; or say that nothing was, and offer the nearest."""
    request, shelf = found.request, found.shelf
    if not shelf.items:
        yield from _nothing(turn, found)
        return
    if found.price_let_go:
        yield Text(text=turn.wording.say("price_let_go"))
    yield Text(text=_lead(turn, found) if lead is None and not found.unmet else _unmet(turn, found, lead))
    yield cards(shelf.items, request, turn)
    memory, question = remembering(turn, request, shelf), question_for(turn, request, shelf)
    yield memory if question is None else memory.having_asked(question.subject)
    log_shown(shelf, turn)
    narrower: Sequence[Reply] = ()
    if question is not None:
        yield question.text
        narrower = question.replies
    yield Replies(replies=[*narrower, *leading_on(turn, shelf), *_price_kept(turn, request)])


def remembering(turn: Turn, request: Request, shelf: Shelf) -> Memory:
    """What is remembered once a shelf was shown for a wish; what was there before can be had back."""
    memory, items = turn.memory, shown(shelf.items)
    if request == memory.request and memory.items and [one.item_id for one in items] != [*memory.ids]:
        return memory.turning_to(items)
    return memory.wishing(request).showing(items)


def _lead(turn: Turn, found: Answered) -> str:
    say, count = turn.wording.say, len(found.shelf.items)
    if not (found.request.categories or found.shelf.named):
        return say("only_mentioned", words=quoted(found.request.text, turn.wording))
    wish = wish_words(found.request, turn.shop.catalogue, turn.shop.profile.currency, turn.wording)
    if count == 1 and found.shelf.total == 1:
        return say("found_one", wish=wish)
    if found.shelf.total > count:
        return say("found_all_some", wish=wish, total=found.shelf.total, count=count)
    return say("found_category", wish=wish)


def _unmet(turn: Turn, found: Answered, lead: str | None) -> str:
    if not found.unmet or not turn.heard.words:
        # Words of an earlier turn are let go without a word; only what was said now is answered.
        return lead or _lead(turn, replace(found, unmet=""))
    words = quoted(found.unmet, turn.wording)
    if found.request.text:
        return turn.wording.say("partly_words", words=words)
    kind = kind_words(found.request, turn.shop.catalogue, turn.wording)
    told = turn.wording.say("words_unmet", kind=kind, words=words)
    return f"{told} {_lead(turn, replace(found, unmet=''))}" if turn.wording.language == "en" else told


def leading_on(turn: Turn, shelf: Shelf) -> list[Reply]:
    """The quick replies that make sense below this shelf."""
    say = turn.wording.say
    replies = []
    if sum(item.product.price is not None for item in shelf.items) > 1:
        replies.append(reply(say("reply_cheaper"), "cheaper"))
    if shelf.total > len(shelf.items):
        replies.append(reply(say("reply_more"), "more"))
    first = shelf.items[0].product.item_id
    replies.append(reply(say("reply_first"), "ask_why", item=first))
    return replies


def _price_is_kept(turn: Turn, request: Request) -> bool:
    """Whether the price bound was said of another kind of thing, and not again for this one."""
    before = turn.memory.request
    return (
        request.price is not None
        and request.price == before.price
        and request.categories != before.categories
        and turn.heard.amount("price") is None
    )


def _price_kept(turn: Turn, request: Request) -> list[Reply]:
    """A way out for a price bound that a new kind of thing has taken over from the one before."""
    if not _price_is_kept(turn, request):
        return []
    return [reply(turn.wording.say("reply_any_price"), "find", offer=replace(request, price=None).to_json())]


def _nothing(turn: Turn, found: Answered) -> Iterator[Said]:
    request, say = found.request, turn.wording.say
    yield NOTHING
    words_alone = request.text and request == Request(text=request.text, price=request.price)
    steps = relax(turn.shop.catalogue, request)
    if turn.heard.unsold and not request.categories:
        yield from _not_sold(turn, request, turn.heard.unsold[0], steps)
        return
    if words_alone and not steps:
        yield Text(text=say("nothing_of_words", words=quoted(request.text, turn.wording)))
        yield Replies(replies=starters(turn))
        return
    wish = wish_words(request, turn.shop.catalogue, turn.shop.profile.currency, turn.wording)
    yield Text(
        text=say("offer_relaxed" if steps else "nothing_found", wish=wish) + _nearest(turn, request, steps)
    )
    yield replace(turn.memory.wishing(request), offer=steps[0].request if steps else None)
    replies = [_relaxed_reply(turn, request, step) for step in steps]
    replies += _of_any_kind(turn, request)
    yield Replies(replies=[*replies, reply(say("reply_start_over"), "start_over")])


def _not_sold(turn: Turn, request: Request, thing: Unsold, steps: Sequence[Relaxation]) -> Iterator[Said]:
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
    yield Replies(replies=replies or starters(turn))


def _instead(turn: Turn, request: Request, thing: Unsold) -> Request | None:
    """The nearest kind, as it was asked for where the shop has it so; None where nothing is near."""
    if thing.nearest is None:
        return None
    alike = replace(request, text="", categories=(thing.nearest,))
    return alike if fill(turn, alike, want=1).items else Request(categories=(thing.nearest,))


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
    elif step.kind == "stock":
        title = say("relax_stock", count=step.count)
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


def starters(turn: Turn) -> list[Reply]:
    """Where to begin: a few kinds of thing that the shop has most of, and a look around."""
    say, catalogue = turn.wording.say, turn.shop.catalogue
    kinds = [
        reply(catalogue.label(iri, turn.wording.language), "find", offer=Request(categories=(iri,)).to_json())
        for iri in catalogue.main_categories(4)
    ]
    return [*kinds, reply(say("reply_popular"), "recommend")]


def foreign_money(turn: Turn, money: Takes) -> Text | None:
    """The sentence for a price in a currency that the shop does not take, where one was named."""
    amount = turn.heard.amount("price")
    if amount is None or money.takes(amount):
        return None
    return Text(
        text=turn.wording.say("wrong_currency", currency=turn.shop.profile.currency, words=amount.said)
    )
