"""A process that is kept alive: started, found healthy, started again after a growing pause when it ends."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import structlog

from bot.errors import NotReadyError
from bot.processes.child import Child, Command, LogRules
from bot.processes.health import until
from bot.processes.models import in_use
from bot.processes.status import State

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds to wait before the next start: doubling, and from the beginning after a healthy while."""

    first_s: float = 0.5
    longest_s: float = 30.0
    healthy_s: float = 60.0

    def after(self, pause_s: float, lived_s: float) -> float:
        """The pause after a run of `lived_s` seconds that followed a pause of `pause_s`."""
        return self.first_s if lived_s >= self.healthy_s or not pause_s else min(pause_s * 2, self.longest_s)


class Told(Protocol):
    """Who wants to know how a process is."""

    def tell(self, process: str, state: State) -> None:
        """A process has changed its state."""


class Service:
    """One of the shop's processes. `ready` is set when it first passes its check, `ended` when it first ends.

    `why` says in words how its last life ended.
    """

    def __init__(
        self,
        command: Command,
        check: Callable[[], Awaitable[bool]],
        *,
        status: Told,
        rules: LogRules,
        start_timeout_s: float = 60,
        pauses: Pauses | None = None,
        model: Path | None = None,
    ) -> None:
        """`model` is the file that the command reads at each start; it is kept on disk as long as this runs."""
        self.ready = asyncio.Event()
        self.ended = asyncio.Event()
        self.why = ""
        self._command = command
        self._check = check
        self._status = status
        self._rules = rules
        self._start_timeout_s = start_timeout_s
        self._pauses = pauses or Pauses()
        self._model = model

    @property
    def name(self) -> str:
        """The command's name."""
        return self._command.name

    async def run(self) -> None:
        """Keep the process alive until this task is cancelled; then stop it, and only then return."""
        try:
            with in_use(self._model) if self._model else nullcontext():
                await self._keep_alive()
        except NotReadyError as error:
            self.why = str(error)
            self.ended.set()
            log.error("cannot be started", process=self._command.name, why=self.why)
        finally:
            self._status.tell(self._command.name, "stopped")

    async def _keep_alive(self) -> None:
        self._status.tell(self._command.name, "starting")
        pause_s = 0.0
        while True:
            began = time.monotonic()
            self.why = await self._run_once()
            self.ended.set()
            pause_s = self._pauses.after(pause_s, time.monotonic() - began)
            self._status.tell(self._command.name, "restarting")
            log.warning("ended, starting again", process=self._command.name, why=self.why, pause_s=pause_s)
            await asyncio.sleep(pause_s)

    async def _run_once(self) -> str:
        """One life of the process; why it ended, in words."""
        child = await Child.start(self._command, self._rules)
        watching = asyncio.create_task(self._watch())
        ending = asyncio.create_task(child.wait())
        try:
            await asyncio.wait({watching, ending}, return_when=asyncio.FIRST_COMPLETED)
            if not ending.done() and not watching.result():
                return f"not ready after {self._start_timeout_s:g} s"
            code = await ending
            said = child.first_error() or child.last_words()
            return f"exit code {code}; {said}" if code >= 0 else f"signal {-code}"
        finally:
            watching.cancel()
            ending.cancel()
            await child.stop()

    async def _watch(self) -> bool:
        began = time.monotonic()
        if not await until(self._check, self._start_timeout_s):
            return False
        self._status.tell(self._command.name, "ready")
        log.info("is ready", process=self._command.name, seconds=round(time.monotonic() - began, 1))
        self.ready.set()
        return True
