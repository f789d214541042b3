"""Make the sentence vectors of each new generation of the graph, in a process of its own beside the running shop.

The shop answers by words until they are there; a process that fails is told in the log, and no more.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.processes.child import Child, Command, LogRules

log = structlog.get_logger()

LOOK_EVERY_S = 5.0


@dataclass(frozen=True, slots=True)
class VectorFiller:
    """Looks at a graph folder's pointer, and runs `command` whenever it names another generation."""

    graph: Path
    command: Command
    rules: LogRules

    async def run(self) -> None:
        """Until it is cancelled."""
        filled = ""
        while True:
            current = (self.graph / "current").resolve().name
            if current != filled:
                await self._fill()
                filled = current
            await asyncio.sleep(LOOK_EVERY_S)

    async def _fill(self) -> None:
        child = await Child.start(self.command, self.rules)
        try:
            code = await child.wait()
        finally:
            await child.stop()
        if code:
            log.warning("sentence vectors could not be made", said=child.last_words())
