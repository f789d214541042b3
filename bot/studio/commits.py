"""What the working copy's history is told in: a document, a change, what a change changed, an upgrade's merge.

Values only: they read and write nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal

Act = Literal["save", "seed", "hand", "upgrade", "settle", "revert"]


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it stands: `revision` names exactly this text, and a save says which one it was based on."""

    path: str
    text: str
    revision: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One change, of one or several files, by one author at one time (UTC)."""

    id: str
    author: str
    reason: str
    at: datetime
    paths: tuple[str, ...]
    act: Act = "save"
    # Of what was just asked for: files in which others' lines were kept; whether there was anything to do.
    joined: tuple[str, ...] = field(default=(), compare=False)
    made: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a diff; `before` and `after` are line numbers from 1, None where the line is not there."""

    kind: Literal["same", "gone", "new"]
    text: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class FileDiff:
    """What one change did to one file; `before` is None for a new file, `after` for a deleted one."""

    path: str
    before: str | None
    after: str | None

    def hunks(self, around: int = 2) -> Iterator[list[DiffLine]]:
        """The changed places in order, each with `around` lines before and after it."""
        old, new = (self.before or "").splitlines(), (self.after or "").splitlines()
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for group in matcher.get_grouped_opcodes(around):
            lines: list[DiffLine] = []
            for kind, i1, i2, j1, j2 in group:
                if kind == "equal":
                    lines += [
                        DiffLine("same", old[i], i + 1, j + 1)
                        for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
                    ]
                    continue
                lines += [DiffLine("gone", old[i], i + 1, None) for i in range(i1, i2)]
                lines += [DiffLine("new", new[j], None, j + 1) for j in range(j1, j2)]
            yield lines


@dataclass(frozen=True, slots=True)
class Clash:
    """One place where trainers and the project changed the same lines: `mine` stands, `theirs` is kept aside.

    A side is None where that side deleted the file. `with_mine` and `with_theirs` are the ids of the
    whole file's text with either side in this place.
    """

    id: str
    path: str
    line: int  # from 1, in the file with `mine`
    base: str | None
    mine: str | None
    theirs: str | None
    with_mine: str | None
    with_theirs: str | None


@dataclass(frozen=True, slots=True)
class Merge:
    """What came of merging the project's newer files: no commit where there was nothing new."""

    commit: Commit | None
    paths: tuple[str, ...]
    clashes: tuple[Clash, ...]
