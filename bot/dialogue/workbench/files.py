"""The files of a working copy, with edits laid over them that nobody has saved. Reads only."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

CONFIG = "config.yml"
DOMAIN = "domain.yml"
DATA = "data/"
TESTS = "tests/"

Texts = dict[str, str]  # by path, as the working copy names it: "data/nlu/en/cart.yml"


def read_files(folder: Path, edits: Mapping[str, str | None]) -> Texts:
    """All that training and tests read, sorted by path; an edit that is None takes its file away.

    Raises UnicodeDecodeError where a file is not UTF-8.
    """
    texts = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in (
            folder / CONFIG,
            folder / DOMAIN,
            *_yaml_below(folder / "data"),
            *_yaml_below(folder / "tests"),
        )
        if file.is_file()
    }
    for path, text in edits.items():
        if text is None:
            texts.pop(path, None)
        else:
            texts[path] = text
    return dict(sorted(texts.items()))


def _yaml_below(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.suffix in (".yml", ".yaml")]


def training_texts(texts: Mapping[str, str]) -> Texts:
    """The files below data/."""
    return {path: text for path, text in texts.items() if path.startswith(DATA)}


def test_texts(texts: Mapping[str, str]) -> Texts:
    """The files below tests/."""
    return {path: text for path, text in texts.items() if path.startswith(TESTS)}


def fingerprint(texts: Mapping[str, str]) -> str:
    """SHA-256 over paths and texts, shortened to 24 hex digits."""
    digest = hashlib.sha256()
    for path in sorted(texts):
        digest.update(f"{path}\0{len(texts[path])}\0{texts[path]}".encode())
    return digest.hexdigest()[:24]
