"""The action that sets products side by side, from facts alone: what differs, price first."""

from collections import Counter
from collections.abc import Iterator, Sequence

from actions.action import Said, ShopAction
from actions.cards import attributes_of
from actions.facts import told_price
from actions.messages import Text
from actions.phrases import price_words
from actions.pointing import point
from actions.turn import Turn
from knowledge_graph import Product


class Compare(ShopAction):
    """How two products differ."""

    action_name = "action_compare"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The differences by what two or more of them have, price first, from facts alone."""
        pointed = point(turn)
        products = turn.shop.catalogue.known(pointed.items or pointed.candidates)[:3]
        if turn.heard.order is not None and len(products) == 1:
            item = turn.shop.shelves.item(products[0].item_id)
            yield Text(text=told_price(item.product, turn))
            yield turn.memory.about(products[0].item_id)
            return
        if len(products) < 2:
            yield Text(text=turn.wording.say("compare_need_two"))
            return
        yield Text(text=_compared(products, turn))


def _compared(products: Sequence[Product], turn: Turn) -> str:
    say, wording = turn.wording.say, turn.wording
    names = [product.name(wording.language) for product in products]
    lines = [say("compare_two", first=wording.listed(names[:-1]), second=names[-1])]
    prices = [
        say("compare_unknown")
        if product.price is None
        else price_words(product.price, turn.shop.profile.currency, wording)
        for product in products
    ]
    rows = {say("price_label"): prices}
    tables = [attributes_of(product, turn, most=30) for product in products]
    held = Counter(label for table in tables for label in table)
    for label in (label for label, bearers in held.items() if bearers > 1):
        rows[label] = [str(table.get(label, say("compare_unknown"))) for table in tables]
    differing = {label: values for label, values in rows.items() if len(set(values)) > 1}
    for label, values in differing.items():
        cells = say("list_comma").join(
            say("compare_cell", name=name, value=value) for name, value in zip(names, values, strict=True)
        )
        lines.append(say("compare_line", attribute=label, values=cells))
    if not differing:
        lines.append(say("compare_same"))
    return "\n".join(lines)
