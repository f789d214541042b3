"""Ask a broad wish one question at a time: the facet that splits best what fits, with its answers as quick replies.

It stands below the cards and can be ignored; no facet is asked about twice for one kind of thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.messages import Reply, Text
from actions.phrases import bound_words, number_words, quoted
from actions.postbacks import reply
from actions.turn import Turn
from actions.wording import Wording
from knowledge_graph import Bound, Choice, Facet, Range, Request
from shop.shelves import Shelf

BROAD = 12  # fewer than so many are looked through faster than a question is answered
_ANSWERS = 4  # quick replies of one question
_COVERED = 0.6  # of what fits must have an answer
_EVEN = 0.3  # the least evenness that makes a question worth asking


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, about which facet, and what each answer takes up."""

    subject: str
    text: Text
    replies: Sequence[Reply]


def question_for(turn: Turn, request: Request, shelf: Shelf) -> Question | None:
    """The question that narrows this wish best; None where it is narrow, or nothing is worth asking."""
    named = request.categories or request.text or request.values or request.brands
    if shelf.total < BROAD or request.like is not None or not named:
        return None
    asked = turn.memory.asked if request.categories == turn.memory.request.categories else ()
    for facet in turn.shop.catalogue.facets(request, 6):
        if facet.subject in asked or _is_settled(facet, request):
            continue
        if facet.coverage >= _COVERED and facet.score >= _EVEN and len(facet.choices) > 1:
            return _asked(turn, request, facet)
    return None


def price_question(turn: Turn, request: Request) -> Question | None:
    """The question for a budget, with the price bands of what fits; None where all costs about the same."""
    facets = turn.shop.catalogue.facets(request, 20)
    bands = next((facet for facet in facets if facet.subject == "price"), None)
    return None if bands is None or len(bands.choices) < 2 else _asked(turn, request, bands)


def _is_settled(facet: Facet, request: Request) -> bool:
    """Whether the wish says something of that already."""
    attributes = {range_.attribute for range_ in request.ranges}
    named = {
        "price": request.price is not None,
        "brand": bool(request.brands),
        "category": False,
    }
    values = [iri for iri in (*request.values, *request.without) if iri.startswith("urn:daogou:value:")]
    said = {iri.removeprefix("urn:daogou:value:").partition("/")[0] for iri in values}
    slug = facet.subject.rpartition(":")[2]
    return named.get(facet.subject, False) or facet.subject in attributes or slug in said


def _asked(turn: Turn, request: Request, facet: Facet) -> Question:
    say = turn.wording.say
    if facet.subject in ("price", "brand", "category"):
        text = say(f"narrow_{facet.subject}")
    else:
        label = turn.shop.catalogue.label(facet.subject, turn.wording.language)
        text = say("narrow_attribute", attribute=quoted(label, turn.wording))
    # Bands come in their own order and are all told; of values, those that most of what fits has.
    replies = [_answer(turn, request, facet, choice) for choice in facet.choices[:_ANSWERS]]
    return Question(facet.subject, Text(text=text), replies)


def _answer(turn: Turn, request: Request, facet: Facet, choice: Choice) -> Reply:
    """A quick reply that takes the wish with this answer; it says how many there are."""
    catalogue, wording = turn.shop.catalogue, turn.wording
    if choice.iri is not None:
        title = catalogue.label(choice.iri, wording.language)
        narrowed = _with_thing(request, facet, choice.iri)
    elif facet.subject == "price":
        title = bound_words(choice.bound or Bound(), turn.shop.profile.currency, wording)
        narrowed = replace(request, price=choice.bound)
    else:
        attribute = catalogue.attribute(facet.subject)
        range_ = Range(facet.subject, choice.bound or Bound(), attribute.unit if attribute else None)
        title = _band(range_, wording)
        narrowed = replace(request, ranges=(*request.ranges, range_))
    return reply(
        wording.say("narrow_answer", answer=title, count=choice.count), "find", offer=narrowed.to_json()
    )


def _with_thing(request: Request, facet: Facet, iri: str) -> Request:
    if facet.subject == "category":
        return replace(request, categories=(iri,))
    if facet.subject == "brand":
        return replace(request, brands=(iri,))
    return replace(request, values=(*request.values, iri))


def _band(range_: Range, wording: Wording) -> str:
    low, high = range_.bound.low, range_.bound.high
    ends = {
        name: number_words(end, range_.unit, wording)
        for name, end in (("low", low), ("high", high))
        if end is not None
    }
    side = "between" if len(ends) == 2 else "under" if "high" in ends else "over"
    return wording.say(f"condition_{side}", **ends)
