"""Carry out what shoppers asked for: forget them in SQL, and in Rasa's tracker.

The note in SQL goes last: what a kill cuts off goes on at the next start, and where Rasa cannot be asked it is
asked again until it has forgotten.
"""

import asyncio

import structlog

from bot.gateway.dialogue import Dialogue
from bot.gateway.errors import DialogueError
from shop.database import Database
from shop.erasing import Erasing

log = structlog.get_logger(__name__)

AGAIN_AFTER_S = 10.0


class Forgetting:
    """The forgetting of one shop's shoppers."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self._going_on: asyncio.Task[None] | None = None

    async def forget(self, database: Database, conversation: int) -> bool:
        """Forget one conversation's shopper, with all they ever had here; False where Rasa is asked again later."""
        erasing = Erasing(database)
        for talk in await asyncio.to_thread(erasing.erase, conversation):
            try:
                await self._dialogue.forget(talk)
            except DialogueError as error:
                log.warning("shopper.not_forgotten_yet", conversation=talk, why=str(error))
                self.go_on(database)
                return False
            if not await asyncio.to_thread(erasing.done, talk):
                log.warning("shopper.not_forgotten_yet", conversation=talk, why="The database is being read.")
                self.go_on(database)
                return False
            log.info("shopper.forgotten", conversation=talk)
        return True

    def go_on(self, database: Database) -> None:
        """Forget all who are still due, in the background."""
        if self._going_on is None or self._going_on.done():
            self._going_on = asyncio.create_task(self._until_none_is_due(database))

    async def stop(self) -> None:
        """Leave the rest to the next start."""
        if self._going_on is not None:
            self._going_on.cancel()
            await asyncio.gather(self._going_on, return_exceptions=True)

    async def _until_none_is_due(self, database: Database) -> None:
        while due := await asyncio.to_thread(Erasing(database).due):
            for conversation in due:
                await self.forget(database, conversation)
            if await asyncio.to_thread(Erasing(database).due):
                await asyncio.sleep(AGAIN_AFTER_S)
