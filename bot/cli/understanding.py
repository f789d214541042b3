"""`bot evaluate nlu`: what the dialogue's model understands of sentences that it was never taught."""

import re
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
_NAMED_SHOP: Final = re.compile(r"([a-z][\w-]*)=(.+)")
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
    list[str] | None,
    typer.Option("--shop", metavar="[NAME=]DIR", help="Whose words are known; again for those of several shops. "
                 "NAME=DIR: for the sentences that are marked `shop: NAME` alone.",
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
    from bot.understanding.hearing import hear_in_shops
    from bot.understanding.held_out import Half, read_sentences
    from bot.understanding.report import Report

    check_files(json, plot)
    halves: dict[Part, Half] = {Part.DEV: "dev", Part.TEST: "test"}
    sentences = read_sentences(data or [ROOT / name for name in HELD_OUT], halves.get(half))
    file = model or file_to_serve(settings_for(None).models_folder)
    hearing = hear_in_shops(file, _lexicons(shop), sentences)
    report = Report.of(sentences, hearing, examples=half is not Part.TEST)
    _show(report)
    if json is not None:
        json.write_text(dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    if plot is not None:
        from bot.understanding.picture import picture

        plot.write_text(picture(report), "utf-8")


def _lexicons(shops: list[str] | None) -> dict[str, list[Path]]:
    """The words' files by the name of the shop, "" where it was given none; those of the usual shop if no other is."""
    from bot.errors import NotReadyError

    found: dict[str, list[Path]] = {}
    for shop in shops or []:
        named = _NAMED_SHOP.fullmatch(shop)
        name, folder = named.groups() if named else ("", shop)
        found.setdefault(name, []).append(_lexicon(Path(folder)))
    if "" not in found:
        found[""] = [_lexicon(None)]
    for lexicon in (one for lexicons in found.values() for one in lexicons):
        if not lexicon.is_file():
            raise NotReadyError(f"{lexicon} is missing: import a catalogue into the shop first.")
    return found


def _lexicon(shop: Path | None) -> Path:
    return settings_for(shop).graph_folder / "current" / "lexicon.jsonl"


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
