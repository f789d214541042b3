"""`bot recommender`: train it, ask it, measure it."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ShopOption, folder_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender import Reason
    from shop.shop import Shop

app = typer.Typer(help="Train the recommender, ask it, measure it.", no_args_is_help=True)


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
def evaluate(
    shop: ShopOption = None,
    k: Annotated[int, typer.Option("-k", min=1, help="Length of the lists that are judged.")] = 10,
    seed: Annotated[int, typer.Option(help="What the folds are drawn with.")] = 1,
) -> None:
    """Measure the recommender on held-out history: errors of ratings, hits among the first k."""
    from bot.cli.tables import show_rows
    from recommender import Interactions
    from recommender import evaluate as measure
    from shop.interactions import history
    from shop.shop import Shop
    from shop.training import scale_of

    opened = Shop.open(folder_of(shop))
    told = history(opened.database, opened.catalogue.generation)
    result = measure(Interactions.from_rows(told.rows, scale=scale_of(told)), k, seed, explicit=told.explicit)
    show_rows(
        result.header(), ((model, *(f"{one:.3f}" for one in numbers)) for model, *numbers in result.rows())
    )


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
