"""A TCP proxy before a gateway that cuts its streams of events on purpose, each time at another place.

Every request has a connection of its own, so that a cut ends one stream and nothing else.
"""

import asyncio
import itertools
import math
import threading
import time
from collections import Counter
from contextlib import suppress
from typing import Self

STREAM = b"GET /api/chat/stream"
END = b"\r\n\r\n"
PIECE = 65_536
ARRIVED_S = 0.01  # what was sent before a cut has come by then
# Before the head of the answer, before the first event, in the middle of an event, between two.
WAYS = ("unanswered", "before the first", "in the middle", "between", "in the middle", "in the middle")


class Cutting:
    """Passes everything on to `port` of this machine; from `cut_streams` on, no stream lives long."""

    def __init__(self, port: int) -> None:
        self.upstream = port
        self._cuts_streams = False
        self.cuts: Counter[str] = Counter()
        self.troubled: list[tuple[float, float]] = []  # when the line was cut, in seconds since 1970
        self._is_away = False
        self._ways = itertools.cycle(WAYS)
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        start = asyncio.start_server(self._passing, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result(10)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._shut(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _shut(self) -> None:
        self._server.close()
        self._drop_all()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    def cut_streams(self) -> None:
        """From now on each of them is cut, also those that are open."""
        self._begin_trouble()
        self._cuts_streams = True
        self._loop.call_soon_threadsafe(self._drop_all)

    def let_streams_live(self) -> None:
        """From now on none is cut."""
        self._cuts_streams = False
        self._end_trouble()

    def go_away(self) -> None:
        """From now on nothing comes through."""
        self._begin_trouble()
        self._is_away = True
        self._loop.call_soon_threadsafe(self._drop_all)

    def come_back(self) -> None:
        """The net is there again."""
        self._is_away = False
        self._end_trouble()

    def _begin_trouble(self) -> None:
        self.troubled.append((time.time(), math.inf))

    def _end_trouble(self) -> None:
        self.troubled[-1] = (self.troubled[-1][0], time.time())

    def _drop_all(self) -> None:
        for writer in self._open:
            writer.transport.abort()

    async def _passing(self, asked: asyncio.StreamReader, answering: asyncio.StreamWriter) -> None:
        self._open.add(answering)
        upstream: asyncio.StreamWriter | None = None
        try:
            head = await asked.readuntil(END)
            if self._is_away:
                return
            answer, upstream = await asyncio.open_connection("127.0.0.1", self.upstream)
            self._open.add(upstream)
            lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
            upstream.write(b"\r\n".join([lines[0], b"Connection: close", *lines[1:]]))
            sending = asyncio.create_task(_pass_on(asked, upstream))
            if self._cuts_streams and head.startswith(STREAM):
                await self._cut(answer, answering)
            else:
                await _pass_on(answer, answering)
            sending.cancel()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # one of the two has gone: so does the other
        finally:
            for writer in filter(None, (answering, upstream)):
                self._open.discard(writer)
                writer.transport.abort()

    async def _cut(self, answer: asyncio.StreamReader, answering: asyncio.StreamWriter) -> None:
        """Pass on what the next way of cutting lets through."""
        way = next(self._ways)
        if way != "unanswered":
            answering.write(await answer.readuntil(END))
        if way in ("in the middle", "between"):
            while b"data:" not in (piece := await answer.read(PIECE)):
                if not piece:
                    return
                answering.write(piece)
            inside = piece.index(b"data:") + 5 + (len(piece) - piece.index(b"data:")) // 4
            answering.write(piece[:inside] if way == "in the middle" else piece)
        await answering.drain()
        await asyncio.sleep(ARRIVED_S)
        self.cuts[way] += 1


async def _pass_on(reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while (piece := await reading.read(PIECE)) and not writing.is_closing():
            writing.write(piece)
            await writing.drain()
        if not writing.is_closing():
            writing.write_eof()
