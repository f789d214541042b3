"""`bot graph lexicon`: every word by which a thing of the catalogue can be named."""

from typing import Annotated

import typer

from bot.cli.options import JsonOption, ShopOption, catalogue_of


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(lexicon)


def lexicon(
    word: Annotated[str | None, typer.Argument(help="Only rows whose word has this in it.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only category, brand, value, attribute or item.")] = None,
    shop: ShopOption = None,
    as_json: JsonOption = False,
) -> None:
    """List every label and synonym with its language, its kind and its IRI."""
    from bot.cli.tables import show_json, show_rows

    rows = [
        row
        for row in catalogue_of(shop).lexicon()
        if (word is None or word.lower() in row["text"].lower()) and kind in (None, row["kind"])
    ]
    if as_json:
        show_json(rows)
        return
    columns = ("text", "language", "kind", "iri")
    show_rows(columns, ([row[column] for column in columns] for row in rows))
