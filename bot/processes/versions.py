"""The trained models that one may go live with: the last five, the active one and the one that was live before it.

They are listed in `models/versions.json`.
Each change replaces the file in one step, under a lock: no reader sees half of it, and two writers follow
one another. It never trains and never starts anything; who serves looks at `active` and follows it.
"""

import fcntl
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import BotError
from bot.processes.models import drop

FILE = "versions.json"
LOCK = ".versions.lock"
KEPT = 5
ACTIVATIONS_KEPT = 100

Act = Literal["activate", "roll_back", "start", "give_up"]


class VersionError(BotError):
    """A version that one cannot go live with."""


class Metrics(BaseModel):
    """What a model was taught, counted: examples by language, intents, stories and rules."""

    model_config = ConfigDict(frozen=True)

    examples: dict[str, int]
    intents: int
    stories: int
    rules: int


class Trained(BaseModel):
    """A model that has been trained: of what, by whom, how long it took."""

    model_config = ConfigDict(frozen=True)

    file: str  # its name in the models' folder
    data_commit: str | None  # of the working copy; None: the project's own files
    fingerprint: str
    code: str
    settings: str
    author: str
    seconds: float | None  # None: it lay there already
    size_bytes: int
    metrics: Metrics
    tests: dict[str, bool] = {}  # story -> passed; empty where none were run
    renews: int | None = None  # the version whose data it was trained of once more, by newer code


class Version(Trained):
    """A trained model under its number."""

    id: int
    trained_at: datetime
    failed: str | None = None  # why it could not be started

    @property
    def passed(self) -> int:
        """How many of its end-to-end tests passed."""
        return sum(self.tests.values())


class Activation(BaseModel):
    """Who went live with which version, and when."""

    model_config = ConfigDict(frozen=True)

    version: int
    act: Act
    by: str
    at: datetime


class Registry(BaseModel):
    """All of it as it stands at one moment; versions and activations oldest first."""

    model_config = ConfigDict(frozen=True)

    next: int = 1
    active: int | None = None
    versions: tuple[Version, ...] = ()
    activations: tuple[Activation, ...] = ()

    def version(self, number: int) -> Version:
        """Raises VersionError where it is not kept any more."""
        for version in self.versions:
            if version.id == number:
                return version
        raise VersionError(f"There is no version {number}; choose one of the list.")

    @property
    def active_version(self) -> Version | None:
        """The one that shops serve, or shall serve."""
        return None if self.active is None else self.version(self.active)

    def of(self, fingerprint: str) -> Version | None:
        """The newest version of these very files and this very code, if there is one."""
        return next((one for one in reversed(self.versions) if one.fingerprint == fingerprint), None)

    @property
    def before(self) -> Version | None:
        """The one that was live before the active one, and did not fail."""
        good = {one.id: one for one in self.versions if one.id != self.active and not one.failed}
        return next((good[one.version] for one in reversed(self.activations) if one.version in good), None)

    @property
    def to_serve(self) -> Version | None:
        """The active one; the one before it, where it is known that the active one does not start."""
        active = self.active_version
        return (self.before or active) if active and active.failed else active

    def last(self) -> tuple[Version, ...]:
        """Those one may go live with, newest first: the last five, the active one and the one before it."""
        live = {self.active, self.before.id if self.before else None}
        older = (one for one in self.versions[:-KEPT] if one.id in live)
        return (*self.versions[-KEPT:][::-1], *reversed((*older,)))

    def with_version(self, version: Version) -> Self:
        """This, with one version's new state."""
        known = tuple(version if one.id == version.id else one for one in self.versions)
        every = known if version in known else (*known, version)
        return self.model_copy(update={"versions": every})

    def with_activation(self, version: int, act: Act, by: str) -> Self:
        """This, with another version active."""
        now = Activation(version=version, act=act, by=by, at=_now())
        return self.model_copy(
            update={"active": version, "activations": (*self.activations, now)[-ACTIVATIONS_KEPT:]}
        )

    def without(self, numbers: Collection[int]) -> Self:
        """This, less these versions."""
        kept = tuple(one for one in self.versions if one.id not in numbers)
        return self.model_copy(update={"versions": kept})


class Versions:
    """The versions of one models' folder; safe between processes."""

    def __init__(self, models: Path) -> None:
        self.models = models
        self.file = models / FILE

    def read(self) -> Registry:
        """As it stands now. Raises VersionError where the file cannot be read."""
        try:
            return Registry.model_validate_json(self.file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Registry()
        except (OSError, ValidationError) as error:
            raise VersionError(
                f"{self.file} cannot be read ({type(error).__name__}); restore it, or delete it and train again."
            ) from error

    def path(self, version: Trained) -> Path:
        """Its model's file."""
        return self.models / version.file

    def register(self, trained: Trained) -> Version:
        """Give a new model its number; the versions and files that are then too many are deleted."""
        with self._held() as registry:
            version = Version(id=registry.next, trained_at=_now(), **trained.model_dump())
            self._write(registry.with_version(version).model_copy(update={"next": version.id + 1}))
        return version

    def activate(self, number: int, *, by: str, act: Act = "activate") -> Version:
        """Go live with a version; what it once failed with is forgotten. Raises VersionError."""
        with self._held() as registry:
            version = registry.version(number)
            if not self.path(version).is_file():
                raise VersionError(f"The model of version {number} is gone; train its state again.")
            version = version.model_copy(update={"failed": None})
            after = registry.with_version(version)
            if registry.active != number:
                after = after.with_activation(number, act, by)
            self._write(after)
        return version

    def give_up(self, number: int, why: str, *, instead: int, by: str) -> None:
        """A version could not be started: say why, and go on with the one that is still served."""
        with self._held() as registry:
            known = {one.id: one for one in registry.versions}
            after = registry
            if number in known:
                after = after.with_version(known[number].model_copy(update={"failed": why}))
            if registry.active == number and instead in known:
                after = after.with_activation(instead, "give_up", by)
            self._write(after)

    def keep_tests(self, number: int, passed: Mapping[str, bool]) -> Version:
        """Keep the outcome of a version's end-to-end tests with it. Raises VersionError."""
        with self._held() as registry:
            version = registry.version(number).model_copy(update={"tests": dict(passed)})
            self._write(registry.with_version(version))
        return version

    @contextmanager
    def _held(self) -> Iterator[Registry]:
        self.models.mkdir(parents=True, exist_ok=True)
        with (self.models / LOCK).open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield self.read()

    def _write(self, registry: Registry) -> None:
        """Put it in place of what was there, less the versions that nobody may go live with any more."""
        registry = registry.without(self._dropped(registry))
        draft = self.file.with_suffix(".tmp")
        with draft.open("w", encoding="utf-8") as out:
            out.write(registry.model_dump_json(indent=1) + "\n")
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, self.file)

    def _dropped(self, registry: Registry) -> set[int]:
        """The versions that have fallen out, now without their files; one that a shop still serves has not."""
        kept = registry.last()
        files = {one.file for one in kept}  # a version that was trained once more has the file of the first
        old = [one for one in registry.versions if one not in kept]
        for name in {one.file for one in old} - files:
            drop(self.models / name)
        return {one.id for one in old if one.file in files or not self.path(one).exists()}


def kept_files(models: Path) -> frozenset[str]:
    """Names of the files that a version needs: whoever tidies the models' folder leaves them alone."""
    return frozenset(one.file for one in Versions(models).read().versions)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
