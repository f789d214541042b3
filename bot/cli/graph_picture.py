"""`bot graph picture`: what lies round a product in the graph, as an SVG picture."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import LanguageOption, ShopOption, catalogue_of, language_of


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(picture)


def picture(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="A product's id, or its name in full.")],
    output: Annotated[Path, typer.Option("--output", metavar="FILE.svg", help="Where to draw it.")],
    shop: ShopOption = None,
    language: LanguageOption = None,
) -> None:
    """Draw a product with its categories, values, and the products that are stated to belong to it."""
    from bot.cli.drawing import drawn
    from bot.cli.graph_names import Names

    opened = catalogue_of(shop)
    item_id = Names.of(opened).item(item)
    output.write_text(drawn(opened, item_id, language_of(shop, language)), encoding="utf-8")
    print(f"{output} shows what lies round {item_id}.")
