"""Which model a shop serves: that of the active version, as long as the code that learnt it is today's.

Reads files only. Without a working copy's version the project's own files count, as they are now.
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
    """The active version's model; None where there is none, or its file is gone."""
    versions = Versions(models)
    active = versions.read().active_version
    if active is None or not versions.path(active).is_file():
        return None
    return Served(active.id, versions.path(active))


def model_is_ready(models: Path) -> bool:
    """Whether the active version may be served as it is; else `bot train --served` makes one that may."""
    if active_model(models) is None:
        return False
    active = Versions(models).read().active_version
    assert active is not None
    if active.data_commit is None:
        return active.fingerprint == model_fingerprint(ROOT)
    return _fits(active)


def must_be_renewed(models: Path) -> Version | None:
    """The active version, where newer code must learn its data once more; None where it need not."""
    active = Versions(models).read().active_version
    return active if active and active.data_commit is not None and not _fits(active) else None


def file_to_serve(models: Path) -> Path:
    """The active version's file; where there is none, that of the project's files, which may be missing."""
    served = active_model(models)
    return served.file if served else model_file(ROOT, models)


def _fits(version: Version) -> bool:
    return version.code == code_fingerprint(ROOT)
