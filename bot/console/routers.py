"""The routers of bot/console, in the order in which they are asked; the gateway includes them."""

from fastapi import APIRouter

from bot.console import (
    correction_routes,
    export_routes,
    list_routes,
    mark_routes,
    person_routes,
    story_routes,
    talk_routes,
)

routers: list[APIRouter] = [
    list_routes.router,
    export_routes.router,
    talk_routes.router,
    mark_routes.router,
    person_routes.router,
    correction_routes.router,
    story_routes.router,
]
