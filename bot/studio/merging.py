"""Merge two changes of one text, line by line, as diff3 does (Khanna, Kunal, Pierce: "A formal
investigation of diff3", 2007).

Pure: texts in, texts out. Lines that both sides changed differently are never chosen between: they
come back as a conflict with all three texts. Changes that only touch each other are no conflict, and
examples that both sides added in one place are all kept, for an example stands by itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_EXAMPLE = re.compile(r"\s+-\s.*\n?")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Lines that both sides changed differently."""

    base: str
    mine: str
    theirs: str


Piece = str | Conflict


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged text in pieces."""

    pieces: tuple[Piece, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """In the order of the text; empty where the merge is clean."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))

    def text(self, theirs: frozenset[int] = frozenset()) -> str:
        """The whole text with my side of each conflict, but their side of those numbered (from 0) in `theirs`."""
        chosen: list[str] = []
        number = 0
        for piece in self.pieces:
            if isinstance(piece, str):
                chosen.append(piece)
                continue
            chosen.append(piece.theirs if number in theirs else piece.mine)
            number += 1
        return "".join(chosen)


@dataclass(frozen=True, slots=True)
class _Hunk:
    start: int
    end: int
    lines: list[str]
    mine: bool


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Both changes of `base` in one text, with conflicts where they changed the same lines differently."""
    old = base.splitlines(keepends=True)
    hunks = [*_hunks(old, mine, mine=True), *_hunks(old, theirs, mine=False)]
    hunks.sort(key=lambda hunk: (hunk.start, hunk.end, not hunk.mine))
    pieces: list[Piece] = []
    at = 0
    for region in _regions(hunks):
        start, end = min(hunk.start for hunk in region), max(hunk.end for hunk in region)
        pieces.append("".join(old[at:start]))
        pieces.append(_resolved(old, start, end, region))
        at = end
    pieces.append("".join(old[at:]))
    return Merged(tuple(pieces))


def _hunks(old: list[str], text: str, *, mine: bool) -> Iterator[_Hunk]:
    new = text.splitlines(keepends=True)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _Hunk(i1, i2, new[j1:j2], mine)


def _regions(hunks: Sequence[_Hunk]) -> Iterator[list[_Hunk]]:
    """Hunks that overlap, together; those that only touch, apart."""
    region: list[_Hunk] = []
    end = -1
    for hunk in hunks:
        if region and (hunk.start < end or _same_point(region, hunk)):
            region.append(hunk)
            end = max(end, hunk.end)
            continue
        if region:
            yield region
        region, end = [hunk], hunk.end
    if region:
        yield region


def _same_point(region: Sequence[_Hunk], hunk: _Hunk) -> bool:
    """Both put lines in at one point: which come first, nothing says."""
    return any(other.start == other.end == hunk.start == hunk.end for other in region)


def _resolved(old: list[str], start: int, end: int, region: Sequence[_Hunk]) -> Piece:
    mine = _side(old, start, end, [hunk for hunk in region if hunk.mine])
    theirs = _side(old, start, end, [hunk for hunk in region if not hunk.mine])
    base = old[start:end]
    if theirs in (mine, base):
        return "".join(mine)
    if mine == base:
        return "".join(theirs)
    if start == end and all(_EXAMPLE.fullmatch(line) and line.endswith("\n") for line in [*mine, *theirs]):
        return "".join([*mine, *(line for line in theirs if line not in mine)])
    return Conflict("".join(base), "".join(mine), "".join(theirs))


def _side(old: list[str], start: int, end: int, hunks: Sequence[_Hunk]) -> list[str]:
    """One side's text of old[start:end]."""
    lines: list[str] = []
    at = start
    for hunk in hunks:
        lines += [*old[at : hunk.start], *hunk.lines]
        at = hunk.end
    return [*lines, *old[at:end]]
