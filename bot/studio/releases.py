"""Going live with a version and back, and how far the shop has followed: what the versions' page shows and does."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.processes.pointer import POINTER_FILE, read_pointer
from bot.processes.versions import Act, Activation, Version, VersionError, Versions
from bot.studio.errors import StudioError

Answering = Literal["active", "switching", "apart"]


class VersionGoneError(StudioError):
    """A version of the list whose model is not there any more."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(f"The model of version {version} is gone; train its state again.")


@dataclass(frozen=True, slots=True)
class Row:
    """One version of the list."""

    version: Version
    is_active: bool
    is_back: bool  # older than the active one: going there is rolling back
    worse: tuple[str, ...]  # tests that fail here and pass in the active version


@dataclass(frozen=True, slots=True)
class Board:
    """The versions one may go live with, newest first, what was done with them last, and how far the shop is.

    `answering`: the active version answers; another one still does, and the active one is being started; or
    nobody keeps this shop's processes, so that Rasa must be started again by hand.
    """

    rows: tuple[Row, ...]
    active: Version | None
    answering: Answering
    serving: int | None
    activations: tuple[Activation, ...]  # newest first

    def row(self, number: int) -> Row | None:
        """The version of that number, if one may go live with it."""
        return next((row for row in self.rows if row.version.id == number), None)


class Releases:
    """The versions, seen by one shop."""

    def __init__(self, models: Path, shop: Path) -> None:
        self._versions = Versions(models)
        self._pointer = shop / POINTER_FILE

    def board(self) -> Board:
        """All of it as it stands now. Raises VersionError where the versions cannot be read."""
        registry = self._versions.read()
        active = registry.active_version
        rows = tuple(_row(version, active) for version in registry.last())
        serving = self._serving()
        answering: Answering = "apart" if serving is None else "active"
        if serving is not None and active and not active.failed and serving != active.id:
            answering = "switching"
        return Board(rows, active, answering, serving, registry.activations[::-1])

    def go_live(self, number: int, by: str) -> Act:
        """Make a version the active one; what that was: going on or going back. Raises VersionGoneError."""
        before = self._versions.read().active
        act: Act = "roll_back" if before is not None and number < before else "activate"
        try:
            self._versions.activate(number, by=by, act=act)
        except VersionError as error:
            raise VersionGoneError(number) from error
        return act

    def _serving(self) -> int | None:
        """The version that answers in this shop; None where no supervisor keeps its processes."""
        pointer = read_pointer(self._pointer)
        return pointer.version if pointer and _is_alive(pointer.supervisor) else None


def _row(version: Version, active: Version | None) -> Row:
    is_active = active is not None and version.id == active.id
    good = active.tests if active else {}
    worse = tuple(story for story, passed in version.tests.items() if not passed and good.get(story))
    return Row(version, is_active, active is not None and version.id < active.id, () if is_active else worse)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
