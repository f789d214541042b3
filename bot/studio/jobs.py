"""A training in the background: checks, trains in a process that gives way to the shop, then runs the tests.

One at a time, whichever shop's studio began it. It goes on when nobody looks; cancelled, or cut off with this
process, it leaves no half model behind.
"""

import asyncio
import dataclasses
import os
import secrets
import shutil
import time
from contextlib import ExitStack
from pathlib import Path

import structlog

from bot.errors import BotError
from bot.processes.build import TRAINING_LOCK, turn_at
from bot.processes.child import Child, LogRules
from bot.processes.fingerprint import MODELS
from bot.processes.lessons import Lesson
from bot.processes.training import (
    TrainingError,
    in_words,
    intended,
    known_version,
    register,
    training_command,
)
from bot.processes.versions import Version, Versions
from bot.settings import ROOT
from bot.studio.errors import StudioError
from bot.studio.findings import may_train
from bot.studio.job_state import STAGES, USUAL_S, JobFile, JobState, Stage, State
from bot.studio.lessons import lesson_of
from bot.studio.testing import Results
from bot.studio.workbench import Workbench
from bot.studio.working_copy import WorkingCopy

log = structlog.get_logger(__name__)

NICENESS = 10
LOOK_EVERY_S = 0.3
ENDS_WITHIN_S = 3.0
DRAFT = ".draft-"
# What Rasa says in its log -> the stage that begins then.
_SIGNS: tuple[tuple[str, Stage], ...] = (
    ("Reading the examples", "words"),
    ("Working out sentence vectors", "meaning"),
    ("Starting to train component 'IntentRegression'", "intents"),
    ("Starting to train component 'LogisticRegressionClassifier'", "intents"),
    ("Starting to train component 'RulePolicy'", "rules"),
    ("Your Rasa model is trained", "keeping"),
)


class Trainings:
    """The trainings that this process runs, one at a time, and what is known of any other's."""

    def __init__(self, models: Path, copy: WorkingCopy, bench: Workbench, logs: Path) -> None:
        self._models = models
        self._copy = copy
        self._bench = bench
        self._rules = LogRules(logs)
        self._file = JobFile(models)
        self._task: asyncio.Task[None] | None = None

    def state(self) -> JobState | None:
        """The training that runs, or ran last; it may be another shop's."""
        return self._file.read()

    async def start(self, by: str) -> JobState:
        """Begin to train the working copy as it is now. Raises TrainingRunsError."""
        commit = await asyncio.to_thread(self._copy.head)
        with ExitStack() as opened:
            opened.enter_context(self._file.held())
            state = JobState(
                id=secrets.token_hex(8),
                by=by,
                commit=commit,
                began=time.time(),
                estimate_s=self._estimate_s(),
                stages={"checking": time.time()},
            )
            self._file.write(state)
            run = _Run(state, self._file, self._models, self._copy, self._bench, self._rules)
            self._task = asyncio.create_task(run.run(opened.pop_all()))
        return state

    def cancel(self) -> None:
        """Ask for the end of the training that runs, in whatever process; nothing where none does."""
        state = self.state()
        if state and state.runs:
            self._file.ask_to_cancel(state)

    def _estimate_s(self) -> float:
        took = [one.seconds for one in Versions(self._models).read().versions if one.seconds]
        return took[-1] if took else USUAL_S


@dataclasses.dataclass
class _Run:
    """One training, from its check to its tests."""

    _state: JobState
    _file: JobFile
    _models: Path
    _copy: WorkingCopy
    _bench: Workbench
    _rules: LogRules

    async def run(self, held: ExitStack) -> None:
        """Raises only when it is cancelled from outside, with this process."""
        with held:
            work = asyncio.create_task(self._work())
            watch = asyncio.create_task(self._wait_for_wish())
            try:
                await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
                if watch.done() and not work.done():
                    work.cancel()
                    await asyncio.wait({work})
                    self._end("cancelled")
                else:
                    await work
            except asyncio.CancelledError:
                work.cancel()
                await asyncio.wait({work})
                self._end("interrupted")
                raise
            except BotError as error:
                self._end("failed", why=str(error))
            except Exception as error:
                log.exception("training.broken")
                self._end("failed", why=type(error).__name__)
            finally:
                watch.cancel()
                self._file.forget_wish(self._state)

    async def _work(self) -> None:
        self._tidy()
        draft = self._models / f"{DRAFT}{self._state.id}"
        draft.mkdir(parents=True)
        try:
            with lesson_of(self._copy, self._state.commit, self._state.by, parent=draft) as lesson:
                if not await self._is_sound(lesson):
                    return
                self._enter("waiting")
                async with turn_at(ROOT / MODELS / TRAINING_LOCK):
                    version = await self._version(lesson, draft)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        if self._state.state == "known":
            return
        await self._test(version)
        self._end("done")

    async def _is_sound(self, lesson: Lesson) -> bool:
        """Whether it may be trained; what is to be mended is kept with the state."""
        findings = await asyncio.to_thread(self._bench.validate_folder, lesson.taught)
        if may_train(findings):
            return True
        self._end("refused", findings=tuple(dataclasses.asdict(one) for one in findings))
        return False

    async def _version(self, lesson: Lesson, draft: Path) -> Version:
        known = await asyncio.to_thread(known_version, self._models, lesson)
        if known:
            self._end("known", version=known.id)
            return known
        trained = await asyncio.to_thread(intended, self._models, lesson)
        seconds = await self._train(lesson, draft / "model.tar.gz")
        os.replace(draft / "model.tar.gz", self._models / trained.file)
        version = await asyncio.to_thread(register, self._models, trained, seconds)
        self._state = self._state.model_copy(update={"version": version.id})
        return version

    async def _train(self, lesson: Lesson, out: Path) -> float:
        """Seconds that it took. Raises TrainingError with Rasa's reason."""
        self._enter("opening")
        began = time.monotonic()
        command = training_command(self._models, lesson.taught, out, NICENESS)
        command = dataclasses.replace(command, name="studio-training")
        child = await Child.start(command, self._rules, self._hear)
        try:
            code = await child.wait()
        finally:
            await child.stop(ENDS_WITHIN_S)
        if code:
            raise TrainingError(child.last_words() or f"Training ended with exit code {code}.")
        return round(time.monotonic() - began, 1)

    def _hear(self, line: str) -> None:
        said = in_words(line)
        for sign, stage in _SIGNS:
            if sign in said:
                self._enter(stage)

    async def _test(self, version: Version) -> None:
        """Run the end-to-end stories, if there are any, on the new model; keep what passed with the version."""
        if not any(path.startswith("tests/") for path in await asyncio.to_thread(self._copy.files)):
            return
        self._enter("testing")
        results = Results(self._models)
        try:
            commit = await asyncio.to_thread(self._copy.head)
            progress = await asyncio.to_thread(results.begin, self._bench, version, commit)
            while progress.state == "running":
                self._tell(tests_done=progress.done, tests_total=progress.total)
                await asyncio.sleep(LOOK_EVERY_S)
                run = await asyncio.to_thread(self._bench.test_run)
                if run is None or run.model != version.file:
                    self._tell(untested="replaced")
                    return
                progress = run.progress
                await asyncio.to_thread(results.keep, run)
            self._tell(untested=progress.problem)
        except asyncio.CancelledError:
            await asyncio.shield(asyncio.to_thread(self._give_up_tests))
            raise
        except StudioError as error:
            self._tell(untested=str(error))

    def _give_up_tests(self) -> None:
        try:
            self._bench.cancel_test()
        except StudioError as error:
            log.warning("training.tests_go_on", why=str(error))

    async def _wait_for_wish(self) -> None:
        while not self._file.is_cancelled(self._state):
            await asyncio.sleep(LOOK_EVERY_S)

    def _enter(self, stage: Stage) -> None:
        """A stage begins; Rasa may name one again, which is then only the work of a later one."""
        if STAGES.index(stage) > STAGES.index(self._state.stage):
            self._tell(stages={**self._state.stages, stage: time.time()})

    def _end(self, state: State, **more: object) -> None:
        self._tell(state=state, ended=time.time(), **more)

    def _tell(self, **change: object) -> None:
        after = self._state.model_copy(update=change)
        if after != self._state:
            self._state = after
            self._file.write(after)

    def _tidy(self) -> None:
        """What a killed training left behind; nobody else trains now."""
        for left in self._models.glob(f"{DRAFT}*"):
            shutil.rmtree(left, ignore_errors=True)
