"""All processes of one shop: the steps before them, their order, and their end.

The gateway comes first, so that its page can say how far the rest is. Nothing outlives this process.
"""

import asyncio
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from bot.errors import BotError
from bot.processes.build import Step, run_lane, run_shared_lane
from bot.processes.child import LogRules
from bot.processes.health import Check, until
from bot.processes.status import Status

log = structlog.get_logger()

FIRST_ANSWER_TIMEOUT_S = 60


async def until_stopped(supervisor: "Supervisor") -> None:
    """Run it until Ctrl-C or SIGTERM; raises the error that ends it earlier."""
    running = asyncio.current_task()
    assert running is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, running.cancel)
    try:
        await supervisor.run()
    except asyncio.CancelledError:
        log.info("all processes are stopped")
    except BaseExceptionGroup as failed:
        raise _first(failed) from None


class Kept(Protocol):
    """What is kept alive until its task is cancelled; `ready` is set when it first is."""

    @property
    def ready(self) -> asyncio.Event:
        """Set when it is first found well."""

    async def run(self) -> None:
        """Keep it alive."""


class Chore(Protocol):
    """What is done beside the processes until its task is cancelled; nothing waits for it."""

    async def run(self) -> None:
        """Do it, again and again."""


@dataclass(frozen=True, slots=True)
class Supervisor:
    """The processes of one shop, and the steps before them."""

    gateway: Kept  # up at once
    dialogue: Kept  # up after dialogue_steps
    actions: Kept  # up after shop_steps
    dialogue_steps: list[Step]
    shop_steps: list[Step]
    status: Status
    rules: LogRules
    address: str  # the one that a person opens
    answers: Check  # passes once a sentence can be answered
    chores: Sequence["Chore"]  # done beside the shop once it answers, for as long as it runs
    when_built: Callable[[], None]  # asked once there is a shop, in a thread: what else is there to say?

    async def run(self) -> None:
        """All of it; ends by cancellation, or by a step that fails."""
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.gateway.run())
            group.create_task(self._say_when_open())
            lanes = [
                group.create_task(self._open_dialogue(group)),
                group.create_task(self._open_actions(group)),
            ]
            await asyncio.gather(*lanes)
            self.status.begin("starting")
            await asyncio.gather(
                self.gateway.ready.wait(), self.dialogue.ready.wait(), self.actions.ready.wait()
            )
            answering = await until(self.answers.passes, FIRST_ANSWER_TIMEOUT_S)
            self.status.done("starting")
            seconds = round(time.monotonic() - began, 1)
            if answering:
                log.info("the shop answers", address=self.address, seconds=seconds)
            else:
                log.warning("all is up, yet no sentence can be answered", see=f"{self.address}/health")
            for chore in self.chores:
                group.create_task(chore.run())

    async def _say_when_open(self) -> None:
        await self.gateway.ready.wait()
        log.info("open this page; it says how far the shop is", address=self.address)

    async def _open_dialogue(self, group: asyncio.TaskGroup) -> None:
        await run_shared_lane(self.dialogue_steps, self.status, self.rules)
        group.create_task(self.dialogue.run())

    async def _open_actions(self, group: asyncio.TaskGroup) -> None:
        await run_lane(self.shop_steps, self.status, self.rules)
        group.create_task(self.actions.run())
        await asyncio.to_thread(self.when_built)


def _first(failed: BaseExceptionGroup[BaseException]) -> BaseException:
    """The error behind a group: ours, whose sentence is for the owner, before any other."""
    ours, others = failed.split(BotError)
    error: BaseException = ours or others or failed
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
