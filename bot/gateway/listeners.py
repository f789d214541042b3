"""Who listens to which conversation, and what wakes them: this process's own changes at once, all others by looking.

One task looks into SQL for all listeners, and only while there are any; a listener that nothing happens to
costs its own waiting task and nothing else.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog

from bot.gateway.errors import Refusal
from shop.telling import Mark

log = structlog.get_logger(__name__)

MOST_A_TOKEN = 8
LOOK_EVERY_S = 0.4
LOOKS_AN_ERRAND = 8
"""After so many looks it is seen to what listeners are owed by the clock, not by a change."""


class Listener:
    """One open stream. `mark` is how far it was told; `None` until it has read for the first time."""

    def __init__(self, token_hash: str) -> None:
        self.token_hash = token_hash
        self.mark: Mark | None = None
        self.is_over = False
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There is something to read."""
        self._woken.set()

    def end(self) -> None:
        """There will be nothing more to read."""
        self.is_over = True
        self._woken.set()

    def about_to_read(self) -> None:
        """What happens from now on wakes it anew."""
        self._woken.clear()

    async def wait(self, seconds: float) -> bool:
        """Until it is woken, True, or for so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return False
        return True


class Listeners:
    """All open streams of one gateway. `look` reads how far the conversations of tokens have come, `errand` does
    for conversations what is due to them; both block."""

    def __init__(
        self,
        look: Callable[[list[str]], dict[str, Mark]],
        errand: Callable[[frozenset[int]], None],
    ) -> None:
        self._look = look
        self._errand = errand
        self._by_token: dict[str, list[Listener]] = {}
        self._looking: asyncio.Task[None] | None = None
        self._loop = asyncio.get_running_loop()
        self._is_over = False

    def join(self, token_hash: str) -> Listener:
        """A new listener; raises Refusal: many_listening, away."""
        if self._is_over:
            raise Refusal("away")
        beside = self._by_token.setdefault(token_hash, [])
        if len(beside) >= MOST_A_TOKEN:
            raise Refusal("many_listening")
        listener = Listener(token_hash)
        beside.append(listener)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_on())
        return listener

    def leave(self, listener: Listener) -> None:
        """Forget a listener; twice does nothing."""
        beside = self._by_token.get(listener.token_hash, [])
        with suppress(ValueError):
            beside.remove(listener)
        if not beside:
            self._by_token.pop(listener.token_hash, None)
        if not self._by_token and self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def hear(self, conversations: frozenset[int]) -> None:
        """Something happened in these; called by any thread. A new conversation comes by `hear_opened`."""
        with suppress(RuntimeError):  # the loop is closed: nobody listens any more
            self._loop.call_soon_threadsafe(self._wake, conversations)

    def hear_opened(self, token_hash: str) -> None:
        """The token was given its first conversation just now; called in the event loop."""
        for listener in self._by_token.get(token_hash, ()):
            listener.wake()

    def close(self) -> None:
        """End all streams now, and let no new one begin."""
        self._is_over = True
        for listener in self._all():
            listener.end()
        if self._looking is not None:
            self._looking.cancel()

    def _all(self) -> list[Listener]:
        return [listener for beside in self._by_token.values() for listener in beside]

    def _talks(self) -> frozenset[int]:
        return frozenset(one.mark.conversation for one in self._all() if one.mark and one.mark.conversation)

    def _wake(self, conversations: frozenset[int]) -> None:
        for listener in self._all():
            # Who has not read to an end yet may have read before this was kept.
            if listener.mark is None or listener.mark.conversation in conversations:
                listener.wake()

    async def _look_on(self) -> None:
        looks = 0
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            looks += 1
            try:
                if looks % LOOKS_AN_ERRAND == 0 and (talks := self._talks()):
                    await asyncio.to_thread(self._errand, talks)
                marks = await asyncio.to_thread(self._look, list(self._by_token))
            except (
                Exception
            ):  # a look that fails is made again; a stream that is silent must not end all others
                log.exception("listeners.look_failed")
                continue
            for listener in self._all():
                if listener.mark is not None and listener.mark != marks.get(listener.token_hash, Mark()):
                    listener.wake()
