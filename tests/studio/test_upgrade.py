"""An upgrade's newer files are merged into the trainers', and what clashes is shown, kept and settled."""

import shutil
from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.studio.working_copy import WorkingCopy

CART = "data/nlu/en/cart_add_to_cart.yml"
SEARCH = "data/nlu/en/search_find.yml"
STORIES = "data/stories/cart.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own, which an upgrade can change."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "data", folder / "data")
    for name in ("domain.yml", "config.yml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def change(folder: Path, path: str, old: str, new: str) -> None:
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def save(copy: WorkingCopy, path: str, old: str, new: str) -> None:
    document = copy.read(path)
    text = document.text.replace(old, new, 1)
    copy.save({path: text}, based_on={path: document.revision}, author="trainer", reason="ours")


def test_newer_examples_come_in_beside_the_trainers(project: Path, tmp_path: Path) -> None:
    copy = WorkingCopy.open(project, tmp_path / "training")
    assert copy.upgrade_waiting() == []
    save(copy, CART, "- add it\n", "- add it\n    - ours\n")
    change(project, CART, "- buy now\n", "- buy now\n    - the project's\n")
    change(project, SEARCH, "nlu:\n", "nlu: # newer\n")
    (project / "data/nlu/en/new.yml").write_text('version: "3.1"\nnlu: []\n', encoding="utf-8")
    assert copy.upgrade_waiting() == [CART, "data/nlu/en/new.yml", SEARCH]
    merged = copy.merge_project(author="trainer")
    assert merged.clashes == ()
    assert merged.commit is not None
    assert merged.commit.act == "upgrade"
    assert merged.paths == (CART, "data/nlu/en/new.yml", SEARCH)
    assert "    - ours\n" in copy.read(CART).text
    assert "    - the project's\n" in copy.read(CART).text
    assert copy.upgrade_waiting() == []
    assert copy.merge_project(author="trainer").commit is None


def test_a_second_upgrade_starts_from_the_first(project: Path, tmp_path: Path) -> None:
    copy = WorkingCopy.open(project, tmp_path / "training")
    change(project, CART, "- buy now\n", "- buy it now\n")
    copy.merge_project(author="trainer")
    save(copy, CART, "- buy it now\n", "- buy at once\n")
    change(project, STORIES, "# The cart.\n", "# Carts.\n")
    assert copy.merge_project(author="trainer").clashes == ()
    assert "- buy at once\n" in copy.read(CART).text


def test_what_both_changed_stays_ours_until_it_is_settled(project: Path, tmp_path: Path) -> None:
    copy = WorkingCopy.open(project, tmp_path / "training")
    save(copy, CART, "- add it\n", "- ours\n")
    save(copy, CART, "- buy now\n", "- ours too\n")
    change(project, CART, "- add it\n", "- theirs\n")
    change(project, CART, "- buy now\n", "- theirs too\n")
    merged = copy.merge_project(author="trainer")
    assert [(one.mine, one.theirs) for one in merged.clashes] == [
        ("    - ours\n", "    - theirs\n"),
        ("    - ours too\n", "    - theirs too\n"),
    ]
    text = copy.read(CART).text
    assert text.splitlines()[merged.clashes[1].line - 1] == "    - ours too"
    again = WorkingCopy.open(project, tmp_path / "training")
    first, second = again.clashes()
    again.settle(first.id, take_theirs=False, author="owner")
    made = again.settle(second.id, take_theirs=True, author="owner")
    assert made.act == "settle"
    assert again.clashes() == []
    text = again.read(CART).text
    assert "    - ours\n" in text
    assert "    - theirs too\n" in text
    assert "    - ours too\n" not in text


def test_a_file_that_one_side_deleted_and_the_other_changed_is_shown(project: Path, tmp_path: Path) -> None:
    copy = WorkingCopy.open(project, tmp_path / "training")
    document = copy.read(STORIES)
    copy.save({STORIES: None}, based_on={STORIES: document.revision}, author="trainer", reason="none")
    change(project, STORIES, "# The cart.\n", "# Carts.\n")
    (clash,) = copy.merge_project(author="trainer").clashes
    assert (clash.path, clash.mine) == (STORIES, None)
    copy.settle(clash.id, take_theirs=True, author="trainer")
    assert copy.read(STORIES).text.startswith("# Carts.\n")
