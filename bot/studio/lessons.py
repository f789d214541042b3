"""What a model is trained from: a commit of the working copy, laid out as a plain folder, or the project's files."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.processes.lessons import Lesson
from bot.processes.versions import Version
from bot.settings import ROOT, Settings
from bot.studio.errors import UnknownCommitError
from bot.studio.working_copy import WorkingCopy


@contextmanager
def lesson_to_train(settings: Settings, author: str) -> Iterator[Lesson]:
    """The working copy's newest state, where there is a working copy; else the project's files."""
    if not WorkingCopy.there(settings.training_folder):
        yield Lesson(ROOT, None, author)
        return
    copy = WorkingCopy.open(ROOT, settings.training_folder)
    with lesson_of(copy, copy.head(), author) as lesson:
        yield lesson


@contextmanager
def lesson_once_more(settings: Settings, version: Version, author: str) -> Iterator[Lesson]:
    """What a version was taught, for newer code to learn it: never what has changed since.

    The project's files, where the working copy that held it is gone.
    """
    copy = WorkingCopy(ROOT, settings.training_folder)
    if version.data_commit is None or not _holds(copy, version.data_commit):
        yield Lesson(ROOT, None, author)
        return
    with lesson_of(copy, version.data_commit, author, renews=version.id) as lesson:
        yield lesson


def _holds(copy: WorkingCopy, commit: str) -> bool:
    if not WorkingCopy.there(copy.folder):
        return False
    try:
        copy.commit(commit)
    except UnknownCommitError:
        return False
    return True


@contextmanager
def lesson_of(
    copy: WorkingCopy, commit: str, author: str, *, renews: int | None = None, parent: Path | None = None
) -> Iterator[Lesson]:
    """A commit's files in a folder of their own (below `parent`), gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".lesson-", dir=parent) as folder:
        copy.export(commit, Path(folder))
        yield Lesson(Path(folder), commit, author, renews)
