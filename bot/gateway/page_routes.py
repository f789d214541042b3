"""The chat alone at /chat, and the description of the API at /api/docs. They load nothing from elsewhere."""

import asyncio
import json

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from bot.gateway.outline import outline
from bot.gateway.problems import language_for
from bot.gateway.visitor import gateway_of
from bot.web import page, page_words

router = APIRouter(include_in_schema=False)


@router.api_route("/chat", methods=["GET", "HEAD"])
async def chat(request: Request) -> HTMLResponse:
    """The chat's page, in the browser's language, else in the shop's."""
    gateway = gateway_of(request)
    language = language_for(request)
    profile = await asyncio.to_thread(lambda: gateway.shopfront.profile)
    words = page_words(language)
    return HTMLResponse(
        page(
            "chat.html",
            language=language,
            words=words,
            script_words=json.dumps(words["script"], ensure_ascii=False),
            shop=profile.name(language),
            simulated=profile.simulated,
            longest=gateway.settings.longest_text_chars,
            nonce=request.state.nonce,
        )
    )


@router.get("/api/docs")
async def docs(request: Request) -> HTMLResponse:
    """What OpenAPI says of the API, to read."""
    language = language_for(request)
    return HTMLResponse(
        page("docs.html", language=language, words=page_words(language), api=outline(request.app.openapi()))
    )
