"""`bot recommender evaluate` and `tune`: how good the models are on held-back history, and how to better them."""

from enum import StrEnum
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ShopOption, folder_of
from bot.cli.progress import progress_line

if TYPE_CHECKING:
    from recommender.judging import Report
    from shop.judging import Material


class Parting(StrEnum):
    """How history is parted into what is learnt from and what is held back."""

    TIME = "time"
    LAST = "last"
    FOLDS = "folds"
    SHARE = "share"


RatingsOption = Annotated[
    Path | None,
    typer.Option(
        "--ratings",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Take these ratings (userId, itemId or movieId, rating, timestamp) in place of a shop's history.",
    ),
]
ItemsOption = Annotated[
    Path | None,
    typer.Option("--items", metavar="FILE", exists=True, help="The feed of what --ratings speak of."),
]
UsersOption = Annotated[
    Path | None,
    typer.Option(
        "--users", metavar="FILE", exists=True, help="Attributes of shoppers: a CSV file, their id first."
    ),
]
JsonFileOption = Annotated[
    Path | None, typer.Option("--json", metavar="FILE", help="Write everything there, as JSON.")
]
PlotOption = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE.svg", help="Draw the main figures there, as SVG.")
]
GroupsOption = Annotated[bool, typer.Option("--groups", help="Say how groups of shoppers and of items fare.")]
LengthOption = Annotated[int, typer.Option("-k", "--k", min=1, help="Length of the lists that are judged.")]
SeedOption = Annotated[int, typer.Option(min=0, help="What splits and intervals are drawn with.")]
SplitOption = Annotated[
    Parting,
    typer.Option(
        help="time: the newest quarter of all is held back; last: each shopper's last good item; "
        "folds: everything once, in five parts; share: a quarter of each shopper's."
    ),
]


def add_to(app: typer.Typer) -> None:
    """The commands of this file."""
    app.command()(evaluate)
    app.command()(tune)


def evaluate(
    *,
    shop: ShopOption = None,
    ratings: RatingsOption = None,
    items: ItemsOption = None,
    users: UsersOption = None,
    split: SplitOption = Parting.SHARE,
    k: LengthOption = 10,
    seed: SeedOption = 0,
    json: JsonFileOption = None,
    plot: PlotOption = None,
    groups: GroupsOption = False,
) -> None:
    """Judge the models on held-back history: accuracy, lists, costs, and which of them suits these data."""
    _check_files(json, plot)
    told = _material(shop, ratings, items, users)

    from recommender.judging import evaluate as judge

    report = judge(
        told.interactions,
        split=split,
        k=k,
        seed=seed,
        explicit=told.explicit,
        traits=told.traits,
        progress=progress_line(),
    )
    _show(report, groups=groups)
    if json is not None:
        json.write_text(
            dumps(report.to_json(), ensure_ascii=False, indent=1, allow_nan=False) + "\n", "utf-8"
        )
    if plot is not None:
        from recommender.judging import picture

        plot.write_text(picture(report), "utf-8")


def _show(report: "Report", *, groups: bool) -> None:
    from bot.cli.tables import show_rows

    for table in report.tables(groups=groups):
        print(f"{table.title}:")
        show_rows(table.header, table.rows)
        print()
    print(report.advice)


def tune(
    *,
    study: Annotated[
        Path,
        typer.Option(
            "--study", metavar="FILE.db", help="Where the search is kept; one there is gone on with."
        ),
    ],
    shop: ShopOption = None,
    ratings: RatingsOption = None,
    model: Annotated[
        str, typer.Option(help="Whose settings are searched: 'item neighbours' or 'neighbours and renown'.")
    ] = "item neighbours",
    trials: Annotated[int, typer.Option(min=1, help="How many trials there shall be in all.")] = 50,
    split: SplitOption = Parting.SHARE,
    k: LengthOption = 10,
    seed: SeedOption = 0,
) -> None:
    """Search the settings of a model; stopped at any moment, it goes on at the next run with the same file."""
    from bot.cli.tables import show_rows
    from recommender.tuning import tune as search

    told = _material(shop, ratings, None, None)
    found = search(
        told.interactions,
        study,
        model=model,
        trials=trials,
        split=split,
        k=k,
        seed=seed,
        explicit=told.explicit,
        progress=progress_line(),
    )
    print(f"The best of {found.trials} trials, by {found.figure} on the inner split ({found.inner:.4f}):")
    show_rows(("setting", "value"), [(name, f"{value:.4g}") for name, value in found.settings.items()])
    print(found.sentence())
    print(f"To use them: {found.code}")


def _material(shop: Path | None, ratings: Path | None, items: Path | None, users: Path | None) -> "Material":
    from shop.judging import of_files, of_shop

    if ratings is not None and shop is not None:
        raise typer.BadParameter("a shop's history or a file of ratings can be judged on, not both.")
    if ratings is not None:
        return of_files(ratings, items=items, users=users)
    if items is not None:
        raise typer.BadParameter("--items goes with --ratings; a shop knows its own products.")
    return of_shop(folder_of(shop), users)


def _check_files(json: Path | None, plot: Path | None) -> None:
    """What cannot be written is found out before the long work, not after it."""
    for option, file in (("--json", json), ("--plot", plot)):
        if file is not None and (file.is_dir() or not file.resolve().parent.is_dir()):
            raise typer.BadParameter(
                f"{option} {file} cannot be written: name a file in a folder that is there."
            )
    if plot is not None and plot.suffix.lower() != ".svg":
        raise typer.BadParameter(f"{plot} is not named .svg, and a picture is drawn as SVG.")
