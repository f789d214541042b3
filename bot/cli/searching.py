"""`bot recommender tune`: search a model's settings, keep those that were found for a shop, or forget them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.judging import LengthOption, Parting, SeedOption, SplitOption
from bot.cli.options import ShopOption, folder_of
from bot.cli.progress import progress_line
from bot.cli.sources import ItemsOption, RatingsOption, material_of

if TYPE_CHECKING:
    from recommender.tuning import Tuning

SERVED = "hybrid"
StudyOption = Annotated[
    Path | None,
    typer.Option("--study", metavar="FILE.db", help="Where the search is kept; one there is gone on with."),
]
SearchedOption = Annotated[
    str, typer.Option("--model", metavar="NAME", help="Whose settings are searched; a wrong name lists all.")
]
TrialsOption = Annotated[int, typer.Option(min=1, help="How many trials there shall be in all.")]
WriteOption = Annotated[
    bool, typer.Option("--write", help="Keep what is found as the shop's: its next training uses it.")
]
ForgetOption = Annotated[
    bool, typer.Option("--forget", help="Search nothing; go back to the defaults in this shop.")
]


def add_to(app: typer.Typer) -> None:
    """The command of this file."""
    app.command()(tune)


def tune(
    *,
    study: StudyOption = None,
    shop: ShopOption = None,
    ratings: RatingsOption = None,
    items: ItemsOption = None,
    model: SearchedOption = SERVED,
    trials: TrialsOption = 50,
    split: SplitOption = Parting.SHARE,
    k: LengthOption = 10,
    seed: SeedOption = 0,
    write: WriteOption = False,
    forget: ForgetOption = False,
) -> None:
    """Search the settings of a model; stopped at any moment, it goes on at the next run with the same file."""
    if (write or forget) and (ratings is not None or model != SERVED):
        raise typer.BadParameter("--write and --forget are about what a shop serves: --shop and the hybrid.")
    if forget:
        _forget(folder_of(shop))
        return
    if study is None:
        raise typer.BadParameter("--study FILE.db says where the search is kept; name a file.")

    from recommender.tuning import tune as search

    told = material_of(shop, ratings, items)
    found = search(
        told.interactions,
        study,
        model=model,
        trials=trials,
        split=split,
        k=k,
        seed=seed,
        explicit=told.explicit,
        tokens=told.tokens,
        numbers=told.numbers,
        progress=progress_line(),
    )
    _show(found)
    if write:
        _write(folder_of(shop), found)


def _show(found: "Tuning") -> None:
    from bot.cli.tables import show_rows

    print(f"The best of {found.trials} trials, by {found.figure} on the inner split ({found.inner:.4f}):")
    show_rows(("setting", "value"), list(found.rounded.items()))
    print(found.sentence())
    given = " ".join(f"--set {name}={value}" for name, value in found.rounded.items())
    print(f"To use them: bot recommender train --model {found.model} {given} --to FOLDER")
    print(f"In Python: {found.code}")


def _write(folder: Path, found: "Tuning") -> None:
    from shop.tuned import keep_tuned

    if found.gain.value == 0:
        print("Nothing was kept.")
        return
    keep_tuned(folder, found.rounded)
    print("Kept for the shop: `bot recommender train` uses them from now on; undo it with --forget.")


def _forget(folder: Path) -> None:
    from shop.profile import ShopProfile
    from shop.tuned import forget_tuned

    ShopProfile.read(folder)  # says so where there is no shop
    told = forget_tuned(folder)
    print(
        "Forgotten: `bot recommender train` goes back to the defaults."
        if told
        else "The shop has no settings of its own: the defaults are used as it is."
    )
