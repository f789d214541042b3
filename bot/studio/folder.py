"""The plain files of a working copy (or of the project): which there are, read, and replaced one by one.

Never writes outside its folder; a file is there whole, in its old or its new text, at every moment.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

# A folder has no dot in its name: none can stand where a file does.
_PATH = re.compile(r"(?:domain\.yml|config\.yml|(?:data|tests)/(?:[\w-]+/)*[\w-][\w.-]*\.ya?ml)")
_LONGEST_NAME = 100  # bytes of a file's or a folder's name; file systems end at 255
_LONGEST_PATH = 1000
_FOLDERS = ("data", "tests")
_TOP = ("domain.yml", "config.yml")
_FIRST_TESTS = "demo/dialogue_tests"  # not below data/: Rasa would learn from them


def allowed(path: str) -> bool:
    """Whether a working copy may hold a file of this path."""
    return (
        _PATH.fullmatch(path) is not None
        and len(path.encode()) <= _LONGEST_PATH
        and all(len(name.encode()) <= _LONGEST_NAME for name in path.split("/"))
    )


def required(path: str) -> bool:
    """Whether nothing can be taught without this file."""
    return path in _TOP


def of_examples(path: str) -> bool:
    """Whether the file holds examples, which may stand in any order."""
    return path.startswith("data/nlu/")


def has_room(folder: Path, path: str) -> bool:
    """Whether a file can stand there: no folder is in its place, and no file in that of a folder above it."""
    file = folder / path
    above = [one for one in file.parents if folder in one.parents]
    return not file.is_dir() and all(one.is_dir() or not os.path.lexists(one) for one in above)


def contents(folder: Path, folders: tuple[str, ...] = _FOLDERS) -> dict[str, bytes]:
    """Path -> content of each file below `folder` that a working copy may hold, sorted by path."""
    found = [folder / name for name in _TOP if (folder / name).is_file()]
    for name in folders:
        found += [file for file in (folder / name).rglob("*") if file.is_file()]
    paths = sorted(file.relative_to(folder).as_posix() for file in found)
    return {path: (folder / path).read_bytes() for path in paths if allowed(path)}


def of_project(project: Path) -> dict[str, bytes]:
    """What a working copy takes over from the project: its data and settings, and the first tests as tests/."""
    found = contents(project, ("data",))
    for file in (project / _FIRST_TESTS).glob("*.yml"):
        found[f"tests/{file.name}"] = file.read_bytes()
    return dict(sorted(found.items()))


def signature(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Path, size and time of change of every file: equal as long as nobody touched one."""
    stats = []
    for path in [
        *_TOP,
        *(str(file.relative_to(folder)) for name in _FOLDERS for file in _below(folder / name)),
    ]:
        try:
            stat = (folder / path).stat()
        except FileNotFoundError:
            continue
        stats.append((path, stat.st_size, stat.st_mtime_ns))
    return tuple(sorted(stats))


def write(folder: Path, changes: Mapping[str, bytes | None]) -> None:
    """Put each content in its file's place; None takes the file away, and folders left empty with it.

    What goes, goes first: a file may stand where a folder did.
    """
    for path in [path for path, content in changes.items() if content is None]:
        file = folder / path
        file.unlink(missing_ok=True)
        if file.parent.is_dir():
            _drop_empty(folder, file.parent)
    for path, content in changes.items():
        if content is not None:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            replace(file, content)


def replace(file: Path, content: bytes) -> None:
    """The file's new content, on the disk before this returns."""
    new = file.with_name(f".{file.name}.new")
    with new.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)


def _below(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.suffix in {".yml", ".yaml"}]


def _drop_empty(folder: Path, below: Path) -> None:
    while below != folder and not any(below.iterdir()):
        below.rmdir()
        below = below.parent
