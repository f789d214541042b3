"""What a shopper may do with the whole conversation: take it away as a text, and start again."""

import asyncio
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from bot.gateway.chat_routes import history_of
from bot.gateway.gateway import Gateway
from bot.gateway.hearing import spoken
from bot.gateway.problems import language_for, problem_responses
from bot.gateway.schemas import History
from bot.gateway.transcript import written
from bot.gateway.typed import Language
from bot.gateway.visitor import Visitor, gateway_of
from shop.starting_again import start_again
from shop.telling import Telling

router = APIRouter(prefix="/api", tags=["chat"])


@router.delete(
    "/chat",
    response_model=History,
    summary="Start again",
    responses=problem_responses(401, 403, 429, 500, 503),
)
async def restart(request: Request) -> Response:
    """End the conversation and begin an empty one under the same token; the cart, likes and orders stay.

    What was said stays in the shop's transcripts: to be forgotten, a shopper says so in the chat. All who listen
    are sent `reset`.
    """
    visitor, gateway = Visitor.of(request), gateway_of(request)
    token_hash = gateway.tokens.hash_of(visitor.token)
    if not visitor.is_new:
        database = await asyncio.to_thread(gateway.shopfront.database)
        async with gateway.turns.alone(visitor.token):  # an answer that is under way comes to its end first
            await asyncio.to_thread(start_again, database, token_hash)
    response = JSONResponse(await history_of(gateway, visitor, language_for(request)))
    visitor.give_token(response)
    return response


@router.get(
    "/chat/transcript",
    response_class=PlainTextResponse,
    summary="Take the conversation away as a text",
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "As a download."},
        **problem_responses(401, 500, 503),
    },
)
async def transcript(request: Request) -> Response:
    """All that was said, in order, in the language of the talk, with times in UTC; staff by their names."""
    visitor, gateway = Visitor.of(request), gateway_of(request)
    now = datetime.now(UTC)
    text = await asyncio.to_thread(_written, gateway, visitor, language_for(request), now)
    name = f"chat-{now:%Y-%m-%d}.txt"
    response = PlainTextResponse(text, headers={"Content-Disposition": f'attachment; filename="{name}"'})
    visitor.give_token(response)
    return response


def _written(gateway: Gateway, visitor: Visitor, language: Language, now: datetime) -> str:
    shopfront, happened = gateway.shopfront, []
    talk = shopfront.conversations().by_token_hash(gateway.tokens.hash_of(visitor.token))
    if talk is not None:
        language = spoken(talk) or language
        happened = list(Telling(shopfront.database()).all_of(talk.conversation))
    return written(happened, language, shopfront.profile.name(language), now)
