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
    FirstStateError,
    OverlapError,
    StaleEditError,
    UnknownCommitError,
    UnknownFileError,
)
from bot.studio.working_copy import BY_HAND, WorkingCopy

CART = "data/nlu/en/cart_add_to_cart.yml"
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


ALIASES = "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(40))


@pytest.mark.parametrize(
    "text", [ALIASES, "a: 1\na: 2\n", "a: &b [*b]\n", "[" * 5000, "a: b: c\n", "\ta: 1\n", "a: \x00\n"]
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
    "path",
    [
        "../out.yml",
        "data/../../out.yml",
        "/etc/out.yml",
        "data/.git/x.yml",
        "x.py",
        "",
        "data/stories/cart.yml/x.yml",
        f"data/{'x' * 260}.yml",
        f"data/{'x' * 260}/a.yml",
        f"data/{'说' * 40}.yml",
        f"data/{'x/' * 600}a.yml",
    ],
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


def test_steps_that_two_trainers_added_in_one_place_are_never_mixed(copy: WorkingCopy) -> None:
    talk = "tests/ask.yml"
    start = 'version: "3.1"\nstories:\n- story: ask\n  steps:\n    - intent: greet\n'
    copy.save({talk: start}, based_on={}, author="trainer", reason="new")
    held = copy.read(talk)
    for author, asked in (("bob", "ask_b"), ("ann", "ask_a")):
        text = f"{start}    - intent: {asked}\n    - action: utter_yes\n"
        if author == "bob":
            copy.save({talk: text}, based_on={talk: held.revision}, author=author, reason="more")
            continue
        with pytest.raises(StaleEditError) as told:
            copy.save({talk: text}, based_on={talk: held.revision}, author=author, reason="more")
        assert told.value.mine == text
    assert copy.read(talk).text == f"{start}    - intent: ask_b\n    - action: utter_yes\n"


def test_an_example_of_an_intent_that_somebody_deleted_meanwhile_goes_to_no_other(copy: WorkingCopy) -> None:
    talk = "data/nlu/en/two.yml"
    rest = 'version: "3.1"\nnlu:\n- intent: a\n  examples: |\n    - a one\n'
    start = f"{rest}- intent: b\n  examples: |\n    - b one\n"
    copy.save({talk: start}, based_on={}, author="trainer", reason="new")
    held = copy.read(talk)
    copy.save({talk: rest}, based_on={talk: held.revision}, author="ann", reason="no b")
    with pytest.raises(StaleEditError):
        copy.save({talk: f"{start}    - b two\n"}, based_on={talk: held.revision}, author="bob", reason="b")
    assert "b two" not in copy.read(talk).text


def test_an_example_is_taken_back_though_another_was_put_below_it(copy: WorkingCopy) -> None:
    talk = "data/nlu/en/one.yml"
    start = 'version: "3.1"\nnlu:\n- intent: a\n  examples: |\n    - one\n'
    copy.save({talk: start}, based_on={}, author="trainer", reason="new")
    first = save(copy, talk, "    - one\n", "    - one\n    - two\n")
    save(copy, talk, "    - two\n", "    - two\n    - three\n")
    copy.revert(first, author="trainer")
    assert copy.read(talk).text == f"{start}    - three\n"


def test_the_first_state_stays(copy: WorkingCopy) -> None:
    with pytest.raises(FirstStateError):
        copy.revert(copy.head(), author="owner")
    with pytest.raises(FirstStateError):
        copy.revert(copy.head(), author="owner", paths=("domain.yml",))
    assert "domain.yml" in copy.files()
    assert len(copy.history()) == 1


def test_a_revision_that_names_no_text_is_an_old_one(copy: WorkingCopy) -> None:
    text = copy.read(CART).text
    for revision in (copy.head(), "0" * 40, "é" * 40, "x"):
        with pytest.raises(StaleEditError):
            copy.save({CART: f"{text}# a\n"}, based_on={CART: revision}, author="trainer", reason="odd")
        assert copy.text(revision) == ""


def test_what_stands_in_the_place_of_a_new_file_is_left_alone(copy: WorkingCopy) -> None:
    (copy.folder / "tests/talk.yml").mkdir()
    (copy.folder / "tests/notes").write_text("mine", encoding="utf-8")
    for path in ("tests/talk.yml", "tests/notes/a.yml"):
        with pytest.raises(UnknownFileError):
            copy.save({path: "stories: []\n"}, based_on={}, author="trainer", reason="new")
    assert len(copy.history()) == 1
    assert (copy.folder / "tests/notes").read_text(encoding="utf-8") == "mine"


def test_a_file_that_cannot_be_written_after_a_kill_keeps_nobody_out(
    copy: WorkingCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    new = {"tests/talk.yml": "stories: []\n", "tests/walk.yml": "stories: []\n"}
    with monkeypatch.context() as patched:
        patched.setattr("bot.studio.journal.Journal._bring_files", killed)
        with pytest.raises(KeyboardInterrupt):
            copy.save(new, based_on={}, author="trainer", reason="new")
    (copy.folder / "tests/talk.yml/in/its/way").mkdir(parents=True)
    again = WorkingCopy.open(ROOT, copy.folder)
    assert "tests/walk.yml" in again.files()
    assert [one.act for one in again.history(limit=2)] == ["hand", "save"]
    assert again.diff(again.history(limit=2)[1].id)[0].after == "stories: []\n"
    save(again, CART, "- add it\n", "- add that\n")


SAVING = """
import sys
from pathlib import Path
from bot.studio.working_copy import WorkingCopy
copy = WorkingCopy.open(Path(sys.argv[1]), Path(sys.argv[2]))
n = int(sys.argv[3])
while True:
    n += 1
    one, two = copy.documents("data/nlu/en/cart_add_to_cart.yml", "data/stories/cart.yml")
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
