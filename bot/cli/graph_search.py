"""`bot graph search`: find products by conditions that are named as people name them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.graph_wish import Wish, with_wish
from bot.cli.options import JsonOption, LanguageOption, ShopOption, catalogue_of, language_of

if TYPE_CHECKING:
    from knowledge_graph import Catalogue, Order


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(search)


@with_wish
def search(
    wish: Wish,
    *,
    order: Annotated[str, typer.Option(help="fit, price_up, price_down, newest, rating or popular.")] = "fit",
    page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1,
    page_size: Annotated[int, typer.Option(min=1, help="How many on a page.")] = 10,
    shop: ShopOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find products that meet every condition, with what each of them met."""
    from bot.cli.tables import show_json, show_rows

    opened = catalogue_of(shop)
    request = replace(wish.request(opened), order=_order(order), page=page, page_size=page_size)
    matches = opened.search(request)
    if as_json:
        show_json(matches)
        return
    spoken = language_of(shop, language)
    products = opened.products([match.item_id for match in matches])
    show_rows(
        ("item", "name", "price", "met"),
        (
            (match.item_id, product.name(spoken), match.price or "", _met(opened, match.matched, spoken))
            for match, product in zip(matches, products, strict=True)
        ),
    )


def _order(name: str) -> "Order":
    from bot.errors import OptionError
    from knowledge_graph import Order

    try:
        return Order(name)
    except ValueError:
        raise OptionError(f"{name!r} is no order; choose one of {', '.join(Order)}.") from None


def _met(catalogue: "Catalogue", matched: tuple[str, ...], language: str) -> str:
    words = (
        catalogue.label(one, language) if one.startswith("urn:") else one.removeprefix("text:")
        for one in matched
    )
    return ", ".join(dict.fromkeys(words))
