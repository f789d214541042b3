"""The end-to-end tests of each version: run, kept beside the models, and what they mean against earlier runs."""

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.processes.versions import Version, VersionError, Versions
from bot.studio.errors import StudioError
from bot.studio.workbench import START_S, Progress, TestRun, Workbench

FILE = "tests.json"
LOCK = ".tests.lock"
RUNS_KEPT = 30

Standing = Literal["broken", "failing", "passing"]
ORDER: tuple[Standing, ...] = ("broken", "failing", "passing")


class TrainingTestsError(StudioError):
    """A training runs the tests; another run would take its place."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(f"The training that {by} has begun is running the tests; wait for its end.")


class Story(BaseModel):
    """How one story went; `difference` has kind, said, expected, came, confidence."""

    model_config = ConfigDict(frozen=True)

    story: str
    path: str
    line: int
    passed: bool
    difference: dict[str, Any] | None = None


class Run(BaseModel):
    """One run of the tests: of which version, with the tests of which state of the working copy."""

    model_config = ConfigDict(frozen=True)

    version: int
    commit: str
    at: float  # seconds since 1970
    seconds: float
    stories: tuple[Story, ...]
    intents: dict[str, dict[str, int]]

    @property
    def passed(self) -> int:
        """How many stories passed."""
        return sum(story.passed for story in self.stories)

    @property
    def moment(self) -> datetime:
        """When it began."""
        return datetime.fromtimestamp(self.at, UTC)


class _Runs(BaseModel):
    runs: tuple[Run, ...] = ()


class Results:
    """The runs of one folder of models; safe between processes."""

    def __init__(self, models: Path) -> None:
        self._models = models
        self._file = models / FILE

    def runs(self) -> tuple[Run, ...]:
        """Oldest first; none where the file is not there or cannot be read."""
        try:
            return _Runs.model_validate_json(self._file.read_text(encoding="utf-8")).runs
        except (OSError, ValidationError):
            return ()

    def of(self, version: int) -> Run | None:
        """The last run of a version."""
        return next((run for run in reversed(self.runs()) if run.version == version), None)

    def begin(
        self, bench: Workbench, version: Version, commit: str, *, patience_s: float = START_S
    ) -> Progress:
        """Begin a run of the working copy's tests, which is at `commit`; it is kept once `keep` is given it.

        The run before it is kept first, though nobody has looked at it. Raises the workbench's errors.
        """
        before = bench.test_run(patience_s=patience_s)
        if before is not None:
            self.keep(before)
        return bench.test(self._models / version.file, commit=commit, patience_s=patience_s)

    def keep(self, done: TestRun) -> None:
        """Keep a run that is done, once, under the version of its model; a run of no version is let go."""
        versions = Versions(self._models)
        version = next((one for one in versions.read().versions if one.file == done.model), None)
        if version is None or done.progress.state != "done":
            return
        with self._held():
            known = self.runs()
            if any(run.at == done.at for run in known):
                return
            run = Run(
                version=version.id,
                commit=done.commit,
                at=done.at,
                seconds=done.progress.seconds,
                stories=tuple(
                    Story(
                        story=one.story,
                        path=one.path,
                        line=one.line,
                        passed=one.passed,
                        difference=dict(one.difference) if one.difference else None,
                    )
                    for one in done.stories
                ),
                intents={language: dict(counted) for language, counted in done.intents.items()},
            )
            self._write((*known, run)[-RUNS_KEPT:])
        with suppress(VersionError):  # it has fallen out of the list meanwhile
            versions.keep_tests(version.id, {story.story: story.passed for story in run.stories})

    @contextmanager
    def _held(self) -> Iterator[None]:
        self._models.mkdir(parents=True, exist_ok=True)
        with (self._models / LOCK).open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _write(self, runs: Sequence[Run]) -> None:
        draft = self._file.with_suffix(".tmp")
        draft.write_text(_Runs(runs=tuple(runs)).model_dump_json(indent=1) + "\n", encoding="utf-8")
        os.replace(draft, self._file)


def standings(
    run: Run, earlier: Sequence[Run], versions: Sequence[Version]
) -> Mapping[Standing, list[Story]]:
    """The stories of a run: what passed before and fails now, what fails, what passes; each by name.

    "Before" is the last run before it that had the story; failing that, what older versions say of it.
    """
    before = _passed_before(run, earlier, versions)
    sorted_out: dict[Standing, list[Story]] = {standing: [] for standing in ORDER}
    for story in sorted(run.stories, key=lambda one: (one.path, one.line)):
        standing: Standing = "passing" if story.passed else "broken" if before.get(story.story) else "failing"
        sorted_out[standing].append(story)
    return sorted_out


def _passed_before(run: Run, earlier: Sequence[Run], versions: Sequence[Version]) -> dict[str, bool]:
    known: dict[str, bool] = {}
    for version in sorted(versions, key=lambda one: one.id):
        if version.id < run.version:
            known |= version.tests
    for one in sorted(earlier, key=lambda other: other.at):
        if one.at < run.at:
            known |= {story.story: story.passed for story in one.stories}
    return known
