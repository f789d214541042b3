"""`bot recommender models` and `use`: which trained models a shop keeps, and which of them serves."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.options import ShopOption, folder_of


def add_to(app: typer.Typer) -> None:
    """The commands of this file."""
    app.command()(models)
    app.command()(use)


def models(*, shop: ShopOption = None) -> None:
    """List the models that are kept: what each has learnt from, until when, and which one serves."""
    from bot.cli.tables import show_rows
    from shop.kept_models import KeptModel, kept_models

    def row(one: KeptModel) -> tuple[object, ...]:
        mark, told = "serves" if one.serves else "", one.provenance
        if told is None:
            return (one.model_id, mark, "", "", "", "", "", "")
        counts = (told.interactions, told.users, told.items)
        newest = _moment(told.newest) if told.newest else ""
        return (one.model_id, mark, _moment(told.trained_at), *counts, newest, told.generation)

    rows = [row(one) for one in kept_models(folder_of(shop))]
    if not rows:
        print("No model is kept yet; `bot recommender train` makes one.")
        return
    columns = ("model", "", "trained (UTC)", "interactions", "shoppers", "items", "newest of them", "graph")
    show_rows(columns, rows)


def use(
    model_id: Annotated[
        str, typer.Argument(metavar="MODEL_ID", help="As `bot recommender models` tells it.")
    ],
    shop: ShopOption = None,
) -> None:
    """Let another of the kept models serve; the shop that runs takes it at its next answer."""
    from shop.kept_models import use_model

    use_model(folder_of(shop), model_id)
    print(f"Model {model_id} serves, until the next training.")


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")
