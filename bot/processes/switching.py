"""The shop's Rasa, and the change from one model to another without a turn that fails.

A second process is started with the new model; once it has understood its first sentence, the pointer names
it, and the gateway asks it from the next turn on. The old one ends when its last turn must have ended. A model
that does not come up changes nothing: the old one goes on, and the version says why.
"""

import asyncio
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.errors import BotError, NotReadyError
from bot.gateway.settings import LONGEST_TURN_S
from bot.processes.choice import Served, active_model
from bot.processes.pointer import Pointer, seconds_now, write_pointer
from bot.processes.ports import claimed_inner_port
from bot.processes.service import Service, Told
from bot.processes.status import State, Status
from bot.processes.versions import FILE, Versions

log = structlog.get_logger()

LOOK_EVERY_S = 0.3
LAST_TURNS_S = LONGEST_TURN_S + 0.5  # no turn that the old process was asked is awaited any longer
NAME = "dialogue"
OTHER_NAME = "dialogue-2"  # in turn, so that two at once never write into one log
BY = "bot serve"

Launch = Callable[[Served, int, str, Told], Service]  # a model, a port, a name for logs, who is told


@dataclass(frozen=True, slots=True)
class _Life:
    """One Rasa while it is kept alive, with the port that is claimed for it."""

    served: Served
    service: Service
    port: int
    claim: ExitStack
    keeping: asyncio.Task[None]

    async def stop(self) -> None:
        """Stop the process; only then return."""
        self.keeping.cancel()
        await asyncio.wait([self.keeping])
        self.claim.close()


class DialogueSwitch:
    """One Rasa of a shop, or two while one takes over from the other. `ready` is set when one first answers."""

    def __init__(
        self, launch: Launch, *, models: Path, first_port: int, pointer: Path, status: Status
    ) -> None:
        self.ready = asyncio.Event()
        self._launch = launch
        self._versions = Versions(models)
        self._first_port = first_port
        self._pointer = pointer
        self._status = status
        self._speaking = NAME  # whose state is the dialogue's in the eyes of the shop
        self._retiring: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Keep the active version served until this task is cancelled. Raises NotReadyError without a model."""
        served = await asyncio.to_thread(active_model, self._versions.models)
        if served is None:
            raise NotReadyError("There is no model to serve; make one with `bot train`.")
        try:
            async with asyncio.TaskGroup() as group:
                life = self._begin(group, served, self._first_port, ExitStack(), NAME)
                self._point(life)
                group.create_task(self._pass_on_ready(life.service))
                while True:
                    life = await self._switch(group, life, await self._another_than(served))
                    served = life.served
        finally:
            self._pointer.unlink(missing_ok=True)

    def tell(self, process: str, state: State) -> None:
        """Hand on the state of the process that counts; the other's is nobody's business."""
        if process == self._speaking:
            self._status.tell(NAME, state)

    async def _another_than(self, served: Served) -> Served:
        """The next version that is active and not this one."""
        seen: object = None
        while True:
            stamp = _stamp(self._versions.models / FILE)
            if stamp != seen:
                seen = stamp
                wanted = await asyncio.to_thread(self._wanted)
                if wanted and wanted.version != served.version:
                    return wanted
            await asyncio.sleep(LOOK_EVERY_S)

    def _wanted(self) -> Served | None:
        """The active version; none where it is known to fail, or nobody can say."""
        try:
            active = self._versions.read().active_version
            return None if active is None or active.failed else active_model(self._versions.models)
        except BotError as error:
            log.warning("the versions cannot be read", why=str(error))
            return None

    async def _switch(self, group: asyncio.TaskGroup, before: _Life, wanted: Served) -> _Life:
        """The life that answers afterwards: of the wanted model, or the one before."""
        if self._retiring:
            await self._retiring  # never three at once
        log.info("a new model is being started", version=wanted.version)
        claim = ExitStack()
        try:
            port = claim.enter_context(claimed_inner_port(self._first_port))
        except NotReadyError as error:
            await self._give_up(before, wanted, str(error))
            return before
        name = OTHER_NAME if before.service.name == NAME else NAME
        after = self._begin(group, wanted, port, claim, name)
        self._point(before, after)
        if why := await self._fault_of(after):
            await after.stop()
            await self._give_up(before, wanted, why)
            return before
        if not after.service.ready.is_set():  # another version was chosen meanwhile
            await after.stop()
            self._point(before)
            return before
        self._take_over(after)
        self._retiring = group.create_task(self._retire(before))
        return after

    def _begin(
        self, group: asyncio.TaskGroup, served: Served, port: int, claim: ExitStack, name: str
    ) -> _Life:
        service = self._launch(served, port, name, self)
        return _Life(served, service, port, claim, group.create_task(service.run()))

    async def _fault_of(self, life: _Life) -> str:
        """Wait until it answers, or another version is wanted (both ""), or it has ended: why, in words."""
        waiting = [
            asyncio.create_task(life.service.ready.wait()),
            asyncio.create_task(life.service.ended.wait()),
            asyncio.create_task(self._another_than(life.served)),
        ]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
        return life.service.why if life.service.ended.is_set() else ""

    def _take_over(self, life: _Life) -> None:
        self._speaking = life.service.name
        self._status.tell(NAME, "ready")
        self._point(life)
        self.ready.set()
        log.info("the new model answers", version=life.served.version)

    async def _give_up(self, before: _Life, wanted: Served, why: str) -> None:
        log.warning("the new model does not start; the old one goes on", version=wanted.version, why=why)
        await asyncio.to_thread(
            self._versions.give_up, wanted.version, why, instead=before.served.version, by=BY
        )
        self._point(before)

    async def _retire(self, life: _Life) -> None:
        await asyncio.sleep(LAST_TURNS_S)
        await life.stop()

    async def _pass_on_ready(self, service: Service) -> None:
        await service.ready.wait()
        self.ready.set()

    def _point(self, life: _Life, following: _Life | None = None) -> None:
        now = seconds_now()
        write_pointer(
            self._pointer,
            Pointer(
                port=life.port,
                version=life.served.version,
                model=life.served.file.name,
                supervisor=os.getpid(),
                at=now,
                next=following.served.version if following else None,
            ),
        )


def _stamp(file: Path) -> object:
    """Differs once the file has been replaced."""
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_ino
