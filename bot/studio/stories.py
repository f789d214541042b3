"""Run a folder of end-to-end stories against a model, in a workbench of its own that ends with the run: `bot test`."""

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.settings import Settings
from bot.studio.errors import StudioError
from bot.studio.workbench import TestRun, Workbench

ASK_AGAIN_S = 0.2
TESTS = "tests"


class StoriesError(StudioError):
    """There is nothing to run, or the run broke off; the message says why."""


def run_stories(
    settings: Settings, model: Path, taught: Path, stories: Path, tell: Callable[[str, int], object]
) -> TestRun:
    """The run, done; `taught` is the folder whose config.yml and domain.yml the model is of.

    The words of the shop that the settings name are known in it. Raises StoriesError, WorkbenchAwayError and
    WorkbenchStartingError.
    """
    if not any(file.suffix in (".yml", ".yaml") for file in stories.rglob("*")):
        raise StoriesError(f"{stories} holds no stories; they are YAML files as `rasa test` reads them.")
    with tempfile.TemporaryDirectory(prefix="daogou-stories-") as place:
        folder = Path(place)
        for name in ("config.yml", "domain.yml"):
            shutil.copyfile(taught / name, folder / name)
        shutil.copytree(stories, folder / TESTS, ignore=_but_yaml)
        bench = Workbench(folder, settings.models_folder, settings.shop_folder, settings.graph_folder)
        try:
            return _run(bench, model, tell)
        finally:
            bench.close()


def _run(bench: Workbench, model: Path, tell: Callable[[str, int], object]) -> TestRun:
    bench.test(model, commit="")
    while (run := bench.test_run()) is None or run.progress.state == "running":
        if run is not None:
            tell("stories", run.progress.done)
        time.sleep(ASK_AGAIN_S)
    if run.progress.state == "failed":
        raise StoriesError(f"The stories could not be run to their end: {run.progress.problem}.")
    if not run.stories:
        raise StoriesError("No story was found in the files; each needs the key `stories`, with steps.")
    return run


def _but_yaml(folder: str, names: list[str]) -> set[str]:
    return {
        name for name in names if (Path(folder) / name).is_file() and not name.endswith((".yml", ".yaml"))
    }
