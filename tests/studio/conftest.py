"""A gateway of one shop in service with a working copy of its own, and browsers that have signed in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pages_serving import Serving, empty_shop, serving
from staff_browsers import SignIn, signing_in
from studio.small_training import write_small_training

from bot.settings import ROOT
from bot.studio.workbench import Workbench
from bot.studio.working_copy import WorkingCopy


@pytest.fixture(scope="session")
def studio_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with nothing in it; its tables are made once."""
    return empty_shop(tmp_path_factory.mktemp("studio") / "shop")


@pytest.fixture
def studio(tmp_path: Path, studio_shop: Path) -> Iterator[Serving]:
    """A shop of one test alone, in service; its working copy is in `training` in the shop's folder."""
    with serving(studio_shop, tmp_path / "shop") as served:
        yield served


@pytest.fixture
def sign_in(studio: Serving) -> Iterator[SignIn]:
    """Sign somebody in, in a browser of their own."""
    with signing_in(studio) as sign_in:
        yield sign_in


@pytest.fixture
def copy(tmp_path: Path) -> WorkingCopy:
    """A working copy of the project as it is, of one test alone."""
    return WorkingCopy.open(ROOT, tmp_path / "training")


@pytest.fixture
def served_copy(studio: Serving) -> WorkingCopy:
    """The working copy that the pages change."""
    return WorkingCopy.open(ROOT, studio.folder / "training")


@pytest.fixture(scope="session")
def small_training(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small training folder that nobody changes: edits are laid over it."""
    folder = tmp_path_factory.mktemp("small") / "training"
    write_small_training(folder)
    return folder


@pytest.fixture(scope="session")
def bench(small_training: Path) -> Iterator[Workbench]:
    """The real workbench over the small training folder; warm after about eight seconds."""
    made = Workbench(small_training, small_training.parent / "models", small_training.parent / "shop")
    yield made
    made.close()
