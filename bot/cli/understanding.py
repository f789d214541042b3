"""`bot evaluate nlu`: what the dialogue's model understands of sentences that it was never taught."""

from collections.abc import Sequence
from enum import StrEnum
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.options import settings_for

if TYPE_CHECKING:
    from bot.understanding.report import Report

app = typer.Typer(help="Judge what is understood, on sentences that were held out.", no_args_is_help=True)

HELD_OUT: Final = ("tests/nlu/heldout/en.yml", "tests/nlu/heldout/zh.yml")
_EXAMPLES: Final = 3  # sentences of a pair
_PAIRS: Final = 12  # of intents mixed up, that a terminal is shown for each language


class Part(StrEnum):
    """Which of the held-out sentences are asked."""

    ALL = "all"
    DEV = "dev"
    TEST = "test"


DataOption = Annotated[
    list[Path] | None,
    typer.Option("--data", metavar="FILE", help="Sentences, one file a language (en.yml, zh.yml); again for more.",
                 show_default="tests/nlu/heldout"),
]  # fmt: skip
ShopsOption = Annotated[
    list[Path] | None,
    typer.Option("--shop", metavar="DIR", help="Whose words are known; again for those of several shops.",
                 show_default="the demo shop, or DAOGOU_SHOP"),
]  # fmt: skip
ModelOption = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", exists=True, dir_okay=False, help="Which model.",
                 show_default="the one that is served"),
]  # fmt: skip
HalfOption = Annotated[
    Part,
    typer.Option("--half", help="dev: the half whose mistakes may be looked at; test: the half that is only measured."),
]  # fmt: skip


@app.callback()
def _group() -> None:
    """Judge what is understood, on sentences that were held out."""


@app.command()
def nlu(
    *,
    data: DataOption = None,
    shop: ShopsOption = None,
    model: ModelOption = None,
    half: HalfOption = Part.ALL,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write everything there, as JSON.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE.svg", help="Draw the figures there, as SVG.")
    ] = None,
) -> None:
    """Intents, entities and off-topic sentences: how much is understood, and what is mixed up with what."""
    from bot.cli.judging import check_files
    from bot.processes.choice import file_to_serve
    from bot.settings import ROOT
    from bot.understanding.hearing import hear
    from bot.understanding.held_out import Half, read_sentences
    from bot.understanding.report import Report

    check_files(json, plot)
    halves: dict[Part, Half] = {Part.DEV: "dev", Part.TEST: "test"}
    sentences = read_sentences(data or [ROOT / name for name in HELD_OUT], halves.get(half))
    file = model or file_to_serve(settings_for(None).models_folder)
    hearing = hear(file, _lexicons(shop), [one.text for one in sentences])
    report = Report.of(sentences, hearing, examples=half is not Part.TEST)
    _show(report)
    if json is not None:
        json.write_text(dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    if plot is not None:
        from bot.understanding.picture import picture

        plot.write_text(picture(report), "utf-8")


def _lexicons(shops: list[Path] | None) -> list[Path]:
    from bot.errors import NotReadyError

    folders: Sequence[Path | None] = shops or [None]
    found = [settings_for(one).graph_folder / "current" / "lexicon.jsonl" for one in folders]
    for lexicon in found:
        if not lexicon.is_file():
            raise NotReadyError(f"{lexicon} is missing: import a catalogue into the shop first.")
    return found


def _show(report: "Report") -> None:
    from bot.cli.tables import show_rows

    show_rows(*report.table())
    for language, pairs in report.confusions.items():
        print(f"\nMixed up most, {language}:")
        rows = [
            (pair.meant, pair.taken, pair.times, " | ".join(pair.examples[:_EXAMPLES]))
            for pair in pairs[:_PAIRS]
        ]
        show_rows(("meant", "taken for", "times", "such as"), rows)
