"""Takes turns in: the shopper's place in line, the idempotency key, the number; then lets the turn run.

A turn that was taken runs to its end, whether or not anybody still listens.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from bot.gateway.aftermath import Aftermath
from bot.gateway.dialogue import Dialogue
from bot.gateway.errors import Refusal
from bot.gateway.forgetting import Forgetting
from bot.gateway.hearing import Heard, Hearing, spoken
from bot.gateway.keys import Keys
from bot.gateway.parts import Part
from bot.gateway.queues import Place, Queues
from bot.gateway.run import Asked, Run
from bot.gateway.settings import GatewaySettings
from bot.gateway.shopfront import Shopfront
from bot.gateway.tokens import Tokens
from bot.gateway.typed import Language, language_of
from bot.gateway.utterances import Payload
from bot.gateway.words import Fault
from shop.conversations import Conversations
from shop.errors import KeyReusedError
from shop.handovers import Handing
from shop.transcript import Said, Talk, TurnRecord

log = structlog.get_logger(__name__)

# Whoever comes to the front of the line later than this share of the limit could not be answered in time.
_LINE_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Given:
    """A form that was given off: what stands in the transcript, what Rasa is told, and what is kept with the turn.

    `seal` stands for what was filled in, so that a key cannot be used for another form.
    """

    title: str
    message: str
    seal: str
    keep: Callable[[Session, str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """One request: one of text, postback and form, under whose token, with which key, how to be answered."""

    token: str
    text: str | None
    postback: str | None
    key: str | None
    language: Language  # where nothing else tells it
    stream: bool
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that was taken: its public numbers, and its answer as it comes."""

    conversation: int
    n: int
    messages: AsyncIterator[Payload]


class Held:
    """What a request holds from its arrival to the end of its turn: its key, and its place in line."""

    def __init__(self, under_way: dict[tuple[str, str], asyncio.Event], owner: str, key: str | None) -> None:
        self.place: Place | None = None
        self._under_way = under_way
        self._mark = (owner, key) if key else None
        if self._mark:
            under_way[self._mark] = asyncio.Event()

    def give_up(self) -> None:
        """Let the next one go on; doing it twice does nothing."""
        if self.place is not None:
            self.place.leave()
        if self._mark and (ended := self._under_way.pop(self._mark, None)):
            ended.set()
        self._mark = None


class Turns:
    """The turns of one shop."""

    def __init__(
        self,
        settings: GatewaySettings,
        shopfront: Shopfront,
        tokens: Tokens,
        dialogue: Dialogue,
        parts: dict[str, Part],
        *,
        opened: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._shopfront = shopfront
        self._tokens = tokens
        self._dialogue = dialogue
        self.forgetting = Forgetting(dialogue)
        self.keys = Keys()
        self._parts = parts
        self._opened = opened  # told the hash of a token that has its first conversation now
        self._hearing = Hearing(settings, tokens)
        self._queues = Queues(settings.waiting_turns)
        self._running: set[asyncio.Task[None]] = set()
        self._under_way: dict[tuple[str, str], asyncio.Event] = {}  # by owner and key; set at the end

    async def take(self, wish: Wish) -> Taken:
        """The turn of this wish: a new one, or the one its key was first used for.

        Raises Refusal where the turn is not taken; then nothing of it was kept.
        """
        owner = self._tokens.hash_of(wish.token)
        key = self._tokens.hash_of(wish.key) if wish.key else None
        if key and wish.key:
            self.keys.remember(key, wish.key)
        await self._wait_for_same(owner, key)
        limit_s = self._settings.turn_limit_s
        deadline = asyncio.get_running_loop().time() + limit_s
        held = Held(self._under_way, owner, key)
        try:
            # Nothing is awaited before the line is joined: the order of arrival is the order of turns.
            held.place = await self._queues.enter(owner, deadline - (1 - _LINE_SHARE) * limit_s)
            return await self._begin(wish, owner, key, held, deadline)
        except BaseException as error:
            held.give_up()
            if isinstance(error, Refusal):
                error.language = error.language or language_of(wish.text or "") or wish.language
            raise

    async def _wait_for_same(self, owner: str, key: str | None) -> None:
        """A repeat waits for what it repeats, longer than a new sentence would wait in line."""
        while key and (same := self._under_way.get((owner, key))):
            await same.wait()

    @asynccontextmanager
    async def alone(self, token: str) -> AsyncIterator[None]:
        """Its block is run in the line of this token's turns, so none runs beside it.

        Raises Refusal: many_waiting, still_busy.
        """
        give_up_at = asyncio.get_running_loop().time() + self._settings.turn_limit_s
        place = await self._queues.enter(self._tokens.hash_of(token), give_up_at)
        try:
            yield
        finally:
            place.leave()

    async def drain(self) -> None:
        """Wait until all turns that run have ended."""
        while self._running:
            await asyncio.wait(self._running)

    async def _begin(self, wish: Wish, owner: str, key: str | None, held: Held, deadline: float) -> Taken:
        conversations, talk, handing = await asyncio.to_thread(self._talk_of, owner)
        heard = await self._hear(wish, talk)
        is_taken = handing is not None and handing.state == "taken"
        if not is_taken:
            await self._refuse_if_away()
        try:
            keep = wish.given.keep if wish.given else None
            turn = await asyncio.to_thread(_keep, conversations, talk, owner, heard.said, key=key, keep=keep)
        except KeyReusedError as error:
            raise Refusal("key_reused", language=heard.said.language) from error
        if talk is None:
            self._opened(owner)
        if turn.status != "pending":
            held.give_up()
            return Taken(turn.conversation, turn.n, _again(turn))
        self._log_received(turn)
        if is_taken:  # a person answers, in their own time
            await asyncio.to_thread(conversations.finish_turn, turn.conversation, turn.n, "answered")
            held.give_up()
            return Taken(turn.conversation, turn.n, _again(turn))
        run = Run(self._asked(conversations), turn, heard.message, stream=wish.stream, handing=handing)
        task = asyncio.create_task(run.run(deadline))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _task: held.give_up())
        return Taken(turn.conversation, turn.n, run.messages())

    def _talk_of(self, owner: str) -> tuple[Conversations, Talk | None, Handing | None]:
        return self._shopfront.conversations(), *self._shopfront.attended().talk_of(owner)

    async def _hear(self, wish: Wish, talk: Talk | None) -> Heard:
        default = spoken(talk) or wish.language
        if wish.given is not None:
            return self._hearing.given(wish.given.title, wish.given.message, wish.given.seal, default)
        if wish.text is not None:
            return await self._hearing.text(wish.text, talk, default)
        return self._hearing.postback(wish.postback or "", talk, default)

    async def _refuse_if_away(self) -> None:
        state = await self._parts["dialogue"].look()
        # A busy Rasa may be slow to say how it is, and still answer in time.
        if state in {"starting", "down"}:
            raise Refusal("starting" if state == "starting" else "away")

    def _asked(self, conversations: Conversations) -> Asked:
        return Asked(
            conversations,
            self._dialogue,
            self._tokens,
            self._why_silent,
            self._parts["dialogue"].saw_alive,
            Aftermath(self._shopfront.database(), self._shopfront.attended(), self.forgetting, self._tokens),
        )

    async def _why_silent(self) -> Fault:
        """Rasa says nothing where an action failed: by the action server's doing, or by its absence."""
        return "silent" if await self._parts["actions"].look(fresh_s=0) == "ok" else "no_lookups"

    def _log_received(self, turn: TurnRecord) -> None:
        told = {"typed": turn.said.text} if self._settings.log_texts else {}
        log.info(
            "turn.received",
            conversation=turn.conversation,
            turn=turn.n,
            kind=turn.said.kind,
            language=turn.said.language,
            length=len(turn.said.text),
            **told,
        )


def _keep(
    conversations: Conversations,
    talk: Talk | None,
    owner: str,
    said: Said,
    *,
    key: str | None,
    keep: Callable[[Session, str], None] | None,
) -> TurnRecord:
    talk = talk or conversations.open_new(owner, said.language)
    return conversations.begin_turn(talk.conversation, said, idempotency_key=key, keep=keep)


async def _again(turn: TurnRecord) -> AsyncIterator[Payload]:
    for message in turn.messages:
        yield message
