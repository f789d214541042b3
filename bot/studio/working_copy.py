"""The working copy of what the dialogue is trained from: `data/`, `domain.yml`, `config.yml`, `tests/`.

A folder of plain Rasa files with a git history of its own. Every change is one commit with its author
and reason; a kill at any moment leaves a change made whole or not at all. Nothing is ever lost: what
somebody edits by hand is kept as a commit too, and a change that meets another one in the same lines
is refused with both texts. Safe between threads and between processes.
"""

import dataclasses
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from functools import cached_property
from pathlib import Path
from typing import Self

from bot.studio import folder as plain
from bot.studio.commits import Act, Clash, Commit, Document, FileDiff, Merge
from bot.studio.errors import FirstStateError, UnknownFileError
from bot.studio.journal import Journal
from bot.studio.repository import CLASHES, MAIN, PROJECT, Files, Repository
from bot.studio.texts import check_yaml, combined, meeting, put
from bot.studio.upgrades import clashes_from, clashes_text, merged_with

BY_HAND = "hand"
BY_PROJECT = "project"
_LOCK = ".lock"


class WorkingCopy:
    """The working copy in one folder; open it with `WorkingCopy.open`."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.project = project
        self.folder = folder
        self._seen: object = None
        self._changed: dict[str, tuple[str, ...]] = {}  # what each commit changed; a commit never changes

    @classmethod
    def open(cls, project: Path, folder: Path) -> Self:
        """The working copy in `folder`, seeded from the project's files where there is none yet."""
        copy = cls(project, folder)
        folder.mkdir(parents=True, exist_ok=True)
        with copy._held():
            pass
        return copy

    @staticmethod
    def there(folder: Path) -> bool:
        """Whether a working copy was ever opened in `folder`."""
        return (folder / ".git").is_dir()

    # Reading

    def head(self) -> str:
        """The newest commit's id, 40 hex digits, with what was edited by hand taken in."""
        with self._fresh() as repo:
            return repo.head()

    def files(self) -> list[str]:
        """Paths of all files, sorted."""
        with self._fresh() as repo:
            return list(repo.files(repo.head()))

    def read(self, path: str) -> Document:
        """One file; raises UnknownFileError."""
        return self.documents(path)[0]

    def documents(self, *paths: str) -> list[Document]:
        """Some files (all, where none is named), as they stood together; raises UnknownFileError."""
        with self._fresh() as repo:
            files = repo.files(repo.head())
            wanted = paths or tuple(files)
            for path in wanted:
                if path not in files:
                    raise UnknownFileError(path)
            return [Document(path, repo.text(files[path]), files[path]) for path in wanted]

    def text(self, revision: str) -> str:
        """The text of a revision, however old; empty for one that is not kept here."""
        with self._fresh() as repo:
            return repo.text(revision) if repo.has(revision) else ""

    def history(self, path: str | None = None, limit: int = 50) -> list[Commit]:
        """The newest commits first, of one file or of all."""
        found: list[Commit] = []
        with self._fresh() as repo:
            for commit in repo.line(repo.head()):
                if path is None or path in repo.changed(commit):
                    found.append(repo.commit(commit))
                    if len(found) >= limit:
                        break
        return found

    def commit(self, commit: str) -> Commit:
        """One commit; raises UnknownCommitError."""
        with self._fresh() as repo:
            return repo.commit(commit)

    def diff(self, commit: str) -> list[FileDiff]:
        """What a commit changed, file by file; raises UnknownCommitError."""
        with self._fresh() as repo:
            parent = repo.parent(commit)
            before, after = repo.files(parent) if parent else {}, repo.files(commit)
            return [
                FileDiff(
                    path,
                    repo.text(before[path]) if path in before else None,
                    repo.text(after[path]) if path in after else None,
                )
                for path in repo.changed(commit)
            ]

    def export(self, commit: str, to: Path) -> None:
        """Write the files of a commit into the folder `to`, for training; raises UnknownCommitError."""
        with self._fresh() as repo:
            plain.write(to, {path: repo.content(text) for path, text in repo.files(commit).items()})

    # Changing

    def save(
        self, edits: Mapping[str, str | None], *, based_on: Mapping[str, str], author: str, reason: str
    ) -> Commit:
        """Several files' new texts (None deletes one) as one commit; the newest one, not `made`, where nothing differs.

        `based_on` holds the revision of each text when it was read; a new file has none. Edits of others
        since then are kept where they lie in other lines (`Commit.joined` names those files). Raises
        StaleEditError where they lie in the same ones, BrokenFileError where a text is no YAML,
        UnknownFileError for a path where no file may be.
        """
        with self._held() as repo:
            now = repo.files(repo.head())
            files, joined = dict(now), []
            for path, text in edits.items():
                if not plain.allowed(path):
                    raise UnknownFileError(path)
                new = meeting(repo, path, text, based_on.get(path), now.get(path))
                if new is not None:
                    check_yaml(path, new)
                if new != text:
                    joined.append(path)
                put(repo, files, path, new)
            return self._commit(repo, files, author, reason, joined=joined)

    def revert(self, commit: str, *, author: str, paths: tuple[str, ...] = ()) -> Commit:
        """Take a commit back (or only its changes of `paths`), keeping every later edit.

        Raises OverlapError where later edits stand in its lines, UnknownCommitError, and FirstStateError for
        the first state, before which there is nothing.
        """
        with self._held() as repo:
            parent = repo.parent(commit)
            if parent is None:
                raise FirstStateError
            before, after = repo.files(parent), repo.files(commit)
            now = repo.files(repo.head())
            files = dict(now)
            for path in paths or repo.changed(commit):
                text = combined(repo, path, after.get(path), now.get(path), before.get(path))
                if text is not None:
                    check_yaml(path, text)
                put(repo, files, path, text)
            return self._commit(repo, files, author, repo.commit(commit).reason, act="revert")

    # The project's newer files

    def upgrade_waiting(self) -> list[str]:
        """Paths of the project's files that differ from those merged last, sorted."""
        project = plain.of_project(self.project)
        with self._fresh() as repo:
            old = repo.files(repo.ref(PROJECT) or repo.head())
            new = {path: repo.keep(content) for path, content in project.items()}
        return sorted(path for path in {*old, *new} if old.get(path) != new.get(path))

    def merge_project(self, *, author: str) -> Merge:
        """Merge what the project changed since the last time; where both changed the same lines, ours stand.

        The clashes are kept (`clashes`) until each is settled. `author` is who asked for it.
        """
        contents = plain.of_project(self.project)
        with self._held() as repo:
            head, last = repo.head(), repo.ref(PROJECT) or ""
            project = {path: repo.keep(content) for path, content in contents.items()}
            if not last or project == repo.files(last):
                return Merge(None, (), tuple(self._clashes(repo)))
            files, clashes = merged_with(repo, repo.files(last), repo.files(head), project)
            upgraded = repo.record(
                project, [last], author=BY_PROJECT, reason="", act="upgrade", at=datetime.now(UTC)
            )
            open_ones = [*self._clashes(repo), *clashes]
            refs = {PROJECT: upgraded, CLASHES: repo.keep(clashes_text(open_ones))}
            commit = self._commit(repo, files, author, "", act="upgrade", refs=refs, second=upgraded)
            return Merge(commit, commit.paths, tuple(open_ones))

    def clashes(self) -> list[Clash]:
        """What the project and the trainers changed differently and nobody has settled yet."""
        with self._fresh() as repo:
            return self._clashes(repo)

    def settle(self, clash: str, *, take_theirs: bool, author: str) -> Commit:
        """Keep mine, or take the project's side of one clash, and strike it off.

        Raises OverlapError where the lines were edited since, UnknownFileError where no such clash is open.
        """
        with self._held() as repo:
            open_ones = self._clashes(repo)
            found = next((one for one in open_ones if one.id == clash), None)
            if found is None:
                raise UnknownFileError(clash)
            left = [one for one in open_ones if one.id != clash]
            files = repo.files(repo.head())
            if take_theirs:
                text = combined(repo, found.path, found.with_mine, files.get(found.path), found.with_theirs)
                if text is not None:
                    check_yaml(found.path, text)
                put(repo, files, found.path, text)
            refs = {CLASHES: repo.keep(clashes_text(left))}
            return self._commit(repo, files, author, found.path, act="settle", refs=refs)

    # Within

    @cached_property
    def _git(self) -> Path:
        return self.folder / ".git"

    @contextmanager
    def _held(self) -> Iterator[Repository]:
        """The repository, alone: other threads and processes wait, and what a kill or a hand left is taken in."""
        with (self.folder / _LOCK).open("w") as lock:
            flock(lock, LOCK_EX)
            if not self._git.is_dir():
                self._seed()
            with Repository(self.folder, self._changed) as repo:
                Journal(self.folder).finish(repo)
                self._take_in_hand_edits(repo)
                self._seen = plain.signature(self.folder)
                yield repo
                self._seen = plain.signature(self.folder)

    @contextmanager
    def _fresh(self) -> Iterator[Repository]:
        """The repository for reading, with hand edits taken in."""
        if self._seen != plain.signature(self.folder) or Journal(self.folder).open:
            with self._held():
                pass
        with Repository(self.folder, self._changed) as repo:
            yield repo

    def _seed(self) -> None:
        """Make the history beside its place and move it there, so that it is there whole or not at all."""
        building = self.folder / ".seed"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        contents = plain.of_project(self.project)
        with Repository.create(building) as repo:
            files = {path: repo.keep(content) for path, content in contents.items()}
            first = repo.record(files, [], author=BY_PROJECT, reason="", act="seed", at=datetime.now(UTC))
            repo.move(PROJECT, first)
            repo.move(MAIN, first)
        missing = {path: new for path, new in contents.items() if not (self.folder / path).exists()}
        plain.write(self.folder, missing)
        (building / ".git").rename(self._git)
        shutil.rmtree(building)

    def _take_in_hand_edits(self, repo: Repository) -> None:
        files = repo.files(repo.head())
        found = {path: repo.keep(content) for path, content in plain.contents(self.folder).items()}
        if found != files:
            self._commit(repo, found, BY_HAND, "", act="hand")

    def _commit(
        self,
        repo: Repository,
        files: Files,
        author: str,
        reason: str,
        *,
        act: Act = "save",
        refs: Mapping[str, str] | None = None,
        second: str | None = None,
        joined: Sequence[str] = (),
    ) -> Commit:
        """Make `files` the newest state; the commit that is there, not `made`, where nothing differs.

        Raises UnknownFileError where something on the disk is in a new file's place.
        """
        head = repo.head()
        before = repo.files(head)
        if files == before and not refs:
            return dataclasses.replace(repo.commit(head), made=False)
        for path in files:
            if path not in before and not plain.has_room(self.folder, path):
                raise UnknownFileError(path)
        parents = [head, second] if second else [head]
        commit = repo.record(files, parents, author=author, reason=reason, act=act, at=datetime.now(UTC))
        journal = Journal(self.folder)
        journal.begin(head, commit, refs or {})
        repo.move(MAIN, commit)
        journal.finish(repo)
        return dataclasses.replace(repo.commit(commit), joined=tuple(joined))

    def _clashes(self, repo: Repository) -> list[Clash]:
        kept = repo.ref(CLASHES)
        return clashes_from(repo.content(kept)) if kept else []
