"""`bot shop`: make a shop, import into it, look at it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.graph_store import publish_where_read
from bot.cli.options import ShopOption, folder_of, open_shop, settings_for
from bot.cli.progress import progress_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge_graph.checking import Violation
    from shop.imports import ImportReport

app = typer.Typer(help="Make a shop, import into it, look at it.", no_args_is_help=True)
importing = typer.Typer(help="Load products, ratings, or questions and answers; all of a file, or nothing.")
app.add_typer(importing, name="import", no_args_is_help=True)

_SHOWN = 5  # complaints that an import tells itself

FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", exists=True, help="The feed: a file, or a folder of our own format.")
]
KeepGoingOption = Annotated[
    bool,
    typer.Option(
        "--keep-going", help="Load the rest where rows are broken; without it nothing is loaded then."
    ),
]


@app.command()
def create(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the new shop shall be.")],
    currency: Annotated[str, typer.Option(help="What prices are in: an ISO 4217 code such as USD or CNY.")],
    language: Annotated[str, typer.Option(help="The shop's own language: en or zh. It answers in both.")],
    name: Annotated[
        str | None, typer.Option(help="What the shop is called.", show_default="the folder's name")
    ] = None,
) -> None:
    """Make an empty shop, with sample answers on delivery, returns, payment and the like to replace."""
    from shop.creation import create_shop

    create_shop(folder.resolve(), name=name or folder.resolve().name, currency=currency, language=language)
    print(f"{folder} is a shop now; next: bot shop import products FILE --shop {folder}")


@app.command()
def demo(shop: ShopOption = None) -> None:
    """Make the demo shop, with a simulated history (`bot serve` does it at its first start)."""
    from bot.settings import ROOT
    from shop.creation import build_demo

    build_demo(folder_of(shop), ROOT / "demo", progress_line())


@app.command()
def info(shop: ShopOption = None) -> None:
    """Say what the shop holds."""
    from bot.cli.tables import show_facts
    from shop.training import is_current

    opened = open_shop(shop)
    folder = opened.folder
    profile, graph = opened.profile, opened.catalogue.info()
    show_facts(
        profile.name(profile.language),
        {
            "folder": folder,
            "currency": profile.currency,
            "language": profile.language,
            "history": "simulated" if profile.simulated else "real",
            "products": graph.products,
            "categories": graph.categories,
            "questions answered": graph.faqs,
            "triples": graph.triples,
            "graph generation": graph.generation,
            "recommender": "up to date" if is_current(folder) else "to be trained",
        },
    )


@importing.command()
def products(
    file: FileArgument,
    shop: ShopOption = None,
    format: Annotated[
        str | None, typer.Option(help="The feed's format.", show_default="found out from the file")
    ] = None,
    keep_going: KeepGoingOption = False,
    *,
    keep: Annotated[
        bool, typer.Option("--keep", help="Products that the feed lacks stay; without it they are withdrawn.")
    ] = False,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Withdraw them even where they are most of the shop.")
    ] = False,
) -> None:
    """Load a product feed: what is there already is brought up to date, what the feed lacks is withdrawn."""
    from shop.imports import Missing, import_products

    if keep and withdraw:
        raise typer.BadParameter("products that the feed lacks can stay or go, not both.")
    folder = folder_of(shop)
    missing = Missing.STAY if keep else Missing.ALL_GO if withdraw else Missing.FEW_GO
    _told(
        lambda: import_products(
            folder, file, format=format, keep_going=keep_going, missing=missing, progress=progress_line()
        )
    )
    publish_where_read(folder, settings_for(shop).graph_url)


@importing.command()
def offers(file: FileArgument, shop: ShopOption = None) -> None:
    """Load prices and stock alone (columns item_id, price, stock); all else stays as it is."""
    from shop.imports import import_offers

    folder = folder_of(shop)
    _told(lambda: import_offers(folder, file, progress=progress_line()))
    publish_where_read(folder, settings_for(shop).graph_url)


@importing.command()
def ratings(
    file: FileArgument,
    shop: ShopOption = None,
    items: Annotated[
        Path | None, typer.Option(exists=True, help="The products that the ratings speak of.")
    ] = None,
    keep_going: KeepGoingOption = False,
) -> None:
    """Load ratings (userId, itemId or movieId, rating); they replace the ratings imported before."""
    from shop.imports import import_ratings
    from shop.training import train_recommender

    folder = folder_of(shop)
    _told(lambda: import_ratings(folder, file, items=items, keep_going=keep_going, progress=progress_line()))
    publish_where_read(folder, settings_for(shop).graph_url)
    report = train_recommender(folder)
    print(f"The recommender has learnt from {report.interactions} of them in {report.seconds:.1f} s.")


@importing.command()
def faq(file: FileArgument, shop: ShopOption = None, keep_going: KeepGoingOption = False) -> None:
    """Load questions and answers; they replace those that are there."""
    from shop.imports import import_faq

    folder = folder_of(shop)
    _told(lambda: import_faq(folder, file, keep_going=keep_going))
    publish_where_read(folder, settings_for(shop).graph_url)


def _told(load: "Callable[[], ImportReport]") -> None:
    """Run an import and say what it did, each broken row in a sentence of its own."""
    from shop.errors import ImportRefusedError

    try:
        report = load()
    except ImportRefusedError as refused:
        _say_broken(refused.bad_rows)
        raise
    if not report.published:
        print(
            f"nothing changed: all {report.unchanged} are in generation {report.generation} as this feed "
            f"has them, {report.seconds:.1f} s"
        )
        return
    _say_broken(report.bad_rows)
    _say_complaints(report.complaints)
    left_out = f", {len(report.bad_rows)} broken rows left out" if report.bad_rows else ""
    withdrawn = f", {report.withdrawn} withdrawn" if report.withdrawn else ""
    print(
        f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged{withdrawn}{left_out}: "
        f"generation {report.generation}, {report.seconds:.1f} s"
    )
    for sentence in report.left_out.sentences():
        print(sentence)


def _say_broken(rows: "Sequence[object]") -> None:
    from knowledge_graph import BadRow

    for row in rows:
        assert isinstance(row, BadRow)
        typer.echo(row.message, err=True)


def _say_complaints(complaints: "Sequence[Violation]") -> None:
    """The first few things to mend, and where the rest can be read."""
    for one in complaints[:_SHOWN]:
        typer.echo(f"{one.severity}: {one.item_id}: {one.property}: {one.sentence}", err=True)
    if len(complaints) > _SHOWN:
        typer.echo(f"… {len(complaints)} things to mend in all: bot graph check lists them.", err=True)
