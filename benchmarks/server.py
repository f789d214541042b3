"""A server started for a benchmark: it listens on loopback, and is stopped by its own process id.

The kernel ends it when the benchmark ends, however that is.
"""

import ctypes
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

import psutil

from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError

LOOPBACK = "127.0.0.1"
STOPPED_WITHIN_S = 25
ASK_AGAIN_S = 0.1
LAST_WORDS_CHARS = 1500
_LIBC = ctypes.CDLL(None)  # loaded before any fork: the child may only call it
_PR_SET_PDEATHSIG = 1


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
                preexec_fn=_end_with_us if sys.platform == "linux" else None,  # noqa: PLW1509  (one C call)
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


def free_port() -> int:
    """A port with some free ones after it, far from where people start shops by hand."""
    for _ in range(200):
        port = random.randrange(31000, 32700, 10)
        if all(_is_free(port + step) for step in range(4)):
            return port
    raise BenchmarkError("No four free ports in a row were found between 31000 and 32700.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def clean_environment() -> dict[str, str]:
    """This environment without the settings of Daogou that a developer may have in it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("DAOGOU_")}


def _end_with_us() -> None:
    """Runs in the child between fork and exec: ask the kernel for SIGTERM when the benchmark ends."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
