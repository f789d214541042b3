"""`bot simulate`: shoppers drawn from a seed talk to the shop, and what came of it is counted."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ShopOption, open_shop, settings_for
from bot.cli.progress import progress_line

if TYPE_CHECKING:
    from bot.simulation.report import Report


class Language(StrEnum):
    """What simulated shoppers speak."""

    EN = "en"
    ZH = "zh"


def add_to(app: typer.Typer) -> None:
    """Put this command at the top of the program."""
    app.command()(simulate)


def simulate(
    *,
    talks: Annotated[int, typer.Option("--talks", min=1, help="How many talks.")] = 100,
    seed: Annotated[int, typer.Option(min=0, help="What everything is drawn with.")] = 0,
    language: Annotated[
        Language | None, typer.Option("--language", help="Of all shoppers.", show_default="both in turn")
    ] = None,
    shop: ShopOption = None,
    port: Annotated[
        int | None, typer.Option("--port", help="Port of its gateway.", show_default="where it runs")
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write figures and all talks there.")
    ] = None,
    examples: Annotated[int, typer.Option(min=0, help="Turns shown of each fault.")] = 3,
) -> None:
    """Let simulated shoppers talk to the shop, and count what came of it.

    They visit the shop that runs, and leave their talks in it; where none runs, a copy of its folder is served.
    """
    if json is not None and not json.resolve().parent.is_dir():
        raise typer.BadParameter(f"--json {json} cannot be written: name a file in a folder that is there.")

    from bot.simulation.report import Report
    from bot.simulation.run import LANGUAGES
    from bot.simulation.run import simulate as run
    from bot.simulation.service import visited

    with visited(settings_for(shop).shop_folder, port) as address:
        opened = open_shop(shop)
        records = run(
            address,
            opened.catalogue,
            opened.profile.currency,
            talks=talks,
            seed=seed,
            languages=LANGUAGES if language is None else (language.value,),
            progress=progress_line(),
        )
        report = Report(list(records), seed)
    _show(report, examples)
    if json is not None:
        from json import dumps

        json.write_text(dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _show(report: "Report", examples: int) -> None:
    from bot.cli.tables import show_rows

    for header, rows in (report.rows(), report.rows_by_act(), report.examples(examples)):
        if rows:
            show_rows(header, rows)
            print()
    middle, late = report.milliseconds()
    print(f"A turn took {middle:.0f} ms in the middle, {late:.0f} ms at the 90th percentile.")
