"""`bot test`: run the end-to-end stories against a trained model, and say where one first goes another way."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ShopOption, settings_for
from bot.cli.progress import progress_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.processes.versions import Version
    from bot.settings import Settings
    from bot.studio.workbench import StoryResult, TestRun

STORIES = Path("tests/stories")


def add_to(app: typer.Typer) -> None:
    """Put this command at the top of the program."""
    app.command("test")(run_tests)


def run_tests(
    stories: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Folder of story files as `rasa test` reads them.",
            show_default="the project's tests/stories",
        ),
    ] = None,
    version: Annotated[
        int | None,
        typer.Option("--version", help="Number of the model's version.", show_default="the one that serves"),
    ] = None,
    shop: ShopOption = None,
    passed: Annotated[bool, typer.Option("--passed", help="List the stories that passed, too.")] = False,
) -> None:
    """Run the end-to-end stories against a trained model. No action runs; exit code 1 where a story fails.

    The shop's own words are known, as in its talks.
    """
    from bot.logs import configure_terminal
    from bot.settings import ROOT
    from bot.studio.stories import run_stories

    configure_terminal("warning")
    settings = settings_for(shop)
    chosen = _version(settings, version)
    folder = stories or ROOT / STORIES
    model = settings.models_folder / chosen.file
    run = run_stories(settings, model, _taught(settings, chosen), folder, progress_line())
    _show(run, folder, passed=passed)
    print(f"Model: version {chosen.id}, {chosen.file}")
    if not all(story.passed for story in run.stories):
        raise typer.Exit(1)


def _version(settings: "Settings", number: int | None) -> "Version":
    from bot.errors import NotReadyError
    from bot.processes.versions import Versions

    versions = Versions(settings.models_folder)
    registry = versions.read()
    chosen = (
        registry.to_serve
        if number is None
        else next((one for one in registry.versions if one.id == number), None)
    )
    if chosen is None or not versions.path(chosen).is_file():
        raise NotReadyError(
            "There is no model to test; train one with `bot train`."
            if number is None
            else f"There is no version {number} with its model; the studio lists those there are."
        )
    return chosen


def _taught(settings: "Settings", version: "Version") -> Path:
    """The folder whose domain the stories are read by: the working copy for a version of it, else the project."""
    from bot.settings import ROOT

    return ROOT if version.data_commit is None else settings.training_folder


def _show(run: "TestRun", folder: Path, *, passed: bool) -> None:
    for story in sorted(run.stories, key=lambda one: (one.path, one.line)):
        if not story.passed:
            print(_failure(story, folder))
        elif passed:
            print(f"passed  {_place(story, folder)}  {story.story}")
    good = sum(story.passed for story in run.stories)
    intents = ", ".join(
        f"{language} {counted['right']} of {counted['of']}" for language, counted in _sorted(run)
    )
    print(f"{good} of {len(run.stories)} stories go as they are written; intents right: {intents}.")


def _sorted(run: "TestRun") -> "list[tuple[str, Mapping[str, int]]]":
    return sorted(run.intents.items())


def _failure(story: "StoryResult", folder: Path) -> str:
    """Which story, which step of it, and what came instead."""
    lines = [f"FAILED  {_place(story, folder)}  {story.story}"]
    found = story.difference or {}
    lines.append(f"        said      {found.get('said', '')}")
    lines.append(f"        expected  {found.get('kind', '')} {found.get('expected') or 'nothing more'}")
    sure = found.get("confidence")
    certainty = "" if sure is None else f" ({sure:.2f})"
    lines.append(f"        came      {found.get('came') or 'nothing'}{certainty}")
    return "\n".join(lines)


def _place(story: "StoryResult", folder: Path) -> str:
    return f"{folder.name}/{story.path.removeprefix('tests/')}:{story.line}"
