"""Read what a shopper says of a gift: for whom, what they like, what it may cost.

The person becomes the shop's own value where it has one; who only is a friend stays nobody in particular.
"""

from dataclasses import dataclass, replace

from actions.changes import Takes, refine
from actions.heard import Heard
from actions.keeping import AUDIENCE, audience_of
from actions.memory import Memory
from actions.patterns import said, said_about, without
from actions.turn import Turn
from knowledge_graph import Request
from knowledge_graph.identifiers import value_iri

RECIPIENT, INTEREST = "gift_recipient", "gift_interest"  # what was asked, in the memory's `asked`
ANYTHING = "anything"  # a quick reply that leaves it open
_AUDIENCES = ("children", "women", "men")
_CHILD = 13  # years; who is younger is a child
_YEARS = "ANN"


@dataclass(frozen=True, slots=True)
class Gift:
    """What is known so far; `asked` are the questions that need not be asked again."""

    request: Request
    asked: tuple[str, ...]


def gift_stands(memory: Memory) -> bool:
    """Whether the last thing said was a question on a gift."""
    return bool(memory.asked) and memory.asked[-1] in (RECIPIENT, INTEREST)


def answers_a_gift(turn: Turn) -> bool:
    """Whether what is said answers a question on a gift, whatever it was taken for: "he likes fishing"."""
    heard = turn.heard
    points = bool(heard.postback or heard.places or heard.items or heard.reference)
    return gift_stands(turn.memory) and not points and heard.names_a_wish


def leaving_it_open(turn: Turn) -> Turn:
    """The turn of a shopper who is asked about a gift and has no idea, either."""
    posted = {"offer": turn.memory.request.to_json(), "about": ANYTHING}
    return turn.saying(replace(turn.heard, postback=posted))


def has_interest(turn: Turn, request: Request) -> bool:
    """Whether anything is known of what they like: a kind, a make, a trait or words."""
    named = bool(request.categories or request.text or request.brands)
    return named or set(request.values) > set(audience_of(request, turn.shop.catalogue))


def heard_of(turn: Turn) -> Gift:
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
    audience = audience_of(replace(request, values=_named_values(heard)), catalogue) or _audience(turn)
    audience = audience or (() if someone else audience_of(before, catalogue))
    others = tuple(iri for iri in request.values if catalogue.attribute_of(iri) != AUDIENCE)
    known = bool(audience) or someone
    return Gift(
        replace(request, values=(*others, *audience)),
        tuple(one for one in asked if one != INTEREST) + ((RECIPIENT,) if known else ()),
    )


def _named_values(heard: Heard) -> tuple[str, ...]:
    return tuple(thing.iris[0] for thing in heard.named("value"))


def _audience(turn: Turn) -> tuple[str, ...]:
    """The shop's value for whom it is; empty where it has none, or where the words do not tell."""
    years = [one for one in turn.heard.amounts if one.unit == _YEARS and one.bound.high is not None]
    if years:
        said_so = ["children"] if years[0].bound.high < _CHILD else []  # type: ignore[operator]  # not None
    else:
        said_so = [one for one in _AUDIENCES if said(turn, "gift_words", one)]
    if not said_so:
        return ()
    iri = value_iri("audience", said_so[0])
    return (iri,) if iri in shops_audiences(turn) else ()


def for_whom(turn: Turn) -> tuple[str, ...]:
    """The shop's value for whom a thing is said to be for: "a jacket for my hubby"."""
    people = turn.wording.patterns("gift_words")
    told = [one for one in _AUDIENCES if said_about(turn, "for_whom", "said", people[one])]
    return tuple(
        iri for iri in (value_iri("audience", one) for one in told[:1]) if iri in shops_audiences(turn)
    )


def shops_audiences(turn: Turn) -> list[str]:
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
