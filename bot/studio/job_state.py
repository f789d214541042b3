"""How far a training is, in `models/training.json`, which every shop's studio reads.

Each change replaces the file in one step. Whoever runs the training holds a lock that the kernel takes back
when that process ends; so a training that was cut off is told from one that runs.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.studio.errors import StudioError

Stage = Literal[
    "checking", "waiting", "opening", "words", "meaning", "intents", "rules", "keeping", "testing"
]
STAGES: tuple[Stage, ...] = get_args(Stage)
State = Literal["running", "done", "known", "refused", "failed", "cancelled", "interrupted"]

FILE = "training.json"
LOCK = ".training.lock"
USUAL_S = 150.0  # a training on two cores, where none was ever measured


class TrainingRunsError(StudioError):
    """One training at a time."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(f"{by} is training already; wait for its end, or cancel it.")


class JobState(BaseModel):
    """One training; times in seconds since 1970.

    `stages` tells when each began. `estimate_s` is what the last one took. `why` is Rasa's reason where it
    failed, `findings` what must be mended first, `untested` why the tests could not be run: "replaced" where another
    run took their place.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    by: str
    commit: str
    began: float
    estimate_s: float = USUAL_S
    state: State = "running"
    ended: float | None = None
    stages: dict[Stage, float] = {}
    version: int | None = None
    why: str = ""
    untested: str = ""
    findings: tuple[dict[str, Any], ...] = ()
    tests_done: int = 0
    tests_total: int = 0

    @property
    def stage(self) -> Stage:
        """The one it is in."""
        return max(self.stages, key=STAGES.index, default="checking")

    @property
    def runs(self) -> bool:
        """Whether it is under way."""
        return self.state == "running"

    def seconds(self, stage: Stage | None = None) -> float:
        """How long it has taken so far, or took; of one stage, where one is named."""
        until = self.ended or time.time()
        if stage is None:
            return until - self.began
        later = [at for other, at in self.stages.items() if STAGES.index(other) > STAGES.index(stage)]
        return min(later, default=until) - self.stages[stage]

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1, by the time that the last one took; never quite 1 while it runs."""
        return min(self.seconds() / self.estimate_s, 0.97) if self.runs else 1.0


class JobFile:
    """The state in one models' folder."""

    def __init__(self, models: Path) -> None:
        self._models = models
        self._file = models / FILE

    def read(self) -> JobState | None:
        """The training that runs or ran last, honestly: one without its process was interrupted."""
        state = self._kept()
        if state is None or not state.runs or self._is_held():
            return state
        state = self._kept() or state  # it may have ended between the two looks
        return state.model_copy(update={"state": "interrupted"}) if state.runs else state

    def write(self, state: JobState) -> None:
        """Put it in place of what was there."""
        draft = self._file.with_suffix(".tmp")
        draft.write_text(state.model_dump_json() + "\n", encoding="utf-8")
        os.replace(draft, self._file)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the one who trains. Raises TrainingRunsError where another one is."""
        self._models.mkdir(parents=True, exist_ok=True)
        with (self._models / LOCK).open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                kept = self._kept()
                raise TrainingRunsError(kept.by if kept else "?") from None
            yield

    def ask_to_cancel(self, state: JobState) -> None:
        """Whoever runs it, in whatever process, is asked to end it."""
        self._wish(state).touch()

    def is_cancelled(self, state: JobState) -> bool:
        """Whether somebody has asked for its end."""
        return self._wish(state).exists()

    def forget_wish(self, state: JobState) -> None:
        """Take the wish away, once it is fulfilled or too late."""
        self._wish(state).unlink(missing_ok=True)

    def _wish(self, state: JobState) -> Path:
        return self._models / f".cancel-{state.id}"

    def _kept(self) -> JobState | None:
        try:
            return JobState.model_validate_json(self._file.read_text(encoding="utf-8"))
        except (OSError, ValidationError):
            return None

    def _is_held(self) -> bool:
        try:
            with (self._models / LOCK).open("a") as handle:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False
