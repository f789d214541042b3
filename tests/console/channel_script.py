"""Runs in Rasa's environment: lets our channel handle messages whose insight fails, and prints what it would send."""

import asyncio
import json
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.dialogue import channel


class Unreadable:
    """A tracker of which nothing can be read."""

    @property
    def latest_message(self) -> Any:
        raise ZeroDivisionError


async def sent(tracker: object) -> list[Any]:
    """All that the channel puts on its stream for one message."""

    async def handle(message: UserMessage) -> None:
        await message.output_channel.send_text_message(message.sender_id, "an answer")
        watch = channel._watch.get()
        assert watch is not None
        watch.tracker = tracker  # type: ignore[assignment]

    queue: asyncio.Queue[Any] = asyncio.Queue()
    await channel.InsightInput.on_message_wrapper(handle, "hello", queue, "c1", "rest", None)
    return [queue.get_nowait() for _ in range(queue.qsize())]


if __name__ == "__main__":
    print(json.dumps([channel.InsightInput.name(), asyncio.run(sent(None)), asyncio.run(sent(Unreadable()))]))
