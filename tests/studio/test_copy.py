"""The working copy keeps every change whole, whoever makes it, however it is cut off."""

import random
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.studio.errors import (
    BrokenFileError,
    OverlapError,
    StaleEditError,
    UnknownCommitError,
    UnknownFileError,
)
from bot.studio.working_copy import BY_HAND, WorkingCopy

CART = "data/nlu/en/cart.yml"
STORIES = "data/stories/cart.yml"


def save(copy: WorkingCopy, path: str, old: str, new: str, author: str = "trainer") -> str:
    document = copy.read(path)
    assert old in document.text
    text = document.text.replace(old, new, 1)
    return copy.save({path: text}, based_on={path: document.revision}, author=author, reason="better").id


def on_disk(copy: WorkingCopy) -> dict[str, str]:
    return {path: (copy.folder / path).read_text(encoding="utf-8") for path in copy.files()}


def kept(copy: WorkingCopy) -> dict[str, str]:
    return {document.path: document.text for document in copy.documents()}


def test_it_begins_as_the_project_is_and_leaves_the_project_alone(copy: WorkingCopy) -> None:
    assert copy.files() == sorted(
        [
            "config.yml",
            "domain.yml",
            "tests/en.yml",
            "tests/zh.yml",
            *(file.relative_to(ROOT).as_posix() for file in (ROOT / "data").rglob("*.yml")),
        ]
    )
    for path, text in kept(copy).items():
        project = ROOT / path.replace("tests/", "demo/dialogue_tests/")
        assert project.read_text(encoding="utf-8") == text
    assert [(one.author, one.act) for one in copy.history()] == [("project", "seed")]
    again = WorkingCopy.open(ROOT, copy.folder)
    assert again.head() == copy.head()
    assert re.fullmatch("[0-9a-f]{40}", copy.head())


def test_a_save_is_one_commit_of_several_files_with_author_and_reason(copy: WorkingCopy) -> None:
    first, second = copy.read(CART), copy.read(STORIES)
    made = copy.save(
        {CART: f"{first.text}# one\n", STORIES: f"{second.text}# two\n"},
        based_on={CART: first.revision, STORIES: second.revision},
        author="trainer",
        reason="both at once",
    )
    newest = copy.history()[0]
    assert (newest.id, newest.author, newest.reason, newest.paths) == (
        made.id,
        "trainer",
        "both at once",
        (CART, STORIES),
    )
    assert on_disk(copy) == kept(copy)
    assert [(diff.path, diff.after) for diff in copy.diff(made.id)] == [
        (CART, f"{first.text}# one\n"),
        (STORIES, f"{second.text}# two\n"),
    ]
    assert len(copy.history(STORIES)) == 2
    assert len(copy.history("domain.yml")) == 1


def test_git_itself_finds_nothing_left_to_commit(copy: WorkingCopy) -> None:
    if not (git := shutil.which("git")):
        pytest.skip("git is not installed")
    save(copy, CART, "- add it\n", "- add this\n")
    said = subprocess.run(
        [git, "status", "--porcelain"], cwd=copy.folder, capture_output=True, text=True, check=True
    )
    assert said.stdout == ""


def test_edits_of_different_lines_are_both_kept_and_the_second_is_told(copy: WorkingCopy) -> None:
    mine = copy.read(CART)
    save(copy, CART, "- add it\n", "- add that\n", author="owner")
    text = f"{mine.text}# mine\n"
    made = copy.save({CART: text}, based_on={CART: mine.revision}, author="trainer", reason="end")
    assert made.joined == (CART,)
    assert "- add that\n" in copy.read(CART).text
    assert copy.read(CART).text.endswith("# mine\n")


def test_edits_of_the_same_line_are_refused_with_both_texts(copy: WorkingCopy) -> None:
    mine = copy.read(CART)
    theirs = save(copy, CART, "- add it\n", "- add that\n", author="owner")
    text = mine.text.replace("- add it\n", "- put it in\n", 1)
    with pytest.raises(StaleEditError) as told:
        copy.save({CART: text}, based_on={CART: mine.revision}, author="trainer", reason="mine")
    assert (told.value.author, told.value.commit) == ("owner", theirs)
    assert told.value.mine == text
    assert "- add that\n" in told.value.theirs
    assert copy.head() == theirs


@pytest.mark.parametrize(
    "text", ["a: 1\na: 2\n", "a: &b [*b]\n", "[" * 5000, "a: b: c\n", "\ta: 1\n", "a: \x00\n"]
)
def test_odd_yaml_is_refused_not_stumbled_over(copy: WorkingCopy, text: str) -> None:
    with pytest.raises(BrokenFileError):
        copy.save({"tests/a.yml": text}, based_on={}, author="trainer", reason="odd")


def test_what_is_no_yaml_is_refused_with_its_place(copy: WorkingCopy) -> None:
    document = copy.read(STORIES)
    with pytest.raises(BrokenFileError) as told:
        copy.save(
            {STORIES: f"{document.text}\n  - rule: a: b\n", CART: "version: '3.1'\n"},
            based_on={STORIES: document.revision, CART: copy.read(CART).revision},
            author="trainer",
            reason="broken",
        )
    assert (told.value.path, told.value.line) == (STORIES, len(document.text.splitlines()) + 2)
    assert len(copy.history()) == 1
    assert on_disk(copy) == kept(copy)


@pytest.mark.parametrize(
    "path", ["../out.yml", "data/../../out.yml", "/etc/out.yml", "data/.git/x.yml", "x.py", ""]
)
def test_no_file_is_written_elsewhere(copy: WorkingCopy, path: str) -> None:
    with pytest.raises(UnknownFileError):
        copy.save({path: "a: 1\n"}, based_on={}, author="trainer", reason="out")


def test_a_revert_keeps_later_edits_and_refuses_where_they_overlap(copy: WorkingCopy) -> None:
    first = save(copy, CART, "- add it\n", "- add that\n")
    save(copy, CART, "- add to basket\n", "- to the basket\n")
    made = copy.revert(first, author="owner")
    assert (made.act, made.author) == ("revert", "owner")
    assert "- add it\n" in copy.read(CART).text
    assert "- to the basket\n" in copy.read(CART).text
    second = save(copy, CART, "- add it\n", "- add those\n")
    save(copy, CART, "- add those\n", "- add these\n")
    with pytest.raises(OverlapError):
        copy.revert(second, author="owner")
    with pytest.raises(UnknownCommitError):
        copy.revert("0" * 40, author="owner")


def test_a_new_file_can_be_taken_back(copy: WorkingCopy) -> None:
    new = "tests/more/a.yml"
    made = copy.save({new: "stories: []\n"}, based_on={}, author="trainer", reason="new")
    copy.revert(made.id, author="trainer")
    assert new not in copy.files()
    assert not (copy.folder / "tests/more").exists()


def test_an_export_is_the_plain_folder_of_its_commit(copy: WorkingCopy, tmp_path: Path) -> None:
    old = copy.head()
    save(copy, CART, "- add it\n", "- add that\n")
    copy.export(old, tmp_path / "old")
    assert (tmp_path / "old" / CART).read_text(encoding="utf-8") == (ROOT / CART).read_text(encoding="utf-8")
    assert not (tmp_path / "old/.git").exists()


def test_what_is_edited_by_hand_is_kept_as_a_commit(copy: WorkingCopy) -> None:
    file = copy.folder / CART
    file.write_text(file.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    (copy.folder / "tests/new.yml").write_text("stories: []\n", encoding="utf-8")
    newest = copy.history()[0]
    assert (newest.author, newest.act, newest.paths) == (BY_HAND, "hand", (CART, "tests/new.yml"))
    file.write_text(file.read_text(encoding="utf-8") + "# again\n", encoding="utf-8")
    save(copy, STORIES, "# The cart.\n", "# A cart.\n")
    assert [one.act for one in copy.history(limit=2)] == ["save", "hand"]
    assert on_disk(copy) == kept(copy)


def test_many_at_once_lose_nothing(copy: WorkingCopy) -> None:
    def add(number: int) -> None:
        one = WorkingCopy.open(ROOT, copy.folder)
        save(one, CART, "- add it\n", f"- add it\n    - number {number}\n")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(12)))
    text = copy.read(CART).text
    assert all(f"- number {number}\n" in text for number in range(12))
    assert len(copy.history()) == 13


SAVING = """
import sys
from pathlib import Path
from bot.studio.working_copy import WorkingCopy
copy = WorkingCopy.open(Path(sys.argv[1]), Path(sys.argv[2]))
n = int(sys.argv[3])
while True:
    n += 1
    one, two = copy.documents("data/nlu/en/cart.yml", "data/stories/cart.yml")
    mark = chr(10) + "# " + str(n) + chr(10)
    copy.save({one.path: one.text + mark, two.path: two.text + mark},
              based_on={one.path: one.revision, two.path: two.revision}, author="trainer", reason=str(n))
    print(n, flush=True)
"""


def test_a_kill_at_any_moment_leaves_each_change_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "training"
    done, draw = 0, random.Random(4)
    for _ in range(8):
        saving = subprocess.Popen(
            [sys.executable, "-c", SAVING, str(ROOT), str(folder), str(done)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        time.sleep(draw.uniform(0.6, 2.0))
        saving.kill()
        said = [int(line) for line in saving.communicate()[0].split()]
        copy = WorkingCopy.open(ROOT, folder)
        one, two = copy.documents(CART, STORIES)
        marks = [re.findall(r"(?m)^# (\d+)$", text) for text in (one.text, two.text)]
        assert marks[0] == marks[1] == [str(number) for number in range(1, len(marks[0]) + 1)]
        assert len(marks[0]) >= (said[-1] if said else done)
        assert on_disk(copy) == kept(copy)
        assert not [commit for commit in copy.history() if commit.act == "hand"]
        done = len(marks[0])
    assert done > 0


def test_a_kill_between_commit_and_files_keeps_an_edit_made_by_hand_meanwhile(
    copy: WorkingCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    document = copy.read(CART)
    with monkeypatch.context() as patched:
        patched.setattr("bot.studio.journal.Journal._bring_files", killed)
        with pytest.raises(KeyboardInterrupt):
            save(copy, CART, "- add it\n", "- add that\n")
    file = copy.folder / CART
    assert file.read_text(encoding="utf-8") == document.text
    file.write_text(f"{document.text}# by hand\n", encoding="utf-8")
    again = WorkingCopy.open(ROOT, copy.folder)
    assert [one.act for one in again.history(limit=2)] == ["hand", "save"]
    assert "- add that\n" in again.read(CART).text
    assert again.read(CART).text.endswith("# by hand\n")
