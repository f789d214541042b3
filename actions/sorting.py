"""Read "newer", "better" and "on sale", and say so where the catalogue cannot tell them.

Only what has a list price above its price is ever said to be on sale.
"""

from dataclasses import replace

from actions.measures import measures_of
from actions.messages import Text
from actions.patterns import said, without
from actions.turn import Turn
from knowledge_graph import Order

_SECTION = "order_words"


def says_newer(turn: Turn) -> bool:
    """Whether newer ones are wanted, than those shown or than the one that is meant."""
    return turn.heard.postback is None and said(turn, _SECTION, "newer")


def says_modest(turn: Turn) -> bool:
    """Whether it shall cost little, compared with nothing: "a cheap sofa"."""
    return turn.heard.postback is None and said(turn, _SECTION, "modest")


def with_order_said(turn: Turn) -> tuple[Turn, list[Text]]:
    """The turn with the order that its words mean, and what has to be said on it before the cards."""
    heard, catalogue = turn.heard, turn.shop.catalogue
    if heard.postback is not None:
        return turn, []
    if said(turn, _SECTION, "on_sale"):
        words = without(turn, _SECTION, "on_sale", heard.words)
        if catalogue.tells_sales():
            order = heard.order or str(Order.REDUCED)
            return turn.saying(replace(heard, words=words, order=order, on_sale=True)), []
        cheapest = replace(heard, words=words, order=heard.order or str(Order.PRICE_UP))
        return turn.saying(cheapest), [Text(text=turn.wording.say("sale_unknown"))]
    if says_newer(turn) and turn.memory.items:
        years = measures_of(catalogue.known(turn.memory.ids), "year")
        by_date = replace(heard, order=str(Order.NEWEST), comparative=None)
        heard = replace(heard, comparative="year_up") if years else by_date
    elif said(turn, _SECTION, "better") and turn.memory.items and heard.order is None:
        heard = replace(heard, order=str(Order.RATING), comparative=None)
    if heard.order == Order.NEWEST and not catalogue.tells_newness():
        return turn.saying(replace(heard, order=None)), [Text(text=turn.wording.say("newest_unknown"))]
    return turn.saying(heard), []
