"""The trained models on disk: how many are kept, and that none goes which a running shop may start again from."""

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import NotReadyError

KEPT = 5
_NAME = re.compile(r"[0-9a-f]{24}\.tar\.gz")  # as the fingerprint names them; whatever else lies there stays


@contextmanager
def in_use(model: Path) -> Iterator[None]:
    """Nobody drops this model before the end of the block, or of this process.

    Raises NotReadyError where it is missing.
    """
    if not model.exists():
        raise NotReadyError(f"{model} is missing: the dialogue's files changed meanwhile; start again.")
    with model.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        yield


def drop_old(current: Path, *, spared: frozenset[str] = frozenset()) -> list[Path]:
    """Delete the models beside `current` but the newest, it itself, what is in use and the names spared.

    Returns those that went.
    """
    models = [path for path in current.parent.iterdir() if _NAME.fullmatch(path.name)]
    newest_first = sorted(models, key=lambda path: path.stat().st_mtime, reverse=True)
    return [old for old in newest_first[KEPT:] if old != current and old.name not in spared and drop(old)]


def drop(model: Path) -> bool:
    """Delete this model, unless it is in use; whether it went."""
    if not model.exists():
        return False
    with model.open("rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        model.unlink()
    return True
