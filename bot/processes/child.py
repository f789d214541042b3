"""One child process: in a group of its own, its output in a log file, and never outliving us.

On Linux the kernel ends it when we end, even by SIGKILL. It never sees the terminal's Ctrl-C: who started it
stops it.
"""

import asyncio
import contextlib
import ctypes
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import structlog

log = structlog.get_logger()

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)  # loaded before any fork: the child may only call it
LONGEST_LINE_BYTES = 1 << 20
STOP_AFTER_S = 8.0


@dataclass(frozen=True, slots=True)
class Command:
    """What to run: a name for people and logs, the arguments, the whole environment.

    A niceness above 0 gives way to whoever needs the processor.
    """

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    niceness: int = 0


@dataclass(frozen=True, slots=True)
class LogRules:
    """Where children's output goes, and how much of it is kept."""

    folder: Path
    file_mb: float = 10
    files_kept: int = 3


class Child:
    """One run of a command."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        command: Command,
        rules: LogRules,
        heard: Callable[[str], None] | None = None,
    ) -> None:
        self._process = process
        self._command = command
        self._heard = heard
        self._last_line = ""
        self._first_error = ""
        self._reading = asyncio.create_task(self._read(_log_file(command.name, rules)))

    @classmethod
    async def start(
        cls, command: Command, rules: LogRules, heard: Callable[[str], None] | None = None
    ) -> "Child":
        """Start the command, and tell `heard` each line it says; raises OSError where it cannot be run."""
        process = await asyncio.create_subprocess_exec(
            *command.arguments,
            cwd=command.folder,
            env=dict(command.environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_prepared(command.niceness),
            limit=LONGEST_LINE_BYTES,
        )
        return cls(process, command, rules, heard)

    @property
    def pid(self) -> int:
        """Its process id, which is its group's too."""
        return self._process.pid

    async def wait(self) -> int:
        """Its exit code, once it has ended and its last lines are in the log."""
        code = await self._process.wait()
        await asyncio.wait([self._reading], timeout=1)  # a grandchild may still hold the pipe
        return code

    def last_words(self) -> str:
        """What its last line says, to tell a person why it ended; "" if it said nothing."""
        return _in_words(self._last_line)

    def first_error(self) -> str:
        """The first error that it logged, which the others mostly follow from; "" if it logged none."""
        return _in_words(self._first_error)

    async def stop(self, patience_s: float = STOP_AFTER_S) -> None:
        """Ask the whole group to end, and after `patience_s` seconds make it end."""
        self._signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), patience_s)
        except TimeoutError:
            log.warning("made to end", process=self._command.name, patience_s=patience_s)
        finally:
            self._signal(signal.SIGKILL)  # also what it left behind in its group
            await self._process.wait()
            await asyncio.wait([self._reading], timeout=0.5)
            self._reading.cancel()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    async def _read(self, file: RotatingFileHandler) -> None:
        """Keep every line; say warnings and errors in the terminal too."""
        output = self._process.stdout
        assert output is not None
        with contextlib.closing(file):
            while True:
                try:
                    line = (await output.readline()).decode("utf-8", "replace")
                except ValueError:
                    continue  # longer than LONGEST_LINE_BYTES: dropped by the stream, the next one follows
                if not line:
                    return
                file.emit(logging.makeLogRecord({"msg": line.rstrip("\n")}))
                self._last_line = line.strip() or self._last_line
                if not self._first_error and _structured(line).get("level") in {"error", "critical"}:
                    self._first_error = line
                _say(self._command.name, line)
                if self._heard:
                    self._heard(line)


def _log_file(name: str, rules: LogRules) -> RotatingFileHandler:
    rules.folder.mkdir(parents=True, exist_ok=True)
    return RotatingFileHandler(
        rules.folder / f"{name}.log",
        maxBytes=int(rules.file_mb * 1_000_000),
        backupCount=rules.files_kept,
        encoding="utf-8",
    )


def _say(process: str, line: str) -> None:
    told = _structured(line)
    if told.get("level") in {"warning", "error", "critical"}:
        fields = {
            key: told[key] for key in ("conversation", "turn", "exception") if told.get(key) is not None
        }
        level = logging.getLevelNamesMapping()[told["level"].upper()]
        log.log(level, told.get("event"), process=process, **fields)


def _in_words(line: str) -> str:
    """The event and the kind of exception of one of our lines; another line as it is."""
    told = _structured(line)
    return " ".join(str(told[key]) for key in ("event", "exception") if key in told) or line


def _structured(line: str) -> dict[str, Any]:
    """A line's fields; none where it is not one of our JSON lines."""
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _prepared(niceness: int) -> Callable[[], None] | None:
    """What a child of ours runs between fork and exec: it ends with us, and gives way where it shall."""
    ending = ending_with_parent()
    if not niceness:
        return ending

    def prepare() -> None:
        if ending:
            ending()
        os.nice(niceness)

    return prepare


def ending_with_parent(number: signal.Signals = signal.SIGKILL) -> Callable[[], None] | None:
    """What a child runs between fork and exec, to get this signal from the kernel when its parent ends.

    One call of the kernel, and nothing else. None where there is no Linux.
    """
    return partial(_LIBC.prctl, PR_SET_PDEATHSIG, number) if sys.platform == "linux" else None
