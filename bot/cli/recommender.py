"""`bot recommender`: train it; asking.py adds how it is asked, judging.py how it is judged, searching.py tuning."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import asking, engines, judging, models, searching
from bot.cli.engines import DeedsOption, Engine, EngineOption, InteractionsOption, MasterOption
from bot.cli.options import ShopOption, folder_of
from bot.cli.sources import ItemsOption, RatingsOption, SetOption, material_of, options_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommender import Reason
    from recommender.model_names import Told

NameOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        help="hybrid, ease, content …; a wrong name lists all.",
        show_default="hybrid",
    ),
]
ToOption = Annotated[
    Path | None,
    typer.Option("--to", metavar="FOLDER", help="Keep the model there, and leave what serves as it is."),
]
IfStaleOption = Annotated[
    bool, typer.Option("--if-stale", help="Only if there is history that the model has not seen.")
]

app = typer.Typer(help="Train the recommender, ask it, judge it, tune it.", no_args_is_help=True)
asking.add_to(app)
engines.add_to(app)
judging.add_to(app)
models.add_to(app)
searching.add_to(app)


@app.command()
def train(
    *,
    shop: ShopOption = None,
    ratings: RatingsOption = None,
    items: ItemsOption = None,
    model: NameOption = None,
    settings: SetOption = None,
    to: ToOption = None,
    engine: EngineOption = Engine.LOCAL,
    interactions: InteractionsOption = None,
    deeds: DeedsOption = False,
    master: MasterOption = "local[*]",
    if_stale: IfStaleOption = False,
) -> None:
    """Learn from the shop's history; the shop that runs takes the new model at its next answer.

    With --to any model is learnt, of a shop's history or of a file of ratings, and kept in a folder of its own.
    """
    if to is not None:
        if if_stale:
            raise typer.BadParameter("--if-stale is about what serves, and --to about a model that does not.")
        if interactions is not None and (shop is not None or ratings is not None or items is not None):
            raise typer.BadParameter("--interactions stands alone: not with --shop, --ratings or --items.")
        name = model or "hybrid"
        source = _Source(shop, ratings, items, interactions, deeds)
        _train_apart(to, source, name, options_in(settings), master if engine is Engine.SPARK else None)
        return
    if interactions is not None or deeds:
        raise typer.BadParameter(
            "--interactions and --deeds go with --to FOLDER, where the model is kept: "
            "what a shop serves is trained on its own history."
        )
    if ratings is not None or items is not None or model is not None or settings:
        raise typer.BadParameter(
            "--ratings, --items, --model and --set go with --to FOLDER, where the model is kept; "
            "what a shop serves is set by `bot recommender tune --write`."
        )
    _train_served(folder_of(shop), master if engine is Engine.SPARK else None, if_stale=if_stale)


def _train_served(folder: Path, master: str | None, *, if_stale: bool) -> None:
    from shop.training import is_current, train_recommender
    from shop.tuned import tuned

    if if_stale and is_current(folder):
        print("The recommender is up to date.")
        return
    report = train_recommender(folder) if master is None else engines.train_served_on_spark(folder, master)
    print(
        f"Learnt from {report.interactions} interactions of {report.users} shoppers with {report.items} items"
        f" in {report.seconds:.1f} s: model {report.model_id}"
    )
    if options := tuned(folder):
        said = ", ".join(f"{name}={value}" for name, value in options.items())
        print(f"With the settings that were kept by `bot recommender tune --write`: {said}")


@dataclass(frozen=True, slots=True)
class _Source:
    """What there is to learn from: a shop's history, a file of ratings, or Parquet."""

    shop: Path | None
    ratings: Path | None
    items: Path | None
    interactions: str | None
    deeds: bool

    def told(self) -> "Told":
        """Read in this process."""
        if self.interactions is not None:
            return engines.told_in(self.interactions, deeds=self.deeds)
        return material_of(self.shop, self.ratings, self.items).told


def _train_apart(
    to: Path, source: _Source, model: str, options: "Mapping[str, str]", master: str | None
) -> None:
    """Learn in this process, or on the Spark cluster at `master`."""
    from time import perf_counter

    from recommender import check_options, train_model

    check_options(model, options)
    started = perf_counter()
    if master is None:
        told = source.told()
        learnt = train_model(model, told, options)
    else:
        learnt, told = engines.train_on_spark(
            model,
            options,
            master=master,
            interactions=source.interactions,
            deeds=source.deeds,
            told=None if source.interactions is not None else source.told(),
        )
    learnt.save(to)
    known = told.interactions
    print(
        f"Learnt {model} from {len(known)} interactions of {len(known.user_ids)} shoppers with "
        f"{len(known.item_ids)} items in {perf_counter() - started:.1f} s: {to}"
    )
    print(f"Ask it: bot recommender recommend --user ID --model {to}")


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
