"""Merge two changes of one text, line by line, as diff3 does (Khanna, Kunal, Pierce: "A formal
investigation of diff3", 2007).

Pure: texts in, texts out. Lines that both sides changed differently are never chosen between: they
come back as a conflict with all three texts. Changes that only touch each other are no conflict, save
where the lines below would belong to another entry than they were written for. Examples that both sides
added in one place are all kept, for an example stands by itself; steps of a story do not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_EXAMPLE = re.compile(r"\s+-\s.*\n")
_ITEM = re.compile(r"\s*-\s")
# What stands in an order: a step of a story or rule, a component of the pipeline.
_STEP = re.compile(r"\s*-\s+(?:intent|action|user|bot|or|slot_was_set|active_loop|checkpoint|name)\b")


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


def merge(base: str, mine: str, theirs: str, *, examples: bool) -> Merged:
    """Both changes of `base` in one text, with conflicts where they changed the same lines differently.

    `examples` says that these are files of examples, whose lines may stand in any order.
    """
    old = base.splitlines(keepends=True)
    hunks = [*_hunks(old, mine, mine=True), *_hunks(old, theirs, mine=False)]
    hunks.sort(key=lambda hunk: (hunk.start, hunk.end, not hunk.mine))
    pieces: list[Piece] = []
    at = 0
    for region in _regions(old, hunks, examples):
        start, end = min(hunk.start for hunk in region), max(hunk.end for hunk in region)
        pieces.append("".join(old[at:start]))
        pieces.append(_resolved(old, start, end, region, examples))
        at = end
    pieces.append("".join(old[at:]))
    return Merged(tuple(pieces))


def _hunks(old: list[str], text: str, *, mine: bool) -> Iterator[_Hunk]:
    new = text.splitlines(keepends=True)
    changed = [
        code for code in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"
    ]
    starts = [*(code[1] for code in changed), len(old) + 1][1:]
    for (kind, i1, i2, j1, j2), following in zip(changed, starts, strict=True):
        # What is put in or gone slides down over lines that repeat: to where both sides' entries begin.
        lines, start, end = new[j1:j2], i1, i2
        moving = lines if kind == "insert" else old[start:end]
        while kind != "replace" and end + 1 < following and old[end] == moving[0]:
            start, end = start + 1, end + 1
            moving = [*moving[1:], moving[0]]
        yield _Hunk(start, end, moving if kind == "insert" else lines, mine)


def _regions(old: list[str], hunks: Sequence[_Hunk], examples: bool) -> Iterator[list[_Hunk]]:
    """Hunks that overlap, together, and those that touch where the second leans on the first; others apart."""
    region: list[_Hunk] = []
    end = -1
    for hunk in hunks:
        if region and (
            hunk.start < end
            or _same_point(region, hunk)
            or (hunk.start == end and _leans(old, region[-1], hunk, examples))
        ):
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


def _leans(old: list[str], first: _Hunk, second: _Hunk, examples: bool) -> bool:
    """Whether the second's lines, right below the first's, belong to an entry that the first changes.

    They do where they are deeper than some line there: they would come to hang on another entry. They also
    do as steps that follow on steps which are gone or others now.
    """
    new = _told(second.lines)
    above = _told([*old[first.start : first.end], *first.lines])
    if not new or not above:
        return False
    if _depth(new[0]) > min(map(_depth, above)):
        return True
    put_below_a_change = first.start < first.end and second.start == second.end
    return not examples and put_below_a_change and _STEP.match(new[0]) is not None


def _told(lines: Sequence[str]) -> list[str]:
    """The lines that say something: no empty ones, no comments."""
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _depth(line: str) -> int:
    """How deep a line is; an item of a list may stand right below its key, and is deeper."""
    return 2 * (len(line) - len(line.lstrip())) + (_ITEM.match(line) is not None)


def _examples(lines: Sequence[str]) -> bool:
    """Whether all are examples, of one depth."""
    return all(_EXAMPLE.fullmatch(line) for line in lines) and len({_depth(line) for line in lines}) == 1


def _resolved(old: list[str], start: int, end: int, region: Sequence[_Hunk], examples: bool) -> Piece:
    mine = _side(old, start, end, [hunk for hunk in region if hunk.mine])
    theirs = _side(old, start, end, [hunk for hunk in region if not hunk.mine])
    base = old[start:end]
    if theirs in (mine, base):
        return "".join(mine)
    if mine == base:
        return "".join(theirs)
    if examples and start == end and _examples([*mine, *theirs]):
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
