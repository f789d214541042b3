"""The conversation as it happens: one stream of server-sent events a page, gone on with where it was cut.

No transaction is open while there is nothing to tell, and what is told was kept before.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Header, Request
from fastapi.responses import Response, StreamingResponse
from fastapi.sse import EventSourceResponse, format_sse_event
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import Receive, Scope, Send

from bot.gateway.chat_routes import EVENT_STREAM
from bot.gateway.keys import Keys
from bot.gateway.listeners import Listener, Listeners
from bot.gateway.problems import problem_responses
from bot.gateway.visitor import Visitor, gateway_of
from shop.telling import Happening, Mark, News, Telling

log = structlog.get_logger(__name__)

router = APIRouter(prefix="/api", tags=["chat"])

KEEP_ALIVE_S = 15.0
AGAIN_AFTER_MS = 1000  # what a browser's own EventSource waits before it comes back
_NOWHERE = Mark(-1, 0)  # no conversation has this number: whoever says so begins anew


class Stream(EventSourceResponse):
    """The stream of one listener, who has left when it ends, however it ends."""

    def __init__(self, listeners: Listeners, listener: Listener, told: AsyncIterator[bytes]) -> None:
        super().__init__(told, headers={"X-Accel-Buffering": "no"})
        self._listeners = listeners
        self._listener = listener

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the reader leaves or the gateway stops."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._listeners.leave(self._listener)


@router.get(
    "/chat/stream",
    summary="Listen to the conversation",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Events `said`, `again`, `message`, `typing`, `person`, `done` and `reset`; the data of"
            " each is the schema of that name with `Event` behind it. A comment every 15 s keeps the line open.",
            "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
        },
        **problem_responses(401, 429, 500, 503),
    },
)
async def listen(
    request: Request,
    last_event_id: Annotated[
        str | None,
        Header(description="The `id` of the last event that came, or `last` of the history; `0` for all."),
    ] = None,
) -> Response:
    """Everything that happens in the conversation of the token, in one order, the same for all who listen.

    Without `Last-Event-ID` it begins now. With it comes what happened since, each thing once: ids are the order
    of the conversation. An id of a conversation that was started again or erased gives `reset`, and then
    the new one from its beginning.
    """
    visitor, gateway = Visitor.of(request), gateway_of(request)
    database = await asyncio.to_thread(gateway.shopfront.database)
    listener = gateway.listeners.join(gateway.tokens.hash_of(visitor.token))
    told = _tell(Telling(database), gateway.turns.keys, listener, _mark_of(last_event_id))
    response = Stream(gateway.listeners, listener, told)
    visitor.give_token(response)
    return response


def _mark_of(last_event_id: str | None) -> Mark | None:
    try:
        return None if last_event_id is None else Mark.read(last_event_id)
    except ValueError:
        return _NOWHERE


async def _tell(telling: Telling, keys: Keys, listener: Listener, mark: Mark | None) -> AsyncIterator[bytes]:
    """The stream's bytes; it ends where the gateway stops, or cannot read the database."""
    answering: int | None = None
    yield format_sse_event(comment="listening", retry=AGAIN_AFTER_MS)
    while not listener.is_over:
        listener.about_to_read()
        try:
            news = await asyncio.to_thread(telling.since, listener.token_hash, mark)
        except SQLAlchemyError:
            log.exception("stream.cut")  # the page comes back with its last id
            return
        if mark is None:
            yield format_sse_event(id=str(news.mark))
        mark = listener.mark = news.mark
        for event in _events(news, keys):
            yield event
        if news.answering != answering and not news.more:
            for turn, on in ((answering, False), (news.answering, True)):
                if turn is not None:
                    yield _event("typing", {"turn": turn, "on": on})
            answering = news.answering
        while not news.more and not await listener.wait(KEEP_ALIVE_S):
            yield format_sse_event(comment="still here")


def _events(news: News, keys: Keys) -> list[bytes]:
    conversation = news.mark.conversation
    start = str(Mark(conversation, 0))
    events = [_event("reset", {"conversation": conversation or None}, start)] if news.anew else []
    for one in news.happened:
        events.append(_event(one.name, _data(one, keys), str(Mark(conversation, one.n))))
    return events


def _data(one: Happening, keys: Keys) -> dict[str, Any]:
    """What is told of it: bot/gateway/stream_schemas.py."""
    if one.name == "person":
        return {"state": one.data["state"], "name": one.data["name"]}
    if one.name == "said":
        return {"turn": one.turn, "text": one.text, "at": _iso(one), "key": keys.of(one.key)}
    if one.name == "message":
        return {"turn": one.turn, "position": one.position, "at": _iso(one), "message": one.payload}
    if one.name == "done":
        return {"turn": one.turn, "status": one.data["status"]}
    return {"turn": one.turn}


def _iso(one: Happening) -> str | None:
    return one.at.isoformat() if one.at else None


def _event(name: str, data: dict[str, Any], mark: str | None = None) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False), id=mark)
