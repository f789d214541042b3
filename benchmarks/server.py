"""A server started for a benchmark: it listens on loopback, and is stopped by its own process id.

The kernel ends it when the benchmark ends, however that is.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Self

import psutil

from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from benchmarks.http_session import status_of
from bot.processes.child import ending_with_parent
from bot.processes.ports import LOOPBACK, free_row

STOPPED_WITHIN_S = 25
ASK_AGAIN_S = 0.1
LAST_WORDS_CHARS = 1500


class Server:
    """One command, running, with whatever it starts."""

    def __init__(
        self,
        name: str,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        terminal: Path,
    ) -> None:
        """Start it; its output goes to the file `terminal`."""
        self._name = name
        self._terminal = terminal
        with terminal.open("w") as output:
            self._process = subprocess.Popen(
                arguments,
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=ending_with_parent(signal.SIGTERM),  # noqa: PLW1509  (one C call)
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def wait_for(self, met: Callable[[], bool], deadline: Deadline, what: str) -> None:
        """Until `met`; raises BenchmarkError with its last lines where it ends or the time is over first."""
        while not met():
            if self._process.poll() is not None:
                raise BenchmarkError(f"{self._name} ended before that {what}: {self.last_words()}")
            deadline.left_s(f"waiting until {what} (last: {self.last_words()[-300:]})")
            time.sleep(ASK_AGAIN_S)

    def last_words(self) -> str:
        """The end of what it wrote."""
        return self._terminal.read_text(errors="replace")[-LAST_WORDS_CHARS:]

    def processor_s(self) -> float:
        """Seconds of processor time that it and its children have taken so far."""
        total = 0.0
        for process in self._family():
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += times.user + times.system
        return total

    def stop(self) -> None:
        """As Ctrl-C does; by force where it does not end in time."""
        left = self._family()
        if self._process.poll() is None:
            os.killpg(
                self._process.pid, signal.SIGINT
            )  # the terminal, too, signals a whole group: `make`, `bot`
        try:
            self._process.wait(STOPPED_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
        _, staying = psutil.wait_procs(left, timeout=5)
        for process in staying:
            process.kill()

    def _family(self) -> list[psutil.Process]:
        try:
            process = psutil.Process(self._process.pid)
            return [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []


@contextmanager
def served(
    name: str,
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    terminal: Path,
    *,
    up: Callable[[], bool],
    deadline: Deadline,
) -> Iterator[Server]:
    """A command that is running for the block, from when it is `up`."""
    with Server(name, arguments, folder, environment, terminal) as server:
        server.wait_for(up, deadline, f"{name} answers")
        yield server


def answers(port: int, path: str = "/health") -> Callable[[], bool]:
    """A question to whoever listens there: whether all is well with it."""
    return lambda: status_of(LOOPBACK, port, path) == HTTPStatus.OK


def free_port() -> int:
    """A port with some free ones after it, far from where people start shops and tests have theirs."""
    return free_row(31000, 32700)
