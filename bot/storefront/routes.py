"""The shop's pages: its front page at /, categories at /category, products at /shop; each with the chat on it.

A shop that switched its pages off (`pages: false` in shop.yml) has the chat alone at /. No page is asked of
graph or recommender before a visitor asks for it.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.gateway.errors import Code, Refusal
from bot.gateway.visitor import gateway_of
from bot.storefront.render import reader_language, shop_page
from bot.storefront.showroom import Showroom
from bot.storefront.views import Link, Tile
from knowledge_graph import CatalogueError, CatalogueMissingError, UnknownItemError

log = structlog.get_logger(__name__)
router = APIRouter(include_in_schema=False)
_T = TypeVar("_T")
_READING = ["GET", "HEAD"]
_SOON_S = "3"
_NOT_PAGES = ("/api/", "/static/", "/widget/", "/widget.js", "/health")


@router.api_route("/", methods=_READING)
async def front(request: Request) -> HTMLResponse:
    """The front page: popular products of each department."""
    if not await _has_pages(request):
        return shop_page(request, "chat_alone.html")
    return await _shown(request, "front.html", lambda room, language: room.front(language))


@router.api_route("/category/{path:path}", methods=_READING)
async def category(request: Request, path: str) -> HTMLResponse:
    """A page of a category's products."""
    page = request.query_params.get("page", "1")
    if not page.isdecimal() or len(page) > 4 or not await _has_pages(request):
        return lost(request)
    return await _shown(
        request, "category.html", lambda room, language: room.listing(path, int(page), language)
    )


@router.api_route("/shop/{item_id:path}", methods=_READING)
async def product(request: Request, item_id: str) -> HTMLResponse:
    """A product's page."""
    if not await _has_pages(request):
        return lost(request)
    return await _shown(request, "product.html", lambda room, language: room.product(item_id, language))


def lost(request: Request) -> HTMLResponse:
    """What a visitor is told whose address leads nowhere."""
    return shop_page(request, "lost.html", status=404, departments=())


def lost_page(request: Request, code: Code) -> Response | None:
    """The page for a browser that asked for an address that is none; None for programs, and for other refusals."""
    wants_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    if code != "not_found" or not wants_page or request.url.path.startswith(_NOT_PAGES):
        return None
    return lost(request)


async def _has_pages(request: Request) -> bool:
    shopfront = gateway_of(request).shopfront
    return await asyncio.to_thread(lambda: shopfront.profile.pages)


async def _shown(request: Request, template: str, ask: Callable[[Showroom, str], _T | None]) -> HTMLResponse:
    """The page of what the showroom has; a sentence where there is no such thing, or nothing to be asked yet."""
    language, room = reader_language(request), _showroom(request)

    def read() -> tuple[_T | None, list[Link]]:
        return ask(room, language), room.departments(language)

    try:
        shown, departments = await asyncio.to_thread(read)
    except UnknownItemError:
        return lost(request)
    except (Refusal, CatalogueMissingError):
        return _waiting(request, "starting")
    except (CatalogueError, OSError) as error:
        log.warning("storefront.away", path=request.url.path, why=str(error))
        return _waiting(request, "away", 503)
    if shown is None:
        return lost(request)
    pictures = [tile.picture for tile in _tiles_in(shown)]
    return shop_page(request, template, pictures=pictures, shown=shown, departments=departments)


def _waiting(request: Request, why: str, status: int = 200) -> HTMLResponse:
    response = shop_page(request, "waiting.html", status=status, why=why, departments=())
    response.headers["Retry-After"] = _SOON_S  # the page's script looks for it, to know when to come again
    return response


def _showroom(request: Request) -> Showroom:
    """Of this gateway; made at the first page."""
    state, gateway = request.app.state, gateway_of(request)
    if not hasattr(state, "showroom"):
        state.showroom = Showroom(gateway.settings, gateway.shopfront)
    room: Showroom = state.showroom
    return room


def _tiles_in(shown: object) -> list[Tile]:
    """All tiles of a view, whichever it is."""
    found: list[Tile] = []
    for name in ("tile", "tiles", "goes_with", "similar", "sections"):
        part = getattr(shown, name, ())
        for one in (part,) if isinstance(part, Tile) else part:
            found += [one] if isinstance(one, Tile) else one.tiles
    return found
