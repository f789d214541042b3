"""The git repository below a working copy, read and written by dulwich: texts, changes and refs.

Knows nothing of the files on disk. Nothing that was kept is ever taken away: refs only move on.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, cast, get_args

from dulwich.index import Index, commit_tree, index_entry_from_stat
from dulwich.objects import Blob, ObjectID
from dulwich.objects import Commit as GitCommit
from dulwich.refs import Ref
from dulwich.repo import Repo

from bot.studio.commits import Act, Commit
from bot.studio.errors import UnknownCommitError

MAIN = "refs/heads/main"
PROJECT = "refs/heads/project"  # what of the project was merged last
CLASHES = "refs/daogou/clashes"  # a text: the upgrade's clashes that nobody has settled yet
_FILE_MODE = 0o100644
_ACT = "Act: "
_ID = re.compile("[0-9a-f]{40}")

Files = Mapping[str, str]  # path -> the id of its text


class Repository:
    """One opened repository; use it as a context, by one thread at a time."""

    def __init__(self, folder: Path, changed: dict[str, tuple[str, ...]] | None = None) -> None:
        """`changed` remembers for the caller what each commit changed, which is read but once."""
        self._repo = Repo(folder)
        self._changed = {} if changed is None else changed

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty repository in `folder`/.git, which must not be there yet."""
        repo = Repo.init(folder, default_branch=b"main")
        config = repo.get_config()
        config.set((b"core",), b"fsyncObjectFiles", value=True)
        config.write_to_path()
        exclude = Path(repo.controldir()) / "info/exclude"
        exclude.write_text("/.lock\n/.seed/\n.*.new\n", encoding="utf-8")
        repo.close()
        return cls(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._repo.close()

    def head(self) -> str:
        """The id of the newest change."""
        return self._repo.refs[Ref(MAIN.encode())].decode()

    def ref(self, name: str) -> str | None:
        """What a ref points at, or None where there is none."""
        found = self._repo.refs.read_ref(Ref(name.encode()))
        return found.decode() if found else None

    def move(self, name: str, to: str) -> None:
        """Point a ref at `to`, in one step that a kill cannot halve."""
        self._repo.refs[Ref(name.encode())] = ObjectID(to.encode())

    def keep(self, content: bytes) -> str:
        """Store a text; its id is the same wherever it is the same text."""
        blob = Blob.from_string(content)
        if blob.id not in self._repo.object_store:
            self._repo.object_store.add_object(blob)
        return blob.id.decode()

    def content(self, text_id: str) -> bytes:
        """A stored text as bytes."""
        return cast(Blob, self._repo.object_store[ObjectID(text_id.encode())]).data

    def text(self, text_id: str) -> str:
        """A stored text; what is no UTF-8 in it comes as U+FFFD."""
        return self.content(text_id).decode("utf-8", "replace")

    def has(self, text_id: str) -> bool:
        """Whether a text of this id is kept here."""
        if not _ID.fullmatch(text_id):
            return False
        try:
            return isinstance(self._repo.object_store[ObjectID(text_id.encode())], Blob)
        except KeyError:
            return False

    def files(self, commit: str) -> dict[str, str]:
        """Path -> text id of every file of a change's state, by path."""
        entries = self._repo.object_store.iter_tree_contents(self._git(commit).tree)
        return {
            entry.path.decode(): entry.sha.decode()
            for entry in entries
            if entry.path is not None and entry.sha is not None
        }

    def record(
        self, files: Files, parents: Sequence[str], *, author: str, reason: str, act: Act, at: datetime
    ) -> str:
        """Store a change, which is not yet part of the history: `move` does that; its id."""
        blobs = [(path.encode(), ObjectID(sha.encode()), _FILE_MODE) for path, sha in sorted(files.items())]
        commit = GitCommit()
        commit.tree = commit_tree(self._repo.object_store, blobs)
        commit.parents = [ObjectID(parent.encode()) for parent in parents]
        name = "".join(letter for letter in author if letter not in "<>\n\0").strip() or "?"
        commit.author = commit.committer = f"{name} <>".encode()
        commit.commit_time = commit.author_time = int(at.timestamp())
        commit.commit_timezone = commit.author_timezone = 0
        commit.encoding = b"UTF-8"
        # A reason is one line, so that no reason can be taken for the trailer below it.
        trailer = "" if act == "save" else f"\n\n{_ACT}{act}"
        commit.message = f"{' '.join(reason.split()).removeprefix(_ACT)}{trailer}\n".encode()
        self._repo.object_store.add_object(commit)
        return commit.id.decode()

    def commit(self, commit: str) -> Commit:
        """A change by its id, abbreviated to no less than 40 digits; raises UnknownCommitError."""
        found = self._git(commit)
        reason, act = _read_message(found.message.decode("utf-8", "replace"))
        return Commit(
            id=commit,
            author=found.author.decode("utf-8", "replace").rsplit(" <", 1)[0],
            reason=reason,
            at=datetime.fromtimestamp(found.commit_time, UTC),
            paths=self.changed(commit),
            act=act,
        )

    def parent(self, commit: str) -> str | None:
        """The change before, in the working copy's own line."""
        parents = self._git(commit).parents
        return parents[0].decode() if parents else None

    def line(self, start: str) -> Iterator[str]:
        """Ids of changes from `start` back to the first."""
        at: str | None = start
        while at:
            yield at
            at = self.parent(at)

    def changed(self, commit: str) -> tuple[str, ...]:
        """Paths in which a change differs from the one before it, sorted."""
        if commit not in self._changed:
            self._changed[commit] = self._compared(commit)
        return self._changed[commit]

    def _compared(self, commit: str) -> tuple[str, ...]:
        parent = self.parent(commit)
        before = self._git(parent).tree if parent else None
        changes = self._repo.object_store.tree_changes(before, self._git(commit).tree)
        return tuple(sorted({(new or old or b"").decode() for (old, new), _, _ in changes}))

    def write_index(self, folder: Path, files: Files) -> None:
        """Tell git itself (for people who use it there) that the files on disk are the newest change's."""
        index = Index(self._repo.index_path(), read=False)
        for path, sha in sorted(files.items()):
            if os.path.isfile(file := folder / path):  # Path.is_file raises for a name too long
                index[path.encode()] = index_entry_from_stat(os.stat(file), sha.encode(), _FILE_MODE)
        index.write()

    def drop_left_locks(self) -> None:
        """Take away the lock files of a process that was killed; only while holding the working copy's lock."""
        control = Path(self._repo.controldir())
        for lock in [*control.glob("*.lock"), *control.glob("refs/**/*.lock")]:
            lock.unlink(missing_ok=True)

    def _git(self, commit: str) -> GitCommit:
        try:
            found = self._repo.object_store[ObjectID(commit.encode("ascii"))]
        except (KeyError, ValueError, AssertionError) as error:
            raise UnknownCommitError(commit) from error
        if not isinstance(found, GitCommit):
            raise UnknownCommitError(commit)
        return found


def _read_message(message: str) -> tuple[str, Act]:
    *reason, last = message.strip().splitlines() or [""]
    act = last.removeprefix(_ACT)
    if last != act and act in get_args(Act):
        return "\n".join(reason).strip(), cast(Act, act)
    return message.strip(), "save"
