"""The action that advises on a gift: for whom, what they like, what it may cost; asked for one at a time.

For whom becomes the shop's own value where it has one. An interest is a kind that is named, words of products'
names, or the department that comes nearest in meaning; what comes near nothing is said so. No person is guessed at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from actions.action import NOTHING, Said, ShopAction
from actions.changes import Takes, refine
from actions.clarifying import price_question
from actions.finding import FEW, WANT, Answered, fill, foreign_money, of_several_kinds, present
from actions.heard import Heard
from actions.keeping import AUDIENCE
from actions.memory import Memory
from actions.messages import Replies, Reply, Text
from actions.patterns import said, without
from actions.phrases import kind_words, quoted
from actions.postbacks import reply
from actions.turn import Turn
from knowledge_graph import Request
from knowledge_graph.identifiers import value_iri

RECIPIENT, INTEREST = "gift_recipient", "gift_interest"  # what was asked, in the memory's `asked`
ANYTHING = "anything"  # a quick reply that leaves it open
_AUDIENCES = ("children", "women", "men")
_CHILD = 13  # years; who is younger is a child
_KINDS = 4  # offered as interests
_LOOKED_AT = 200  # products, to find those made for the person among what suits anybody
_YEARS = "ANN"


@dataclass(frozen=True, slots=True)
class Gift:
    """What is known so far; `asked` are the questions that need not be asked again."""

    request: Request
    asked: tuple[str, ...]


class AdviseGift(ShopAction):
    """A gift."""

    action_name = "action_advise_gift"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Cards, and the budget asked for; or the one question that is most missing."""
        return advise(turn)


def gift_stands(memory: Memory) -> bool:
    """Whether the last thing said was a question on a gift."""
    return bool(memory.asked) and memory.asked[-1] in (RECIPIENT, INTEREST)


def leaving_it_open(turn: Turn) -> Turn:
    """The turn of a shopper who is asked about a gift and has no idea, either."""
    posted = {"offer": turn.memory.request.to_json(), "about": ANYTHING}
    return turn.saying(replace(turn.heard, postback=posted))


def advise(turn: Turn) -> Iterator[Said]:
    """Go on with the gift that is asked about, or begin afresh."""
    foreign = foreign_money(turn, Takes(turn.shop.profile.currency))
    if foreign is not None:
        yield foreign
        return
    gift = _heard(turn)
    request, has_interest = gift.request, _has_interest(turn, gift.request)
    if not has_interest and INTEREST not in gift.asked:
        asking = _ask_for_whom if RECIPIENT not in gift.asked else _ask_interest
        yield from asking(turn, gift)
        return
    turn = turn.remembering(replace(turn.memory, asked=()))
    if not has_interest:
        yield from _anything(turn, request)
        return
    yield from _present(turn, gift)


def _has_interest(turn: Turn, request: Request) -> bool:
    named = bool(request.categories or request.text or request.brands)
    return named or set(request.values) > set(_audience_of(request, turn))


def _heard(turn: Turn) -> Gift:
    """What is known after this turn: a new gift is no refinement of what was looked for before."""
    posted = turn.heard.postback
    if posted is not None:
        done = (RECIPIENT, INTEREST) if posted.get("about") == ANYTHING else (RECIPIENT,)
        return Gift(Request.from_json(posted.get("offer", {})), done)
    goes_on = gift_stands(turn.memory)
    before = turn.memory.request if goes_on else Request()
    asked = turn.memory.asked if goes_on else ()
    heard, catalogue = _without_the_occasion(turn), turn.shop.catalogue
    request = refine(before, heard, Takes(turn.shop.profile.currency), {})
    someone = said(turn, "gift_words", "someone")
    audience = _audience_of(replace(request, values=_named_values(heard)), turn) or _audience(turn)
    audience = audience or (() if someone else _audience_of(before, turn))
    others = tuple(iri for iri in request.values if catalogue.attribute_of(iri) != AUDIENCE)
    known = bool(audience) or someone
    return Gift(
        replace(request, values=(*others, *audience)),
        tuple(one for one in asked if one != INTEREST) + ((RECIPIENT,) if known else ()),
    )


def _named_values(heard: Heard) -> tuple[str, ...]:
    return tuple(thing.iris[0] for thing in heard.named("value"))


def _audience_of(request: Request, turn: Turn) -> tuple[str, ...]:
    return tuple(iri for iri in request.values if turn.shop.catalogue.attribute_of(iri) == AUDIENCE)


def _audience(turn: Turn) -> tuple[str, ...]:
    """The shop's value for whom it is; empty where it has none, or where the words do not tell."""
    years = [one for one in turn.heard.amounts if one.unit == _YEARS and one.bound.high is not None]
    if years:
        said_so = ["children"] if years[0].bound.high < _CHILD else []  # type: ignore[operator]  # not None
    else:
        said_so = [one for one in _AUDIENCES if said(turn, "gift_words", one)]
    held = _shops_audiences(turn)
    return tuple(value_iri("audience", one) for one in said_so[:1] if value_iri("audience", one) in held)


def _shops_audiences(turn: Turn) -> list[str]:
    """The values for whom something is that this shop has, of those that a gift may be for."""
    facets = turn.shop.catalogue.facets(Request(), 50)
    held = {choice.iri for facet in facets if facet.subject == AUDIENCE for choice in facet.choices}
    return [iri for iri in (value_iri("audience", one) for one in _AUDIENCES) if iri in held]


def _without_the_occasion(turn: Turn) -> Heard:
    """What was heard, less the words on the occasion and on the person, and less an age."""
    words = turn.heard.words
    for name in ("occasion", "noise", *_AUDIENCES, "someone"):
        words = without(turn, "gift_words", name, words)
    amounts = tuple(one for one in turn.heard.amounts if one.kind == "price")
    return replace(turn.heard, words=words, amounts=amounts, order=None)


def _ask_for_whom(turn: Turn, gift: Gift) -> Iterator[Said]:
    say, catalogue = turn.wording.say, turn.shop.catalogue
    replies = []
    for iri in _shops_audiences(turn):
        wish = replace(gift.request, values=(*gift.request.values, iri))
        replies.append(reply(catalogue.label(iri, turn.wording.language), "gift", offer=wish.to_json()))
    replies.append(reply(say("gift_anyone"), "gift", offer=gift.request.to_json()))
    yield from _asking(turn, gift, RECIPIENT, say("gift_for_whom"), replies)


def _ask_interest(turn: Turn, gift: Gift, told: str = "") -> Iterator[Said]:
    say, catalogue = turn.wording.say, turn.shop.catalogue
    kinds = catalogue.main_categories(_KINDS)
    wishes = [replace(gift.request, text="", categories=(iri,)) for iri in kinds]
    replies = [
        reply(catalogue.label(wish.categories[0], turn.wording.language), "gift", offer=wish.to_json())
        for wish in wishes
        if catalogue.count(wish)
    ]
    free = replace(gift.request, text="")
    replies.append(reply(say("gift_anything"), "gift", offer=free.to_json(), about=ANYTHING))
    text = (" " if turn.wording.language == "en" else "").join(
        one for one in (told, say("gift_interest")) if one
    )
    yield from _asking(turn, Gift(free, gift.asked), INTEREST, text, replies)


def _asking(turn: Turn, gift: Gift, subject: str, text: str, replies: list[Reply]) -> Iterator[Said]:
    asked = tuple(dict.fromkeys((*(one for one in gift.asked if one != subject), subject)))
    yield replace(turn.memory.wishing(gift.request), asked=asked)
    yield Text(text=text)
    yield Replies(replies=replies)


def _present(turn: Turn, gift: Gift) -> Iterator[Said]:
    answered = _looked_for(turn, gift.request)
    if answered is None:
        yield NOTHING
        words = quoted(gift.request.text, turn.wording)
        yield from _ask_interest(turn, gift, turn.wording.say("gift_none_of_words", words=words))
        return
    request, lead = answered.request, None
    if request.categories and gift.request.text:
        kind = kind_words(request, turn.shop.catalogue, turn.wording)
        words = quoted(gift.request.text, turn.wording)
        lead = turn.wording.say("gift_by_meaning", words=words, kind=kind)
    question = price_question(turn, request) if request.price is None and answered.shelf.items else None
    if question is not None:
        question = replace(question, text=Text(text=turn.wording.say("gift_budget")))
    yield from present(turn, answered, lead, question)


def _looked_for(turn: Turn, request: Request) -> Answered | None:
    """By the kind; else by words that names bear; else by the department they come near to; else by mentions."""
    shelf = fill(turn, request)
    if request.categories or not request.text:
        return Answered(request, shelf)
    if shelf.named and shelf.whole_text and shelf.total >= FEW:
        return Answered(request, shelf)
    kind = turn.shop.catalogue.near_category(request.text)
    if kind is not None:
        near = replace(request, text="", categories=(kind,))
        return Answered(near, fill(turn, near))
    return Answered(request, shelf) if shelf.items else None


def _anything(turn: Turn, request: Request) -> Iterator[Said]:
    """Several kinds of thing that suit the person and the budget, those that are made for such people first."""
    audience = set(_audience_of(request, turn))
    shelf = fill(turn, request, want=_LOOKED_AT if audience else WANT * 8)
    suited = sorted(shelf.items, key=lambda item: not audience.intersection(item.matched))
    mixed = replace(shelf, items=tuple(of_several_kinds(suited)))
    question = price_question(turn, request) if request.price is None and mixed.items else None
    if question is not None:
        question = replace(question, text=Text(text=turn.wording.say("gift_budget")))
    yield from present(turn, Answered(request, mixed), turn.wording.say("recommend_found"), question)
