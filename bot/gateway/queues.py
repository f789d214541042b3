"""One ordered line a conversation: Rasa must never see two turns of one shopper at once.

Kept in this process, so one gateway serves a shop; several need a lease in SQL in this place.
"""

import asyncio
from dataclasses import dataclass, field

from bot.gateway.errors import Refusal


@dataclass(slots=True)
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    people: int = 0  # the one being served, and those who wait


class Place:
    """A place at the front of a line; give it up by `leave`, once or more often."""

    def __init__(self, queues: "Queues", key: str) -> None:
        self._queues: Queues | None = queues
        self._key = key

    def leave(self) -> None:
        """Let the next one in."""
        if self._queues is not None:
            self._queues._leave(self._key, served=True)
            self._queues = None


class Queues:
    """The lines of all conversations; an empty one costs no memory."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._lines: dict[str, _Line] = {}

    async def enter(self, key: str, give_up_at: float) -> Place:
        """The front of the line, in order of arrival.

        `give_up_at` is a time of the event loop's clock. Raises Refusal: many_waiting, still_busy.
        """
        line = self._lines.setdefault(key, _Line())
        if line.people > self._longest:
            raise Refusal("many_waiting")
        line.people += 1
        try:
            async with asyncio.timeout_at(give_up_at):
                await line.lock.acquire()
        except BaseException as error:
            self._leave(key, served=False)
            if isinstance(error, TimeoutError):
                raise Refusal("still_busy") from None
            raise
        return Place(self, key)

    def _leave(self, key: str, *, served: bool) -> None:
        line = self._lines[key]
        line.people -= 1
        if served:
            line.lock.release()
        if not line.people:
            del self._lines[key]
