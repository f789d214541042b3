"""The description of the API at /api/docs. It loads nothing from elsewhere."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from bot.gateway.outline import outline
from bot.gateway.problems import language_for
from bot.web import page, page_words

router = APIRouter(include_in_schema=False)


@router.get("/api/docs")
async def docs(request: Request) -> HTMLResponse:
    """What OpenAPI says of the API, to read."""
    language = language_for(request)
    return HTMLResponse(
        page("docs.html", language=language, words=page_words(language), api=outline(request.app.openapi()))
    )
