"""The action that sets products side by side, from facts alone: a table of what differs, and which suits the wish.

Nothing is called better but by what the shopper asked for, by price, or by a measure that both have.
"""

from collections.abc import Iterator, Mapping, Sequence

from actions.action import Said, ShopAction
from actions.cards import attributes_of
from actions.comparatives import most, most_said
from actions.facts import told_price
from actions.finding import starters
from actions.messages import Replies, Table, TableColumn, TableRow, Text
from actions.phrases import price_words
from actions.pointing import Pointed, ask_which, at_place, point
from actions.postbacks import reply
from actions.search import find
from actions.turn import Turn
from actions.verdict import verdict
from knowledge_graph import Order, Product

MOST = 4  # side by side
_ALL = 30  # attributes of one product


class Compare(ShopAction):
    """How products differ, and which suits the wish."""

    action_name = "action_compare"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The table and one sentence; or which two are meant."""
        extreme = most_said(turn)
        if extreme is not None and not turn.memory.pair and turn.heard.reference != "many":
            yield from most(turn, extreme)
            return
        pointed = point(turn)
        meant = _meant(turn, pointed)
        products = turn.shop.catalogue.known(meant)[:MOST]
        if turn.heard.order is not None and len(products) == 1:
            item = turn.shop.shelves.item(products[0].item_id)
            yield Text(text=told_price(item.product, turn))
            yield turn.memory.about(products[0].item_id)
            return
        if turn.heard.order == Order.RATING and not pointed.of_two:
            yield from find(turn)  # several are liked alike
            return
        if pointed.of_two:
            yield from ask_which(turn, pointed, "compare") or ()
            return
        if len(products) < 2:
            yield from _ask_what_else(turn, products)
            return
        yield turn.memory.comparing([product.item_id for product in products])
        rows = _rows(products, turn)
        if len(meant) > MOST:
            yield Text(text=turn.wording.say("compare_most", most=MOST))
        yield Table(
            caption=_caption(products, turn),
            columns=[_column(product, turn) for product in products],
            rows=rows,
        )
        same = not any(row.differs for row in rows)
        yield Text(text=turn.wording.say("compare_same") if same else verdict(products, turn))


def _meant(turn: Turn, pointed: Pointed) -> Sequence[str]:
    """What is to be compared: what is pointed at, with what was spoken of where that is one alone."""
    memory, heard = turn.memory, turn.heard
    if len(pointed.items) > 1 or pointed.of_two:
        return pointed.items
    points = bool(heard.places or heard.items or heard.postback)
    if points and pointed.items:
        other = _other_than_the_focus(turn, pointed)
        return [str(memory.focus), other] if memory.focus not in {None, other} else [other]
    if points:
        return pointed.items
    some = memory.pair or memory.compared or pointed.candidates or memory.ids
    return some if len(some) <= MOST else ()


def _other_than_the_focus(turn: Turn, pointed: Pointed) -> str:
    """What is pointed at; where that is the one spoken of, in a table, what has that place among the cards."""
    (item_id,), memory = pointed.items, turn.memory
    if item_id == memory.focus and memory.compared and turn.heard.places:
        return at_place(turn.heard.places[0], memory.ids) or item_id
    return item_id


def _ask_what_else(turn: Turn, products: Sequence[Product]) -> Iterator[Said]:
    """With which of those shown the one is to be compared; or, of many, which two."""
    others = [item_id for item_id in turn.memory.ids if item_id not in [one.item_id for one in products]]
    if products and others:
        yield turn.memory.about(products[0].item_id)
        asked = ask_which(turn, Pointed(candidates=tuple(others)), "compare", "compare_with_which")
        yield from asked or ()
    elif len(others) > 1:
        yield Text(text=turn.wording.say("compare_need_two"))
        title = turn.wording.say("reply_first_two")
        yield Replies(replies=[reply(title, "compare", items=list(others[:2]))])
    else:
        yield Text(text=turn.wording.say("compare_one_only" if turn.memory.ids else "nothing_shown"))
        yield Replies(replies=starters(turn))


def _caption(products: Sequence[Product], turn: Turn) -> str:
    names = [product.name(turn.wording.language) for product in products]
    return turn.wording.say(
        "compare_two", first=turn.wording.say("list_comma").join(names[:-1]), second=names[-1]
    )


def _column(product: Product, turn: Turn) -> TableColumn:
    say, actions = turn.wording.say, []
    if product.price is not None:
        actions.append(reply(say("button_add"), "add_to_cart", kind="add", item=product.item_id))
    actions.append(
        reply(say("button_details"), "ask_fact", kind="details", item=product.item_id, fact="description")
    )
    return TableColumn(item_id=product.item_id, name=product.name(turn.wording.language), actions=actions)


def _rows(products: Sequence[Product], turn: Turn) -> list[TableRow]:
    """Price first, then what differs in the order of the catalogue, then what is the same."""
    wording, currency = turn.wording, turn.shop.profile.currency
    prices = [None if p.price is None else price_words(p.price, currency, wording) for p in products]
    held: list[Mapping[str, object]] = [
        attributes_of(product, turn.shop.catalogue, turn.wording, most=_ALL) for product in products
    ]
    labels = dict.fromkeys(label for table in held for label in table)
    rows = [_row(wording.say("price_label"), prices)]
    for label in labels:
        values = [None if label not in table else str(table[label]) for table in held]
        rows.append(_row(label, values))
    return [*(row for row in rows if row.differs), *(row for row in rows if not row.differs)]


def _row(label: str, values: list[str | None]) -> TableRow:
    return TableRow(label=label, values=values, differs=len(set(values)) > 1)
