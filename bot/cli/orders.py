"""`bot orders`: what shoppers ordered, and what became of it. Names and addresses are shown to the owner alone."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import JsonOption, ShopOption, open_shop

if TYPE_CHECKING:
    from shop.fulfilment import Fulfilment
    from shop.shop import Shop

app = typer.Typer(help="What shoppers ordered, and what became of it.", no_args_is_help=True)

NumberArgument = Annotated[
    str, typer.Argument(metavar="NUMBER", help="The order's number, such as B4RT-9LK3.")
]


class Became(StrEnum):
    """What the shop may say of an order."""

    sent = "sent"
    cancelled = "cancelled"
    returned = "returned"


@app.command("list")
def list_waiting(shop: ShopOption = None) -> None:
    """Show the orders that the shop has to act on: placed ones, and those that shoppers return; oldest first."""
    from bot.cli.tables import show_rows

    rows = [
        (
            one.number,
            one.status,
            f"{one.placed_at:%Y-%m-%d %H:%M}",
            f"{one.total.decimal()} {one.total.currency}",
            one.delivery_id,
            one.contact.get("country", ""),
        )
        for one in _desk(open_shop(shop)).waiting()
    ]
    show_rows(("number", "status", "placed (UTC)", "total", "delivery", "country"), rows)


@app.command()
def show(number: NumberArgument, shop: ShopOption = None, json: JsonOption = False) -> None:
    """Show one order with its lines, for whom it is, and where it goes."""
    from bot.cli.tables import show_facts, show_json

    order = _desk(open_shop(shop)).find(number)
    if json:
        show_json(order)
        return
    lines = {f"{quantity} × {item_id}": name for quantity, item_id, name in order.lines}
    show_facts(
        order.number,
        {
            "status": order.status,
            "placed (UTC)": f"{order.placed_at:%Y-%m-%d %H:%M}",
            **lines,
            "total": f"{order.total.decimal()} {order.total.currency}",
            "by": order.delivery_id,
            **order.contact,
        },
    )


@app.command()
def mark(
    number: NumberArgument,
    became: Annotated[Became, typer.Argument(metavar="sent|cancelled|returned", help="What became of it.")],
    shop: ShopOption = None,
) -> None:
    """Say what became of an order. What is cancelled or returned is in stock again."""
    opened = open_shop(shop)
    _desk(opened).mark(number, became.value, opened.catalogue.generation)
    print(f"{number.upper()} is {became.value} now.")


def _desk(opened: "Shop") -> "Fulfilment":
    from shop.fulfilment import Fulfilment

    return Fulfilment(opened.database, opened.profile.language)
