"""Name what a feed says by its content, so that one which is published already need not be read again."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_CODE = frozenset({".py", ".rq", ".yml"})


def digest_of(files: Iterable[Path], *options: str) -> str:
    """SHA-256 over the files' names and content, the options, and this package: other code may read it otherwise."""
    digest = hashlib.sha256(_code().encode())
    for option in options:
        digest.update(f"{len(option)}\0{option}".encode())
    _add(digest, files)
    return digest.hexdigest()


@cache
def _code() -> str:
    digest = hashlib.sha256()
    _add(digest, sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _CODE))
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", files: Iterable[Path]) -> None:
    for file in files:
        digest.update(f"{file.name}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
