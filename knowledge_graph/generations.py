"""Generations of the graph: each change is a new folder, and one pointer says which is read.

A reader never waits and never sees half a change: a draft is a hard-link copy of the current generation, is
changed and closed, and only then a symbolic link is replaced in one step. Whatever is killed before that
step has changed nothing. A rollback is the same step backwards.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from knowledge_graph.deriving import is_current_format
from knowledge_graph.draft import Draft, Source, read_sources
from knowledge_graph.errors import DraftInProgressError, NothingToRollBackError
from knowledge_graph.generation_marks import KEPT, read_mark, set_mark

_GONE: Final = ".gone-"


class Generations:
    """The generations of one graph folder, and who may change them: one process at a time."""

    def __init__(self, graph_folder: Path) -> None:
        self._folder = graph_folder
        self._numbered = graph_folder / "generations"
        self._pointer = graph_folder / "current"

    def current(self) -> int | None:
        """The number of the published generation; None before the first."""
        return current_generation(self._folder)

    def is_outdated(self) -> bool:
        """Whether what is published was written by a program that this one cannot read after."""
        current = self.current()
        return current is not None and not is_current_format(self.folder(current))

    def folder(self, number: int) -> Path:
        """Where a generation lies."""
        return self._numbered / f"{number:06}"

    def source(self, what: str) -> Source | None:
        """Which feed all of the published `what` ("products", "faq") came from, last of all; None if unknown."""
        current = self.current()
        return None if current is None else read_sources(self.folder(current)).get(what)

    @contextmanager
    def draft(self) -> Iterator[Draft]:
        """A copy of the current generation to change; thrown away at the end unless it was published.

        Its number is higher than any that was published, also where one was rolled back from since.
        Raises DraftInProgressError where another process has a draft.
        """
        self._numbered.mkdir(parents=True, exist_ok=True)
        with self._only_writer():
            self._drop_unpublished()
            before = self.current()
            number = max(self._numbers(), default=0) + 1
            base = None if before is None else self.folder(before)
            draft = Draft(self.folder(number), number=number, base=base)
            try:
                yield draft
            finally:
                draft.close()
                self._drop_unpublished()

    def publish(self, draft: Draft) -> int:
        """Make the draft what readers see; its number. `draft.finish()` is called first if it was not.

        Of what was before, the newest stay to go back to; what was rolled back from goes.
        """
        draft.finish()
        draft.close()
        _sync_tree(draft.folder)
        before = self.current() or 0
        self._point_at(draft.number)
        older = [number for number in self._numbers() if number <= before]
        for number in self._numbers():
            if number not in (*older[1 - KEPT :], draft.number):
                self._remove(number)
        return draft.number

    def before(self) -> int | None:
        """The generation that a rollback would go to; None where there is none."""
        current = self.current() or 0
        return max((number for number in self._numbers() if number < current), default=None)

    def rollback(self) -> int:
        """Make the generation before what readers see, in one step; its number.

        The one that is left stays until the next import, which takes its place. Raises NothingToRollBackError,
        and DraftInProgressError where another process has a draft.
        """
        if not self._numbered.is_dir():
            raise NothingToRollBackError(self._folder, None)
        with self._only_writer():
            earlier = self.before()
            if earlier is None:
                raise NothingToRollBackError(self._folder, self.current())
            self._mark_current()
            self._point_at(earlier)
        return earlier

    def oldest(self) -> int:
        """The oldest generation that is kept, which a rollback can reach; 0 before the first."""
        return min(self._numbers(), default=0)

    def drop_unpublished(self) -> None:
        """Remove what a killed import left behind; does nothing while an import is running."""
        if self._numbered.is_dir():
            try:
                with self._only_writer():
                    self._drop_unpublished()
            except DraftInProgressError:
                return

    def _point_at(self, number: int) -> None:
        aside = self._pointer.with_name(".current")
        aside.unlink(missing_ok=True)
        aside.symlink_to(Path("generations") / self.folder(number).name)
        os.replace(aside, self._pointer)
        _sync(self._folder)
        self._mark_current()

    def _mark_current(self) -> None:
        """Let it be seen that the current generation was published, also once the pointer has left it.

        A process that is killed between the pointer and the mark leaves this to the next.
        """
        current = self.current()
        if current is not None:
            set_mark(self.folder(current))

    def _drop_unpublished(self) -> None:
        self._mark_current()
        current = self.current() or 0
        for number in self._numbers():
            if number > current and read_mark(self.folder(number)) is None:
                self._remove(number)
        for half_gone in self._numbered.glob(f"{_GONE}*"):
            shutil.rmtree(half_gone)

    def _remove(self, number: int) -> None:
        """Take a generation away: by its name first, so that a kill leaves no half of it to go back to."""
        gone = self._numbered / f"{_GONE}{number:06}"
        self.folder(number).rename(gone)
        shutil.rmtree(gone)

    def _numbers(self) -> list[int]:
        if not self._numbered.is_dir():
            return []
        return sorted(int(folder.name) for folder in self._numbered.iterdir() if folder.name.isdigit())

    @contextmanager
    def _only_writer(self) -> Iterator[None]:
        """Hold the graph's lock; the kernel gives it free if this process dies."""
        with (self._folder / ".writer").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise DraftInProgressError(self._folder) from error
            yield


def current_generation(graph_folder: Path) -> int | None:
    """The number that the pointer names, by one readlink; None where there is none."""
    try:
        return int(os.path.basename(os.readlink(graph_folder / "current")))
    except (FileNotFoundError, ValueError):
        return None


def _sync_tree(folder: Path) -> None:
    """Make every file of the folder, and the folder itself, outlast a power cut."""
    for path in (*folder.rglob("*"), folder, folder.parent):
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
