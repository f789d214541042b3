"""The gateway as an ASGI application."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.staticfiles import StaticFiles
from starlette.middleware.cors import CORSMiddleware

from actions.messages import VERSION
from bot.console.routers import routers as console_routers
from bot.gateway import (
    chat_routes,
    checkout_routes,
    events_routes,
    health_routes,
    page_routes,
    stream_routes,
    talk_routes,
    widget_routes,
)
from bot.gateway.gateway import Gateway
from bot.gateway.problems import add_handlers
from bot.gateway.schemas import PageEvents, Problem
from bot.gateway.settings import GatewaySettings
from bot.gateway.shield import Shield
from bot.gateway.shopfront import Shopfront
from bot.gateway.stream_schemas import STREAM_EVENTS
from bot.gateway.visitor import TOKEN_HEADER
from bot.storefront import routes as shop_routes
from bot.storefront.render import STATIC as SHOP_STATIC
from bot.studio.routers import routers as studio_routers
from bot.web import STATIC
from bot.web.staff import nowhere_routes
from bot.web.staff.phrases import FOLDERS
from bot.web.staff.refusals import add_staff_handlers, page_for
from bot.web.staff.routers import routers as staff_routers
from bot.web.staff.tries import Tries

_TITLE = "Daogou"


def create_app(settings: GatewaySettings) -> FastAPI:
    """The application of one shop; what it holds open is opened and closed by its lifespan."""

    app = FastAPI(
        title=_TITLE,
        version=str(VERSION),  # of the messages: what a client depends on
        lifespan=_lifespan_with(settings),
        docs_url=None,  # its page would load from another site; ours is in page_routes.py
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    for routes in (
        chat_routes, stream_routes, talk_routes, events_routes, checkout_routes, health_routes,
        widget_routes, page_routes, shop_routes,
    ):  # fmt: skip
        app.include_router(routes.router)
    for router in (*staff_routers, *console_routers, *studio_routers, nowhere_routes.router):
        app.include_router(router, include_in_schema=False)
    _mount_static(app)
    add_handlers(app, lambda request, code: page_for(request, code) or shop_routes.lost_page(request, code))
    add_staff_handlers(app)
    _add_middleware(app, settings)
    _describe(app)
    return app


def _lifespan_with(settings: GatewaySettings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Opens what the application holds open, and closes it again."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        gateway = Gateway(settings)
        app.state.gateway = gateway
        app.state.last_call = gateway.listeners.close
        app.state.tries = Tries()
        await gateway.open_if_built()
        yield
        if hasattr(app.state, "workbench"):  # somebody opened the studio
            await asyncio.to_thread(app.state.workbench.close)
        await gateway.close()

    return lifespan


def _add_middleware(app: FastAPI, settings: GatewaySettings) -> None:
    """The last one added stands in front: what the shield refuses must carry the headers of CORS too."""
    app.add_middleware(
        Shield, origins=frozenset(settings.allowed_origins), language=Shopfront(settings).language
    )
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_credentials=False,  # a cookie never speaks for a page of another origin: visitor.py
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Accept", "Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"],
            expose_headers=[TOKEN_HEADER, "Retry-After", "Content-Disposition"],
            max_age=600,
        )


def _mount_static(app: FastAPI) -> None:
    """Scripts and styles of each package; what all pages share comes last, for its address begins the others'."""
    for package in ("console", "studio"):
        folder = FOLDERS[package] / "static"
        if folder.is_dir():
            app.mount(f"/static/{package}", StaticFiles(directory=folder), name=f"static-{package}")
    app.mount("/static/storefront", StaticFiles(directory=SHOP_STATIC), name="static-storefront")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")


def _describe(app: FastAPI) -> None:
    """Put into OpenAPI what FastAPI does not see: schemas of problems, of the stream's events, of pages' reports."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(title=app.title, version=app.version, routes=app.routes)
            for model in (Problem, PageEvents, *STREAM_EVENTS):
                schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
                document["components"]["schemas"] |= {**schema.pop("$defs", {}), model.__name__: schema}
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's own way to extend the document
