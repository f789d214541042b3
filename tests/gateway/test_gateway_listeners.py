"""What wakes a listener, and that nothing else does."""

import asyncio
from collections.abc import Callable, Coroutine

from bot.gateway.listeners import LOOK_EVERY_S, LOOKS_AN_ERRAND, Listener, Listeners
from shop.telling import Mark

SOON_S = 0.05


def run(test: Callable[[Listeners, list[frozenset[int]]], Coroutine[None, None, None]]) -> None:
    """Run `test` with listeners to whom other processes tell nothing, and with what was seen to for whom."""

    async def begin() -> None:
        errands: list[frozenset[int]] = []
        listeners = Listeners(lambda _tokens: {}, errands.append)
        try:
            await test(listeners, errands)
        finally:
            listeners.close()

    asyncio.run(begin())


def joined(listeners: Listeners, token: str, conversation: int | None) -> Listener:
    """A listener that has read to the end of its conversation; 0 for none yet, None: it is still reading."""
    listener = listeners.join(token)
    listener.mark = None if conversation is None else Mark(conversation, 0)
    return listener


def test_a_change_wakes_its_own_listeners_and_who_is_still_reading() -> None:
    async def test(listeners: Listeners, _: list[frozenset[int]]) -> None:
        here = [joined(listeners, f"t{n}", at) for n, at in enumerate((7, None, 8, 0))]
        listeners.hear(frozenset({7}))
        assert [await one.wait(SOON_S) for one in here] == [True, True, False, False]

    run(test)


def test_who_has_said_nothing_yet_is_woken_by_their_own_first_sentence_alone() -> None:
    async def test(listeners: Listeners, _: list[frozenset[int]]) -> None:
        first, other = joined(listeners, "t", 0), joined(listeners, "u", 0)
        listeners.hear(frozenset({9}))
        assert not await first.wait(SOON_S)
        listeners.hear_opened("t")
        assert (await first.wait(SOON_S), await other.wait(SOON_S)) == (True, False)

    run(test)


def test_nothing_is_seen_to_while_nobody_listens_to_a_conversation() -> None:
    async def test(listeners: Listeners, errands: list[frozenset[int]]) -> None:
        idle = joined(listeners, "t", 0)
        await asyncio.sleep(LOOK_EVERY_S * (LOOKS_AN_ERRAND + 1))
        assert errands == []
        idle.mark = Mark(7, 0)
        await asyncio.sleep(LOOK_EVERY_S * (LOOKS_AN_ERRAND + 1))
        assert errands == [frozenset({7})]

    run(test)
