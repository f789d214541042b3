"""Which Rasa model belongs to the files as they are now: named by a hash of all that training reads.

Reads files only: no Rasa, no clock.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

MODELS = "models"
LAUNCHERS = frozenset(
    {"launch.py", "quiet.py", "tracker_store.py"}
)  # how Rasa is started, not what it learns


def model_fingerprint(root: Path) -> str:
    """SHA-256, shortened to 24 hex digits, over path and content of every input of training."""
    digest = hashlib.sha256()
    for file in _inputs(root):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:24]


def model_file(root: Path) -> Path:
    """Where the model of the files as they are now lies, or will lie once it is trained."""
    return root / MODELS / f"{model_fingerprint(root)}.tar.gz"


def _inputs(root: Path) -> Iterator[Path]:
    """In one order everywhere: by path, with what is only made by running left out."""
    yield root / "config.yml"
    yield root / "domain.yml"
    yield from sorted(file for file in (root / "data").rglob("*.yml") if file.is_file())
    dialogue = root / "bot/dialogue"
    yield from (
        file for file in _walk(dialogue) if file.suffix in {".py", ".yml"} and file.name not in LAUNCHERS
    )
    yield dialogue / "requirements.lock"


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder, sorted; environments and caches are not entered."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _walk(entry)
        else:
            yield entry
