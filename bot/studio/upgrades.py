"""Merge the project's newer files into the trainers', file by file and line by line.

Where both changed the same lines the trainers' side stands, and the clash is written down with both.
"""

import json
from dataclasses import asdict

from bot.studio import folder as plain
from bot.studio.commits import Clash
from bot.studio.merging import Conflict, Merged, merge
from bot.studio.repository import Files, Repository


def merged_with(
    repo: Repository, base: Files, mine: Files, theirs: Files
) -> tuple[dict[str, str], list[Clash]]:
    """The files after merging the project's change from `base` to `theirs` into `mine`, and the clashes."""
    files, clashes = dict(mine), []
    for path in sorted({*base, *mine, *theirs}):
        sides = base.get(path), mine.get(path), theirs.get(path)
        if sides[0] == sides[2] or sides[1] == sides[2]:
            continue
        if sides[0] == sides[1]:
            _set(files, path, sides[2])
        elif None in sides[1:]:
            clashes.append(_whole_file(repo, path, *sides))
        else:
            texts = (repo.text(side) if side else "" for side in sides)
            merged = merge(*texts, examples=plain.of_examples(path))
            clashes += _clashes_of(repo, path, merged)
            files[path] = repo.keep(merged.text().encode())
    return files, clashes


def clashes_text(clashes: list[Clash]) -> bytes:
    """Clashes as JSON, to be kept in the repository."""
    return json.dumps([asdict(clash) for clash in clashes], ensure_ascii=False).encode()


def clashes_from(kept: bytes) -> list[Clash]:
    """The clashes that `clashes_text` wrote."""
    return [Clash(**clash) for clash in json.loads(kept)]


def _set(files: dict[str, str], path: str, text: str | None) -> None:
    if text is None:
        files.pop(path, None)
    else:
        files[path] = text


def _whole_file(repo: Repository, path: str, base: str | None, mine: str | None, theirs: str | None) -> Clash:
    """One side deleted what the other changed."""
    texts = [repo.text(side) if side else None for side in (base, mine, theirs)]
    return Clash(
        id=_name(repo, path, mine, theirs),
        path=path,
        line=1,
        base=texts[0],
        mine=texts[1],
        theirs=texts[2],
        with_mine=mine,
        with_theirs=theirs,
    )


def _clashes_of(repo: Repository, path: str, merged: Merged) -> list[Clash]:
    with_mine = repo.keep(merged.text().encode())
    clashes, line, number = [], 1, 0
    for piece in merged.pieces:
        if isinstance(piece, Conflict):
            with_theirs = repo.keep(merged.text(frozenset({number})).encode())
            name = _name(repo, path, with_mine, with_theirs)
            clashes.append(
                Clash(name, path, line, piece.base, piece.mine, piece.theirs, with_mine, with_theirs)
            )
            number += 1
        line += len((piece.mine if isinstance(piece, Conflict) else piece).splitlines())
    return clashes


def _name(repo: Repository, path: str, mine: str | None, theirs: str | None) -> str:
    return repo.keep(f"{path}\n{mine}\n{theirs}\n".encode())[:12]
