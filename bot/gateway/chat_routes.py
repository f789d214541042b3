"""The chat: say something, and read the conversation so far."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import JSONResponse, Response
from fastapi.sse import EventSourceResponse, format_sse_event

from bot.gateway.attended import Standing
from bot.gateway.errors import Refusal
from bot.gateway.gateway import Gateway
from bot.gateway.hearing import spoken
from bot.gateway.limits import LARGEST_BODY_BYTES
from bot.gateway.problems import language_for, problem_responses
from bot.gateway.schemas import Answer, History, PersonState, Say
from bot.gateway.turns import Taken, Wish
from bot.gateway.typed import Language
from bot.gateway.visitor import Visitor, gateway_of
from shop.afterwards import Spot
from shop.telling import Mark
from shop.transcript import TurnRecord

router = APIRouter(prefix="/api", tags=["chat"])

EVENT_STREAM = "text/event-stream"


def events_described(what: str) -> dict[str, Any]:
    """What OpenAPI says of an answer that may come as server-sent events."""
    return {
        "description": f"{what} With `Accept: text/event-stream` one `message` event for each message"
        " as it comes, then one `done` event with conversation and turn.",
        "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
    }


@router.post(
    "/chat",
    response_model=Answer,
    summary="Say something",
    max_body_size=LARGEST_BODY_BYTES,
    responses={
        200: events_described("The answer."),
        **problem_responses(400, 401, 403, 413, 422, 429, 500, 503),
    },
)
async def say(
    request: Request,
    said: Say,
    idempotency_key: Annotated[
        str | None,
        Header(description="Repeating a request with its key gives the same turn, never a second."),
    ] = None,
) -> Response:
    """Write a sentence, or choose a reply that was offered.

    Without a token a conversation is opened. Our own page is given its token as a cookie; a page of another
    origin finds it in the header `Daogou-Token` and sends it as `Authorization: Bearer`.
    """
    key = checked_key(idempotency_key)
    visitor = Visitor.of(request)
    stream = EVENT_STREAM in request.headers.get("accept", "")
    taken = await gateway_of(request).turns.take(
        Wish(visitor.token, said.text, said.postback, key, language_for(request), stream)
    )
    return await answer_with(taken, visitor, stream=stream)


async def answer_with(taken: Taken, visitor: Visitor, *, stream: bool) -> Response:
    """The answer of a turn, whole or as it comes."""
    if stream:
        response: Response = EventSourceResponse(_events(taken), headers={"X-Accel-Buffering": "no"})
    else:
        messages = [message async for message in taken.messages]
        response = JSONResponse({"conversation": taken.conversation, "turn": taken.n, "messages": messages})
    visitor.give_token(response)
    return response


@router.get(
    "/chat",
    response_model=History,
    summary="Read the conversation so far",
    responses=problem_responses(401, 500, 503),
)
async def read(request: Request) -> Response:
    """The conversation of the token, oldest turn first; empty without one, which is then given."""
    visitor = Visitor.of(request)
    response = JSONResponse(await history_of(gateway_of(request), visitor, language_for(request)))
    visitor.give_token(response)
    return response


async def history_of(gateway: Gateway, visitor: Visitor, language: Language) -> dict[str, Any]:
    """The visitor's conversation as History has it; `language` where it has none of its own."""
    if visitor.is_new:
        return _history(None, language, (), Mark())
    return await asyncio.to_thread(_read, gateway, gateway.tokens.hash_of(visitor.token), language)


def _read(gateway: Gateway, token_hash: str, language: Language) -> dict[str, Any]:
    conversations = gateway.shopfront.conversations()
    talk = conversations.by_token_hash(token_hash)
    if talk is None:
        return _history(None, language, (), Mark())
    turns = conversations.history(talk.conversation)
    # How far it had come before the turns were read: what happens in between comes a second time, and is not lost.
    mark = Mark(talk.conversation, talk.told)
    return _history(talk.conversation, spoken(talk) or language, turns, mark)


def _history(
    conversation: int | None, language: Language, turns: Sequence[TurnRecord], mark: Mark
) -> dict[str, Any]:
    return {
        "conversation": conversation,
        "language": language,
        "turns": [
            {
                "turn": turn.n,
                "status": turn.status,
                "at": turn.at.isoformat(),
                "order": turn.order,
                "shopper": {"text": turn.said.text},
                "messages": list(turn.messages),
                "places": [{**asdict(place), "at": place.at.isoformat()} for place in turn.places],
            }
            for turn in turns
        ],
        "last": str(mark),
    }


@router.get(
    "/person",
    response_model=PersonState,
    summary="Ask whether a person is wanted or here, and what was said besides the answers",
    responses=problem_responses(401, 422, 500, 503),
)
async def person(
    request: Request,
    after: Annotated[
        str | None,
        Query(pattern=r"^[0-9]{1,9}\.[0-9]{1,9}$", description="`last` of the answer before this one."),
    ] = None,
) -> Response:
    """What staff said in the conversation of the token, and that they came or went.

    Ask anew every few seconds while `state` is not `none`. Without `after` no message is told, only where
    they end now.
    """
    visitor, gateway = Visitor.of(request), gateway_of(request)
    spot = None if after is None else Spot.read(after)
    found = await asyncio.to_thread(_standing, gateway, visitor, language_for(request), spot)
    return JSONResponse(found)


def _standing(gateway: Gateway, visitor: Visitor, language: Language, after: Spot | None) -> dict[str, Any]:
    nobody = Standing(None, (), Spot())
    if visitor.is_new:
        return nobody.to_json()
    attended = gateway.shopfront.attended()
    talk, handing = attended.talk_of(gateway.tokens.hash_of(visitor.token))
    standing = attended.look(talk.conversation, handing, spoken(talk) or language, after) if talk else nobody
    return standing.to_json()


async def _events(taken: Taken) -> AsyncIterator[bytes]:
    position = 0
    async for message in taken.messages:
        data = json.dumps(message, ensure_ascii=False)
        yield format_sse_event(event="message", data_str=data, id=f"{taken.n}.{position}")
        position += 1
    done = json.dumps({"conversation": taken.conversation, "turn": taken.n})
    yield format_sse_event(event="done", data_str=done)


def checked_key(key: str | None) -> str | None:
    """The Idempotency-Key of a request; raises Refusal: bad_key."""
    if key is not None and not (0 < len(key) <= 200 and key.isascii() and key.isprintable()):
        raise Refusal("bad_key")
    return key
