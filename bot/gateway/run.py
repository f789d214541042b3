"""One turn while it runs: asks Rasa, keeps each message, hands it on, and always ends in a visible answer.

A message is kept before it is shown: what a shopper has seen is still there after a kill.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog

from bot.gateway.aftermath import Aftermath
from bot.gateway.dialogue import Dialogue
from bot.gateway.errors import DialogueError
from bot.gateway.shopfront import known_language
from bot.gateway.tokens import Tokens
from bot.gateway.utterances import Payload, offer_reply, read_utterance, say_text
from bot.gateway.words import Fault, words
from shop.conversations import Conversations
from shop.handovers import Handing
from shop.review.insights import Insight
from shop.transcript import TurnRecord

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a run needs of its surroundings. `why_silent` tells which part an empty answer speaks of."""

    conversations: Conversations
    dialogue: Dialogue
    tokens: Tokens
    why_silent: Callable[[], Awaitable[Fault]]
    heard_alive: Callable[[], None]
    aftermath: Aftermath


class Run:
    """One turn being answered; `messages` gives its answer to one reader."""

    def __init__(
        self, asked: Asked, turn: TurnRecord, message: str, *, stream: bool, handing: Handing | None = None
    ) -> None:
        self._asked = asked
        self._turn = turn
        self._message = message
        self._stream = stream
        self._handing = handing  # the open handover, as the turn began
        self._out: asyncio.Queue[Payload | BaseException | None] = asyncio.Queue()
        self._kept = 0  # messages in SQL
        self._unkept: list[Payload] = []
        self._said: list[Payload] = []  # all that was handed out
        self._told: object = None  # by Rasa, of how the answer came about

    async def messages(self) -> AsyncIterator[Payload]:
        """The messages as they come; raises what made the run fail."""
        while (message := await self._out.get()) is not None:
            if isinstance(message, BaseException):
                raise message
            yield message

    async def run(self, deadline: float) -> None:
        """Answer the turn by `deadline`, a time of the event loop's clock. Raises only when cancelled."""
        began = time.monotonic()
        with structlog.contextvars.bound_contextvars(conversation=self._turn.conversation, turn=self._turn.n):
            try:
                fault = await self._converse(deadline)
                to_forget = await self._finish(fault)
                log.info(
                    "turn.answered",
                    messages=self._kept,
                    fault=fault,
                    ms=round((time.monotonic() - began) * 1000),
                )
                if to_forget:
                    for last in await self._asked.aftermath.forget(self._turn):
                        self._out.put_nowait(last)
                self._out.put_nowait(None)
            except BaseException as error:
                self._out.put_nowait(error)
                if not isinstance(error, Exception):
                    raise
                log.exception("turn.broken")

    async def _converse(self, deadline: float) -> Fault | None:
        """Take all that Rasa says; what went wrong, if anything did."""
        turn = self._turn
        answer = self._asked.dialogue.ask(turn.conversation, turn.n, turn.said.language, self._message)
        try:
            while (said := await _next(answer, deadline)) is not None:
                await self._take(said)
        except TimeoutError:
            return "cut_off" if self._said_any else "slow"
        except DialogueError as error:
            log.warning("dialogue.failed", why=str(error))
            return "cut_off" if self._said_any else "no_dialogue"
        self._asked.heard_alive()
        return None if self._said_any else await self._asked.why_silent()

    @property
    def _said_any(self) -> bool:
        return bool(self._kept or self._unkept)

    async def _take(self, said: list[dict[str, Any]]) -> None:
        for utterance in said:
            if "insight" in utterance:
                self._told = utterance["insight"]
                continue
            self._unkept += read_utterance(utterance, self._turn.conversation, self._asked.tokens)
        # Nobody reads before the end unless it is streamed: then one write for all is enough.
        if self._stream and self._unkept:
            turn, unkept, position = self._turn, self._unkept, self._kept
            await asyncio.to_thread(
                self._asked.conversations.say, turn.conversation, turn.n, unkept, position=position
            )
            self._hand_out()

    async def _finish(self, fault: Fault | None) -> bool:
        """Keep and hand out the end of the answer; whether the shopper is to be forgotten now."""
        turn = self._turn
        if fault is not None:
            spoken = words(known_language(turn.said.language) or "en")
            self._unkept.append(say_text(spoken.faults[fault]))
            if fault in {"silent", "slow", "no_lookups"}:
                self._unkept.append(
                    offer_reply(spoken.person, "/talk_to_person", turn.conversation, self._asked.tokens)
                )
        insight = Insight.read(self._told, failed=fault is not None)
        said = [*self._said, *self._unkept]
        self._unkept += await self._asked.aftermath.add(turn, said, insight, self._handing)
        to_forget = await asyncio.to_thread(
            self._asked.conversations.finish_turn,
            turn.conversation,
            turn.n,
            "answered" if fault is None else "failed",
            self._unkept,
            position=self._kept,
            insight=insight,
        )
        self._hand_out()
        return to_forget

    def _hand_out(self) -> None:
        for message in self._unkept:
            self._out.put_nowait(message)
        self._kept += len(self._unkept)
        self._said += self._unkept
        self._unkept = []


async def _next(answer: AsyncIterator[list[dict[str, Any]]], deadline: float) -> list[dict[str, Any]] | None:
    """What comes next; None at the end. The limit is on the waiting, never on the keeping: no half write."""
    async with asyncio.timeout_at(deadline):
        return await anext(answer, None)
