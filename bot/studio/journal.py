"""What is about to change, written down before it does, so that a kill in the midst can be finished.

A change is: its texts stored, this journal, the ref moved (from here on the change is made), the other
refs, the files, the journal taken away. `finish` does what is left of that; it may be called at any time,
by whoever holds the working copy's lock. A file that can never be written is passed over, and stays in the
history: one such file must not keep everybody out.
"""

import errno
import json
from collections.abc import Mapping
from pathlib import Path

import structlog

from bot.studio import folder as plain
from bot.studio.merging import merge
from bot.studio.repository import MAIN, Repository

log = structlog.get_logger(__name__)

# What no later try mends: the name, or what stands in its place. A full disk is another thing: it is tried again.
_FOR_GOOD = frozenset(
    {
        errno.ENAMETOOLONG,
        errno.EISDIR,
        errno.ENOTDIR,
        errno.EEXIST,
        errno.EINVAL,
        errno.EILSEQ,
        errno.ELOOP,
        errno.EPERM,
    }
)


class Journal:
    """The journal of the working copy in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / ".git/daogou.json"

    @property
    def open(self) -> bool:
        """Whether a change was begun and not finished."""
        return self._file.exists()

    def begin(self, before: str, after: str, refs: Mapping[str, str]) -> None:
        """A change from the commit `before` to `after`; `refs` move with it."""
        plain.replace(self._file, json.dumps({"before": before, "after": after, "refs": dict(refs)}).encode())

    def finish(self, repo: Repository) -> None:
        """Bring refs and files to where the change wants them; drop it if it was not made yet."""
        if not self.open:
            return
        begun = json.loads(self._file.read_bytes())
        before, after = begun["before"], begun["after"]
        repo.drop_left_locks()
        if repo.ref(MAIN) == after:
            for name, to in begun["refs"].items():
                repo.move(name, to)
            self._bring_files(repo, before, after)
            repo.write_index(self._folder, repo.files(after))
        self._file.unlink()

    def _bring_files(self, repo: Repository, before: str, after: str) -> None:
        old, new = repo.files(before), repo.files(after)
        changed = [path for path in {*old, *new} if old.get(path) != new.get(path)]
        for path in sorted(changed, key=lambda path: (path in new, path)):  # what goes, goes first
            was = repo.content(old[path]) if path in old else None
            wanted = repo.content(new[path]) if path in new else None
            try:
                plain.write(self._folder, {path: self._with_hand_edit(path, was, wanted)})
            except OSError as error:
                if error.errno not in _FOR_GOOD:
                    raise
                log.warning("file_not_written", path=path[:200], why=error.strerror)

    def _with_hand_edit(self, path: str, was: bytes | None, wanted: bytes | None) -> bytes | None:
        """What belongs on the disk: `wanted`, with an edit that somebody made by hand since `was`."""
        file = self._folder / path
        found = file.read_bytes() if file.is_file() else None
        if found in (was, wanted) or found is None:
            return wanted
        if was is None or wanted is None:
            return found
        merged = merge(
            was.decode("utf-8", "replace"),
            found.decode("utf-8", "replace"),
            wanted.decode("utf-8", "replace"),
            examples=plain.of_examples(path),
        )
        return found if merged.conflicts else merged.text().encode()
