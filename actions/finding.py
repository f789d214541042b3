"""Turn a wish into an answer: cards that meet it, or an honest word and what comes nearest.

Shared by every action that searches. Near misses are only offered, as quick replies, never shown as hits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from actions.action import Said
from actions.cards import cards, log_shown, shown
from actions.changes import Takes
from actions.clarifying import Question, question_for
from actions.heard import TRAITS
from actions.keeping import kept_words, price_is_kept, without_what_was_kept
from actions.memory import Memory
from actions.messages import Replies, Reply, Text
from actions.nothing import nothing
from actions.patterns import said, words_said
from actions.phrases import kind_words, quoted, wish_words
from actions.postbacks import reply
from actions.turn import Turn
from knowledge_graph import Product, Request
from shop.shelves import Shelf, ShelfItem

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
    if price_is_kept(turn, request) and len(shelf.items) < FEW:
        free = settle(turn, replace(request, price=None))
        if len(free.shelf.items) > len(shelf.items):
            return replace(free, price_let_go=True)
    another = bool(request.categories and turn.heard.words) and not _refines(turn)
    # "Do you also sell aprons", after cookbooks, asks for no cookbook; "with drawers", after desks, for desks still.
    new = another and said(turn, "conditions", "asked")
    # A steak on a bed of herbs is no bed.
    absent = turn.heard.unsold and not (shelf.named or request.categories)
    if not request.text or (shelf.items and shelf.whole_text and not (new or absent)):
        return Answered(request, shelf)
    if another and (new or not said(turn, "conditions", "said")):
        alone = Request(text=turn.heard.words, price=request.price)
        other = fill(turn, alone)
        # "under 60 then, dear": beside a price, words that nobody knows do not mean another thing.
        price = turn.heard.amount("price") and not turn.heard.unsold
        # "I could stretch to 90": a word that only descriptions mention names nothing, either.
        borne_out = other.items and other.whole_text and (other.named or not price)
        if new or borne_out or not (other.items or price):
            return Answered(alone, other if other.whole_text else replace(other, items=()))
    rest = replace(request, text="")
    if request.categories and (turn.heard.names("category") or not turn.heard.unsold):
        # "changed my mind, blue instead": beside a trait, words that nobody knows are mostly talk.
        return Answered(rest, fill(turn, rest), unmet=request.text)
    if rest != Request(price=request.price, order=request.order):
        # "an umbrella for kids": the unknown word may well be the thing itself, and games are none.
        return Answered(request, replace(shelf, items=()), unmet=request.text)
    if turn.heard.unsold:
        # "A coffee maker": travel mugs that mention coffee are no nearer to it than the kind that is offered.
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


def present(
    turn: Turn, found: Answered, lead: str | None = None, question: Question | None = None
) -> Iterator[Said]:
    """Say and show what was found, and remember it; or say that nothing was, and offer the nearest.

    Below the cards stands `question`, else the one that narrows the wish best.
    """
    request, shelf = found.request, found.shelf
    if not shelf.items:
        yield from nothing(turn, request, starters(turn))
        return
    if found.price_let_go:
        yield Text(text=turn.wording.say("price_let_go"))
    yield from size_untold(turn, request)
    yield from refused_untold(turn)
    kept = kept_words(turn, request)
    if kept:
        yield Text(text=turn.wording.say("kept_from_before", conditions=turn.wording.listed(kept)))
    yield Text(text=_lead(turn, found) if lead is None and not found.unmet else _unmet(turn, found, lead))
    yield cards(shelf.items, request, turn)
    memory, question = remembering(turn, request, shelf), question or question_for(turn, request, shelf)
    yield memory if question is None else memory.having_asked(question.subject)
    log_shown(shelf, turn)
    narrower: Sequence[Reply] = ()
    if question is not None:
        yield question.text
        narrower = question.replies
    yield Replies(replies=[*narrower, *leading_on(turn, shelf), *without_what_was_kept(turn, request)])


def size_untold(turn: Turn, request: Request) -> Iterator[Text]:
    """The word that a size of clothes or shoes was asked for, where it is no condition of the wish."""
    words = words_said(turn, "sizes", "said")
    told = (*request.values, *(range_.attribute for range_ in request.ranges))
    if words is not None and not any("size" in iri.rpartition(":")[2].partition("/")[0] for iri in told):
        yield Text(text=turn.wording.say("size_unknown", words=quoted(words, turn.wording)))


def refused_untold(turn: Turn) -> Iterator[Text]:
    """The word that what is not wanted is no trait of the catalogue's, where some of its products speak of it."""
    words = turn.heard.refused
    spoken_of = fill(turn, Request(text=words), want=1) if words else None
    if spoken_of is not None and spoken_of.items and spoken_of.whole_text:
        yield Text(text=turn.wording.say("refused_unknown", words=quoted(words, turn.wording)))


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


def of_several_kinds(items: Sequence[ShelfItem]) -> list[ShelfItem]:
    """The best of each kind first, and only then a second of one; the order is kept within that."""
    firsts: list[ShelfItem] = []
    rest: list[ShelfItem] = []
    kinds: set[str] = set()
    for item in items:
        kind = next(iter(item.product.categories), "")
        (rest if kind in kinds else firsts).append(item)
        kinds.add(kind)
    return [*firsts, *rest][:WANT]


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
