"""A shop in service for tests: its real processes under the real supervisor, on loopback.

Nothing here stands in for a part of the shop. Whatever was started is stopped by its own process id.
"""

import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
from bot_commands import bot_command, clean_environment, wait_for

from bot.processes.child import ending_with_parent
from bot.processes.ports import LOOPBACK, free_row
from bot.secret_file import Secrets, read_secrets
from bot.settings import ROOT

FIRST_PORT, LAST_PORT = 20000, 31000  # far from where people start shops by hand; the benchmarks have others
READY_WITHIN_S = 90
STOPPED_WITHIN_S = 25
# What each process is known by in its command line.
PROCESSES = {"gateway": "gateway", "dialogue": "bot.dialogue.launch", "actions": "actions"}


class RunningShop:
    """`bot serve` on one shop's folder."""

    def __init__(self, folder: Path, **settings: str) -> None:
        """`settings` are DAOGOU_* variables; whatever a developer has set of these does not count."""
        self.folder = folder
        self.port = free_row(FIRST_PORT, LAST_PORT)
        self.url = f"http://{LOOPBACK}:{self.port}"
        self.terminal = folder.with_name(f"{folder.name}.terminal.txt")
        with self.terminal.open("w") as terminal:
            self._process = subprocess.Popen(
                bot_command("serve", "--shop", str(folder), "--port", str(self.port)),
                cwd=ROOT,
                env={**clean_environment(), **settings},
                stdin=subprocess.DEVNULL,
                stdout=terminal,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=ending_with_parent(),  # noqa: PLW1509 (it calls the kernel, and nothing else)
            )

    def wait_until_it_answers(self, seconds: float = READY_WITHIN_S) -> None:
        """Until /health is 200; fails with the terminal's last lines where that does not come."""

        def answers() -> bool:
            assert self._process.poll() is None, self.terminal.read_text()[-3000:]
            return self.health() == 200

        try:
            wait_for(answers, seconds, "/health of the shop")
        except AssertionError as late:
            raise AssertionError(f"{late}\n{self.terminal.read_text()[-3000:]}") from late

    def health(self) -> int | None:
        """The status of /health; None where nobody listens."""
        try:
            return httpx.get(f"{self.url}/health", timeout=5, trust_env=False).status_code
        except httpx.HTTPError:
            return None

    def stop(self) -> None:
        """As Ctrl-C does; by force where it does not end in time."""
        left = self.processes()
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOPPED_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
        psutil.wait_procs(left, timeout=5)

    def processes(self) -> list[psutil.Process]:
        """Every process that this shop runs, the supervisor first."""
        try:
            supervisor = psutil.Process(self._process.pid)
            return [supervisor, *supervisor.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def process(self, name: str) -> psutil.Process | None:
        """The process of that name in PROCESSES, if it runs now."""
        for process in self.processes()[1:]:
            try:
                if PROCESSES[name] in process.cmdline():
                    return process
            except psutil.NoSuchProcess:
                continue
        return None

    def kill(self, name: str) -> psutil.Process:
        """End that process as a crash would; gives what was ended."""
        process = self.process(name)
        assert process is not None, f"{name} does not run"
        process.kill()
        psutil.wait_procs([process], timeout=5)
        return process

    def wait_until_back(self, name: str, killed: psutil.Process) -> None:
        """Until another process does the work of the one that was killed, and the shop answers again."""

        def is_back() -> bool:
            process = self.process(name)
            return process not in (None, killed) and bool(_listening(process))

        wait_for(is_back, READY_WITHIN_S, f"{name} is started again")
        self.wait_until_it_answers()

    def port_of(self, name: str) -> int:
        """Where that process listens."""
        process = self.process(name)
        assert process is not None, f"{name} does not run"
        return _listening(process)[0]

    def secrets(self) -> Secrets:
        """What the shop's processes share."""
        return read_secrets(self.folder)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the shop's database holds now."""
        return rows_of(self.folder, query, *values)


def _listening(process: psutil.Process) -> list[int]:
    """Its TCP ports; none where it has just ended."""
    try:
        found = process.net_connections("tcp")
    except psutil.NoSuchProcess:
        return []
    return [held.laddr.port for held in found if held.status == psutil.CONN_LISTEN]


def rows_of(folder: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """The answer of a shop's database, which is only read."""
    with closing(sqlite3.connect(f"file:{folder / 'shop.db'}?mode=ro", uri=True, timeout=5)) as books:
        return books.execute(query, values).fetchall()


def copy_of(shop: Path, parent: Path) -> Path:
    """A shop of its own below `parent`, to be served or spoilt."""
    return shutil.copytree(shop, parent / "shop", symlinks=True)


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[RunningShop]:
    """A shop in service until the end of the block; settings are DAOGOU_* variables."""
    shop = RunningShop(folder, **settings)
    try:
        shop.wait_until_it_answers()
        yield shop
    finally:
        shop.stop()
