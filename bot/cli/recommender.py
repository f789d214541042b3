"""`bot recommender`: train it and ask it; judging.py adds how it is judged and tuned."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import judging, models
from bot.cli.options import ShopOption, folder_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recommender import Reason
    from shop.shop import Shop

app = typer.Typer(help="Train the recommender, ask it, judge it, tune it.", no_args_is_help=True)
judging.add_to(app)
models.add_to(app)


@app.command()
def train(
    shop: ShopOption = None,
    if_stale: Annotated[
        bool, typer.Option("--if-stale", help="Only if there is history that the model has not seen.")
    ] = False,
) -> None:
    """Learn from the shop's history; the shop that runs takes the new model at its next answer."""
    from shop.training import is_current, train_recommender

    folder = folder_of(shop)
    if if_stale and is_current(folder):
        print("The recommender is up to date.")
        return
    report = train_recommender(folder)
    print(
        f"Learnt from {report.interactions} interactions of {report.users} shoppers with {report.items} items"
        f" in {report.seconds:.1f} s: model {report.model_id}"
    )


@app.command()
def recommend(
    user: Annotated[str, typer.Option("--user", help="The shopper's id, as in the ratings.")],
    shop: ShopOption = None,
    number: Annotated[int, typer.Option("-n", min=1, max=500, help="How many items.")] = 10,
) -> None:
    """Recommend to one shopper what that shopper has not rated yet, with scores and reasons."""
    from bot.cli.tables import show_rows
    from shop.shop import Shop
    from shop.training import is_current, train_recommender

    folder = folder_of(shop)
    if not is_current(folder):
        train_recommender(folder)
    opened = Shop.open(folder)
    reasons = opened.models.current().recommend(user, number)
    show_rows(("", "title", "score", "reason"), _rows(opened, reasons))


@app.command()
def movies(
    ratings: Annotated[
        Path, typer.Argument(metavar="RATINGS", help="A CSV file with userId, movieId and rating.")
    ],
    user: Annotated[str, typer.Option("--user", help="The user's id, as in the ratings.")],
    number: Annotated[int, typer.Option("-n", min=1, max=500, help="How many films.")] = 10,
    titles: Annotated[
        Path | None, typer.Option("--movies", exists=True, help="A CSV file with movieId and title.")
    ] = None,
) -> None:
    """Recommend films by user-based filtering on a file of ratings alone, without any shop."""
    from bot.cli.tables import show_rows
    from recommender.article import read_titles, recommend_movies

    names = read_titles(titles) if titles is not None else {}
    rows = [
        (place, names.get(reason.item_id, reason.item_id), f"{reason.score:.2f}", _named(reason, names))
        for place, reason in enumerate(recommend_movies(user, number, ratings), start=1)
    ]
    show_rows(("", "film", "score", "shared liking"), rows)


def _named(reason: "Reason", names: "Mapping[str, str]") -> str:
    return "; ".join(names.get(item_id, item_id) for item_id in reason.evidence)


def _rows(shop: "Shop", reasons: "Sequence[Reason]") -> "list[tuple[object, ...]]":
    from actions.reasons import word_reason
    from actions.wording import Wording
    from knowledge_graph import Request

    catalogue, profile = shop.catalogue, shop.profile
    wording = Wording.of(profile.language)
    rows: list[tuple[object, ...]] = []
    for place, reason in enumerate(reasons, start=1):
        title = catalogue.products([reason.item_id])[0].name(profile.language)
        why = word_reason(
            reason.parts,
            reason.evidence,
            (),
            Request(),
            alike=reason.alike,
            tokens=reason.tokens,
            catalogue=catalogue,
            profile=profile,
            wording=wording,
        )
        rows.append((place, title, f"{reason.score:.2f}", why))
    return rows
