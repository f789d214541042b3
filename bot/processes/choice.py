"""Which model a shop serves: that of the active version, as long as the code that learnt it is today's.

An active version that is known not to start is passed over. Without a working copy's version the project's own
files count, as they are now. Reads files only.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.processes.fingerprint import code_fingerprint, model_file, model_fingerprint
from bot.processes.versions import Version, Versions
from bot.settings import ROOT


@dataclass(frozen=True, slots=True)
class Served:
    """A model to serve: its version's number, and its file."""

    version: int
    file: Path


def active_model(models: Path) -> Served | None:
    """The model of the version to serve; None where there is none, or its file is gone."""
    versions = Versions(models)
    chosen = versions.read().to_serve
    if chosen is None or not versions.path(chosen).is_file():
        return None
    return Served(chosen.id, versions.path(chosen))


def model_is_ready(models: Path) -> bool:
    """Whether the version to serve may be served as it is; else `bot train --served` makes one that may."""
    if active_model(models) is None:
        return False
    chosen = Versions(models).read().to_serve
    assert chosen is not None
    if chosen.data_commit is None:
        return chosen.fingerprint == model_fingerprint(ROOT)
    return _fits(chosen)


def must_be_renewed(models: Path) -> Version | None:
    """The version to serve, where newer code must learn its data once more; None where it need not."""
    chosen = Versions(models).read().to_serve
    return chosen if chosen and chosen.data_commit is not None and not _fits(chosen) else None


def file_to_serve(models: Path) -> Path:
    """The file of the version to serve; where there is none, that of the project's files, which may be missing."""
    served = active_model(models)
    return served.file if served else model_file(ROOT, models)


def _fits(version: Version) -> bool:
    return version.code == code_fingerprint(ROOT)
