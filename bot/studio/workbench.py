"""Asks the workbench, a warm process in Rasa's environment that checks, tries and tests the working copy.

It is started when somebody first needs it, started again where it died, and ends with this process, for it
reads the other end of a pipe that only we hold. Every call blocks; all are safe between threads.
"""

import contextlib
import os
import secrets
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

import httpx
import structlog

from bot.processes.commands import DIALOGUE_PYTHON, rasa_environment
from bot.processes.training import VECTORS
from bot.settings import ROOT
from bot.studio.errors import StudioError
from bot.studio.findings import Finding

log = structlog.get_logger(__name__)

START_S = 120.0
ANSWER_S = 60.0  # the first check reads all examples: ten seconds of an idle processor
REST_S = 20.0  # after a start that failed, before another is tried

LOG = "workbench.log"
LONGEST_LOG_BYTES = 4_000_000

Edits = Mapping[str, str | None]
State = Literal["running", "done", "failed"]


class WorkbenchStartingError(StudioError):
    """It is not warm yet. `seconds` since its start."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"The workbench is starting ({seconds:.0f} s so far); ask again in a moment.")


class WorkbenchAwayError(StudioError):
    """It could not be started, or did not answer; its log says why."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"The workbench does not answer ({why}); look into its log and try again.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a training or a run of tests is; `seconds` since it began, or that it took."""

    state: State
    stage: str
    done: int
    total: int
    seconds: float
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """What was found at `text[start:end]`; `value` as the pipeline gives it."""

    kind: str
    start: int
    end: int
    value: Any


@dataclass(frozen=True, slots=True)
class Understood:
    """A sentence as a model takes it: intents, the likeliest first, each with its confidence from 0 to 1."""

    text: str
    ranking: tuple[tuple[str, float], ...]
    entities: tuple[Entity, ...]

    @property
    def intent(self) -> str:
        """The intent that the bot acts on."""
        return self.ranking[0][0] if self.ranking else ""


@dataclass(frozen=True, slots=True)
class StoryResult:
    """How one end-to-end story went; `difference` is the first: kind, said, expected, came, confidence."""

    story: str
    path: str
    line: int
    passed: bool
    difference: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class TestRun:
    """A run of the tests; `intents` tells by language how many sentences were understood, of how many."""

    __test__ = False  # no test of ours, whatever its name

    progress: Progress
    at: float  # seconds since 1970; no two runs share it
    model: str  # name of the model's file
    commit: str  # of the working copy, when the run began
    stories: tuple[StoryResult, ...] = ()
    intents: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Workbench:
    """The workbench of one working copy; nothing is started before somebody asks."""

    def __init__(self, training: Path, models: Path, shop: Path, graph: Path | None = None) -> None:
        """`training` is the working copy, `models` where vectors are kept, `shop` where it logs.

        `graph` is the folder whose words are known, as the settings say; None: the graph in the shop's folder.
        """
        self._training = training
        self._models = models
        self._shop = shop
        self.lexicon = (
            graph or shop / "graph"
        ) / "current/lexicon.jsonl"  # the words that things are found by
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._client: httpx.Client | None = None
        self._began = 0.0
        self._failed_at = float("-inf")
        self._why = ""
        self._warm = threading.Event()

    # Its life

    def wake(self) -> None:
        """Start it, if it does not run; at once, without waiting until it is warm."""
        with self._lock:
            running = self._process is not None and self._process.poll() is None
            if not running and time.monotonic() - self._failed_at > REST_S:
                self._start()

    def close(self) -> None:
        """End it."""
        with self._lock:
            self._stop()

    def _start(self) -> None:
        self._stop()
        if not DIALOGUE_PYTHON.exists():
            self._fail("Rasa's environment is not installed yet")
            return
        token = secrets.token_urlsafe(32)
        arguments = (str(DIALOGUE_PYTHON), "-m", "bot.dialogue.workbench", "--port", "0")
        environment = rasa_environment(os.environ) | {
            "DAOGOU_WORKBENCH_TOKEN": token,
            "DAOGOU_LEXICON": str(self.lexicon),
            "DAOGOU_VECTORS": str(self._models / VECTORS),
        }
        output = _log_file(self._shop / "logs" / LOG)
        process = subprocess.Popen(
            (*arguments, "--folder", str(self._training)),
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            start_new_session=True,
        )
        self._process, self._began = process, time.monotonic()
        self._warm = threading.Event()
        threading.Thread(target=self._listen, args=(process, token, output), daemon=True).start()

    def _listen(self, process: "subprocess.Popen[bytes]", token: str, output: IO[bytes]) -> None:
        """Wait for its port, then keep what it logs."""
        assert process.stdout is not None
        with output, process.stdout:
            for line in process.stdout:
                if line.startswith(b"listening on ") and not self._warm.is_set():
                    port = int(line.split()[-1])
                    self._client = httpx.Client(
                        base_url=f"http://127.0.0.1:{port}",
                        headers={"Authorization": f"Bearer {token}"},
                        timeout=ANSWER_S,
                        trust_env=False,
                    )
                    log.info("workbench.warm", seconds=round(time.monotonic() - self._began, 1))
                    self._warm.set()
                    continue
                output.write(line)
                output.flush()
        code = process.wait()
        if self._process is process and not self._warm.is_set():
            self._fail(f"it ended with exit code {code} before it was warm")

    def _fail(self, why: str) -> None:
        self._failed_at, self._why = time.monotonic(), why
        self._process = None
        log.warning("workbench.failed", why=why)

    def _stop(self) -> None:
        process, self._process = self._process, None
        if self._client is not None:
            self._client.close()
            self._client = None
        if process is not None and process.poll() is None:
            assert process.stdin is not None
            process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(3)
            if process.poll() is None:
                process.kill()
                process.wait()

    def _ask(self, path: str, body: Mapping[str, Any], patience_s: float) -> httpx.Response:
        self.wake()
        if self._process is None:
            raise WorkbenchAwayError(self._why)
        if not self._warm.wait(patience_s):
            if self._process is None:
                raise WorkbenchAwayError(self._why)
            raise WorkbenchStartingError(time.monotonic() - self._began)
        client = self._client
        if client is None:
            raise WorkbenchAwayError("it was ended")
        try:
            answer = client.post(path, json=body)
        except httpx.HTTPError as problem:
            raise WorkbenchAwayError(type(problem).__name__) from None
        if answer.status_code >= httpx.codes.BAD_REQUEST and answer.status_code != httpx.codes.NOT_FOUND:
            raise WorkbenchAwayError(str(answer.json().get("detail", answer.status_code)))
        return answer

    # What it is asked

    def validate(self, edits: Edits | None = None, *, patience_s: float = START_S) -> list[Finding]:
        """What is to be mended in the working copy with `edits` laid over it, errors first.

        Raises WorkbenchStartingError where it is not warm after `patience_s` seconds, WorkbenchAwayError.
        """
        told = self._ask("/validate", {"edits": dict(edits or {})}, patience_s).json()
        return [Finding.from_json(finding) for finding in told["findings"]]

    def validate_folder(self, folder: Path, *, patience_s: float = START_S) -> list[Finding]:
        """The same of a plain folder, such as a commit that was laid out; raises as `validate` does."""
        told = self._ask("/validate", {"folder": str(folder)}, patience_s).json()
        return [Finding.from_json(finding) for finding in told["findings"]]

    def parse(self, text: str, *, patience_s: float = 0.0) -> Understood | Progress:
        """What the draft understands; how far its training is, which begins with the first question.

        Raises as `validate` does.
        """
        told = self._ask("/parse", {"text": text}, patience_s).json()
        return understood(told["parsed"]) if "parsed" in told else _progress(told)

    def test(self, model: Path, *, commit: str, again: bool = True, patience_s: float = START_S) -> Progress:
        """Begin to run the end-to-end stories of the working copy, which is at `commit`, against a model.

        Raises as `validate` does.
        """
        asked = {"model": str(model), "commit": commit, "again": again}
        return _progress(self._ask("/test", asked, patience_s).json())

    def test_run(self, *, patience_s: float = 0.0) -> TestRun | None:
        """The run of the tests that runs or ran last; None where there was none. Raises as `validate` does."""
        answer = self._ask("/test/state", {}, patience_s)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        told = answer.json()
        result = told.get("result") or {}
        stories = tuple(_story(one) for one in result.get("stories", ()))
        return TestRun(
            progress=_progress(told),
            at=float(told["at"]),
            model=str(told["model"]),
            commit=str(told["commit"]),
            stories=stories,
            intents=result.get("intents", {}),
        )

    def cancel_test(self) -> None:
        """End a run of the tests; raises as `validate` does."""
        self._ask("/test/cancel", {}, 0.0)


def understood(parsed: Mapping[str, Any]) -> Understood:
    """Rasa's answer to a parse, of the live model or of the draft's. Raises KeyError, TypeError."""
    ranking: Sequence[Mapping[str, Any]] = parsed.get("intent_ranking") or []
    intent = parsed.get("intent") or {}
    likeliest = [(str(one["name"]), float(one["confidence"])) for one in ranking]
    if intent.get("name") and (not likeliest or likeliest[0][0] != intent["name"]):
        likeliest.insert(0, (str(intent["name"]), float(intent.get("confidence") or 0.0)))
    entities = [
        Entity(str(one["entity"]), int(one["start"]), int(one["end"]), one.get("value"))
        for one in parsed.get("entities") or []
    ]
    return Understood(str(parsed.get("text") or ""), tuple(likeliest), tuple(entities))


def _progress(told: Mapping[str, Any]) -> Progress:
    state: State = told["state"]
    return Progress(
        state, told["stage"], int(told["done"]), int(told["total"]), float(told["seconds"]), told["problem"]
    )


def _story(told: Mapping[str, Any]) -> StoryResult:
    return StoryResult(
        told["story"], told["path"], int(told["line"]), bool(told["passed"]), told["difference"]
    )


def _log_file(file: Path) -> IO[bytes]:
    """The log, begun anew where it has grown too long."""
    file.parent.mkdir(parents=True, exist_ok=True)
    too_long = file.exists() and file.stat().st_size > LONGEST_LOG_BYTES
    return file.open("wb" if too_long else "ab")
