"""Quieter, sturdier, softer than what was shown: qualities that no catalogue has a figure for.

Nothing is ranked by them: what a description mentions is shown, and said to be only mentioned; else that it can't be
told is said.
"""

from collections.abc import Iterator
from dataclasses import replace

from actions.action import NOTHING, Said
from actions.finding import Answered, fill, in_kind, present, starters
from actions.messages import Replies, Text
from actions.patterns import first_said
from actions.phrases import kind_words, quoted
from actions.turn import Turn
from knowledge_graph import Order

_SECTION = "qualities"
_MENTIONED = "text:"  # how a match is told that stands in an item's own words


def quality_said(turn: Turn) -> str | None:
    """The code of the quality that more is wanted of; None where a measure or a price is compared."""
    if turn.heard.postback is not None or turn.heard.comparative or not turn.memory.items:
        return None
    return first_said(turn, _SECTION)


def quality_alone(turn: Turn) -> str | None:
    """As `quality_said`, where the sentence says nothing else that can be looked for."""
    heard, kinds = turn.heard, turn.memory.request.categories
    another = any(iri not in kinds for thing in heard.named("category") for iri in thing.iris)
    if another or heard.unsold or heard.order or heard.amounts or heard.names("brand", "value"):
        return None
    return quality_said(turn)


def of_quality(turn: Turn, quality: str) -> Iterator[Said]:
    """Others whose description mentions it; or the word that nothing tells."""
    word = turn.wording.words("quality_words")[quality]
    shown = turn.shop.catalogue.known(turn.memory.ids)
    kind = in_kind(replace(turn.memory.request, text="", order=Order.FIT), shown)
    shelf = fill(turn, replace(kind, text=word), skip=[product.item_id for product in shown])
    mentioned = tuple(
        item for item in shelf.items if any(match.startswith(_MENTIONED) for match in item.matched)
    )
    if mentioned:
        lead = turn.wording.say("quality_mentioned", quality=word, words=quoted(word, turn.wording))
        yield from present(turn, Answered(kind, replace(shelf, items=mentioned)), lead)
        return
    yield NOTHING
    words = kind_words(kind, turn.shop.catalogue, turn.wording)
    yield Text(text=turn.wording.say("quality_unknown", quality=word, kind=words))
    yield Replies(replies=starters(turn))
