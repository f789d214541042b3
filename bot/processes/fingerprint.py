"""Which Rasa model belongs to which files: named by a hash of all that training reads.

What is taught (config, domain, examples, stories) and the code that learns it may lie in two folders: the
trainers' working copy and the project. Reads files only: no Rasa, no clock.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

MODELS = "models"
LAUNCHERS = frozenset(
    {"channel.py", "launch.py", "quiet.py", "tracker_store.py"}
)  # how Rasa is started, not what it learns
ASIDE = frozenset({"workbench"})  # what tries out data; no model depends on it
LEARNT_WITH = frozenset(
    {".py", ".yml", ".txt", ".safetensors"}
)  # code, its words, and what changes the encoder
DIGITS = 24


def model_fingerprint(project: Path, taught: Path | None = None) -> str:
    """24 hex digits over path and content of every input of training.

    `taught` holds config.yml, domain.yml and data/; the project itself, where it is None.
    """
    taught = taught or project
    return _digest([*_named(taught, _lessons(taught)), *_named(project, _code(project))])


def code_fingerprint(project: Path) -> str:
    """24 hex digits over the code that learns: a model of other code is to be trained anew."""
    return _digest(_named(project, _code(project)))


def settings_fingerprint(taught: Path) -> str:
    """24 hex digits over config.yml: pipeline, policies and their settings."""
    return _digest(_named(taught, [taught / "config.yml"]))


def model_file(project: Path, models: Path, taught: Path | None = None) -> Path:
    """Where below `models` the model of these files lies, or will lie once it is trained."""
    return models / f"{model_fingerprint(project, taught)}.tar.gz"


def _digest(named: Iterable[tuple[str, Path]]) -> str:
    digest = hashlib.sha256()
    for name, file in named:
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:DIGITS]


def _named(root: Path, files: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    return ((file.relative_to(root).as_posix(), file) for file in files)


def _lessons(taught: Path) -> Iterator[Path]:
    """In one order everywhere: by path."""
    yield taught / "config.yml"
    yield taught / "domain.yml"
    yield from sorted(
        file for file in (taught / "data").rglob("*") if file.suffix in {".yml", ".yaml"} and file.is_file()
    )


def _code(project: Path) -> Iterator[Path]:
    """In one order everywhere, with what is only made by running left out."""
    dialogue = project / "bot/dialogue"
    yield from (file for file in _walk(dialogue) if file.suffix in LEARNT_WITH and file.name not in LAUNCHERS)
    yield dialogue / "requirements.lock"


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder, sorted; environments and caches are not entered."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.name == "__pycache__" or entry.name in ASIDE:
            continue
        if entry.is_dir():
            yield from _walk(entry)
        else:
            yield entry
