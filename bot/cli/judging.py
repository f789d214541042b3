"""`bot recommender evaluate`: how good the models are on held-back history."""

from enum import StrEnum
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ShopOption
from bot.cli.progress import progress_line
from bot.cli.sources import ItemsOption, RatingsOption, material_of

if TYPE_CHECKING:
    from recommender.judging import Report


class Parting(StrEnum):
    """How history is parted into what is learnt from and what is held back."""

    TIME = "time"
    LAST = "last"
    FOLDS = "folds"
    SHARE = "share"


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
ModelsOption = Annotated[
    str | None,
    typer.Option(
        "--models",
        metavar="NAME,...",
        help="Which models; a wrong name lists all.",
        show_default="all but the plain formula, content where items are described",
    ),
]
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


def evaluate(
    *,
    shop: ShopOption = None,
    ratings: RatingsOption = None,
    items: ItemsOption = None,
    users: UsersOption = None,
    models: ModelsOption = None,
    split: SplitOption = Parting.SHARE,
    k: LengthOption = 10,
    seed: SeedOption = 0,
    json: JsonFileOption = None,
    plot: PlotOption = None,
    groups: GroupsOption = False,
) -> None:
    """Judge the models on held-back history: accuracy, lists, costs, and which of them suits these data."""
    check_files(json, plot)

    from recommender.judging import contenders
    from recommender.judging import evaluate as judge

    names = _names_in(models)
    told = material_of(shop, ratings, items, users)
    report = judge(
        told.interactions,
        models=contenders(told.explicit, tokens=told.tokens, numbers=told.numbers, names=names),
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


def _names_in(models: str | None) -> list[str] | None:
    """The names of a list with commas; an unknown one is refused before any file is read."""
    from recommender.errors import SettingError
    from recommender.judging import NAMES

    if models is None:
        return None
    names = list(dict.fromkeys(name.strip() for name in models.split(",") if name.strip()))
    for name in names or [models]:
        if name not in NAMES:
            raise SettingError("model", name, f"one of {', '.join(NAMES)}")
    return names


def _show(report: "Report", *, groups: bool) -> None:
    from bot.cli.tables import show_rows

    for table in report.tables(groups=groups):
        print(f"{table.title}:")
        show_rows(table.header, table.rows)
        print()
    print(report.advice)


def check_files(json: Path | None, plot: Path | None) -> None:
    """What cannot be written is found out before the long work, not after it."""
    for option, file in (("--json", json), ("--plot", plot)):
        if file is not None and (file.is_dir() or not file.resolve().parent.is_dir()):
            raise typer.BadParameter(
                f"{option} {file} cannot be written: name a file in a folder that is there."
            )
    if plot is not None and plot.suffix.lower() != ".svg":
        raise typer.BadParameter(f"{plot} is not named .svg, and a picture is drawn as SVG.")
