"""The action that advises on a gift: for whom, what they like, what it may cost; asked for one at a time.

For whom becomes the shop's own value where it has one. An interest is a kind that is named, words of products'
names, or the department that comes nearest in meaning; what comes near nothing is said so. No person is guessed at.
"""

from collections.abc import Iterator
from dataclasses import replace

from actions.action import NOTHING, Said, ShopAction
from actions.changes import Takes
from actions.clarifying import price_question
from actions.finding import FEW, WANT, Answered, fill, foreign_money, of_several_kinds, present
from actions.gift_words import (
    ANYTHING,
    INTEREST,
    RECIPIENT,
    Gift,
    gift_stands,
    has_interest,
    heard_of,
    shops_audiences,
)
from actions.keeping import audience_of
from actions.messages import Replies, Reply, Text
from actions.patterns import said
from actions.phrases import kind_words, quoted
from actions.postbacks import reply
from actions.turn import Turn
from knowledge_graph import Request

_KINDS = 4  # offered as interests
_LOOKED_AT = 200  # products, to find those made for the person among what suits anybody


class AdviseGift(ShopAction):
    """A gift."""

    action_name = "action_advise_gift"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Cards, and the budget asked for; or the one question that is most missing."""
        return advise(turn)


def advise(turn: Turn) -> Iterator[Said]:
    """Go on with the gift that is asked about, or begin afresh."""
    foreign = foreign_money(turn, Takes(turn.shop.profile.currency))
    if foreign is not None:
        yield foreign
        return
    gift = heard_of(turn)
    request = gift.request
    interested = has_interest(turn, request)
    if not interested and INTEREST not in gift.asked:
        asking = _ask_for_whom if RECIPIENT not in gift.asked else _ask_interest
        yield from asking(turn, gift)
        return
    turn = turn.remembering(replace(turn.memory, asked=()))
    if not interested:
        yield from _anything(turn, request)
        return
    yield from _present(turn, gift)


def _ask_for_whom(turn: Turn, gift: Gift) -> Iterator[Said]:
    say, catalogue = turn.wording.say, turn.shop.catalogue
    replies = []
    for iri in shops_audiences(turn):
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
    text = turn.wording.joined([told, say("gift_interest")])
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
        yield from _ask_interest(turn, gift, _none_of_what_they_like(turn, gift))
        return
    request, lead = answered.request, None
    if request.categories != gift.request.categories:
        kind = kind_words(request, turn.shop.catalogue, turn.wording)
        words = quoted(gift.request.text, turn.wording)
        lead = turn.wording.say("gift_by_meaning", words=words, kind=kind)
    question = price_question(turn, request) if request.price is None and answered.shelf.items else None
    if question is not None:
        question = replace(question, text=Text(text=turn.wording.say("gift_budget")))
    yield from present(turn, answered, lead, question)


def _none_of_what_they_like(turn: Turn, gift: Gift) -> str:
    """That the shop has nothing of it, where the words are of what they like; else they were mere talk."""
    if not (gift_stands(turn.memory) or said(turn, "gift_words", "taste")):
        return ""
    return turn.wording.say("gift_none_of_words", words=quoted(gift.request.text, turn.wording))


def _looked_for(turn: Turn, request: Request) -> Answered | None:
    """By the kind; else by words that names bear; else by what else is known; else by the department that comes near.

    Beside a trait or a make, words that nothing bears are mostly talk.
    """
    shelf, bare = fill(turn, request), replace(request, text="")
    if not request.text or (request.categories and shelf.items):
        return Answered(request, shelf)
    if shelf.named and shelf.whole_text and shelf.total >= FEW:
        return Answered(request, shelf)
    if has_interest(turn, bare):
        return Answered(bare, fill(turn, bare))
    kind = turn.shop.catalogue.near_category(request.text)
    if kind is not None:
        near = replace(request, text="", categories=(kind,))
        return Answered(near, fill(turn, near))
    return Answered(request, shelf) if shelf.items else None


def _anything(turn: Turn, request: Request) -> Iterator[Said]:
    """Several kinds of thing that suit the person and the budget, those that are made for such people first."""
    audience = set(audience_of(request, turn.shop.catalogue))
    shelf = fill(turn, request, want=_LOOKED_AT if audience else WANT * 8)
    suited = sorted(shelf.items, key=lambda item: not audience.intersection(item.matched))
    mixed = replace(shelf, items=tuple(of_several_kinds(suited)))
    question = price_question(turn, request) if request.price is None and mixed.items else None
    if question is not None:
        question = replace(question, text=Text(text=turn.wording.say("gift_budget")))
    yield from present(turn, Answered(request, mixed), turn.wording.say("recommend_found"), question)
