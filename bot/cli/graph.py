"""`bot graph`: ask the product graph."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli import graph_ask, graph_check, graph_narrow, graph_picture, graph_search, graph_words
from bot.cli.graph_store import publish_command, rollback_command
from bot.cli.options import ShopOption, folder_of, open_shop, settings_for

app = typer.Typer(help="Ask the product graph.", no_args_is_help=True)
for part in (graph_search, graph_narrow, graph_ask, graph_words, graph_picture, graph_check):
    part.add_to(app)
app.command("rollback")(rollback_command)
app.command("publish")(publish_command)


@app.command()
def query(
    sparql: Annotated[
        str, typer.Argument(metavar="SPARQL|FILE", help="A SPARQL query, or a file that holds one.")
    ],
    shop: ShopOption = None,
) -> None:
    """Run a SPARQL query, which may only read, and show its rows."""
    from bot.cli.tables import show_rows

    table = open_shop(shop).catalogue.query(_text_of(sparql))
    show_rows(table.columns, ([cell or "" for cell in row] for row in table.rows))


@app.command()
def info(shop: ShopOption = None) -> None:
    """Count what the graph holds."""
    from bot.cli.tables import show_facts

    opened = open_shop(shop)
    graph = opened.catalogue.info()
    show_facts(
        str(opened.folder),
        {
            "generation": graph.generation,
            "products": graph.products,
            "categories": graph.categories,
            "questions answered": graph.faqs,
            "triples": graph.triples,
        },
    )


@app.command()
def repair(shop: ShopOption = None) -> None:
    """Drop what a killed import left behind, and write anew what an older program wrote (`bot serve` does both)."""
    from shop.imports import drop_unpublished, renew_graph
    from shop.shop import Shop

    opened = Shop.open(folder_of(shop))
    drop_unpublished(opened)
    renew_graph(opened)


@app.command()
def vectors(shop: ShopOption = None) -> None:
    """Make the sentence vectors that the graph lacks, by which a wish finds what it means (`bot serve` does it)."""
    from knowledge_graph.full_text import fill_vectors

    console = Console(stderr=True)

    def tell(done: int, of: int) -> None:
        if console.is_terminal:
            console.print(f"sentence vectors: {done} of {of}", end="\r")

    made = fill_vectors(settings_for(shop).graph_folder, tell)
    print(f"{made} sentence vectors made; the graph has all of them now.")


def _text_of(sparql: str) -> str:
    """The query itself; a query has a space, a name of a file that exists is read."""
    file = Path(sparql)
    return (
        file.read_text(encoding="utf-8")
        if "\n" not in sparql and len(sparql) < 256 and file.is_file()
        else sparql
    )
